"""Writes of model checks: what a check found, that a model changed, that a request goes without."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.model_checks import rules
from chalkline.approve.model_checks.events import CheckedModelChanged, GoneWithoutCheck, ModelCheckLapsed
from chalkline.approve.model_checks.models import GoingWithout, ModelCheck
from chalkline.approve.model_checks.queries import models_without_check
from chalkline.approve.model_checks.words import CheckFound
from chalkline.approve.requests.api import (
    CHANGEABLE,
    Request,
    RequestState,
    everyone_who_asked,
    request_ref,
    title_of,
)
from chalkline.kernel.ids import id_from
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(), may_change_nothing=True)
def note_model_check(actor: Actor, found: CheckFound, *, now: datetime) -> ModelCheck:
    """A check ended: what it found is kept for the committees. Twice changes nothing; its own fact tells of it."""
    actor.must("model_checks.note")
    noted, _ = ModelCheck.objects.get_or_create(
        pk=id_from(found.check_id),
        defaults={
            "model": found.model,
            "prompt_set": found.prompt_set,
            "answers": found.answers,
            "total": found.total,
            "replaced": found.replaced,
            "says": found.says,
            "made": found.made[:200],
            "standing_out": [each.as_json() for each in found.standing_out],
            "ended_at": found.ended_at,
        },
    )
    return noted


@command(records=(CheckedModelChanged,), may_change_nothing=True)
def note_changed_model(actor: Actor, model: str, made: str, *, now: datetime) -> int:
    """What answers under a model's name is now called ``made``: checks of what it was before count no more."""
    actor.must("model_checks.note")
    before = ModelCheck.objects.select_for_update().filter(model=model, changed_at=None).order_by("ended_at")
    changed = 0
    for check in before if made else ():
        if rules.is_the_same(made, check.made):
            continue
        check.changed_at, check.changed_to = now, made[:200]
        check.save(update_fields=["changed_at", "changed_to"])
        told = CheckedModelChanged(SubjectRef("paired_check", str(check.pk)), model, check.made, check.changed_to)
        record(told, actor_id=actor.id, now=now)
        changed += 1
    return changed


@command(records=(ModelCheckLapsed,), may_change_nothing=True)
def lapse_checks(actor: Actor, model: str, *, now: datetime) -> int:
    """Nobody looked again by the day on the calendar: what was found before counts no more."""
    actor.must("model_checks.note")
    over = list(ModelCheck.objects.select_for_update().filter(model=model, changed_at=None, lapsed_at=None))
    for check in over:
        check.lapsed_at = now
        check.save(update_fields=["lapsed_at"])
        record(ModelCheckLapsed(SubjectRef("paired_check", str(check.pk)), model), actor_id=actor.id, now=now)
    return len(over)


@command(records=(GoneWithoutCheck,))
def go_without_check(actor: Actor, request: Request, *, reason: str, now: datetime) -> GoingWithout:
    """Say why a request goes to the committee without a check of its models. Members read it; it stays."""
    actor.must("model_checks.go_without")
    found = Request.objects.select_for_update(of=("self",), no_key=True)
    current = found.select_related("tool", "use_case").get(pk=request.pk)
    if actor.id in everyone_who_asked(current):
        raise rules.own_request()
    said = rules.check_reason(reason)
    missing = models_without_check(current, localdate(now))
    if not missing or RequestState(current.state) not in CHANGEABLE:
        raise rules.nothing_missing()
    without = GoingWithout.objects.create(
        request=current,
        request_digest=current.digest,
        model_names=list(missing),
        reason=said,
        said_by_id=id_from(actor.id),
        said_at=now,
    )
    told = GoneWithoutCheck(request_ref(current), title_of(current), ", ".join(missing), missing, said)
    record(told, actor_id=actor.id, now=now)
    return without
