"""What Assist puts on Today: questions open, documents to approve or look at again, gaps to fill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.assist.drafts.api import (
    QuestionState,
    corrections_open,
    newsletters,
    open_gaps_of,
    questions,
    sent_and_gone,
)
from chalkline.assist.library.api import REMIND_DAYS, VersionState, due_for_review, waiting_versions
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, waits_for_me

MOST = 3


@waits_for_me
def questions_open(actor: Actor, today: date) -> Iterator[Waiting]:
    """Questions that were taken in and not answered."""
    if not actor.could("questions.draft"):
        return
    count = questions(actor).filter(state=QuestionState.OPEN).count()
    if count:
        yield Waiting(
            Sentence("One question waits for an answer")
            if count == 1
            else Sentence("{count} questions wait for an answer", count=count),
            address_of("assist.home"),
            Sentence("Answer"),
            Sentence("Each with its draft, or with why there is none."),
        )


@waits_for_me
def newsletters_open(actor: Actor, today: date) -> Iterator[Waiting]:
    """Newsletters drafted and not accepted, or accepted and not sent."""
    if not actor.may("newsletters.draft"):
        return
    for each in newsletters(actor).filter(state__in=[QuestionState.OPEN, QuestionState.ACCEPTED])[:MOST]:
        accepted = each.state == QuestionState.ACCEPTED
        yield Waiting(
            Sentence("“{title}” is accepted and has not gone out", title=each.title)
            if accepted
            else Sentence("“{title}” waits for your review", title=each.title),
            address_of("assist.newsletter", each.pk),
            Sentence("Open it"),
            Sentence("A newsletter from approved sources, each sentence beside its source."),
        )


@waits_for_me
def readers_to_tell(actor: Actor, today: date) -> Iterator[Waiting]:
    """Something went out and was wrong, and its readers do not know yet."""
    if not actor.may("corrections.make"):
        return
    for each in corrections_open(actor)[:MOST]:
        draft = each.draft
        yield Waiting(
            Sentence("Something that went out was wrong: its readers wait to be told"),
            address_of("assist.question", draft.question_id)
            if draft.question_id
            else address_of("assist.newsletter", draft.newsletter_id),
            Sentence("Correct it"),
            Sentence("Write what is right, tell its readers, and note that you did."),
        )


@waits_for_me
def sent_to_look_at(actor: Actor, today: date) -> Iterator[Waiting]:
    """What went out and quotes something that ended since."""
    if not actor.may("corrections.make"):
        return
    for each in sent_and_gone(actor, today=today)[:MOST]:
        yield Waiting(
            Sentence("“{title}” went out, and a source of it ended since", title=each.newsletter.title)
            if each.newsletter
            else Sentence("A reply went out, and a source of it ended since"),
            address_of("assist.question", each.question_id)
            if each.question_id
            else address_of("assist.newsletter", each.newsletter_id),
            Sentence("Look at it"),
            Sentence("Correct it, or say that it is still right."),
        )


@waits_for_me
def documents_to_approve(actor: Actor, today: date) -> Iterator[Waiting]:
    """Documents somebody else added."""
    if not actor.may("library.approve"):
        return
    for version in waiting_versions(actor)[:MOST]:
        doubted = version.state == VersionState.DOUBTED
        yield Waiting(
            Sentence("“{title}” misled somebody and has to be looked at", title=version.document.title)
            if doubted
            else Sentence("“{title}” waits for approval", title=version.document.title),
            address_of("assist.document", version.document_id),
            Sentence("Read it"),
            Sentence("It is not used until somebody approves it anew, replaces it, or withdraws it.")
            if doubted
            else Sentence(
                "Added by {name}. It is not used until a second person approves it.", name=str(version.added_by)
            ),
        )


@waits_for_me
def documents_to_look_at(actor: Actor, today: date) -> Iterator[Waiting]:
    """What I answer for and has ended, or was looked at and ends soon. Reviews to come stand there by the calendar."""
    if not actor.could("library.see"):
        return
    mine = due_for_review(today, today + timedelta(days=REMIND_DAYS)).filter(document__owner_id=id_from(actor.id))
    for version in mine[:MOST] if actor.id and not actor.is_system else ():
        assert version.review_on and version.ends_on  # approved versions have a term
        ended = version.ends_on < today
        if not ended and version.review_on >= today:
            continue
        yield Waiting(
            Sentence("“{title}” has ended and is not used", title=version.document.title)
            if ended
            else Sentence("“{title}” ends soon", title=version.document.title),
            address_of("assist.document", version.document_id),
            Sentence("Look at it"),
            Sentence("Have it renewed, add a newer file, or withdraw it."),
            due_on=None if ended else version.ends_on,
        )


@waits_for_me
def gaps_to_fill(actor: Actor, today: date) -> Iterator[Waiting]:
    """Gaps I am asked to fill, together."""
    if not actor.could("gaps.see"):
        return
    count = open_gaps_of(actor).count()
    if count:
        yield Waiting(
            Sentence("One question has no approved answer")
            if count == 1
            else Sentence("{count} questions have no approved answer", count=count),
            address_of("assist.gaps"),
            Sentence("See what is missing"),
            Sentence("You are asked to write an answer, or to say that none is needed."),
        )
