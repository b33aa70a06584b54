"""Whether rows are sound, whether a set lets more through than another, who may put it in force. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.publish.district_rules.words import Rows, SetState
from chalkline.rulebook.api import (
    BANDS,
    KIND_NAMES,
    NARROWING,
    NO_CLASS,
    ROSTER_ROLES,
    TRAITS,
    DistrictRule,
    Everything,
    Promise,
    Scope,
    Selection,
    Verdict,
    vocabulary,
)

MOST = 200
LONGEST = 300
WHY_LIMIT = 2000
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


def refuse_unsound(rows: Rows, uncited: Collection[str] = ()) -> None:
    """Raise Problem("rules.unsound") naming each field that is wrong. ``uncited``: clauses that no policy has."""
    wrong: dict[str, Words] = {}
    if uncited:
        wrong["clause"] = Sentence(
            "No policy has this clause: {clauses}. Cite it as code/version/section, like AI-2/3/4.",
            clauses=tuple(sorted(uncited)),
        )
    ids = [*(each.rule_id for each in rows.rules), *(each.promise_id for each in rows.promises)]
    if len(ids) > MOST or len(set(ids)) != len(ids) or not all(ID.fullmatch(each) for each in ids):
        wrong["id"] = Sentence("Give each row a short name of its own, at most {n} rows.", n=MOST)
    for wanted in (*(each.selection for each in rows.rules), *(each.selection for each in rows.promises)):
        wrong |= _wrong_selection(wanted)
    for rule in rows.rules:
        if rule.verdict not in NARROWING:
            wrong["verdict"] = Sentence("A rule refuses, holds, grounds or replaces: it never permits.")
        if rule.verdict is Verdict.REDACT and isinstance(rule.selection.elements, Everything):
            wrong["elements"] = Sentence("Say which data is replaced.")
        if not rule.why.strip() or any(len(each) > LONGEST for each in (rule.why, rule.clause, rule.law)):
            wrong["why"] = Sentence("Say why, in at most {n} characters.", n=LONGEST)
    for promise in rows.promises:
        if not promise.says.strip() or len(promise.says) > LONGEST:
            wrong["says"] = Sentence("Say it in at most {n} characters.", n=LONGEST)
    if wrong:
        raise Problem(
            "rules.unsound",
            what=Sentence("This rule cannot be read by the gateway."),
            why=Sentence("Every row is obeyed to the letter, so each of its words must mean something here."),
            next_step=Sentence("Correct what is named."),
            fields=wrong,
        )


def _wrong_selection(wanted: Selection) -> dict[str, Words]:
    words = vocabulary()
    known: tuple[tuple[str, Scope | frozenset[str], set[str]], ...] = (
        ("roles", wanted.roles, set(ROSTER_ROLES)),
        ("grade_bands", wanted.grade_bands, {*BANDS, NO_CLASS}),
        ("elements", wanted.elements, set(words.elements)),
        ("purposes", wanted.purposes, set(words.purposes)),
        ("kinds", wanted.kinds, {*KIND_NAMES, *TRAITS}),
    )
    return {
        name: Sentence("Choose among what there is.")
        for name, chosen, all_of in known
        if not isinstance(chosen, Everything) and (chosen - all_of or (not chosen and name != "kinds"))
    }


def widens(old: Rows, new: Rows) -> tuple[DistrictRule | Promise, ...]:
    """What ``old`` asks for and ``new`` no longer does: each row that nothing of ``new`` stands in for."""
    lost = [each for each in old.rules if not any(_stands_in(other, each) for other in new.rules)]
    gone = [each for each in old.promises if not any(_as_strict(other, each) for other in new.promises)]
    return (*lost, *gone)


def _stands_in(other: DistrictRule, rule: DistrictRule) -> bool:
    return other.verdict in (rule.verdict, Verdict.REFUSE) and _holds_all(other.selection, rule.selection)


def _as_strict(other: Promise, promise: Promise) -> bool:
    return other.demand is promise.demand and _holds_all(other.selection, promise.selection)


def _holds_all(wide: Selection, narrow: Selection) -> bool:
    """Whether ``wide`` speaks of everything that ``narrow`` speaks of."""
    pairs = (
        (wide.roles, narrow.roles),
        (wide.grade_bands, narrow.grade_bands),
        (wide.elements, narrow.elements),
        (wide.purposes, narrow.purposes),
    )
    categories, others = wide.kinds - set(TRAITS), narrow.kinds - set(TRAITS)
    kinds = (wide.kinds & set(TRAITS)) <= narrow.kinds and (not categories or (bool(others) and others <= categories))
    return kinds and all(_within(b, a) for a, b in pairs)


def _within(inner: Scope, outer: Scope) -> bool:
    if isinstance(outer, Everything):
        return True
    return not isinstance(inner, Everything) and inner <= outer


def must_say_why(why: str) -> str:
    """The reason without blanks around it. Raises Problem("rules.reason_needed")."""
    said = why.strip()
    if said and len(said) <= WHY_LIMIT:
        return said
    raise Problem(
        "rules.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("Whoever is refused by it will ask, and the committee reads it."),
        next_step=Sentence("Write one or two sentences, at most 2,000 characters."),
        fields={"why": Sentence("Write one or two sentences.")},
    )


def must_wait(state: str) -> None:
    """Raise Problem("rules.not_waiting") for a set that is not proposed any more."""
    if state == SetState.PROPOSED:
        return
    raise Problem(
        "rules.not_waiting",
        what=Sentence("These rules are not waiting any more."),
        why=Sentence("A set of rules is adopted or turned down once; it is never changed afterwards."),
        next_step=Sentence("Propose a new version."),
        kind=Kind.CONFLICT,
    )


def must_only_narrow(lost: Sequence[DistrictRule | Promise]) -> None:
    """Raise Problem("rules.widens") where one person alone would let more through."""
    if not lost:
        return
    names = tuple(name_of(each) for each in lost)
    raise Problem(
        "rules.widens",
        what=Sentence("These rules would let more through than now: {rows}.", rows=names),
        why=Sentence("One person can narrow at once. Letting more through takes another person, or the committee."),
        next_step=Sentence("Ask somebody else to adopt it, or put it before the committee."),
        kind=Kind.NOT_ALLOWED,
    )


def must_be_free(item: object) -> None:
    """Raise Problem("rules.on_agenda") for a set that a committee is about to decide on."""
    if item is None:
        return
    raise Problem(
        "rules.on_agenda",
        what=Sentence("These rules are on the agenda of a committee."),
        why=Sentence("What a committee was asked to decide, nobody decides beside it."),
        next_step=Sentence("Wait for its decision. What cannot wait: propose the stricter rows alone, as a new set."),
        kind=Kind.CONFLICT,
    )


def must_follow_what_is_in_force(follows: int, in_force: int) -> None:
    """Raise Problem("rules.overtaken") for a set that was compared with another one than the one in force."""
    if follows == in_force:
        return
    raise Problem(
        "rules.overtaken",
        what=Sentence("Rule set {n} has come into force since these rules were proposed.", n=in_force),
        why=Sentence("They would take out again what it brought, and nobody would see it."),
        next_step=Sentence("Propose them anew from the rules that are in force."),
        kind=Kind.CONFLICT,
    )


def must_leave_what_was_decided(
    lost: Sequence[DistrictRule | Promise], decided: Collection[DistrictRule | Promise]
) -> None:
    """Raise Problem("rules.decided") where persons alone would let go what a committee decided."""
    names = tuple(name_of(each) for each in lost if each in decided)
    if not names:
        return
    raise Problem(
        "rules.decided",
        what=Sentence("A committee decided on what would go: {rows}.", rows=names),
        why=Sentence("What a committee decided, a committee takes back."),
        next_step=Sentence("Put these rules on the agenda of a meeting."),
        kind=Kind.NOT_ALLOWED,
    )


def name_of(row: DistrictRule | Promise) -> str:
    """The short name of a row."""
    return row.rule_id if isinstance(row, DistrictRule) else row.promise_id


def every_row(rows: Rows) -> tuple[DistrictRule | Promise, ...]:
    """Rules and promises alike."""
    found: list[DistrictRule | Promise] = [*rows.rules, *rows.promises]
    return tuple(found)


def what_changes(old: Rows, new: Rows) -> tuple[str, ...]:
    """What is new, said otherwise or gone, by the names of rows: as agendas and minutes say it."""
    before = {name_of(each): each for each in every_row(old)}
    after = {name_of(each): each for each in every_row(new)}
    lines = [f"{name} is new" for name in sorted(after.keys() - before.keys())]
    lines += [f"{name} changes" for name in sorted(after.keys() & before.keys()) if after[name] != before[name]]
    return (*lines, *(f"{name} is taken out" for name in sorted(before.keys() - after.keys())))


def with_what_came_since(decided: Rows, base: Rows, in_force: Rows) -> Rows:
    """Rows as they were decided, and beside them what was put in force after they were proposed."""
    rules = tuple(each for each in in_force.rules if each not in base.rules and each not in decided.rules)
    promises = tuple(each for each in in_force.promises if each not in base.promises and each not in decided.promises)
    if not rules and not promises:
        return decided
    taken = {name_of(each) for each in every_row(Rows(rules, promises))}
    return Rows(
        (*(replace(each, rule_id=_free(each.rule_id, taken)) for each in decided.rules), *rules),
        (*(replace(each, promise_id=_free(each.promise_id, taken)) for each in decided.promises), *promises),
    )


def _free(name: str, taken: Collection[str]) -> str:
    """A name that no later row has."""
    found, n = name, 2
    while found in taken:
        found, n = f"{name[:34]}.{n}", n + 1
    return found


def must_be_another(proposed_by: str, actor_id: str) -> None:
    """Raise Problem("rules.same_person") for whoever proposed it."""
    if proposed_by != actor_id:
        return
    raise Problem(
        "rules.same_person",
        what=Sentence("You proposed these rules, so somebody else adopts them."),
        why=Sentence("Whoever writes a rule does not approve it."),
        next_step=Sentence("Ask another person who may adopt rules. If it only narrows, put it in force at once."),
        kind=Kind.NOT_ALLOWED,
    )


def nothing_new() -> Problem:
    """The same as what is in force."""
    return Problem(
        "rules.nothing_new",
        what=Sentence("These are the rules that are in force."),
        why=Sentence("A new version without a difference would only give people something to read."),
        next_step=Sentence("Change a row first."),
        kind=Kind.CONFLICT,
    )


def altered(number: int) -> Problem:
    """A set whose record no longer fits its digest."""
    return Problem(
        "rules.altered",
        what=Sentence("The record of rule set {n} was altered.", n=number),
        why=Sentence("What it says does not fit the digest that was recorded when it was proposed."),
        next_step=Sentence("Tell the auditor, and propose the rules anew."),
        kind=Kind.CONFLICT,
    )


def no_such_law() -> Problem:
    """A law that brings no rows."""
    return Problem(
        "rules.no_such_law",
        what=Sentence("This law adds no rules here."),
        why=Sentence(
            "Only laws with rules for the gateway, of the country and of the district's state, can be switched."
        ),
        next_step=Sentence("Choose one from the page of rules."),
    )
