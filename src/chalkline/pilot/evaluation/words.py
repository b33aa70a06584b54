"""The words of verdicts: what goes into the rule, what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Verdict(StrEnum):
    """What the registered rule says. It advises: the committee decides."""

    SCALE = "scale"
    ITERATE = "iterate"
    STOP = "stop"


class Reason(StrEnum):
    """Why, by a stable code."""

    NOT_LOCKED = "not_locked"
    CHANGED_AFTER_LOCK = "changed_after_lock"
    NOT_ATTRIBUTABLE = "not_attributable"
    HIGH_ATTRITION = "high_attrition"
    NOT_RANDOM = "not_random"
    NOT_EQUIVALENT = "baseline_not_equivalent"
    GUARDRAIL_HARM = "guardrail_harm"
    SUBGROUP_HARM = "subgroup_harm"
    GUARDRAIL_NOT_CLEARED = "guardrail_not_cleared"
    HARM = "harm"
    TOO_SMALL = "too_small"
    CLEARLY_ENOUGH = "lower_bound_above_threshold"
    LIKELY_ENOUGH = "likely_above_threshold"
    CANNOT_TELL = "cannot_tell"


STANDARDS = ("strict", "likely")

VERDICT_NAMES: dict[Verdict, Sentence] = {
    Verdict.SCALE: Sentence("It worked"),
    Verdict.ITERATE: Sentence("Cannot tell yet"),
    Verdict.STOP: Sentence("It did not work"),
}
VERDICT_ADVICE: dict[Verdict, Sentence] = {
    Verdict.SCALE: Sentence("The registered rule says: use it more widely."),
    Verdict.ITERATE: Sentence("The registered rule says: change something and try again before using it more widely."),
    Verdict.STOP: Sentence("The registered rule says: stop."),
}
REASON_SENTENCES: dict[Reason, Sentence] = {
    Reason.NOT_LOCKED: Sentence(
        "The plan was not locked before the first outcomes, so this is exploring, not testing."
    ),
    Reason.CHANGED_AFTER_LOCK: Sentence("The plan was changed after it was locked, so this is exploring, not testing."),
    Reason.NOT_ATTRIBUTABLE: Sentence(
        "One side has only one unit, or there is no comparison: the tool cannot be told apart from that place."
    ),
    Reason.HIGH_ATTRITION: Sentence("Too many people have no outcome for the draw alone to make the sides alike."),
    Reason.NOT_RANDOM: Sentence("The sides were chosen, not drawn, so they must have been alike before."),
    Reason.NOT_EQUIVALENT: Sentence("The two sides were not alike before it began, so the comparison is not fair."),
    Reason.GUARDRAIL_HARM: Sentence("Something that had to be kept safe was clearly harmed."),
    Reason.SUBGROUP_HARM: Sentence("For one group of students it clearly did harm."),
    Reason.GUARDRAIL_NOT_CLEARED: Sentence("Something that had to be kept safe may have been harmed."),
    Reason.HARM: Sentence("The whole interval lies on the wrong side of zero: it made things worse."),
    Reason.TOO_SMALL: Sentence("The whole interval lies below the smallest effect that matters: it is too small."),
    Reason.CLEARLY_ENOUGH: Sentence("The whole interval lies at or above the smallest effect that matters."),
    Reason.LIKELY_ENOUGH: Sentence(
        "It helped, and its best estimate reaches the smallest effect that matters: the plan asked for “likely”."
    ),
    Reason.CANNOT_TELL: Sentence(
        "The interval holds both effects that matter and effects that do not: too few people, or too short."
    ),
}


@dataclass(frozen=True)
class Guarded:
    """Something that must not get worse: its interval (good is positive) and how much harm is too much."""

    name: str
    interval: tuple[float, float]
    harm_margin: float

    @property
    def edge(self) -> float:
        """Below here is harm."""
        return -abs(self.harm_margin)


@dataclass(frozen=True)
class Findings:
    """All that the rule looks at. Effects are in the unit of the measure; good is positive, harm is negative."""

    locked_before_outcomes: bool
    amended_after_lock: bool
    clusters_t: int
    clusters_c: int
    random: bool
    attrition: str
    baseline: str
    estimate: float
    interval: tuple[float, float]
    smallest: float
    standard: str = "strict"
    guardrails: tuple[Guarded, ...] = ()
    subgroups: tuple[Guarded, ...] = ()


@dataclass(frozen=True)
class Judged:
    """The verdict with its reasons, first the one that decided."""

    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons as they are recorded."""
        return tuple(each.value for each in self.reasons)
