"""An approved use as rows that a committee can read: who, with what data, and what then happens, as ``decide`` says it.

Every cell that a use permits is asked, as somebody asks who keeps what the use asks of people (a training, the family's
yes, an adult present, a record of who decides); cells with the same answer for the same reason become one row. Beside
them stands what happens to student data that the use does not name. Pure; nothing here repeats what ``decide`` knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Answer, FamilyChoices, Question, Reason
from chalkline.rulebook.cells import spans_of
from chalkline.rulebook.deciding import decide
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import NO_STOPS, Stops
from chalkline.rulebook.words import UNKNOWN, ConditionKind, Everything, KeptBy, Verdict

Place = tuple[str, str, str]  # role, purpose, grade band
By = tuple[Verdict, tuple[str, ...]]  # what happens, and by which rules
NARROW = frozenset({"data.replaced"})
K = TypeVar("K")


@dataclass(frozen=True)
class TableRow:
    """One row of a use. ``rules``: ids of what decided. ``is_beside``: student data that the use does not name."""

    roles: frozenset[str]
    bands: frozenset[str]
    purposes: frozenset[str]
    elements: frozenset[str]
    verdict: Verdict
    rules: tuple[str, ...]
    why: tuple[Sentence, ...]
    is_beside: bool = False


def rows_of_use(terms: Terms, policy: Policy, stops: Stops = NO_STOPS, *, on: date) -> tuple[TableRow, ...]:
    """The rows of a use on a day (on its first day, where that is later): what it names, then other student data.

    How far a class works, and where a roll-out has come to, is told elsewhere: the table is of the whole use.
    """
    roles, bands, purposes, elements = spans_of(policy, terms)
    places = [(role, purpose, band) for role in roles for purpose in purposes for band in bands]
    if not places:
        return ()
    day, whole = max(on, terms.starts_on), replace(stops, levels=(), limited=())

    def ask(these: Iterable[str], place: Place) -> Answer:
        return decide(_question(terms, frozenset(these), place, day), policy, whole)

    def row(these: Iterable[str], at: Iterable[Place], *, is_beside: bool = False) -> TableRow:
        named = list(at)
        told = ask(these, named[0])
        who, what, when = (frozenset(each[n] for each in named) for n in range(3))
        return TableRow(
            who, when, what, frozenset(these), told.verdict, _by(told)[1], _sentences(told), is_beside=is_beside
        )

    answers = {each: tuple(_by(ask([each], place)) for place in places) for each in elements}
    rows = [
        row(same, at)
        for found, same in _alike(elements, lambda each: answers[each]).items()
        for at in _blocks(dict(zip(places, found, strict=True)))
    ]
    others = [each.element for each in policy.elements if each.is_student_record and each.element not in terms.elements]
    beside = {each: _by(ask([each], places[0]))[0] for each in others}
    rows += [row(same, places, is_beside=True) for same in _alike(others, lambda each: beside[each]).values()]
    return tuple(rows)


def _alike(of: Iterable[str], key: Callable[[str], K]) -> dict[K, list[str]]:
    found: dict[K, list[str]] = {}
    for each in of:
        found.setdefault(key(each), []).append(each)
    return found


def _blocks(answers: Mapping[Place, By]) -> Iterator[list[Place]]:
    """Places with one answer, in blocks that say no more than they mean: the same grades for each role and purpose."""
    for answer in dict.fromkeys(answers.values()):
        at = [place for place, found in answers.items() if found == answer]
        bands: dict[tuple[str, str], frozenset[str]] = {}
        for role, purpose, band in at:
            bands[(role, purpose)] = bands.get((role, purpose), frozenset()) | {band}
        grades: dict[str, frozenset[tuple[str, frozenset[str]]]] = {}
        for (role, purpose), held in bands.items():
            grades[role] = grades.get(role, frozenset()) | {(purpose, held)}
        for pattern in dict.fromkeys(grades.values()):
            roles = {role for role, found in grades.items() if found == pattern}
            for held in dict.fromkeys(held for _purpose, held in sorted(pattern, key=str)):
                purposes = {purpose for purpose, found in pattern if found == held}
                yield [place for place in at if place[0] in roles and place[1] in purposes]


def _question(terms: Terms, elements: frozenset[str], place: Place, day: date) -> Question:
    role, purpose, band = place
    kept = [each for each in terms.conditions if each.kept_by is KeptBy.GATEWAY]
    return Question(
        tool=terms.tool,
        on=day,
        role=role,
        grade_band=band,
        school=UNKNOWN if isinstance(terms.schools, Everything) else min(terms.schools, default=UNKNOWN),
        purpose=purpose,
        elements=elements,
        training=frozenset(each.value for each in kept if each.kind is ConditionKind.TRAINING),
        family=FamilyChoices(agreed=frozenset({terms.tool})),
        use_id=terms.use_id,
        record="kept",
    )


def _by(answer: Answer) -> By:
    return answer.verdict, tuple(sorted({each.rule_id for each in _deciding(answer)}))


def _sentences(answer: Answer) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(each.sentence for each in _deciding(answer)))


def _deciding(answer: Answer) -> tuple[Reason, ...]:
    """What makes it less than going through; where it goes through, the rules that spoke and let it."""
    told = answer.failed or answer.unknown
    return told or tuple(each for each in answer.reasons if each.rule_id.startswith("rule.") or each.rule_id in NARROW)
