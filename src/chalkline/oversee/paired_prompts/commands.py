"""Writes of paired prompts: a check begun, its answers measured, its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from chalkline.approve.model_checks.api import CheckFound, note_model_check
from chalkline.approve.model_checks.api import Difference as StandsOut
from chalkline.jobs.api import start_work
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.paired_prompts import rules
from chalkline.oversee.paired_prompts.asking import Came
from chalkline.oversee.paired_prompts.comparing import differences
from chalkline.oversee.paired_prompts.events import PairedCheckBegun, PairedCheckBrokeOff, PairedCheckEnded
from chalkline.oversee.paired_prompts.measuring import measured
from chalkline.oversee.paired_prompts.models import PairedAnswer, PairedCheck
from chalkline.oversee.paired_prompts.prompts import library, prompts_of, set_by_id
from chalkline.oversee.paired_prompts.queries import answers_of
from chalkline.oversee.paired_prompts.words import CheckState, Difference, Prompt
from chalkline.people.api import Actor, command

Ask = Callable[[str, str], Came]
WORK = "oversee.paired_check"


@command(records=(PairedCheckBegun,))
def begin_paired_check(
    actor: Actor, model: str, set_id: str, *, repeats: int, has_key: bool, now: datetime
) -> PairedCheck:
    """Begin a check; a job runs it and tells how far it is."""
    actor.must("paired_prompts.run")
    chosen = set_by_id(set_id)
    rules.check_begin(model, chosen is not None, repeats, has_key)
    assert chosen is not None  # checked above
    total = len(prompts_of(chosen)) * repeats
    work = start_work(WORK, f"{model}: {chosen.name}", owner_id=actor.id, total=total, now=now)
    check = PairedCheck.objects.create(
        model=model.strip()[:200],
        prompt_set=chosen.id,
        version=library().version,
        repeats=repeats,
        total=total,
        state=CheckState.RUNNING.value,
        work_id=work.id,
        asked_by_id=actor.id,
        asked_at=now,
    )
    event = PairedCheckBegun(_ref(check), check.model, chosen.id, total)
    record(event, actor_id=actor.id, now=now)
    return check


@command(records=(), may_change_nothing=True)
def measure_answer(actor: Actor, check: PairedCheck, prompt: Prompt, run: int, came: Came, *, now: datetime) -> None:
    """Keep the numbers of one answer. What was answered is not kept."""
    actor.must("paired_prompts.measure")
    asks_score = prompt.request.id.endswith("_score")
    PairedAnswer.objects.get_or_create(
        check_of=check,
        request_id=prompt.request.id,
        name=prompt.name.name,
        run=run,
        defaults={
            "groups": list(prompt.name.groups),
            "values": measured(came.text, prompt.request.lang, library().words, asks_score=asks_score),
        },
    )
    if came.replaced or came.made:
        current = PairedCheck.objects.select_for_update().get(pk=check.pk)
        current.replaced += came.replaced
        current.made = rules.with_maker(current.made, came.made)
        current.save(update_fields=["replaced", "made"])


@command(records=(PairedCheckEnded, PairedCheckBrokeOff), may_change_nothing=True)
def end_paired_check(actor: Actor, check: PairedCheck, *, why: str = "", now: datetime) -> PairedCheck:
    """The check is over: what stands out is counted; or it broke off."""
    actor.must("paired_prompts.measure")
    current = PairedCheck.objects.select_for_update().get(pk=check.pk)
    if current.state != CheckState.RUNNING:
        return current
    answered = current.answers.count()
    enough = rules.could_say(answered, current.total)
    current.state = CheckState.DONE.value if enough else CheckState.FAILED.value
    current.unanswered, current.ended_at = current.total - answered, now
    current.save(update_fields=["state", "unanswered", "ended_at"])
    if not enough:
        record(PairedCheckBrokeOff(_ref(current), current.model, why or "refused"), actor_id=actor.id, now=now)
        return current
    found = differences(answers_of(current), library().groups)
    event = PairedCheckEnded(
        _ref(current),
        current.model,
        answered,
        sum(each.stands_out for each in found),
        any(each.says for each in found),
    )
    record(event, actor_id=actor.id, now=now)
    note_model_check(actor, _what_it_found(current, answered, found), now=now)
    return current


def _what_it_found(check: PairedCheck, answered: int, found: Sequence[Difference]) -> CheckFound:
    """For the committees that decide on a use of this model: steps before this one know nothing of it but that."""
    assert check.ended_at  # it has just ended
    return CheckFound(
        check_id=str(check.pk),
        model=check.model,
        prompt_set=check.prompt_set,
        answers=answered,
        total=check.total,
        replaced=check.replaced,
        says=any(each.says for each in found),
        made=check.made,
        standing_out=tuple(_said(each) for each in found if each.stands_out),
        ended_at=check.ended_at,
    )


def _said(each: Difference) -> StandsOut:
    numbers = (each.mean, each.others, each.difference, each.low, each.high, each.chance)
    return StandsOut(each.measure.value, each.group, *(f"{number:.2f}" for number in numbers))


def _ref(check: PairedCheck) -> SubjectRef:
    return SubjectRef("paired_check", str(check.pk))
