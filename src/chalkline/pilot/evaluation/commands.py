"""The one write of evaluation: reach the verdict."""

from __future__ import annotations

from datetime import datetime

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.pilot.evaluation import rules
from chalkline.pilot.evaluation.events import VerdictReached
from chalkline.pilot.evaluation.models import Result
from chalkline.pilot.evaluation.queries import code_version, digest_of_result, given_of, sides_digest, told_by
from chalkline.pilot.evaluation.reckoning import reckon
from chalkline.pilot.evaluation.telling import may_be_told
from chalkline.pilot.evaluation.words import VERDICT_NAMES
from chalkline.pilot.measures.api import upload_that_counts
from chalkline.pilot.plans.api import Pilot, PilotState, about_of, close_pilot, not_now, pilot_ref, plan_of
from chalkline.pilot.plans.events import PilotClosed
from chalkline.pilot.statistics.numbers import NotComputable
from chalkline.tools.register.api import tool_ref

WHY_NOT = {
    "one_side_empty": Sentence("One of the two sides has nobody with an outcome."),
    "too_few": Sentence("There are too few people, or too few classes or schools."),
    "no_variance": Sentence("Everybody has the same outcome."),
    "not_identified": Sentence("The two sides cannot be told apart from the groups they were drawn in."),
}


NOT_SHOWN = "–"


@command(records=(VerdictReached, PilotClosed))
def reach_verdict(actor: Actor, pilot: Pilot, *, now: datetime) -> Result:
    """Reckon once, by the locked plan, and judge by its rule. There is no second look."""
    current = Pilot.objects.select_for_update(no_key=True).select_related("tool", "request").get(pk=pilot.pk)
    actor.must("pilots.judge", owner_id=str(current.planned_by_id))
    if current.state == PilotState.JUDGED:
        raise rules.already_judged()
    if current.state != PilotState.RUNNING:
        raise not_now()
    upload = upload_that_counts(current)
    if upload is None:
        raise rules.no_outcomes()
    try:
        found = reckon(given_of(current, upload))
    except NotComputable as reason:
        raise rules.cannot_reckon(WHY_NOT.get(reason.reason, WHY_NOT["too_few"])) from None
    told, sides, code = found.as_json(), sides_digest(current), code_version()
    result = Result.objects.create(
        pilot=current,
        upload=upload,
        verdict=found.verdict.value,
        reasons=[each.value for each in found.reasons],
        reckoned=told,
        plan_digest=current.digest,
        sides_digest=sides,
        rows_digest=upload.rows_digest,
        code=code,
        digest=digest_of_result(current.digest, sides, upload.rows_digest, code, told),
        judged_by_id=actor.id,
        judged_at=now,
    )
    record(_reached(current, result), actor_id=actor.id, now=now)
    close_pilot(actor, current, now=now)
    return result


def _reached(pilot: Pilot, result: Result) -> VerdictReached:
    plan, told = plan_of(pilot), result.reckoned
    effect, lower, upper = (_short(told[name]) for name in ("effect", "lower", "upper"))
    if not may_be_told(told_by(result)):
        effect = lower = upper = NOT_SHOWN  # a fact is read and exported as widely as a page
    return VerdictReached(
        pilot=pilot_ref(pilot),
        result=SubjectRef("result", str(result.pk), result.digest),
        about=about_of(pilot),
        tool=tool_ref(pilot.tool),
        problem=SubjectRef("problem", str(pilot.problem_id), pilot.problem_digest),
        title=pilot.title,
        verdict=result.verdict,
        said=str(next(name for verdict, name in VERDICT_NAMES.items() if verdict == result.verdict)),
        reasons=tuple(result.reasons),
        effect=effect,
        lower=lower,
        upper=upper,
        smallest=plan.as_json()["smallest"],
        plan_digest=result.plan_digest,
        rows_digest=result.rows_digest,
        code=result.code,
    )


def _short(number: str) -> str:
    """A number as people read it: three digits."""
    return format(float(number), ".3g")
