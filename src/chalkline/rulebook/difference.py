"""What changes between two policies, in words: who gains what, who loses what.

The sentences are empty exactly when nothing that decides has changed. The revision and the day of compiling
do not count: they change with every publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.naming import (
    Names,
    named_bands,
    named_elements,
    named_purposes,
    named_roles,
    named_schools,
    row_said,
)
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.words import Everything, Scope


class Turn(StrEnum):
    """Which way a change goes."""

    GAINS = "gains"
    LOSES = "loses"
    CHANGES = "changes"


@dataclass(frozen=True)
class Change:
    """One difference, and which way it goes for the people it names.

    ``waits``: somebody decided or signed it, and it takes effect only with the next policy. What ended by itself or
    was lost is obeyed already, by the stops; a name or a tool newly on the list decides nothing.
    """

    turn: Turn
    sentence: Sentence
    waits: bool = True


def difference(old: Policy | None, new: Policy) -> tuple[Change, ...]:
    """Every difference that decides something. Without an old policy everything is a gain."""
    before = old or Policy(district=new.district, revision=0, compiled_on=new.compiled_on, elements=new.elements)
    return (
        *_uses(before, new),
        *(replace(each, waits=old is not None) for each in _never(before, new)),
        *_tools(before, new),
        *_elements(before, new),
        *_rules(before, new),
        *_rest(before, new, first=old is None),
    )


def _uses(old: Policy, new: Policy) -> Iterator[Change]:
    for use_id in sorted(set(old.by_use) | set(new.by_use), key=lambda each: _number(each, old, new)):
        was, now = old.by_use.get(use_id), new.by_use.get(use_id)
        if was is None and now is not None:
            yield Change(Turn.GAINS, _described(new, now))
        elif now is None and was is not None:
            yield Change(
                Turn.LOSES,
                Sentence(
                    "No longer: {roles} ({bands}, {schools}) use {tool} for {purposes} (decision {number}).",
                    **_names(old, was),
                ),
                waits=False,
            )
        elif was is not None and now is not None and was != now:
            yield from _changed(old, new, was, now)


def _number(use_id: str, old: Policy, new: Policy) -> tuple[str, str]:
    terms = new.by_use.get(use_id) or old.by_use[use_id]
    return (terms.decision_number, use_id)


def _described(policy: Policy, terms: Terms) -> Sentence:
    listed = [each for each in terms.elements if each in policy.rules and policy.rules[each].is_student_record]
    if not listed:
        return Sentence(
            "New: {roles} ({bands}, {schools}) may use {tool} for {purposes} until {day}, "
            "with no student information (decision {number}).",
            **_names(policy, terms),
        )
    return Sentence(
        "New: {roles} ({bands}, {schools}) may use {tool} for {purposes} until {day}, "
        "with this student information: {data} (decision {number}).",
        **_names(policy, terms),
        data=named_elements(policy, listed),
    )


def _changed(old: Policy, new: Policy, was: Terms, now: Terms) -> Iterator[Change]:
    """Each term that changed. A term that is only other, neither wider nor narrower, is a change."""
    title = Sentence("{tool} (decision {number})", tool=now.tool_name, number=now.decision_number)
    told: set[str] = set()
    scopes: tuple[tuple[str, Scope, Scope, Names, Names], ...] = (
        ("roles", was.roles, now.roles, named_roles(was.roles), named_roles(now.roles)),
        ("grade_bands", was.grade_bands, now.grade_bands, named_bands(was.grade_bands), named_bands(now.grade_bands)),
        ("schools", was.schools, now.schools, named_schools(old, was.schools), named_schools(new, now.schools)),
        ("purposes", was.purposes, now.purposes, named_purposes(old, was.purposes), named_purposes(new, now.purposes)),
        ("elements", was.elements, now.elements, named_elements(old, was.elements), named_elements(new, now.elements)),
        ("models", was.models, now.models, _texts(was.models), _texts(now.models)),
    )
    for name, before, after, before_names, after_names in scopes:
        told.add(name)
        if before != after:
            sentence = Sentence(
                "{use}: {term} change from {before} to {after}.",
                use=title,
                term=_TERM_NAMES[name],
                before=before_names or (Sentence("none"),),
                after=after_names or (Sentence("none"),),
            )
            yield Change(_turn(before, after), sentence)
    told.add("expires_on")
    if was.expires_on != now.expires_on:
        turn = Turn.GAINS if now.expires_on > was.expires_on else Turn.LOSES
        yield Change(turn, _days(title, was.expires_on, now.expires_on))
    rest = [each.name for each in fields(Terms) if each.name not in told]
    altered = [name for name in rest if getattr(was, name) != getattr(now, name)]
    if altered:
        names = tuple(_TERM_NAMES[name] for name in altered)
        yield Change(Turn.CHANGES, Sentence("{use}: {terms} change.", use=title, terms=names))


def _days(title: Sentence, before: date, after: date) -> Sentence:
    return Sentence("{use}: the last day changes from {before} to {after}.", use=title, before=before, after=after)


_TERM_NAMES: dict[str, Sentence] = {
    "use_id": Sentence("the use"),
    "tool": Sentence("the tool"),
    "tool_name": Sentence("the tool's name"),
    "roles": Sentence("the people"),
    "grade_bands": Sentence("the grades"),
    "schools": Sentence("the schools"),
    "purposes": Sentence("the purposes"),
    "elements": Sentence("the data"),
    "models": Sentence("the models"),
    "starts_on": Sentence("the first day"),
    "expires_on": Sentence("the last day"),
    "decision_number": Sentence("the decision"),
    "decided_on": Sentence("the day of the decision"),
    "decision_digest": Sentence("the record of the decision"),
    "conditions": Sentence("the conditions"),
    "kept_by": Sentence("how it is kept"),
    "exceptions": Sentence("the exceptions"),
    "title": Sentence("the title"),
}


def _turn(before: Scope, after: Scope) -> Turn:
    if isinstance(after, Everything):
        return Turn.GAINS
    if isinstance(before, Everything):
        return Turn.LOSES
    if before < after:
        return Turn.GAINS
    return Turn.LOSES if after < before else Turn.CHANGES


def _never(old: Policy, new: Policy) -> Iterator[Change]:
    if new.never - old.never:
        names = named_purposes(new, new.never - old.never)
        yield Change(Turn.LOSES, Sentence("AI has no part in: {purposes}.", purposes=names))
    if old.never - new.never:
        names = named_purposes(old, old.never - new.never)
        yield Change(Turn.GAINS, Sentence("AI is no longer kept out of: {purposes}.", purposes=names))


def _tools(old: Policy, new: Policy) -> Iterator[Change]:
    for tool in sorted(set(old.facts) | set(new.facts)):
        was, now = old.facts.get(tool), new.facts.get(tool)
        if was == now:
            continue
        had = was is not None and was.agreement_ends_on is not None
        has = now is not None and now.agreement_ends_on is not None
        if now is not None and has:
            sentence = Sentence(
                "The student data agreement with {tool} runs until {day} and lists: {data}.",
                tool=now.name,
                day=now.agreement_ends_on,
                data=named_elements(new, now.agreement_elements) or (Sentence("none"),),
            )
            yield Change(Turn.CHANGES, sentence)
        elif had and was is not None:
            sentence = Sentence("{tool} has no student data agreement any more.", tool=was.name)
            yield Change(Turn.LOSES, sentence, waits=False)
        else:
            known = now or was
            assert known is not None
            yield Change(Turn.CHANGES, Sentence("What is recorded of {tool} changes.", tool=known.name), waits=False)


def _elements(old: Policy, new: Policy) -> Iterator[Change]:
    for element in sorted(set(old.rules) | set(new.rules)):
        if old.rules.get(element) != new.rules.get(element):
            data = named_elements(new if element in new.rules else old, {element})
            yield Change(Turn.CHANGES, Sentence("What may be done with this data changes: {data}.", data=data))


def _rules(old: Policy, new: Policy) -> Iterator[Change]:
    """The district's own rules and promises. A rule that goes lets more through; one that comes narrows."""
    was, now = ({each.rule_id: each for each in policy.district_rules} for policy in (old, new))
    for rule_id in sorted(set(was) | set(now)):
        before, after = was.get(rule_id), now.get(rule_id)
        if before is None and after is not None:
            yield Change(Turn.LOSES, Sentence("New rule {rule}: {row}", rule=rule_id, row=row_said(new, after)))
        elif after is None and before is not None:
            yield Change(Turn.GAINS, Sentence("No longer: rule {rule}, {row}", rule=rule_id, row=row_said(old, before)))
        elif before is not None and after is not None and before != after:
            rows = {"before": row_said(old, before), "after": row_said(new, after)}
            yield Change(Turn.CHANGES, Sentence("Rule {rule} was: {before} It is now: {after}", rule=rule_id, **rows))
    if set(old.promises) != set(new.promises):
        came = tuple(Sentence("{says}", says=each.says) for each in new.promises if each not in old.promises)
        went = tuple(Sentence("{says}", says=each.says) for each in old.promises if each not in new.promises)
        if came:
            yield Change(Turn.CHANGES, Sentence("Checked from now on before each publication: {says}", says=came))
        if went:
            yield Change(Turn.CHANGES, Sentence("No longer checked: {says}", says=went))


def _rest(old: Policy, new: Policy, *, first: bool) -> Iterator[Change]:
    for declined in sorted(set(new.declined) - set(old.declined), key=lambda each: each.decision_number):
        sentence = Sentence(
            "Declined: {tool} (decision {number}).", tool=declined.tool_name, number=declined.decision_number
        )
        yield Change(Turn.CHANGES, sentence)
    if set(old.declined) - set(new.declined):
        yield Change(Turn.CHANGES, Sentence("Fewer uses are listed as declined."))
    if set(old.ended) != set(new.ended):
        yield Change(Turn.CHANGES, Sentence("The list of ended uses changes."), waits=False)
    if first:
        return
    if _labels(old) != _labels(new):
        yield Change(Turn.CHANGES, Sentence("Names of the district, purposes or schools change."), waits=False)
    if old.replaceable != new.replaceable:
        data = named_elements(new, new.replaceable)
        yield Change(Turn.CHANGES, Sentence("The gateway can now find and replace: {data}.", data=data))


def _labels(policy: Policy) -> tuple[object, ...]:
    return (policy.district, policy.purpose_names, policy.school_names)


def _names(policy: Policy, terms: Terms) -> dict[str, object]:
    return {
        "number": terms.decision_number,
        "tool": terms.tool_name,
        "roles": named_roles(terms.roles),
        "bands": named_bands(terms.grade_bands),
        "schools": named_schools(policy, terms.schools),
        "purposes": named_purposes(policy, terms.purposes),
        "day": terms.expires_on,
    }


def _texts(texts: frozenset[str]) -> Names:
    return tuple(Sentence("{text}", text=text) for text in sorted(texts))
