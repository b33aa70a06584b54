"""Further invariants: children under 13, matters of high stakes, open chat with students; and what a district promises.

Children under 13: 16 CFR 312.5 asks the maker of a service for a parent's consent. The rule itself has no exception
for schools; the FTC's older guidance lets a school consent for the parents, for school purposes alone. So a use that
reaches grades K-8 needs the condition that the family has said yes, or a student data agreement in date, which is the
record of the school's own consent. What this cannot check: whether the agreement really keeps to school purposes, and
whether the maker gave the notice that it owes; the duties under "Consent and children under 13" ask people for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.cells import Cell, cells_of, names_of_cell
from chalkline.rulebook.district_rules import KIND_OF_DEMAND, Demand, Promise
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import NO_STOPS
from chalkline.rulebook.weighing_rules import kinds_of
from chalkline.rulebook.words import ROSTER_ROLES, ConditionKind, Everything, Group, KeptBy

CAN_BE_UNDER_13 = frozenset({"k2", "g35", "g68"})
CHATS = frozenset({"chatbot", "companion", "search"})  # kinds of tool in which one may ask anything
OPEN = "open"  # the value of a SAFETY condition that lets harm be spoken of (protect/safety/setting.py)


def under_13(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    """Students who can be under 13, with neither the family's yes nor the school's."""
    students = {role for role in terms.roles if _is_student(role)}
    bands = CAN_BE_UNDER_13 if isinstance(terms.grade_bands, Everything) else terms.grade_bands & CAN_BE_UNDER_13
    facts = policy.facts.get(terms.tool)
    in_date = facts is not None and facts.has_agreement_on(policy.compiled_on)
    if not students or not bands or in_date or _has(terms, ConditionKind.CONSENT):
        return
    for cell in cells_of(policy, terms):
        if cell.role in students and cell.band in bands:
            yield Sentence(
                "Use {number}: {roles} ({bands}) could use {tool} for {purpose} and be under 13. Neither is the "
                "family's yes a condition of it, nor is a student data agreement with {tool} in date.",
                **names_of_cell(policy, cell),
            )


def decided_by_people(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    """Matters of high stakes where nobody stands between: no record that the gateway asks for, no hold, no reading."""
    if KeptBy.GATEWAY in terms.kept_by or _has(terms, ConditionKind.HOLD, ConditionKind.REVIEW):
        return
    if isinstance(terms.purposes, Everything):  # it breaks the rule about matters that AI never decides already
        return
    for cell in cells_of(policy, terms):
        if cell.purpose in policy.decided_by_people:
            yield Sentence(
                "Use {number}: {tool} could decide on {purpose} for {roles} ({bands}). No gateway asks for the record "
                "of a person, and no condition says that somebody reads or releases it.",
                **names_of_cell(policy, cell),
            )


def safe_for_students(policy: Policy, terms: Terms) -> Iterator[Sentence]:
    """Students with content safety opened, or in a free chat that nobody and nothing watches."""
    if not any(_is_student(role) for role in terms.roles):
        return
    opened = any(each.kind is ConditionKind.SAFETY and each.value == OPEN for each in terms.conditions)
    facts = policy.facts.get(terms.tool)
    watched = KeptBy.GATEWAY in terms.kept_by or _has(terms, ConditionKind.SAFETY, ConditionKind.SUPERVISION)
    if opened:
        yield Sentence(
            "Use {number} opens content safety of {tool} for students.",
            number=terms.decision_number,
            tool=terms.tool_name,
        )
    elif facts is not None and facts.category in CHATS and not watched:
        yield Sentence(
            "Use {number} lets students chat with {tool} outside the gateway, and no adult has to be present.",
            number=terms.decision_number,
            tool=terms.tool_name,
        )


def broken_by(promise: Promise) -> Callable[[Policy, Terms], Iterator[Sentence]]:
    """What breaks a promise of the district."""

    def find(policy: Policy, terms: Terms) -> Iterator[Sentence]:
        if promise.demand is not Demand.NEVER and _is_met(promise.demand, policy, terms):
            return
        for cell in spoken_of(promise, policy, terms):
            yield Sentence(
                "Use {number}: {roles} ({bands}) could give {tool} this for {purpose}: {data}.",
                **names_of_cell(policy, cell),
            )

    return find


def spoken_of(promise: Promise, policy: Policy, terms: Terms) -> Iterator[Cell]:
    """The cells of a use that a promise speaks of."""
    wanted = promise.selection
    kinds = kinds_of(terms.tool, terms.kept_by, policy.compiled_on, policy, NO_STOPS)
    only = None if isinstance(wanted.elements, Everything) else wanted.elements
    for cell in cells_of(policy, terms, only):
        if wanted.speaks_of(cell.role, cell.band, cell.purpose, frozenset({cell.element}), kinds):
            yield cell


def _is_met(demand: Demand, policy: Policy, terms: Terms) -> bool:
    if demand is Demand.AGREEMENT:
        facts = policy.facts.get(terms.tool)
        return facts is not None and facts.has_agreement_on(policy.compiled_on)
    if demand is Demand.GATEWAY:
        return KeptBy.GATEWAY in terms.kept_by
    return _has(terms, KIND_OF_DEMAND[demand])


def _has(terms: Terms, *kinds: ConditionKind) -> bool:
    return any(each.kind in kinds for each in terms.conditions)


def _is_student(role: str) -> bool:
    return role in ROSTER_ROLES and ROSTER_ROLES[role].group is Group.STUDENTS
