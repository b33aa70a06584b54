"""What a plan promises: its decision rule in sentences, and the model that follows from its list. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from chalkline.kernel.sentences import Sentence
from chalkline.pilot.plans.rules import LEAST_UNITS
from chalkline.pilot.plans.words import PlanStatement, Strata, UnitListed, stratum_of


def decision_rule(plan: PlanStatement) -> tuple[Sentence, ...]:
    """The rule in plain sentences: exactly what evaluation/rules.py does."""
    smallest, counts = _amount(plan.smallest), plan.counts
    scale = (
        Sentence("We use it more widely if the whole interval is at {n} {counts} or better.", n=smallest, counts=counts)
        if plan.standard == "strict"
        else Sentence(
            "We use it more widely if the best estimate is {n} {counts} or better and the interval lies above zero.",
            n=smallest,
            counts=counts,
        )
    )
    sentences = [
        Sentence("The effect is told with an interval of {level} percent.", level=plan.level),
        scale,
        Sentence("We stop if the whole interval is below {n} {counts}: too small, or harm.", n=smallest, counts=counts),
        Sentence("In every other case we cannot tell yet: we change something and try again."),
        Sentence("If the sides were not alike before, or too many are lost, we cannot tell, however large it is."),
    ]
    if plan.subgroups:
        sentences.append(
            Sentence(
                "We stop if for a group looked at ({groups}) the whole interval shows more than {n} {counts} of harm.",
                groups=plan.subgroups,
                n=_amount(plan.harm),
                counts=counts,
            )
        )
    if plan.has_guardrail:
        sentences += _guardrail(plan)
    return tuple(sentences)


def _guardrail(plan: PlanStatement) -> list[Sentence]:
    values = {"what": plan.guardrail, "n": _amount(plan.guardrail_harm), "counts": plan.guardrail_counts}
    return [
        Sentence("We stop if the whole interval of “{what}” is more than {n} {counts} worse.", **values),
        Sentence("We do not use it more widely while “{what}” may be more than {n} {counts} worse.", **values),
    ]


def strata_in_model(units: Sequence[UnitListed], strata: Strata) -> bool:
    """Whether the groups of the draw enter the analysis: each has both sides, and enough units are left to tell.

    Follows from the locked list alone, so nobody can choose it afterwards.
    """
    if strata is Strata.NONE:
        return False
    sides: dict[str, set[str]] = {}
    for unit in units:
        sides.setdefault(stratum_of(unit, strata), set()).add(unit.arm)
    return all(len(each) == 2 for each in sides.values()) and len(units) - len(sides) >= LEAST_UNITS + 2


def _amount(number: Decimal) -> str:
    return format(number.normalize(), "f")
