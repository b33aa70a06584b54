"""Data: which kinds of data go to which tool, under which approved use, and what covers it."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from chalkline.data.flows.api import Ending, ScheduleCheck
from chalkline.kernel.sentences import Sentence
from chalkline.report.flows.api import CLASS_NAMES, CLASSES, COVER_NAMES, Cover, Flow, flows, schedule_checks
from chalkline.rulebook.api import vocabulary
from chalkline.web.charts import Chart
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.data.picture import map_of, told_going
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
    picture = map_of(found, timezone.localdate()) if found else None
    if file := file_asked_for(request, *([picture] if picture else [])):
        return file
    return _page(request, found, table, picture)


def _page(request: Request, found: list[Flow], table: Table, picture: Chart | None) -> HttpResponse:
    checks = schedule_checks(request.actor, timezone.localdate()) if found else []
    names = {flow.tool: flow.tool_name for flow in found}
    amiss = [_checked(check, names, found) for check in checks if check.not_listed and check.tool in names]
    context = {
        "parts": parts_of_data(request, "data.home"),
        "table": table,
        "picture": picture,
        "amiss": amiss,
        "amiss_tone": "stop" if any(each["tone"] == "stop" for each in amiss) else "attend",
        "to_state": _to_state(found) if request.actor.may("flows.state") else [],
    }
    return render(request, "data/home.html", context)


def _checked(check: ScheduleCheck, names: dict[str, str], found: list[Flow]) -> dict[str, object]:
    uncovered = [flow for flow in found if flow.tool == check.tool and flow.is_uncovered]
    kept_back = all(flow.at_gateway for flow in uncovered)
    labels = {rule.element: Sentence(rule.label) for rule in vocabulary().element_rules()}
    missing = tuple(labels[each] for each in check.not_listed)
    detail = (
        Sentence("No schedule lists: {names}. The gateway replaces or refuses it.", names=missing)
        if kept_back
        else Sentence("No schedule lists: {names}. People leave it out until an agreement lists it.", names=missing)
    )
    return {
        "title": names[check.tool],
        "url": address_of("tools.show", check.tool),
        "detail": detail,
        "chip": Sentence("no agreement") if check.ending is Ending.MISSING else Sentence("not in the schedule"),
        "tone": "attend" if kept_back else "stop",
    }


def _to_state(found: list[Flow]) -> list[dict[str, object]]:
    """Uses for whose data nobody has said why it is needed."""
    open_ones: dict[str, list[Flow]] = {}
    for flow in found:
        if flow.unexplained:
            open_ones.setdefault(flow.use_id, []).append(flow)
    return [
        {
            "title": Sentence("{tool}, decision {number}", tool=some[0].tool_name, number=some[0].decision_number),
            "url": address_of("data.use", use_id),
            "detail": Sentence("{names}", names=tuple(name for flow in some for name in flow.unexplained)),
        }
        for use_id, some in open_ones.items()
    ]


def _table(request: Request, found: list[Flow]) -> Table:
    return Table(
        request,
        "flows",
        columns=[
            Column("tool", Sentence("Tool"), sort="tool_name"),
            Column("kind", Sentence("Data"), sort=lambda flow: str(flow.kind_name)),
            Column("class", Sentence("Class"), sort=lambda flow: CLASSES.index(flow.classification)),
            Column("why", Sentence("Why, and from where")),
            Column("people", Sentence("Who uses it")),
            Column("use", Sentence("Decision"), sort="decision_number"),
            Column("cover", Sentence("Agreement"), sort=lambda flow: flow.cover.value),
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
        _why(flow),
        Sentence("{people}", people=flow.people),
        Link(flow.decision_number, address_of("uses.show", flow.use_id), note=Sentence("until {day}", day=flow.until)),
        Status(COVER_NAMES[flow.cover], TONES[flow.cover], note=told_going(flow) if flow.is_kept_back else ""),
    ]


def _why(flow: Flow) -> Link | str:
    """The reasons, each once, with where the data comes from and how."""
    whys = tuple(dict.fromkeys(step.why for step in flow.steps if step.why))
    if not whys:
        return Link(Sentence("not said yet"), address_of("data.use", flow.use_id))
    froms = tuple(dict.fromkeys(step.system for step in flow.steps if step.system))
    ways = tuple(dict.fromkeys(step.way for step in flow.steps if step.way))
    return Link(" ".join(whys), address_of("data.use", flow.use_id), note=Sentence("{all}", all=(*froms, *ways)))


def _searched(flow: Flow) -> str:
    return f"{flow.tool_name} {flow.kind_name} {' '.join(map(str, flow.element_names))}".casefold()
