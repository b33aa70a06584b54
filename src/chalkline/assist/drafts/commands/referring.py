"""What the writes of drafts share: rows taken, things named, what an accepted text rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from chalkline.assist.drafts.measuring import seconds_spent, share_changed
from chalkline.assist.drafts.models import Correction, Draft, Newsletter, Question
from chalkline.assist.drafts.words import Checked, Standing
from chalkline.assist.library.api import Passage, Version
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor, person_by_id


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


def note_acceptance(actor: Actor, draft: Draft, reply: str, checked: Collection[Checked], now: datetime) -> None:
    """Write down who accepted which text when, how much was changed, and what it rests on."""
    draft.reply, draft.accepted_at, draft.accepted_by = reply.strip(), now, person_by_id(actor.id)
    draft.stood_by = sum(each.standing is not Standing.HOLDS for each in checked)
    draft.changed, draft.seconds = share_changed(draft.text, reply), seconds_spent(draft.drafted_at, now)
    draft.save()
    draft.cited.set(Version.objects.filter(passages__in=held_by(checked)).distinct())
