"""What the writes of drafts share: rows taken, things named, what an accepted text rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from chalkline.assist.drafts.measuring import seconds_spent, share_changed
from chalkline.assist.drafts.models import Correction, Draft, Newsletter, Question
from chalkline.assist.drafts.reviewing import check_reply_text, live_sources
from chalkline.assist.drafts.rules import check_reply, check_stood_by
from chalkline.assist.library.api import Passage, Version
from chalkline.kernel.clock import local_day
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor, person_by_id
from chalkline.protect.borne_out.words import Checked, Standing


def locked(question: Question) -> Question:
    """The question, held until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("taken_by").get(pk=question.pk)


def may_work_on(actor: Actor, question: Question) -> None:
    """Refuse unless this person answers, and may read this question."""
    actor.must("questions.draft")
    actor.must("questions.see", owner_id=str(question.taken_by_id), hidden=True)


def question_ref(question: Question) -> SubjectRef:
    """How facts name a question."""
    return SubjectRef("question", str(question.pk))


def newsletter_ref(newsletter: Newsletter) -> SubjectRef:
    """How facts name a newsletter."""
    return SubjectRef("newsletter", str(newsletter.pk))


def draft_ref(draft: Draft) -> SubjectRef:
    """How facts name a draft."""
    return SubjectRef("draft", str(draft.pk))


def about_ref(draft: Draft) -> SubjectRef:
    """The question or the newsletter a draft belongs to."""
    if draft.question_id:
        return SubjectRef("question", str(draft.question_id))
    return SubjectRef("newsletter", str(draft.newsletter_id))


def correction_ref(correction: Correction) -> SubjectRef:
    """How facts name a correction."""
    return SubjectRef("correction", str(correction.pk))


def sources_named(passage_ids: Collection[int]) -> tuple[SubjectRef, ...]:
    """The documents behind passages, with the digests of their versions."""
    rows = Passage.objects.filter(pk__in=passage_ids).select_related("version")
    return tuple(sorted({SubjectRef("document", str(row.version.document_id), row.version.digest) for row in rows}))


def held_by(checked: Iterable[Checked]) -> set[int]:
    """The passages that bear a text out."""
    return {each.cites for each in checked if each.standing is Standing.HOLDS and each.cites}


@dataclass(frozen=True)
class Accepted:
    """A draft as it was accepted, and what a fact tells of that. ``seconds`` is -1 where they say nothing."""

    draft: Draft
    sources: tuple[SubjectRef, ...]
    changed: int
    seconds: int


def accepted(actor: Actor, draft: Draft, text: str, *, stand_by: Collection[str], now: datetime) -> Accepted:
    """Check every sentence once more against sources that are live now, then write down who accepted which text when.

    How much was changed, how long it took and what it rests on is kept with it. Raises Problem while a sentence that
    does not hold was not stood by, or when a source ended.
    """
    check_reply(text)
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    sources = live_sources(actor, current, today=local_day(now, settings.TIME_ZONE))
    checked = check_reply_text(actor, current, text, sources)
    check_stood_by(checked, stand_by)
    current.reply, current.accepted_at, current.accepted_by = text.strip(), now, person_by_id(actor.id)
    current.stood_by = sum(each.standing is not Standing.HOLDS for each in checked)
    current.changed, current.seconds = share_changed(current.text, text), seconds_spent(current.drafted_at, now)
    current.save()
    held = held_by(checked)
    current.cited.set(Version.objects.filter(passages__in=held).distinct())
    return Accepted(current, sources_named(held), current.changed, -1 if current.seconds is None else current.seconds)


def sent(draft: Draft, now: datetime) -> Draft:
    """Write down when an accepted draft went out."""
    current = Draft.objects.select_for_update().get(pk=draft.pk, accepted_at__isnull=False)
    current.sent_at = now
    current.save(update_fields=["sent_at"])
    return current
