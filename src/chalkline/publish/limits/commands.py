"""Writes of limits: set, lift, and note that one is reached."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, person_by_id, schools
from chalkline.publish.limits.events import LimitLifted, LimitReached, LimitSet
from chalkline.publish.limits.models import Limit, Notice
from chalkline.publish.limits.rules import already_set, refuse_unfit, refuse_unknown
from chalkline.publish.limits.words import Level, Wanted
from chalkline.rulebook.api import ROSTER_ROLES
from chalkline.rulebook.limits import LimitScope


@command(records=(LimitSet,))
def set_limit(actor: Actor, wanted: Wanted, *, now: datetime) -> Limit:
    """Put a limit in force. Raises the Problems of ``rules.refuse_unfit``, and limits.already_set."""
    actor.must("limits.set")
    refuse_unfit(wanted)
    if wanted.subject and not _is_there(wanted.scope, wanted.subject):
        raise refuse_unknown()
    try:
        with transaction.atomic():
            limit = Limit.objects.create(
                kind=wanted.kind.value,
                scope=wanted.scope.value,
                subject=wanted.subject,
                most=wanted.most,
                warn_percent=wanted.warn_percent,
                reason=wanted.reason.strip(),
                set_by=actor.id,
                set_at=now,
            )
    except IntegrityError:
        raise already_set() from None
    event = LimitSet(
        SubjectRef("limit", str(limit.pk)), limit.kind, limit.scope, limit.subject, limit.most, limit.warn_percent,
        limit.reason,
    )  # fmt: skip
    record(event, actor_id=actor.id, now=now)
    return limit


def _is_there(scope: LimitScope, subject: str) -> bool:
    if scope is LimitScope.ROLE:
        return subject in ROSTER_ROLES
    if scope is LimitScope.SCHOOL:
        return schools().filter(pk=id_from(subject)).exists()
    if scope is LimitScope.PERSON:
        return person_by_id(str(id_from(subject))) is not None
    return ApprovedUse.objects.filter(pk=id_from(subject)).exists()


@command(records=(LimitLifted,), may_change_nothing=True)
def lift_limit(actor: Actor, limit: Limit, *, now: datetime) -> Limit:
    """End a limit. Lifting twice changes nothing."""
    actor.must("limits.set")
    current = Limit.objects.select_for_update().filter(pk=limit.pk).first()
    if current is None:
        raise not_found(Sentence("limit"))
    if current.lifted_at:
        return current
    current.lifted_by, current.lifted_at = actor.id, now
    current.save(update_fields=["lifted_by", "lifted_at"])
    event = LimitLifted(SubjectRef("limit", str(current.pk)), current.kind, current.scope, current.subject)
    record(event, actor_id=actor.id, now=now)
    return current


@command(records=(LimitReached,), may_change_nothing=True)
def note_limit_reached(
    actor: Actor, limit_id: str, level: Level, span: str, subject: str, used: int, *, now: datetime
) -> Notice | None:
    """A gateway tells that most of a limit is used, or all. Each span and level is noted once, whoever tells it."""
    actor.must("limits.note")
    limit = Limit.objects.select_for_update().filter(pk=id_from(limit_id)).first()
    known = {"limit": limit, "subject": subject[:80], "span": span[:10], "level": level.value}
    if limit is None or Notice.objects.filter(**known).exists():
        return None
    notice = Notice.objects.create(**known, used=max(0, used), at=now)
    percent = used * 100 // limit.most if limit.most else 100
    event = LimitReached(SubjectRef("limit", str(limit.pk)), limit.kind, limit.scope, level.value, notice.span, percent)
    record(event, actor_id=actor.id, now=now)
    return notice
