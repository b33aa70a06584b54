"""What must be true of every policy before it may be published, checked by going through all cells.

A cell is one role, one grade band, one purpose, one kind of data and one tool that some use permits. The
checks read the terms, not ``decide``: what a use says it permits must be right even where the gateway would
catch it. Each invariant gives its counterexamples as sentences; none means that it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.cells import cells_in, cells_of, names_of_cell
from chalkline.rulebook.naming import named_purposes
from chalkline.rulebook.policy import ElementRule, Policy, Terms
from chalkline.rulebook.promises import broken_by, decided_by_people, safe_for_students, under_13
from chalkline.rulebook.words import BANDS, ROSTER_ROLES, Action, Everything, Group, KeptBy

LONGEST_EXCEPTION = timedelta(days=180)  # roles.yaml, decision type d_restricted
MOST_COUNTEREXAMPLES = 20


@dataclass(frozen=True)
class Checked:
    """An invariant with what was found. ``cells`` is how many cells were gone through."""

    id: str
    says: Sentence
    counterexamples: tuple[Sentence, ...]
    cells: int

    @property
    def holds(self) -> bool:
        """Whether no counterexample was found."""
        return not self.counterexamples


Find = Callable[[Policy, Terms], Iterator[Sentence]]


def _records_need_an_agreement(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    facts = policy.facts.get(terms.tool)
    in_date = facts is not None and facts.has_agreement_on(policy.compiled_on)
    listed = facts.agreement_elements if facts else frozenset()
    doubtful = {
        each.element
        for each in _rules_of(policy, terms)
        if each.is_student_record
        and (not in_date or (each.action is Action.ALLOW_IF_IN_AGREEMENT and each.element not in listed))
    }
    for cell in cells_of(policy, terms, doubtful):
        rule = policy.rules[cell.element]
        if facts is None or not facts.has_agreement_on(policy.compiled_on):
            yield Sentence(
                "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}. "
                "{tool} has no student data agreement in date.",
                **names_of_cell(policy, cell),
            )
        elif rule.action is Action.ALLOW_IF_IN_AGREEMENT and cell.element not in facts.agreement_elements:
            yield Sentence(
                "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}. "
                "The agreement with {tool} does not list it.",
                **names_of_cell(policy, cell),
            )


def _unlisted_only_through_the_gateway(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    """What no schedule lists is replaced, or refused, by the gateway alone: where it is not in between, it would go."""
    facts = policy.facts.get(terms.tool)
    if KeptBy.GATEWAY in terms.kept_by or facts is None or not facts.has_agreement_on(policy.compiled_on):
        return
    unlisted = {
        each.element
        for each in _rules_of(policy, terms)
        if each.is_student_record
        and each.element not in facts.agreement_elements
        and each.action is not Action.ALLOW_IF_IN_AGREEMENT  # said by the rule about agreements
    }
    for cell in cells_of(policy, terms, unlisted):
        yield Sentence(
            "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}. "
            "The agreement with {tool} does not list it, and no gateway stands between that would replace it.",
            **names_of_cell(policy, cell),
        )


def _rules_of(policy: Policy, terms: Terms) -> Iterator[ElementRule]:
    return (policy.rules[each] for each in terms.elements if each in policy.rules)


def _decided_and_ending(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    if not terms.decision_number or terms.decided_on > policy.compiled_on:
        yield Sentence("The use of {tool} ({use}) has no decision.", tool=terms.tool_name, use=terms.use_id)
    if terms.expires_on < terms.starts_on:
        yield Sentence(
            "Use {number} of {tool} ends before it starts.", number=terms.decision_number, tool=terms.tool_name
        )


def _restricted_by_exception(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    excepted = {each.element: each for each in terms.exceptions}
    doubtful = {
        each
        for each in terms.elements
        if (rule := policy.rules.get(each)) is None
        or rule.classification == "restricted"
        or rule.action is Action.BLOCK
    }
    for cell in cells_of(policy, terms, doubtful):
        rule = policy.rules.get(cell.element)
        if rule is None:
            yield Sentence(
                "Use {number} names a kind of data that the policy does not know: {element}.",
                number=terms.decision_number,
                element=cell.element,
            )
        elif rule.classification == "restricted" or rule.action is Action.BLOCK:
            exception = excepted.get(cell.element)
            if exception is None or exception.until_on - terms.decided_on > LONGEST_EXCEPTION:
                yield Sentence(
                    "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}. "
                    "It is restricted, and no exception of at most 180 days covers it.",
                    **names_of_cell(policy, cell),
                )


def _students_by_grade(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    students = sorted(role for role in terms.roles if role in ROSTER_ROLES and _is_student(role))
    if students and (isinstance(terms.grade_bands, Everything) or not terms.grade_bands & set(BANDS)):
        yield Sentence(
            "Use {number} lets students use {tool} without saying in which grades.",
            number=terms.decision_number,
            tool=terms.tool_name,
        )


def _is_student(role: str) -> bool:
    return ROSTER_ROLES[role].group is Group.STUDENTS


def _never(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    named = policy.never if isinstance(terms.purposes, Everything) else terms.purposes & policy.never
    for purpose in sorted(named):
        yield Sentence(
            "Use {number} approves {tool} for {purpose}, a matter that AI has no part in.",
            number=terms.decision_number,
            tool=terms.tool_name,
            purpose=named_purposes(policy, frozenset({purpose})),
        )


def _gateway_names_models(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    if KeptBy.GATEWAY in terms.kept_by and not terms.models:
        yield Sentence(
            "Use {number} of {tool} is kept by the gateway but names no model.",
            number=terms.decision_number,
            tool=terms.tool_name,
        )


def _known_people(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    if not terms.roles or terms.roles - set(ROSTER_ROLES):
        yield Sentence(
            "Use {number} of {tool} does not say for which people.",
            number=terms.decision_number,
            tool=terms.tool_name,
        )


INVARIANTS: dict[str, tuple[Sentence, Find]] = {
    "agreement": (
        Sentence("No tool without an agreement in date receives student records."), _records_need_an_agreement,
    ),
    "schedule": (
        Sentence("What an agreement does not list goes to no tool that the gateway does not stand before."),
        _unlisted_only_through_the_gateway,
    ),
    "decision": (Sentence("Nothing is approved without a decision and an end."), _decided_and_ending),
    "restricted": (
        Sentence("No restricted data goes to any tool without an exception that ends."), _restricted_by_exception,
    ),
    "students": (Sentence("Students use a tool only in grades that are named."), _students_by_grade),
    "never": (Sentence("Nothing is approved for matters that AI never decides."), _never),
    "models": (Sentence("Every use that the gateway keeps names its models."), _gateway_names_models),
    "people": (Sentence("Every use names the people it is for."), _known_people),
    "under13": (
        Sentence("Nobody who can be under 13 uses a tool without the family's yes, or the school's by an agreement."),
        under_13,
    ),
    "by_people": (Sentence("AI never decides a high-stakes matter alone."), decided_by_people),
    "safety": (
        Sentence("Students chat openly only where content safety is on, or an adult is present."), safe_for_students,
    ),
}  # fmt: skip


def check_invariants(policy: Policy) -> tuple[Checked, ...]:
    """Every invariant on every cell of ``policy``, in a fixed order."""
    cells = cells_in(policy)
    ours = tuple(Checked(name, says, _found(find, policy), cells) for name, (says, find) in INVARIANTS.items())
    theirs = tuple(
        Checked(each.promise_id, Sentence("{says}", says=each.says), _found(broken_by(each), policy), cells)
        for each in policy.promises
    )
    return ours + theirs


def _found(find: Find, policy: Policy) -> tuple[Sentence, ...]:
    found: dict[Sentence, None] = {}
    for terms in policy.terms:
        for sentence in find(policy, terms):
            found[sentence] = None
            if len(found) >= MOST_COUNTEREXAMPLES:
                return tuple(found)
    return tuple(found)
