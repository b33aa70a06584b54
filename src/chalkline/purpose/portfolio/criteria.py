"""What use cases are scored on: six criteria, each with a written anchor for every score. Pure.

Scores run from 0 to 100 in five steps, and 100 is good on every criterion, so that little risk is a high score.
Likelihood is never multiplied by severity: such products order things worse than chance can (Cox 2008).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Side(StrEnum):
    """What a criterion speaks of: what there is to gain, or how safe it is to try."""

    OUTCOME = "outcome"
    RISK = "risk"


class Criterion(StrEnum):
    """What a use case is scored on."""

    COMMON = "common"
    PAINFUL = "painful"
    MEASURABLE = "measurable"
    REVIEWABLE = "reviewable"
    HARMLESS = "harmless"
    LITTLE_DATA = "little_data"


class FourTest(StrEnum):
    """The four tests of a first workflow."""

    COMMON = "common"
    MEASURABLE = "measurable"
    SAFE = "safe"
    PAINFUL = "painful"


C = Criterion
SIDES: Mapping[Criterion, Side] = {
    C.COMMON: Side.OUTCOME,
    C.PAINFUL: Side.OUTCOME,
    C.MEASURABLE: Side.OUTCOME,
    C.REVIEWABLE: Side.RISK,
    C.HARMLESS: Side.RISK,
    C.LITTLE_DATA: Side.RISK,
}
LEVELS = (0, 25, 50, 75, 100)
EXTREMES = frozenset({0, 100})  # claimed only with a source that others can open
PASSES_AT = 50

TESTED_ON: Mapping[FourTest, tuple[Criterion, ...]] = {
    FourTest.COMMON: (C.COMMON,),
    FourTest.MEASURABLE: (C.MEASURABLE,),
    FourTest.SAFE: (C.REVIEWABLE, C.HARMLESS),
    FourTest.PAINFUL: (C.PAINFUL,),
}

CRITERION_NAMES: Mapping[Criterion, Sentence] = {
    C.COMMON: Sentence("Common"),
    C.PAINFUL: Sentence("Painful"),
    C.MEASURABLE: Sentence("Measurable"),
    C.REVIEWABLE: Sentence("Easy to review"),
    C.HARMLESS: Sentence("Errors do little harm"),
    C.LITTLE_DATA: Sentence("Needs little data"),
}
QUESTIONS: Mapping[Criterion, Sentence] = {
    C.COMMON: Sentence("How many people do this, and how often?"),
    C.PAINFUL: Sentence("How much does it cost them today, in hours, delay or complaints?"),
    C.MEASURABLE: Sentence("Could we tell within one term whether it got better?"),
    C.REVIEWABLE: Sentence("Can a person check each output well, in the time they have?"),
    C.HARMLESS: Sentence("What happens if an error slips through?"),
    C.LITTLE_DATA: Sentence("How sensitive is the data it needs?"),
}
ANCHORS: Mapping[Criterion, tuple[Sentence, ...]] = {
    C.COMMON: (
        Sentence("A few people, a few times a year."),
        Sentence("A few people, every month."),
        Sentence("One team or grade, every week."),
        Sentence("Most people in one kind of job, every week."),
        Sentence("Many people in most schools, nearly every day."),
    ),
    C.PAINFUL: (
        Sentence("Nobody complains, and it takes minutes."),
        Sentence("It is a nuisance: under an hour a month for each person."),
        Sentence("About an hour a week for each person, or late answers now and then."),
        Sentence("Two or more hours a week, evenings, or families who wait for days."),
        Sentence("People leave or learning is lost because of it, and there are figures to show it."),
    ),
    C.MEASURABLE: (
        Sentence("There is no number, and none can be had this year."),
        Sentence("Only opinions could be asked for."),
        Sentence("A number can be collected for a few weeks before and after."),
        Sentence("A number is collected already, and the change we hope for is larger than its ups and downs."),
        Sentence("A number exists for this year and last, and a similar group could be compared."),
    ),
    C.REVIEWABLE: (
        Sentence("Nobody can tell whether an output is right."),
        Sentence("Only an expert can, or it takes as long as doing the work."),
        Sentence("A trained person can check each output in some minutes."),
        Sentence("Whoever uses it sees within a minute or two whether it is right."),
        Sentence("Whoever uses it sees at a glance, beside the source."),
    ),
    C.HARMLESS: (
        Sentence("It could change what happens to a student and not be undone."),
        Sentence("A student or a family could be treated wrongly before anybody notices."),
        Sentence("Somebody is misinformed or loses time, and it is put right within days."),
        Sentence("A draft is wrong, and its author puts it right before anybody else sees it."),
        Sentence("Nothing follows from an error."),
    ),
    C.LITTLE_DATA: (
        Sentence("Restricted data: health, discipline, special education, biometrics."),
        Sentence("Records of named students."),
        Sentence("Student work or messages, with names taken out."),
        Sentence("Staff or internal documents, nothing about students."),
        Sentence("Public documents only."),
    ),
}
TEST_NAMES: Mapping[FourTest, Sentence] = {
    FourTest.COMMON: Sentence("Common"),
    FourTest.MEASURABLE: Sentence("Measurable"),
    FourTest.SAFE: Sentence("Low enough risk to review safely"),
    FourTest.PAINFUL: Sentence("Painful enough"),
}


def anchor(criterion: Criterion, points: int) -> Sentence:
    """The written anchor of a score. Only the five scores of LEVELS have one."""
    return ANCHORS[criterion][LEVELS.index(points)]
