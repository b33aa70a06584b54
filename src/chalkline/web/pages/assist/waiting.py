"""What Assist puts on Today: questions open, documents to approve or look at again, gaps to fill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.assist.drafts.api import QuestionState, open_gaps_of, questions
from chalkline.assist.library.api import REMIND_DAYS, due_for_review, waiting_versions
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
def documents_to_approve(actor: Actor, today: date) -> Iterator[Waiting]:
    """Documents somebody else added."""
    if not actor.may("library.approve"):
        return
    for version in waiting_versions(actor)[:MOST]:
        yield Waiting(
            Sentence("“{title}” waits for approval", title=version.document.title),
            address_of("assist.document", version.document_id),
            Sentence("Read it"),
            Sentence("Added by {name}. It is not used until a second person approves it.", name=str(version.added_by)),
        )


@waits_for_me
def documents_to_look_at(actor: Actor, today: date) -> Iterator[Waiting]:
    """What I answer for and has to be looked at again, or ends soon."""
    if not actor.could("library.see"):
        return
    mine = due_for_review(today, today + timedelta(days=REMIND_DAYS)).filter(document__owner_id=id_from(actor.id))
    for version in mine[:MOST] if actor.id and not actor.is_system else ():
        assert version.review_on and version.ends_on  # approved versions have a term
        ended = version.ends_on < today
        yield Waiting(
            Sentence("“{title}” has ended and is not used", title=version.document.title)
            if ended
            else Sentence("“{title}” has to be looked at again", title=version.document.title),
            address_of("assist.document", version.document_id),
            Sentence("Look at it"),
            Sentence("Have it renewed, add a newer file, or withdraw it."),
            due_on=None if ended else min(version.review_on, version.ends_on),
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
