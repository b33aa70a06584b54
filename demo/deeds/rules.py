"""The district's own rules: proposed, tried, decided; laws switched on; stops made and restored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from telling.deed import Moment, Named, deed


@dataclass(frozen=True)
class Row:
    """One row. ``data`` are kinds of data in a teacher's words; nothing said means all."""

    name: str
    then: str
    why: str
    who: list[str] = field(default_factory=list)
    grades: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    purposes: list[str] = field(default_factory=list)
    clause: str = ""


@deed("proposes rules")
def proposes_rules(
    moment: Moment, *, why: str, rows: list[Row] | None = None, promises: list[Row] | None = None
) -> Any:
    """More rows beside those that are in force."""
    from chalkline.publish.district_rules.api import propose_rules, rows_of, set_in_force
    from chalkline.rulebook.api import Demand, DistrictRule, Promise, Verdict

    held = rows_of(set_in_force())
    rules = tuple(
        DistrictRule(each.name, _selection(each), Verdict(each.then), each.why, each.clause) for each in rows or ()
    )
    promised = tuple(Promise(each.name, _selection(each), Demand(each.then), each.why) for each in promises or ())
    wanted = replace(held, rules=(*held.rules, *rules), promises=(*held.promises, *promised))
    return propose_rules(moment.actor, wanted, why=why, now=moment.now)


def _selection(row: Row) -> Any:
    from chalkline.rulebook.api import EVERY, Selection, vocabulary

    def scope(chosen: list[str]) -> Any:
        return frozenset(chosen) if chosen else EVERY

    elements = vocabulary().elements_of_kinds(row.data) if row.data else EVERY
    return Selection(scope(row.who), scope(row.grades), elements, frozenset(row.kinds), scope(row.purposes))


@deed("asks what rules would have done")
def asks_what_rules_would_have_done(moment: Moment, *, rules: Named) -> Any:
    """To the calls of the last 30 days; a job finds out."""
    from chalkline.report.dry_run.api import ask_for_dry_run

    return ask_for_dry_run(moment.actor, rules, now=moment.now)


@deed("puts rules on the agenda")
def puts_rules_on_the_agenda(moment: Moment, *, rules: Named, meeting: Named) -> Any:
    """For the committee to decide."""
    from chalkline.publish.district_rules.api import put_rules_on_agenda

    return put_rules_on_agenda(moment.actor, rules, meeting, now=moment.now)


@deed("says that a law holds here")
def says_that_a_law_holds(moment: Moment, *, law: str, why: str) -> Any:
    """As counsel, by name."""
    from chalkline.publish.district_rules.api import switch_law

    return switch_law(moment.actor, law, is_on=True, why=why, now=moment.now)


@deed("stops a tool")
def stops_a_tool(moment: Moment, *, tool: str, reason: str, instead: str = "") -> Any:
    """For everybody, at once."""
    from chalkline.publish.stops.api import stop_tool

    return stop_tool(moment.actor, tool, reason=reason, instead=instead, now=moment.now)


@deed("asks that it goes on")
def asks_that_it_goes_on(moment: Moment, *, stop: Named, reason: str) -> Any:
    """The first of two people."""
    from chalkline.publish.stops.api import ask_to_restore

    return ask_to_restore(moment.actor, stop, reason=reason, now=moment.now)


@deed("agrees that it goes on")
def agrees_that_it_goes_on(moment: Moment, *, stop: Named) -> Any:
    """The second of two people."""
    from chalkline.publish.stops.api import restore

    return restore(moment.actor, stop, now=moment.now)
