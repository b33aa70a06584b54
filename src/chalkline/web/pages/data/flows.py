"""Data: which kinds of data go to which tool, under which approved use, and what covers it."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from chalkline.kernel.sentences import Sentence
from chalkline.report.flows.api import CLASS_NAMES, CLASSES, COVER_NAMES, Cover, Flow, flows
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table

TONES = {Cover.COVERED: "ok", Cover.IN_PART: "attend", Cover.MISSING: "stop", Cover.NOT_NEEDED: "quiet"}
CLASS_TONES = {"confidential": "attend", "restricted": "stop"}


@page("data/", name="data.home", permission="data.see")
def home(request: Request) -> HttpResponseBase:
    """The flows of the policy in force."""
    found = flows(request.actor, timezone.localdate())
    table = _table(request, found)
    if table.wants_file:
        return table.file()
    return _page(request, found, table)


def _page(request: Request, found: list[Flow], table: Table) -> HttpResponse:
    tools = {flow.tool for flow in found}
    records = {flow.tool for flow in found if flow.is_student_record}
    open_ones = {flow.tool for flow in found if flow.cover in {Cover.MISSING, Cover.IN_PART}}
    context = {
        "parts": parts_of_data(request, "data.home"),
        "table": table,
        "matrix": _matrix(found),
        "finding": _finding(len(tools), len(records), len(open_ones)),
        "has_any": bool(found),
        "uncovered": sorted({flow.tool_name for flow in found if flow.cover in {Cover.MISSING, Cover.IN_PART}}),
    }
    return render(request, "data/home.html", context)


def _finding(tools: int, records: int, uncovered: int) -> Sentence:
    if not tools:
        return Sentence("No data goes to any tool yet.")
    if not records:
        if tools == 1:
            return Sentence("One tool gets data, and no student information.")
        return Sentence("{tools} tools get data; none gets student information.", tools=tools)
    if not uncovered:
        return Sentence(
            "{records} of {tools} tools get student information, and a signed agreement covers all of it.",
            records=records,
            tools=tools,
        )
    return Sentence(
        "{records} of {tools} tools get student information; for {uncovered} no agreement covers all of it.",
        records=records,
        tools=tools,
        uncovered=uncovered,
    )


def _matrix(found: list[Flow]) -> dict[str, object]:
    """Tools by kinds of data: what stands in a square is how it is covered."""
    kinds = {flow.kind: flow.kind_name for flow in found}
    tools = {flow.tool: flow.tool_name for flow in found}
    cells: dict[tuple[str, str], Flow] = {}
    for flow in found:
        before = cells.get((flow.tool, flow.kind))
        if before is None or list(Cover).index(flow.cover) > list(Cover).index(before.cover):
            cells[(flow.tool, flow.kind)] = flow
    rows = [
        (Link(name, address_of("tools.show", tool)), [_square(cells.get((tool, kind))) for kind in kinds])
        for tool, name in tools.items()
    ]
    return {"kinds": list(kinds.values()), "rows": rows}


def _square(flow: Flow | None) -> dict[str, object] | None:
    if flow is None:
        return None
    return {"tone": TONES[flow.cover], "said": COVER_NAMES[flow.cover]}


def _table(request: Request, found: list[Flow]) -> Table:
    return Table(
        request,
        "flows",
        columns=[
            Column("tool", Sentence("Tool"), sort="tool_name"),
            Column("kind", Sentence("Data"), sort=lambda flow: str(flow.kind_name)),
            Column("class", Sentence("Class"), sort=lambda flow: CLASSES.index(flow.classification)),
            Column("people", Sentence("Who uses it")),
            Column("use", Sentence("Decision"), sort="decision_number"),
            Column("cover", Sentence("Agreement"), sort=lambda flow: flow.cover.value),
            Column("until", Sentence("Until"), sort="until"),
        ],
        rows=found,
        row=_row,
        search=lambda rows, words: [flow for flow in rows if words.casefold() in _searched(flow)],
        filters=[
            Filter(
                "class",
                Sentence("Class"),
                [(each, CLASS_NAMES[each]) for each in CLASSES],
                lambda rows, value: [flow for flow in rows if flow.classification == value],
            ),
            Filter(
                "cover",
                Sentence("Agreement"),
                [(each.value, COVER_NAMES[each]) for each in Cover],
                lambda rows, value: [flow for flow in rows if flow.cover.value == value],
            ),
        ],
        caption=Sentence("Every kind of data that may go to a tool"),
        order="tool",
    )


def _row(flow: Flow) -> list[object]:
    return [
        Link(flow.tool_name, address_of("tools.show", flow.tool)),
        Link(flow.kind_name, "", note=Sentence("{names}", names=flow.element_names)),
        Status(CLASS_NAMES[flow.classification], CLASS_TONES.get(flow.classification, "quiet")),
        Sentence("{people}", people=flow.people),
        Link(flow.decision_number, address_of("uses.show", flow.use_id)),
        Status(COVER_NAMES[flow.cover], TONES[flow.cover]),
        flow.until,
    ]


def _searched(flow: Flow) -> str:
    return f"{flow.tool_name} {flow.kind_name} {' '.join(map(str, flow.element_names))}".casefold()
