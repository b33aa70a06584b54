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
from chalkline.rulebook.naming import named_bands, named_elements, named_purposes, named_roles
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.words import BANDS, NO_CLASS, ROSTER_ROLES, Action, Everything, Group, KeptBy

LONGEST_EXCEPTION = timedelta(days=180)  # roles.yaml, decision type d_restricted
MOST_COUNTEREXAMPLES = 20


@dataclass(frozen=True)
class Cell:
    """One thing that a use permits."""

    terms: Terms
    role: str
    band: str
    purpose: str
    element: str


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


def cells_of(policy: Policy, terms: Terms) -> Iterator[Cell]:
    """Every cell that ``terms`` permit; scopes without a limit count as all that exist."""
    bands = (*BANDS, NO_CLASS) if isinstance(terms.grade_bands, Everything) else sorted(terms.grade_bands)
    purposes = sorted(policy.purpose_names) if isinstance(terms.purposes, Everything) else sorted(terms.purposes)
    for role in sorted(terms.roles):
        for band in bands:
            for purpose in purposes:
                for element in sorted(terms.elements):
                    yield Cell(terms, role, band, purpose, element)


Find = Callable[[Policy, Terms], Iterator[Sentence]]


def _records_need_an_agreement(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    facts = policy.facts.get(terms.tool)
    for cell in cells_of(policy, terms):
        rule = policy.rules.get(cell.element)
        if rule is None or not rule.is_student_record:
            continue
        if facts is None or not facts.has_agreement_on(policy.compiled_on):
            yield Sentence(
                "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}. "
                "{tool} has no student data agreement in date.",
                **_names(policy, cell),
            )
        elif rule.action is Action.ALLOW_IF_IN_AGREEMENT and cell.element not in facts.agreement_elements:
            yield Sentence(
                "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}. "
                "The agreement with {tool} does not list it.",
                **_names(policy, cell),
            )


def _unlisted_only_through_the_gateway(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    """What no schedule lists is replaced, or refused, by the gateway alone: where it is not in between, it would go."""
    facts = policy.facts.get(terms.tool)
    if KeptBy.GATEWAY in terms.kept_by or facts is None or not facts.has_agreement_on(policy.compiled_on):
        return
    for cell in cells_of(policy, terms):
        rule = policy.rules.get(cell.element)
        if rule is None or not rule.is_student_record or cell.element in facts.agreement_elements:
            continue
        if rule.action is not Action.ALLOW_IF_IN_AGREEMENT:  # said by the rule about agreements
            yield Sentence(
                "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}. "
                "The agreement with {tool} does not list it, and no gateway stands between that would replace it.",
                **_names(policy, cell),
            )


def _decided_and_ending(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    if not terms.decision_number or terms.decided_on > policy.compiled_on:
        yield Sentence("The use of {tool} ({use}) has no decision.", tool=terms.tool_name, use=terms.use_id)
    if terms.expires_on < terms.starts_on:
        yield Sentence(
            "Use {number} of {tool} ends before it starts.", number=terms.decision_number, tool=terms.tool_name
        )


def _restricted_by_exception(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    excepted = {each.element: each for each in terms.exceptions}
    for cell in cells_of(policy, terms):
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
                    **_names(policy, cell),
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
}  # fmt: skip


def check_invariants(policy: Policy) -> tuple[Checked, ...]:
    """Every invariant on every cell of ``policy``, in a fixed order."""
    cells = sum(1 for terms in policy.terms for _ in cells_of(policy, terms))
    return tuple(Checked(name, says, _found(find, policy), cells) for name, (says, find) in INVARIANTS.items())


def _found(find: Find, policy: Policy) -> tuple[Sentence, ...]:
    found: dict[Sentence, None] = {}
    for terms in policy.terms:
        for sentence in find(policy, terms):
            found[sentence] = None
            if len(found) >= MOST_COUNTEREXAMPLES:
                return tuple(found)
    return tuple(found)


def _names(policy: Policy, cell: Cell) -> dict[str, object]:
    return {
        "number": cell.terms.decision_number,
        "tool": cell.terms.tool_name,
        "roles": named_roles({cell.role}),
        "bands": named_bands(frozenset({cell.band})),
        "purpose": named_purposes(policy, frozenset({cell.purpose})),
        "data": named_elements(policy, {cell.element}),
    }
