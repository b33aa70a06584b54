"""The four tests of a first workflow: common, measurable, low enough risk to review safely, painful enough. Pure.

A test is passed when everybody who scored puts it at the middle anchor or above, so one doubt is heard. The third
test has two halves, checking and harm; the lower one counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.purpose.portfolio.criteria import PASSES_AT, TESTED_ON, Criterion, FourTest, anchor

NOT_PASSED: Mapping[FourTest, Sentence] = {
    FourTest.COMMON: Sentence("it is not common enough"),
    FourTest.MEASURABLE: Sentence("nobody could tell whether it got better"),
    FourTest.SAFE: Sentence("it is not safe enough to review"),
    FourTest.PAINFUL: Sentence("it does not hurt enough today"),
}


@dataclass(frozen=True)
class ScoredBy:
    """One person's scores, with the sentences behind them."""

    name: str
    points: Mapping[Criterion, int]
    because: Mapping[Criterion, str]


@dataclass(frozen=True)
class Tested:
    """One test: passed or not (None while nobody has scored), and the anchor that decided it."""

    test: FourTest
    passed: bool | None
    decided_by: Sentence | None = None
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FirstVerdict:
    """What follows: a good first workflow, not first, or not to be told yet."""

    is_good: bool | None
    sentence: Sentence
    tests: tuple[Tested, ...]


def four_tests(sheets: Sequence[ScoredBy]) -> tuple[Tested, ...]:
    """Each test by the lowest score anybody gave."""
    return tuple(_result(test, sheets) for test in FourTest)


def _result(test: FourTest, sheets: Sequence[ScoredBy]) -> Tested:
    if not sheets:
        return Tested(test, None)
    points, criterion = min((sheet.points[each], each) for sheet in sheets for each in TESTED_ON[test])
    evidence = tuple((sheet.name, sheet.because[each]) for sheet in sheets for each in TESTED_ON[test])
    return Tested(test, points >= PASSES_AT, anchor(criterion, points), evidence)


def first_verdict(
    sheets: Sequence[ScoredBy], *, shut: Sequence[Sentence], unanswered: int, has_steps: bool, is_high_impact: bool
) -> FirstVerdict:
    """Whether this is a good first workflow, in one sentence.

    ``shut``: why gates are shut. A first workflow is also low in stakes: nothing that counts as high-impact.
    """
    tests = four_tests(sheets)
    failed = [each for each in tests if each.passed is False]
    reasons: list[Sentence] = [
        Sentence("{reason} (“{anchor}”)", reason=NOT_PASSED[each.test], anchor=each.decided_by) for each in failed
    ]
    if is_high_impact:
        reasons.append(Sentence("it touches students or decisions about people"))
    if shut:
        reasons.append(Sentence("a gate is shut (“{why}”)", why=shut[0]))
    if reasons:
        return FirstVerdict(False, Sentence("Not first, because {reasons}.", reasons=tuple(reasons)), tests)
    missing: list[Sentence] = []
    if not sheets:
        missing.append(Sentence("the scores"))
    if unanswered:
        missing.append(Sentence("an answer at every gate"))
    if not has_steps:
        missing.append(Sentence("the steps as they are today and as they would be"))
    if missing:
        return FirstVerdict(None, Sentence("Cannot tell yet. Missing: {missing}.", missing=tuple(missing)), tests)
    who = tuple(sheet.name for sheet in sheets)
    said = Sentence("A good first workflow: it passes all four tests, as {who} scored it.", who=who)
    return FirstVerdict(True, said, tests)
