"""Gaps: opened or met again by a question, closed by an approval or by somebody who says why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chalkline.assist.drafts.events import GapClosed, GapMetAgain, GapOpened
from chalkline.assist.drafts.gapping import is_filled_by, same_gap, who_should_fill
from chalkline.assist.drafts.models import Gap, Question
from chalkline.assist.drafts.sealing import Missed, unseal
from chalkline.assist.library.api import LANGUAGES, Audience, Document, Theme, Version
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

MOST_OF_CALLS = 100  # open gaps from calls; people can look at no more


@command(records=(GapClosed,))
def close_gap(actor: Actor, gap: Gap, *, why: str, now: datetime) -> Gap:
    """Close a gap that is none, with the reason."""
    current = Gap.objects.select_for_update().get(pk=gap.pk)
    actor.must("gaps.close", owner_id=str(current.owner_id))
    if current.closed_at or not why.strip():
        raise Problem(
            "gaps.cannot_close",
            what=Sentence("This gap cannot be closed that way."),
            why=Sentence("It was closed already, or nobody said why."),
            next_step=Sentence("Write down why nothing needs to be written about it."),
            kind=Kind.CONFLICT if current.closed_at else Kind.INVALID,
            fields={"why": Sentence("Write why.")},
        )
    return _close(actor, current, why.strip()[:300], None, now)


@command(records=(GapClosed,), may_change_nothing=True)
def close_filled_gaps(actor: Actor, document_id: UUID | str, *, now: datetime) -> int:
    """Close every open gap that a newly approved document answers. Follows from the approval."""
    actor.must("gaps.close")
    version = Version.objects.select_related("document").filter(document_id=document_id, state="approved").first()
    if version is None:
        return 0
    said = str(Sentence("An answer was approved."))
    closed = 0
    for gap in Gap.objects.select_for_update().filter(closed_at=None, theme=version.document.theme):
        reaches = version.document.audience == Audience.PUBLIC or gap.audience != Audience.PUBLIC
        if reaches and is_filled_by(gap, version):
            _close(actor, gap, said, version.document, now)
            closed += 1
    return closed


@command(records=(GapOpened, GapMetAgain), may_change_nothing=True)
def note_unanswered_call(actor: Actor, sealed: str, *, now: datetime) -> Gap | None:
    """Note that a call through the gateway met nothing approved. None where what is missing cannot be read, where
    nobody could be asked to fill it, or where the gateway has brought more than people can look at.
    """
    actor.must("gaps.note")
    missed = unseal(sealed)
    if missed is None or missed.theme not in set(Theme) or missed.language not in LANGUAGES:
        return None
    return _note(actor, missed, "", now)


def open_gap(actor: Actor, question: Question, now: datetime) -> None:
    """Note that nothing approved answers a question: a new gap, or one more that asks for the same."""
    audience = Audience.PUBLIC if question.asker == "family" else Audience.STAFF
    missed = Missed(question.theme, question.language, audience, tuple(question.words))
    _note(actor, missed, actor.id, now, question)


def _note(actor: Actor, missed: Missed, otherwise: str, now: datetime, question: Question | None = None) -> Gap | None:
    """``otherwise``: who fills it where nobody answers for the theme; "" for nobody."""
    theme = Theme(missed.theme)
    gap = same_gap(theme, missed.language, missed.audience, list(missed.words))
    opens = gap is None
    if gap is None:
        owner = who_should_fill(theme, otherwise)
        if not owner or (question is None and Gap.objects.filter(closed_at=None, calls__gt=0).count() >= MOST_OF_CALLS):
            return None
        gap = Gap.objects.create(
            theme=theme,
            language=missed.language,
            audience=missed.audience,
            words=list(missed.words),
            owner_id=owner,
            opened_at=now,
        )
    if question:
        gap.questions.add(question)
    else:
        gap.calls += 1
        gap.save(update_fields=["calls"])
    if opens:
        record(GapOpened(_ref(gap), SubjectRef("person", owner), theme, missed.language), actor_id=actor.id, now=now)
    else:
        asked = gap.questions.count() + gap.calls
        record(GapMetAgain(_ref(gap), theme, asked), actor_id=actor.id, now=now)
    return gap


def _close(actor: Actor, gap: Gap, why: str, document: Document | None, now: datetime) -> Gap:
    gap.closed_at, gap.closed_why, gap.document = now, why, document
    gap.save(update_fields=["closed_at", "closed_why", "document"])
    cited = (SubjectRef("document", str(document.pk)),) if document else ()
    record(GapClosed(_ref(gap), gap.theme, cited), actor_id=actor.id, now=now)
    return gap


def _ref(gap: Gap) -> SubjectRef:
    return SubjectRef("gap", str(gap.pk))
