"""What a gate asks for, checked against what there is: trainings, audiences, days, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chalkline.kernel.problem import Words
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.communications.api import Audience
from chalkline.rollout.phases import rules
from chalkline.rollout.phases.words import ASKS, GateKind, Values
from chalkline.rollout.training.api import course_named

WRONG: dict[str, tuple[Callable[[Values], bool], Sentence]] = {
    "course": (lambda v: course_named(v.text("course")) is None, Sentence("Choose one of the trainings.")),
    "percent": (lambda v: not 1 <= v.number("percent") <= 100, Sentence("Give a share from 1 to 100 percent.")),
    "until_on": (lambda v: not 2015 <= v.day("until_on").year <= 2060, Sentence("Choose the day.")),
    "audience": (lambda v: v.text("audience") not in {each.value for each in Audience}, Sentence("Choose whom.")),
    "score": (lambda v: not 1 <= v.number("score") <= 100, Sentence("Give a score from 1 to 100.")),
    "days": (lambda v: not 1 <= v.number("days") <= 365, Sentence("Give a number of days from 1 to 365.")),
    "dollars": (lambda v: not 1 <= v.number("dollars") <= 10**9, Sentence("Give whole dollars, such as 42000.")),
    "fiscal_year": (lambda v: not 2015 <= v.number("fiscal_year") <= 2060, Sentence("Give the year it begins in.")),
}


def checked_values(kind: GateKind, values: Mapping[str, str]) -> dict[str, str]:
    """What this kind of gate asks for, and nothing else. Raises Problem("phases.gate_incomplete")."""
    kept = {name: str(values.get(name, "")).strip() for name in ASKS[kind]}
    fields: dict[str, Words] = {name: WRONG[name][1] for name in kept if WRONG[name][0](Values(kept))}
    if fields:
        raise rules.gate_incomplete(fields)
    return kept
