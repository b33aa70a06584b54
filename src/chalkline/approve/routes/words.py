"""The words of routes: tests, rule sets, what a rule said, levels and lanes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chalkline.govern.committees.api import Light
from chalkline.govern.delegations.api import Delegate
from chalkline.kernel.sentences import Sentence

CARE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


class Test(StrEnum):
    """Something that may be true of a request."""

    __test__ = False  # no test of ours

    HIGH_STAKES = "high_stakes"
    RESTRICTED = "restricted"
    TRAINS = "trains"
    GATE_OPEN = "gate_open"
    CAREFUL_PURPOSE = "careful_purpose"
    JUDGES_PEOPLE = "judges_people"
    STUDENTS = "students"
    YOUNG = "young"
    PERSONAL = "personal"
    NO_AGREEMENT = "no_agreement"
    NOT_SAID = "not_said"


@dataclass(frozen=True)
class TestText:
    """A test in words. ``floor``: a district may ask for more care, never for less."""

    __test__ = False

    says: Sentence
    why: Sentence
    usual: Light | None
    floor: Light | None = None


TESTS: dict[Test, TestText] = {
    Test.HIGH_STAKES: TestText(
        Sentence("It is for a matter of high stakes"),
        Sentence("Grades, discipline, placement, threats, disability: what AI gets wrong there follows a child."),
        Light.RED,
        Light.RED,
    ),
    Test.RESTRICTED: TestText(
        Sentence("It would see restricted data"),
        Sentence("Health, disability, discipline and the like are protected by laws of their own."),
        Light.RED,
        Light.RED,
    ),
    Test.TRAINS: TestText(
        Sentence("Its maker trains models with what it is given"),
        Sentence("Training is outside the school’s purpose, even with names taken out."),
        Light.RED,
        Light.YELLOW,
    ),
    Test.GATE_OPEN: TestText(
        Sentence("The evaluation of the tool has an open gate"),
        Sentence("Something that the district asks of every tool is not met, and nobody accepted the risk."),
        Light.RED,
        Light.YELLOW,
    ),
    Test.CAREFUL_PURPOSE: TestText(
        Sentence("Its purpose is on the yellow list"),
        Sentence("The catalogue of purposes says what can go wrong with it."),
        Light.YELLOW,
        Light.YELLOW,
    ),
    Test.JUDGES_PEOPLE: TestText(
        Sentence("It flags, scores or predicts people"),
        Sentence("Errors fall on some groups more than on others."),
        Light.YELLOW,
        Light.YELLOW,
    ),
    Test.STUDENTS: TestText(
        Sentence("Students would be at the keyboard"),
        Sentence("They type what they like, and take what they read at its word."),
        Light.YELLOW,
        Light.YELLOW,
    ),
    Test.YOUNG: TestText(
        Sentence("Children under 13 would be at the keyboard"),
        Sentence("A parent’s consent, or the school’s in its place, comes first (COPPA)."),
        Light.YELLOW,
        Light.YELLOW,
    ),
    Test.PERSONAL: TestText(
        Sentence("It would see personal data of students"),
        Sentence("Their records may go only where a school official has control of them (FERPA)."),
        Light.YELLOW,
        Light.YELLOW,
    ),
    Test.NO_AGREEMENT: TestText(
        Sentence("No agreement in force covers all of that data"),
        Sentence("What no schedule lists does not leave the district."),
        Light.YELLOW,
    ),
    Test.NOT_SAID: TestText(
        Sentence("Nobody has said whether its maker trains models with what it is given"),
        Sentence("What nobody has promised cannot be relied on."),
        None,
    ),
}
HARDER = {Test.YOUNG: Test.STUDENTS}  # the first is never true without the second


class Lane(StrEnum):
    """Which way a request goes."""

    FAST = "fast"
    STANDARD = "standard"
    FULL = "full"


LANE_NAMES: dict[Lane, Sentence] = {
    Lane.FAST: Sentence("Fast lane"),
    Lane.STANDARD: Sentence("Standard"),
    Lane.FULL: Sentence("Full committee"),
}
LANE_MEANS: dict[Lane, Sentence] = {
    Lane.FAST: Sentence("One person decides it for the committee, which looks at some of these decisions afterwards."),
    Lane.STANDARD: Sentence("Reviewers look at it side by side, and the committee decides by a majority."),
    Lane.FULL: Sentence("Counsel looks at it too, and the committee decides by two thirds, with every voice present."),
}


class RuleSetState(StrEnum):
    """Where a rule set is."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Rules:
    """Which test asks for how much care (None: for none by itself); whether the principal is asked first."""

    levels: Mapping[Test, Light | None] = field(
        default_factory=lambda: {test: text.usual for test, text in TESTS.items()}
    )
    principal_first: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "levels": {test.value: (level.value if level else "") for test, level in self.levels.items()},
            "principal_first": self.principal_first,
        }


def rules_from_json(row: Mapping[str, Any]) -> Rules:
    """The rules kept as ``row``; a test that came later stands as usual."""
    kept = row["levels"]
    levels = {
        test: (Light(kept[test.value]) if kept[test.value] else None) if test.value in kept else text.usual
        for test, text in TESTS.items()
    }
    return Rules(levels, bool(row["principal_first"]))


@dataclass(frozen=True)
class Spoke:
    """A rule that spoke: which test, how much care it asks for, and what about the request made it true."""

    test: Test
    level: Light
    about: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"test": self.test.value, "level": self.level.value, "about": list(self.about)}


@dataclass(frozen=True)
class Assessed:
    """The level with every rule that spoke, the weightiest first. Nothing spoke: green."""

    level: Light
    spoke: tuple[Spoke, ...]


@dataclass(frozen=True)
class Route:
    """How much care a request needs, by which rules, which way it goes, and who could decide it in the fast lane.

    ``version``: the digest of the rules ("" for the ones that Chalkline comes with).
    """

    assessed: Assessed
    lane: Lane
    version: str
    principal_first: bool
    delegates: tuple[Delegate, ...] = ()

    @property
    def level(self) -> Light:
        """How much care it needs."""
        return self.assessed.level

    def as_json(self) -> dict[str, Any]:
        """What a packet keeps of it: not the lane, which depends on the day."""
        return {
            "level": self.level.value,
            "spoke": [each.as_json() for each in self.assessed.spoke],
            "rules": self.version,
        }
