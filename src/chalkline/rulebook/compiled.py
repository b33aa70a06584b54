"""The rulebook as it serves: what weighing finds, worked out once and looked up after.

Each term of a use depends on one or two parts of a question (its grade on the grade, its data on the elements and the
day). So there is a table for each term, filled as values are met, of the reasons that ``weighing`` gives; weighing a
question is then a lookup a term. A table holds at most ``MOST`` values: what callers can send without end must not
fill the memory. One ``Compiled`` belongs to one policy and one set of stops, and lives as long as they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from chalkline.rulebook.asking import Question, Reason
from chalkline.rulebook.class_level import weigh_level
from chalkline.rulebook.district_rules import DistrictRule
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import Stops
from chalkline.rulebook.weighing import Judged, Weighed, bounds
from chalkline.rulebook.weighing_conditions import (
    weigh_family,
    weigh_model,
    weigh_record,
    weigh_stops,
    weigh_time,
    weigh_training,
)
from chalkline.rulebook.weighing_data import WeighedData, weigh_data
from chalkline.rulebook.weighing_rules import Asked, rules_for, weigh_rules
from chalkline.rulebook.weighing_scope import (
    weigh_grade,
    weigh_phase,
    weigh_purpose,
    weigh_role,
    weigh_school,
    weigh_tool,
)
from chalkline.rulebook.words import ConditionKind, KeptBy, MaybeText, Verdict

MOST = 4096  # values a table remembers
FAILS, UNKNOWN_YET = 2, 1
Marked = tuple[Judged, int]  # reasons, and whether one of them fails or cannot be told
NONE_ASKED: tuple[Judged, ...] = ((), (), (), (), (), (), (), ())
NO_ELEMENTS: frozenset[str] = frozenset()


class Table(dict[Any, Any]):
    """``Table(make)[value]``: what ``make`` gives for a value, remembered."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, value: Any) -> Any:
        if len(self) >= MOST:
            self.clear()
        made = self[value] = self.make(value)
        return made


def _marked(reasons: Iterable[Reason]) -> Marked:
    judged = tuple(reasons)
    fails = FAILS * any(each.holds is False for each in judged)
    return judged, fails | UNKNOWN_YET * any(each.holds is None for each in judged)


class _Day:
    """What depends on the day: the span of the use, its data, and the district's rules that could speak of it."""

    __slots__ = ("data", "rules", "time")

    def __init__(
        self, terms: Terms, policy: Policy, stops: Stops, on: date, rules: tuple[DistrictRule, ...] = ()
    ) -> None:
        self.time = _marked(weigh_time(terms, on))

        def weighed(elements: Any) -> tuple[Judged, int, frozenset[str], Verdict]:
            data: WeighedData = weigh_data(terms, elements, on, policy, stops)
            best = bounds(terms, (), data.redact)[1]
            return (*_marked(data.reasons), data.redact, best)

        self.data = Table(weighed)

        def ruled(asked: Asked) -> tuple[Judged, int, frozenset[str], Verdict]:
            found = weigh_rules(rules, terms, asked, on, policy, stops)
            redact = self.data[asked[3]][2] | found.redact
            return (*_marked(found.reasons), redact, bounds(terms, (), redact, found.most)[1])

        self.rules = Table(ruled) if rules else None


class Weigher:
    """One use, compiled. ``weigh`` gives what ``weighing.weigh`` gives."""

    __slots__ = (
        "asks_family", "days", "grade", "has_stops", "level", "model", "phase", "policy", "purpose", "record", "role",
        "school", "stops", "terms", "tool", "tool_name", "training",
    )  # fmt: skip

    def __init__(self, terms: Terms, policy: Policy, stops: Stops) -> None:
        self.terms, self.policy, self.stops = terms, policy, stops
        self.tool_name = policy.tool_name(terms.tool)
        rules = rules_for(terms, policy, stops)
        self.days = Table(lambda on: _Day(terms, policy, stops, on, rules))
        self.tool = Table(lambda tool: _marked(weigh_tool(terms, tool)))
        self.role = Table(lambda role: _marked(weigh_role(terms, role)))
        self.grade = Table(lambda band: _marked(weigh_grade(terms, band)))
        self.school = Table(lambda school: _marked(weigh_school(terms, school, policy)))
        self.purpose = Table(lambda purpose: _marked(weigh_purpose(terms, purpose, policy)))
        self.model = Table(lambda model: _marked(weigh_model(terms, model)))
        self.record = Table(lambda asked: _marked(weigh_record(terms, asked[0], asked[1], policy)))
        kinds = {each.kind for each in terms.conditions if each.kept_by is KeptBy.GATEWAY}
        opened = terms.use_id in stops.openings
        self.phase = (
            Table(lambda asked: _marked(weigh_phase(terms, asked[0], asked[1], policy, stops))) if opened else None
        )
        self.training = (
            Table(lambda current: _marked(weigh_training(terms, current))) if ConditionKind.TRAINING in kinds else None
        )
        self.level = Table(self._level) if stops.levels else None
        self.asks_family = ConditionKind.CONSENT in kinds
        self.has_stops = bool(tuple(weigh_stops(terms, "", stops)) or stops.keys or stops.models or stops.drilled)

    def _level(self, asked: tuple[frozenset[str], str, MaybeText, date]) -> Marked:
        classes, work, purpose, on = asked
        return _marked(weigh_level(self.terms, classes, work, purpose, on, self.stops))

    def weigh(self, question: Question) -> Weighed:
        """Every term against ``question``, in the order in which they are told."""
        q = question
        day = self.days[q.on]
        time, marks_time = day.time
        tool, marks_tool = self.tool[q.tool]
        role, marks_role = self.role[q.role]
        grade, marks_grade = self.grade[q.grade_band]
        school, marks_school = self.school[q.school]
        purpose, marks_purpose = self.purpose[q.purpose]
        data, marks, redact, best = day.data[q.elements]
        marks |= marks_time | marks_tool | marks_role | marks_grade | marks_school | marks_purpose
        stopped, phase, record, model, training, family, level, ruled = NONE_ASKED
        if day.rules is not None:
            ruled, marked, redact, best = day.rules[q.role, q.grade_band, q.purpose, q.elements]
            marks |= marked
        if self.has_stops:
            stopped, marked = _marked(weigh_stops(self.terms, q.key_id, self.stops, q.model))
            marks |= marked
        if self.phase is not None:
            phase, marked = self.phase[q.school, q.role]
            marks |= marked
        if q.purpose in self.policy.decided_by_people:
            record, marked = self.record[q.purpose, q.record]
            marks |= marked
        if q.model:
            model, marked = self.model[q.model]
            marks |= marked
        if self.training is not None:
            training, marked = self.training[q.training]
            marks |= marked
        if self.asks_family or q.family is not None:
            family, marked = _marked(weigh_family(self.terms, q.family))
            marks |= marked
        if self.level is not None and q.classes:
            level, marked = self.level[q.classes, q.work, q.purpose, q.on]
            marks |= marked
        before = time + stopped + tool + role + grade + school + phase + purpose + record + model + training
        reasons = before + family + level + data + ruled
        if marks & FAILS:
            return Weighed(self.terms, self.tool_name, reasons, NO_ELEMENTS, Verdict.REFUSE, Verdict.REFUSE)
        return Weighed(self.terms, self.tool_name, reasons, redact, Verdict.REFUSE if marks else best, best)


class Compiled:
    """One policy with one set of stops: weighers of the uses that a question could mean, by use and by tool."""

    __slots__ = ("by_tool", "by_use", "stops")

    def __init__(self, policy: Policy, stops: Stops) -> None:
        self.stops = stops

        def of_use(use_id: str) -> tuple[Weigher, ...]:
            terms = policy.by_use.get(use_id)
            return (Weigher(terms, policy, stops),) if terms else ()

        def of_tool(tool: str) -> tuple[Weigher, ...]:
            return tuple(self.by_use[terms.use_id][0] for terms in policy.by_tool.get(tool, ()))

        self.by_use, self.by_tool = Table(of_use), Table(of_tool)


def compiled(policy: Policy, stops: Stops) -> Compiled:
    """The compiled form of these two; the last one made for a policy is kept with it."""
    kept: Compiled | None = policy.__dict__.get("_compiled")
    if kept is None or kept.stops is not stops:
        kept = policy.__dict__["_compiled"] = Compiled(policy, stops)
    return kept
