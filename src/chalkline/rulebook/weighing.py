"""Weighing one approved use against a question, term by term, in three values.

Every term gives a Reason: it holds, it does not, or it cannot be told from what is known. The terms are in
``weighing_scope``, ``weighing_conditions`` and ``weighing_data``. Nothing here decides between uses: that is
``deciding``.
"""

from __future__ import annotations

import msgspec

from chalkline.rulebook.asking import Question, Reason
from chalkline.rulebook.class_level import weigh_level
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import Stops
from chalkline.rulebook.weighing_conditions import (
    weigh_family,
    weigh_model,
    weigh_record,
    weigh_stops,
    weigh_time,
    weigh_training,
)
from chalkline.rulebook.weighing_data import weigh_data
from chalkline.rulebook.weighing_rules import rules_for, weigh_rules
from chalkline.rulebook.weighing_scope import (
    weigh_grade,
    weigh_phase,
    weigh_purpose,
    weigh_role,
    weigh_school,
    weigh_tool,
)
from chalkline.rulebook.words import PERMISSIVENESS, ConditionKind, KeptBy, Verdict

Judged = tuple[Reason, ...]


class Weighed(msgspec.Struct, frozen=True):
    """One use, weighed. The verdict lies between ``low`` and ``high``, whatever the unknown parts are."""

    terms: Terms
    tool_name: str
    reasons: tuple[Reason, ...]
    redact: frozenset[str]
    low: Verdict
    high: Verdict

    @property
    def failures(self) -> int:
        """How many terms do not hold."""
        return sum(reason.holds is False for reason in self.reasons)

    @property
    def unknowns(self) -> int:
        """How many terms cannot be told."""
        return sum(reason.holds is None for reason in self.reasons)


def weigh(terms: Terms, question: Question, policy: Policy, stops: Stops) -> Weighed:
    """Every term of ``terms`` against ``question``. The definition; ``compiled`` remembers its parts."""
    data = weigh_data(terms, question.elements, question.on, policy, stops)
    asked = (question.role, question.grade_band, question.purpose, question.elements)
    ruled = weigh_rules(rules_for(terms, policy, stops), terms, asked, question.on, policy, stops)
    reasons = (
        *weigh_time(terms, question.on),
        *weigh_stops(terms, question.key_id, stops, question.model),
        *weigh_tool(terms, question.tool),
        *weigh_role(terms, question.role),
        *weigh_grade(terms, question.grade_band),
        *weigh_school(terms, question.school, policy),
        *weigh_phase(terms, question.school, question.role, policy, stops),
        *weigh_purpose(terms, question.purpose, policy),
        *weigh_record(terms, question.purpose, question.record, policy),
        *weigh_model(terms, question.model),
        *weigh_training(terms, question.training),
        *weigh_family(terms, question.family),
        *weigh_level(terms, question.classes, question.work, question.purpose, question.on, stops),
        *data.reasons,
        *ruled.reasons,
    )
    redact = data.redact | ruled.redact
    low, high = bounds(terms, reasons, redact, ruled.most)
    return Weighed(
        terms,
        policy.tool_name(terms.tool),
        reasons,
        redact if high is not Verdict.REFUSE else frozenset(),
        low,
        high,
    )


def bounds(
    terms: Terms, reasons: Judged, redact: frozenset[str], most: Verdict = Verdict.ALLOW
) -> tuple[Verdict, Verdict]:
    """The lowest and the highest verdict that these reasons leave open. ``most``: what the district's rules leave."""
    if any(reason.holds is False for reason in reasons):
        return Verdict.REFUSE, Verdict.REFUSE
    best = min(_best(terms, redact), most, key=PERMISSIVENESS.__getitem__)
    return (Verdict.REFUSE if any(reason.holds is None for reason in reasons) else best), best


def _best(terms: Terms, redact: frozenset[str]) -> Verdict:
    """The verdict if every term holds: the strictest of what redaction and conditions ask for."""
    verdicts = [Verdict.REDACT if redact else Verdict.ALLOW]
    for condition in terms.conditions:
        if condition.kept_by is not KeptBy.GATEWAY:
            continue
        if condition.kind is ConditionKind.GROUND:
            verdicts.append(Verdict.GROUND)
        if condition.kind is ConditionKind.HOLD:
            verdicts.append(Verdict.HOLD)
    return min(verdicts, key=PERMISSIVENESS.__getitem__)
