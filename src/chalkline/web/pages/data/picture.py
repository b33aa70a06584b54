"""The flow map of the district as one picture: from systems and people to tools, coloured by class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from chalkline.data.flows.api import Ending, ending
from chalkline.kernel.sentences import Sentence
from chalkline.report.flows.api import CLASS_NAMES, CLASSES, COVER_NAMES, Cover, Flow
from chalkline.web.charts import Chart
from chalkline.web.charts.flow_map import Line, Node, flow_map
from chalkline.web.routes import address_of

TYPED = Sentence("People who type or upload it")
OPEN = {Cover.MISSING, Cover.IN_PART}


def map_of(found: Sequence[Flow], on: date) -> Chart:
    """Where data comes from on the left, the tools on the right; tools without cover first."""
    tools = sorted({flow.tool: flow.tool_name for flow in found}.items(), key=lambda each: _first(each, found))
    sources = sorted(
        {name for flow in found for name in _sources(flow)}, key=lambda name: (name == "", name.casefold())
    )
    places = {tool: at for at, (tool, _name) in enumerate(tools)}
    lines: dict[tuple[int, int], Line] = {}
    for flow in found:
        for name in _sources(flow):
            ends = (sources.index(name), places[flow.tool])
            mark, before = CLASSES.index(flow.classification) + 1, lines.get(ends)
            amiss = flow.cover in OPEN or bool(before and before.amiss)
            lines[ends] = Line(*ends, max(mark, before.mark if before else 0), amiss)
    return flow_map(
        "map",
        _title(found),
        left=[Node(name or TYPED, address_of("data.systems") if name else "") for name in sources],
        right=[Node(name, address_of("tools.show", tool), *_standing(tool, found, on)) for tool, name in tools],
        lines=list(lines.values()),
        titles=(Sentence("From"), Sentence("To")),
        keys=[(CLASSES.index(each) + 1, CLASS_NAMES[each]) for each in CLASSES if _has(found, each)],
        text=Sentence(
            "Each line is data that may go from a place to a tool, in the colour of its most protected class. A broken "
            "line is student information that no agreement covers in full."
        ),
        head=(_("Tool"), _("From"), _("Data"), _("Class"), _("Agreement"), _("In force until")),
        rows=[
            (
                flow.tool_name,
                name or TYPED,
                flow.kind_name,
                CLASS_NAMES[flow.classification],
                COVER_NAMES[flow.cover],
                flow.agreement_until or "",
            )
            for flow in found
            for name in _sources(flow)
        ],
    )


def _sources(flow: Flow) -> list[str]:
    """The systems this kind of data comes from; "" stands for people."""
    return sorted({step.system for step in flow.steps}) or [""]


def _has(found: Sequence[Flow], classification: str) -> bool:
    return any(flow.classification == classification for flow in found)


def _title(found: Sequence[Flow]) -> Sentence:
    tools = len({flow.tool for flow in found})
    records = len({flow.tool for flow in found if flow.is_student_record})
    uncovered = len({flow.tool for flow in found if flow.cover in OPEN})
    if not records and tools == 1:
        return Sentence("One tool gets data, and no student information")
    if not records:
        return Sentence("{n} tools get data; none gets student information", n=tools)
    if records == 1:
        one = Sentence("One tool gets student information, and an agreement covers all of it")
        return (
            one if not uncovered else Sentence("One tool gets student information without an agreement for all of it")
        )
    if not uncovered:
        return Sentence("{n} tools get student information; agreements cover all of it", n=records)
    if uncovered == 1:
        return Sentence("{n} tools get student information; for one no agreement covers all of it", n=records)
    return Sentence("{n} tools get student information; for {m} no agreement covers all of it", n=records, m=uncovered)


def _standing(tool: str, found: Sequence[Flow], on: date) -> tuple[Sentence, str]:
    """How the agreement of a tool stands to what goes there, in words and tone."""
    records = [flow for flow in found if flow.tool == tool and flow.is_student_record]
    if not records:
        return Sentence("no student information"), ""
    if all(flow.cover is Cover.MISSING for flow in records):
        return Sentence("no agreement"), "stop"
    if any(flow.cover in OPEN for flow in records):
        return Sentence("not all in its agreement"), "stop"
    last = _until(records)
    if ending(last, on) is Ending.SOON:
        return Sentence("agreement ends {day}", day=last), "attend"
    return Sentence("agreement until {day}", day=last), "ok"


def _first(tool: tuple[str, str], found: Sequence[Flow]) -> tuple[int, date, str]:
    """Without cover first, then by how soon the agreement ends, then those that need none."""
    slug, name = tool
    records = [flow for flow in found if flow.tool == slug and flow.is_student_record]
    if any(flow.cover in OPEN for flow in records):
        return 0, date.min, name.casefold()
    return (1 if records else 2), _until(records), name.casefold()


def _until(records: Sequence[Flow]) -> date:
    return min((flow.agreement_until for flow in records if flow.agreement_until), default=date.max)
