"""From what is true of a request to a level, and from the level to a lane. Pure; monotone by construction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalkline.approve.requests.api import RequestTerms
from chalkline.approve.routes.words import CARE, TESTS, Assessed, Lane, Rules, Spoke, Test
from chalkline.govern.committees.api import Light
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Vocabulary

RESTRICTED = "restricted"
PERSONAL_CLASSES = frozenset({"directory", "confidential", RESTRICTED})
UNDER_13 = frozenset({"k2", "g35", "g68"})  # grade 6 begins at eleven
REASON_LIMIT = 2000


@dataclass(frozen=True)
class Known:
    """What records say of the tool. ``listed``: elements in the schedules of its agreements for student records;
    ``trains``: whether its maker trains models with what it is given, None where nobody has said.
    """

    listed: frozenset[str] = frozenset()
    open_gates: tuple[str, ...] = ()
    trains: bool | None = None


def what_holds(
    terms: RequestTerms, vocabulary: Vocabulary, known: Known, *, judges_people: bool
) -> dict[Test, tuple[str, ...]]:
    """Every test that is true of a request, with what makes it true (labels of data, gates)."""
    purpose = vocabulary.purposes[terms.purpose]
    elements = [vocabulary.elements[each] for each in sorted(terms.elements)]
    restricted = tuple(each.label for each in elements if each.classification == RESTRICTED)
    personal = tuple(each.label for each in elements if each.classification in PERSONAL_CLASSES)
    records = {rule.element for rule in vocabulary.element_rules() if rule.is_student_record} & terms.elements
    unlisted = tuple(vocabulary.elements[each].label for each in sorted(records - known.listed))
    said: dict[Test, tuple[bool, tuple[str, ...]]] = {
        Test.HIGH_STAKES: (purpose.light == Light.RED, (purpose.name,)),
        Test.RESTRICTED: (bool(restricted), restricted),
        Test.TRAINS: (known.trains is True, ()),
        Test.GATE_OPEN: (bool(known.open_gates), known.open_gates),
        Test.CAREFUL_PURPOSE: (purpose.light == Light.YELLOW, (purpose.name,)),
        Test.JUDGES_PEOPLE: (judges_people, ()),
        Test.STUDENTS: (terms.has_students, ()),
        Test.YOUNG: (terms.has_students and bool(terms.grade_bands & UNDER_13), ()),
        Test.PERSONAL: (bool(personal), personal),
        Test.NO_AGREEMENT: (bool(unlisted), unlisted),
        Test.NOT_SAID: (known.trains is None and bool(personal or terms.has_students), ()),
    }
    return {test: about for test, (is_so, about) in said.items() if is_so}


def assess(holds: Mapping[Test, tuple[str, ...]], rules: Rules) -> Assessed:
    """The level that the rules ask for, never below the floor. Another true test never lowers it."""
    spoke = [
        Spoke(test, level, about)
        for test, about in holds.items()
        if (level := _highest(rules.levels.get(test), TESTS[test].floor)) is not None
    ]
    ordered = tuple(sorted(spoke, key=lambda each: (-CARE[each.level], list(Test).index(each.test))))
    return Assessed(ordered[0].level if ordered else Light.GREEN, ordered)


def lane_of(level: Light, *, somebody_may_decide: bool) -> Lane:
    """Red goes to the full committee whoever may decide; what a delegation covers takes the fast lane."""
    if level is Light.RED:
        return Lane.FULL
    return Lane.FAST if somebody_may_decide else Lane.STANDARD


def must_be_sound(rules: Rules, because: str) -> str:
    """The reason without blanks. Raises Problem("routes.below_floor") or Problem("routes.reason_needed")."""
    wrong: dict[str, Words] = {
        test.value: Sentence("At least {level}.", level=Sentence(text.floor.value))
        for test, text in TESTS.items()
        if text.floor and CARE[rules.levels.get(test) or Light.GREEN] < CARE[text.floor]
    }
    if wrong:
        raise Problem(
            "routes.below_floor",
            what=Sentence("These rules would ask for less care than they may."),
            why=Sentence("Law and the catalogue of purposes draw a floor: more care is for the district to say."),
            next_step=Sentence("Raise the marked rules."),
            fields=wrong,
        )
    said = because.strip()
    if said and len(said) <= REASON_LIMIT:
        return said
    raise Problem(
        "routes.reason_needed",
        what=Sentence("Please say why the rules should change."),
        why=Sentence("The committee decides on it, and people will ask."),
        next_step=Sentence("Write one or two sentences, at most 2,000 characters."),
        fields={"because": Sentence("Write one or two sentences.")},
    )


def not_now() -> Problem:
    return Problem(
        "routes.not_now",
        what=Sentence("This cannot be put on an agenda now."),
        why=Sentence("The committee has decided on it already."),
        next_step=Sentence("Open the rules to see what is in force, and propose anew."),
        kind=Kind.CONFLICT,
    )


def _highest(*levels: Light | None) -> Light | None:
    return max((each for each in levels if each), key=CARE.__getitem__, default=None)
