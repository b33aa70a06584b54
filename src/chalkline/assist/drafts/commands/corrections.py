"""When something that went out was wrong: said so, what is right is written, its readers are told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings

from chalkline.assist.drafts.commands.referring import (
    about_ref,
    correction_ref,
    draft_ref,
    held_by,
    may_work_on,
    sources_named,
)
from chalkline.assist.drafts.correcting import check_correction, sources_for
from chalkline.assist.drafts.events import CorrectionOpened, CorrectionWritten, FoundStillRight, ReadersTold
from chalkline.assist.drafts.models import Correction, Draft
from chalkline.assist.drafts.rules import check_reply, check_stood_by, check_wrong, correction_over
from chalkline.assist.drafts.words import ToldHow
from chalkline.assist.library.api import Version
from chalkline.kernel.clock import local_day
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, person_by_id
from chalkline.protect.borne_out.words import Standing


@command(records=(CorrectionOpened,))
def report_wrong(
    actor: Actor, draft: Draft, wrong: str, *, misled: Sequence[Version] = (), now: datetime
) -> Correction:
    """Say that something that went out was wrong, and which of the versions it rests on misled.

    Those go back for review by their own command (see misleading.py, which does both in one transaction).
    """
    actor.must("corrections.make")
    current = _locked(actor, draft)
    said = check_wrong(wrong)
    if current.sent_at is None or current.corrections.filter(told_at=None).exists():
        raise correction_over()
    cited = [each for each in misled if current.cited.filter(pk=each.pk).exists()]
    correction = Correction.objects.create(draft=current, wrong=said, found_by_id=actor.id, found_at=now)
    correction.misled.set(cited)
    named = tuple(SubjectRef("document", str(each.document_id), each.digest) for each in cited)
    record(CorrectionOpened(about_ref(current), correction_ref(correction), named), actor_id=actor.id, now=now)
    return correction


@command(records=(CorrectionWritten,))
def write_correction(
    actor: Actor, correction: Correction, text: str, *, stand_by: Collection[str] = (), now: datetime
) -> Correction:
    """Write what is right. Every sentence is checked against what is approved now."""
    actor.must("corrections.make")
    current = Correction.objects.select_for_update().get(pk=correction.pk)
    draft = _locked(actor, current.draft)
    check_reply(text)
    if current.told_at:
        raise correction_over()
    sources = sources_for(actor, draft, text, today=local_day(now, settings.TIME_ZONE))
    checked = check_correction(text, sources)
    check_stood_by(checked, stand_by)
    current.text, current.corrected_at, current.corrected_by = text.strip(), now, person_by_id(actor.id)
    current.save(update_fields=["text", "corrected_at", "corrected_by"])
    stood_by = sum(each.standing is not Standing.HOLDS for each in checked)
    named = sources_named(held_by(checked))
    fact = CorrectionWritten(about_ref(draft), correction_ref(current), named, stood_by)
    record(fact, actor_id=actor.id, now=now)
    return current


@command(records=(ReadersTold,))
def note_readers_told(
    actor: Actor, correction: Correction, how: ToldHow, *, readers: int | None = None, now: datetime
) -> Correction:
    """Say that the readers were told what is right, and how. Chalkline itself sends nothing to anybody."""
    actor.must("corrections.make")
    current = Correction.objects.select_for_update().get(pk=correction.pk)
    draft = _locked(actor, current.draft)
    if current.corrected_at is None or current.told_at:
        raise correction_over()
    current.told_at, current.told_by, current.told_how = now, person_by_id(actor.id), how
    current.readers = readers if readers is not None and 0 < readers < 10_000_000 else None
    current.save(update_fields=["told_at", "told_by", "told_how", "readers"])
    told = -1 if current.readers is None else current.readers
    record(ReadersTold(about_ref(draft), correction_ref(current), how, told), actor_id=actor.id, now=now)
    return current


@command(records=(FoundStillRight,))
def find_still_right(actor: Actor, draft: Draft, *, now: datetime) -> Draft:
    """Say that something that went out is still right, although a source of it ended since."""
    actor.must("corrections.make")
    current = _locked(actor, draft)
    if current.sent_at is None or current.still_right_at:
        raise correction_over()
    current.still_right_at = now
    current.save(update_fields=["still_right_at"])
    record(FoundStillRight(about_ref(current), draft_ref(current)), actor_id=actor.id, now=now)
    return current


def _locked(actor: Actor, draft: Draft) -> Draft:
    """The draft, held, if this person may work on what it belongs to."""
    current = Draft.objects.select_for_update(of=("self",)).select_related("question", "newsletter").get(pk=draft.pk)
    if current.question:
        may_work_on(actor, current.question)
    else:
        actor.must("newsletters.draft")
    return current
