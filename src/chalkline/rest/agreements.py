"""/api/v1/agreements: under which contract each tool is, what its schedule lists, what it promises."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field

from chalkline.kernel.clock import utc_now
from chalkline.rest.lists import Listing, chosen, listed
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Text,
    created,
    like,
    who,
)
from chalkline.rest.tools import AgreementTold
from chalkline.rest.tools import agreement as told_agreement
from chalkline.tools.agreements.api import (
    Agreement,
    AgreementKind,
    AiTerms,
    Terms,
    agreement_by_id,
    agreements,
    end_agreement,
    record_agreement,
)
from chalkline.tools.register.api import only_tools_like, registered

router = Place(tags=["data"])
AGREEMENT_SORTS = {"tool": "tool__folded", "kind": "kind", "signed": "signed_on", "ends": "ends_on"}


class AgreementSaid(Sent):
    """A signed agreement: its term and its schedule of data."""

    model_config = like(
        tool="magicschool", kind="ndpa", signed_on="2026-08-01", ends_on="2029-07-31", elements=["student_work"]
    )

    tool: Id
    kind: AgreementKind
    signed_on: date
    ends_on: date
    elements: list[Id] = Field(default_factory=list, max_length=500)
    amends: Id = Field("", description="For an addendum: the id of the agreement it belongs to.")
    state: Id = ""
    version: Id = ""
    joined_from: Short = ""
    offer_ends_on: date | None = None
    renews_by_itself: bool | None = None
    notice_days: int | None = None
    breach_hours: int | None = Field(None, description="From the confirmation of a breach to the notice.")
    deletion_days: int | None = None
    certificate: bool | None = None
    data_in: Short = ""
    ai: AiTerms = AiTerms.NOT_SAID
    clauses: dict[Id, Id] = Field(default_factory=dict, description="Where each of these terms stands.")

    def terms(self) -> Terms:
        """As the command takes them."""
        said = self.dict(exclude={"tool", "kind", "signed_on", "ends_on", "elements", "amends", "clauses"})
        return Terms(**said, clauses=tuple(sorted(self.clauses.items())))


class AgreementOfTool(AgreementTold):
    """An agreement, with the tool it is about."""

    tool: str


class AgreementEnd(Sent):
    """Its last day, and why."""

    model_config = like(ended_on="2026-12-01", why="The vendor was sold.")

    ended_on: date
    why: Text


class AgreementPage(Page[AgreementOfTool]):
    """Every agreement there ever was, newest first."""


@router.get("/agreements", response={200: AgreementPage, REFUSALS: ProblemDocument})
def list_agreements(request: HttpRequest, listing: Query[Listing], kind: Id = "") -> object:
    """Every agreement, past ones too. ``kind``; ``q``: about tools that are called so. They are sorted by tool, kind,
    signed or ends.
    """
    rows = agreements(who(request))
    if chosen("kind", kind, AgreementKind):
        rows = rows.filter(kind=kind)
    if listing.q.strip():
        rows = only_tools_like(rows, listing.q, tool="tool")
    return listed(rows, listing, AGREEMENT_SORTS, _agreement)


@router.post("/agreements", response={201: AgreementOfTool, REFUSALS: ProblemDocument})
def record_an_agreement(request: HttpRequest, given: AgreementSaid) -> object:
    """Record a signed agreement. The signed PDF is attached on its page."""
    made = record_agreement(
        who(request),
        registered(given.tool),
        given.kind,
        signed_on=given.signed_on,
        ends_on=given.ends_on,
        elements=given.elements,
        terms=given.terms(),
        amends=agreement_by_id(who(request), given.amends) if given.amends else None,
        now=utc_now(),
    )
    return created(_agreement(made))


@router.post("/agreements/{agreement_id}/end", response={200: AgreementOfTool, REFUSALS: ProblemDocument})
def end_an_agreement(request: HttpRequest, agreement_id: UUID, given: AgreementEnd) -> object:
    """End an agreement before its term. Nothing else of it can be changed: a new one is recorded."""
    actor = who(request)
    held = agreement_by_id(actor, str(agreement_id))
    return _agreement(end_agreement(actor, held, ended_on=given.ended_on, why=given.why, now=utc_now()))


def _agreement(agreement: Agreement) -> AgreementOfTool:
    return AgreementOfTool(tool=agreement.tool.slug, **told_agreement(agreement).dict())
