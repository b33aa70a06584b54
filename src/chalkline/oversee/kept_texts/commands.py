"""Writes of kept texts: taken in, read, purged."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from chalkline.jobs.api import open_sealed
from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.kept_texts import rules
from chalkline.oversee.kept_texts.events import KeptTextRead, KeptTextsPurged
from chalkline.oversee.kept_texts.models import KeptText
from chalkline.oversee.kept_texts.words import Opened
from chalkline.people.api import Actor, command
from chalkline.publish.standing_pack.api import Key
from chalkline.rulebook.api import ChannelKind, ChannelRecord
from chalkline.rulebook.keeping import LONGEST_DAYS


@command(records=(), may_change_nothing=True)
def take_in_kept_text(actor: Actor, told: ChannelRecord, *, now: datetime) -> KeptText | None:
    """A gateway kept a text. Its call's own record says so; None where its key is not known, or its time is over."""
    actor.must("kept_texts.take_in")
    about = {name: str(value) for name, value in told.about.items()}
    key = Key.objects.filter(pk=id_from(about.get("key_id", ""))).first()
    days = about.get("days", "")
    until = local_day(told.at, settings.CHALKLINE.zone) + timedelta(days=min(int(days or 0), LONGEST_DAYS))
    if key is None or until < local_day(now, settings.CHALKLINE.zone):
        return None
    kept, _made = KeptText.objects.get_or_create(
        pk=id_from(told.decision_id),
        defaults={
            "use_id": key.use_id,
            "key": key,
            "caller": about.get("person", "")[:64],
            "role": about.get("role", "")[:20],
            "purpose": about.get("purpose", "")[:40],
            "school_id": about.get("school", "")[:64],
            "grade_band": about.get("grade_band", "")[:20],
            "model": about.get("model", "")[:200],
            "sealed": told.sealed,
            "tells": about.get("tells") != "0",
            "made_at": told.at,
            "expires_on": until,
        },
    )
    return kept


@command(records=(KeptTextRead,))
def read_kept_text(actor: Actor, kept: KeptText, *, reason: str, now: datetime) -> Opened:
    """Open one, with a reason. A monitor opens drawn ones only: ``output_review.read_sample``."""
    actor.must("kept_texts.read", hidden=True)
    return open_kept_text(actor, kept, reason, now)


def open_kept_text(actor: Actor, kept: KeptText, reason: str, now: datetime) -> Opened:
    """What it says, and the fact that it was read. Only for a command that has asked whether the actor may."""
    said = rules.check_reason(reason)
    opened = rules.opened(open_sealed(ChannelKind.KEPT, str(kept.pk), bytes(kept.sealed)))
    use = SubjectRef("use", str(kept.use_id))
    is_told = kept.tells and kept.key.person_id
    concerned = SubjectRef("person", str(kept.key.person_id)) if is_told else use
    record(KeptTextRead(SubjectRef("exchange", str(kept.pk)), use, concerned, said), actor_id=actor.id, now=now)
    return opened


@command(records=(KeptTextsPurged,), may_change_nothing=True)
def purge_kept_texts(actor: Actor, *, now: datetime) -> int:
    """Remove what is kept longer than was decided; gives how many."""
    actor.must("kept_texts.take_in")
    today = local_day(now, settings.CHALKLINE.zone)
    over = KeptText.objects.filter(expires_on__lt=today)
    count = over.count()
    if count:
        over.delete()
        event = KeptTextsPurged(SubjectRef("purge", today.isoformat()), count, today.isoformat())
        record(event, actor_id=actor.id, now=now)
    return count
