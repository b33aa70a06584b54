"""The flow map of the district as one picture: from systems and people, by kinds of data, to tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from chalkline.data.flows.api import Ending, ending
from chalkline.kernel.sentences import Sentence
from chalkline.report.flows.api import CLASS_NAMES, CLASSES, COVER_NAMES, GOING_NAMES, Cover, Flow, Going
from chalkline.web.charts import Chart
from chalkline.web.charts.flow_map import Line, Node, flow_map
from chalkline.web.routes import address_of

TYPED = Sentence("People who type or upload it")
AMISS = 6  # the mark of what no agreement covers


def map_of(found: Sequence[Flow], on: date) -> Chart:
    """Where data comes from, which kinds of data, the tools they go to; what is least covered first."""
    tools = sorted({flow.tool: flow.tool_name for flow in found}.items(), key=lambda each: _first(each, found))
    places = {tool: at for at, (tool, _name) in enumerate(tools)}
    kinds = sorted(dict.fromkeys(flow.kind for flow in found), key=lambda kind: _kind_order(kind, found, places))
    sources = sorted({name for flow in found for name in _sources(flow)}, key=lambda name: _height(name, found, kinds))
    names = {flow.kind: flow.kind_name for flow in found}
    return flow_map(
        "map",
        _title(found),
        columns=[
            (
                Sentence("From"),
                [Node(name or TYPED, address_of("data.systems") if name else "") for name in sources],
            ),
            (Sentence("Data"), [Node(names[kind]) for kind in kinds]),
            (
                Sentence("To"),
                [Node(name, address_of("tools.show", tool), *_standing(tool, found, on)) for tool, name in tools],
            ),
        ],
        lines=[
            _lines((sources.index(name), kinds.index(flow.kind), flow) for flow in found for name in _sources(flow)),
            _lines((kinds.index(flow.kind), places[flow.tool], flow) for flow in found),
        ],
        keys=[
            *((CLASSES.index(each) + 1, CLASS_NAMES[each]) for each in CLASSES if _has(found, each)),
            *([(AMISS, Sentence("not in an agreement"))] if any(flow.is_uncovered for flow in found) else []),
        ],
        text=Sentence(
            "Each line is data that may go from a place to a tool, in the colour of its most protected class. A broken "
            "red line is student information that no agreement covers in full."
        ),
        note=_kept_back(found),
        head=(
            _("Tool"),
            _("From"),
            _("Data"),
            _("Class"),
            _("Agreement"),
            _("What the policy does"),
            _("In force until"),
        ),
        rows=[
            (
                flow.tool_name,
                name or TYPED,
                flow.kind_name,
                CLASS_NAMES[flow.classification],
                COVER_NAMES[flow.cover],
                told_going(flow),
                flow.agreement_until or "",
            )
            for flow in found
            for name in _sources(flow)
        ],
    )


def told_going(flow: Flow) -> Sentence:
    """What becomes of it: one for all of it, or what is kept back by name."""
    kept_back = [each for each in Going if each is not Going.AS_IT_IS and flow.names_going(each)]
    if not kept_back:
        return GOING_NAMES[Going.AS_IT_IS]
    told = [Sentence("{names}: {going}", names=flow.names_going(each), going=GOING_NAMES[each]) for each in kept_back]
    return told[0] if len(told) == 1 else Sentence("{first}; {second}", first=told[0], second=told[1])


def _kept_back(found: Sequence[Flow]) -> Sentence | str:
    """That what no agreement covers does not go out, where the gateway stands between all of it."""
    open_ones = [flow for flow in found if flow.is_uncovered]
    if not open_ones or not all(flow.at_gateway for flow in open_ones):
        return ""
    return Sentence("What the agreement does not list is replaced or refused by the gateway, never sent as it is.")


def _lines(ends: Iterable[tuple[int, int, Flow]]) -> list[Line]:
    """One line for all that goes the same way: the most protected class, amiss if one of them is."""
    lines: dict[tuple[int, int], Line] = {}
    for start, end, flow in ends:
        mark, before = CLASSES.index(flow.classification) + 1, lines.get((start, end))
        amiss = flow.is_uncovered or bool(before and before.amiss)
        lines[start, end] = Line(start, end, max(mark, before.mark if before else 0), amiss)
    return list(lines.values())


def _kind_order(kind: str, found: Sequence[Flow], places: Mapping[str, int]) -> tuple[int, float]:
    """The most protected first, then by the middle of the tools it goes to, so that few lines cross."""
    ends = [places[flow.tool] for flow in found if flow.kind == kind]
    return -max(CLASSES.index(flow.classification) for flow in found if flow.kind == kind), sum(ends) / len(ends)


def _height(source: str, found: Sequence[Flow], kinds: Sequence[str]) -> tuple[float, str]:
    """The middle of the kinds that come from there, so that few lines cross."""
    places = [kinds.index(flow.kind) for flow in found if source in _sources(flow)]
    return sum(places) / len(places), source.casefold()


def _sources(flow: Flow) -> list[str]:
    """The systems this kind of data comes from; "" stands for people."""
    return sorted({step.system for step in flow.steps}) or [""]


def _has(found: Sequence[Flow], classification: str) -> bool:
    return any(flow.classification == classification for flow in found)


def _title(found: Sequence[Flow]) -> Sentence:
    tools = len({flow.tool for flow in found})
    records = len({flow.tool for flow in found if flow.is_student_record})
    uncovered = len({flow.tool for flow in found if flow.is_uncovered})
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
    if any(flow.is_uncovered for flow in records):
        kept_back = all(flow.at_gateway for flow in records if flow.is_uncovered)
        if kept_back:
            return Sentence("not all in its agreement; the rest stays here"), "attend"
        return Sentence("not all in its agreement"), "stop"
    last = _until(records)
    if ending(last, on) is Ending.SOON:
        return Sentence("agreement ends {day}", day=last), "attend"
    return Sentence("agreement until {day}", day=last), "ok"


def _first(tool: tuple[str, str], found: Sequence[Flow]) -> tuple[int, date, str]:
    """Without cover first, then by how soon the agreement ends, then those that need none."""
    slug, name = tool
    records = [flow for flow in found if flow.tool == slug and flow.is_student_record]
    if any(flow.is_uncovered for flow in records):
        return 0, date.min, name.casefold()
    return (1 if records else 2), _until(records), name.casefold()


def _until(records: Sequence[Flow]) -> date:
    return min((flow.agreement_until for flow in records if flow.agreement_until), default=date.max)
