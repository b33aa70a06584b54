"""/api/v1/tools: what there is, and under which agreement."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema, Status

from chalkline.approve.uses.api import ToolsStanding, only_tools_standing
from chalkline.govern.custom_fields.api import About
from chalkline.kernel.clock import utc_now
from chalkline.rest.lists import Listing, by_own_fields, chosen, listed
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    created,
    like,
    who,
)
from chalkline.tools.agreements.api import KIND_NAMES, Agreement, AgreementKind, agreements_of, last_day
from chalkline.tools.register.api import (
    Tool,
    name_models,
    only_tools_like,
    register_tool,
    registered,
    search_tools,
    tools_known,
)

router = Place(tags=["tools"])
TOOL_SORTS = {"name": "folded", "registered": "registered_at"}


class ToolKnown(Schema):
    """A tool on the district's register. Being on it says nothing about whether it may be used."""

    model_config = like(id="magicschool", name="MagicSchool", vendor="MagicSchool Inc.", models=["stub-small"])

    id: str
    name: str
    vendor: str
    models: list[str] = Field(description="Names of models the gateway may route its calls to.")


class ToolPage(Page[ToolKnown]):
    """Tools, by name."""


class ToolFound(Schema):
    """An answer to a search: a tool of the register, or a service of the catalogue nobody registered yet."""

    model_config = like(id="chatgpt", name="ChatGPT", vendor="OpenAI", is_registered=False, category="chat")

    id: str
    name: str
    vendor: str
    is_registered: bool
    category: str


class AgreementTold(Schema):
    """What was signed with the vendor."""

    id: str
    kind: str
    kind_name: str
    signed_on: date
    ends_on: date
    ended_on: date | None
    elements: list[str]
    last_day: date | None = None
    state: str = ""
    breach_hours: int | None = None
    deletion_days: int | None = None
    data_in: str = ""
    amends: str | None = None


class ToolWithAgreements(ToolKnown):
    """A tool with every agreement about it, past ones too."""

    model_config = like(
        id="magicschool",
        name="MagicSchool",
        vendor="MagicSchool Inc.",
        models=["stub-small"],
        agreements=[
            {
                "id": "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10",
                "kind": "ndpa",
                "kind_name": "National data privacy agreement",
                "signed_on": "2026-08-01",
                "ends_on": "2029-07-31",
                "ended_on": None,
                "elements": ["student_work"],
            }
        ],
    )

    agreements: list[AgreementTold]


class ToolNamed(Sent):
    """A tool to take note of: a name, an address of it, or the id of a service of the catalogue."""

    model_config = like(tool="MagicSchool", vendor="")

    tool: Short
    vendor: Short = ""


class ModelsNamed(Sent):
    """The names by which a model service knows the models behind a tool."""

    model_config = like(models=["stub-small"])

    models: list[Short] = Field(max_length=100)


@router.get("/tools", response={200: ToolPage, REFUSALS: ProblemDocument})
def list_tools(request: HttpRequest, listing: Query[Listing], status: Id = "") -> object:
    """Tools of the register, by name. ``status``: approved, asked or neither; custom fields as ``own-KEY``. They are
    sorted by name or registered.
    """
    who(request).must("tools.see")
    rows = only_tools_like(tools_known(), listing.q) if listing.q.strip() else tools_known()
    if chosen("status", status, ToolsStanding):
        rows = only_tools_standing(rows, status, localdate(utc_now()))
    return listed(by_own_fields(request, rows, About.TOOL), listing, TOOL_SORTS, _known)


@router.get("/tools/search", response={200: list[ToolFound], REFUSALS: ProblemDocument})
def search_for_tools(request: HttpRequest, q: Short) -> object:
    """Tools and catalogue services by name, maker, pasted address or near-miss, nearest first; eight at most."""
    return [
        ToolFound(
            id=each.slug, name=each.name, vendor=each.vendor, is_registered=each.registered, category=each.category
        )
        for each in search_tools(who(request), q)
    ]


@router.get("/tools/{tool_id}", response={200: ToolWithAgreements, REFUSALS: ProblemDocument})
def read_tool(request: HttpRequest, tool_id: Id) -> object:
    """One tool with its agreements."""
    told = [agreement(each) for each in agreements_of(who(request), tool_id)]
    return ToolWithAgreements(**_known(registered(tool_id)).dict(), agreements=told)


@router.post("/tools", response={201: ToolKnown, REFUSALS: ProblemDocument})
def register_a_tool(request: HttpRequest, named: ToolNamed) -> Status[ToolKnown]:
    """Put a tool on the register. Twice changes nothing; it says nothing about whether it may be used."""
    return created(_known(register_tool(who(request), named.tool, vendor=named.vendor, now=utc_now())))


@router.put("/tools/{tool_id}/models", response={200: ToolKnown, REFUSALS: ProblemDocument})
def name_models_of_tool(request: HttpRequest, tool_id: Id, named: ModelsNamed) -> object:
    """Say which models the gateway may route this tool's calls to."""
    return _known(name_models(who(request), registered(tool_id), list(named.models), now=utc_now()))


def agreement(each: Agreement) -> AgreementTold:
    """An agreement as the API shows it."""
    return AgreementTold(
        id=str(each.id),
        kind=each.kind,
        kind_name=str(KIND_NAMES[AgreementKind(each.kind)]),
        signed_on=each.signed_on,
        ends_on=each.ends_on,
        ended_on=each.ended_on,
        elements=sorted(each.elements),
        last_day=last_day(each),
        state=each.state,
        breach_hours=each.breach_hours,
        deletion_days=each.deletion_days,
        data_in=each.data_in,
        amends=str(each.amends_id) if each.amends_id else None,
    )


def _known(tool: Tool) -> ToolKnown:
    return ToolKnown(id=tool.slug, name=tool.name, vendor=tool.vendor, models=list(tool.model_names))
