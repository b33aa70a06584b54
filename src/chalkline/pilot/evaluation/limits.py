"""What a result cannot say, said plainly. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.pilot.evaluation.reckoned import Reckoned
from chalkline.pilot.plans.api import Design, PlanStatement

FEW_DF = 4


def limits_of(plan: PlanStatement, found: Reckoned) -> tuple[Sentence, ...]:
    """The limits of one result, the weightiest first."""
    return tuple(_limits(plan, found))


def _limits(plan: PlanStatement, found: Reckoned) -> Iterator[Sentence]:
    if plan.design is Design.COMPARISON:
        yield Sentence("The sides were chosen, not drawn: what nobody measured may explain the difference.")
    if found.df < FEW_DF:
        yield Sentence(
            "There are so few units that the interval leans on an assumption. Look at the test by drawing again first."
        )
    if found.exact and found.exact.smallest > 0.05:
        yield Sentence(
            "With so few units even a perfect result could come up by chance {n} times in a hundred draws.",
            n=round(100 * found.exact.smallest),
        )
    if "high" in {found.attrition[2], found.units_lost[2]}:
        yield Sentence(
            "{n} percent have no outcome, and not equally on both sides: those who left may differ.",
            n=round(found.attrition[0]),
        )
    if not plan.has_pretest:
        yield Sentence("Nobody was measured before, so it rests on the draw alone that both sides began alike.")
    if any(each.is_hidden for each in found.groups):
        yield Sentence("Groups of fewer than ten people are not shown, nor what would give them away.")
    if plan.subgroups:
        yield Sentence("For groups the pilot is small: “cannot be told” does not mean “no difference”.")
    yield Sentence(
        "One pilot in one district, from {first} to {last}. It is evidence for here; elsewhere it is a reason to try.",
        first=plan.starts_on,
        last=plan.ends_on,
    )
