"""Putting another name on a review, and noting that somebody was reminded of one."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.requests.api import everyone_who_asked, request_ref, title_of
from chalkline.approve.reviews import rules
from chalkline.approve.reviews.commands.steps import QUESTION_LIMIT, locked, name_in_history
from chalkline.approve.reviews.events import ReviewReassigned
from chalkline.approve.reviews.kinds import KINDS, ReviewKind
from chalkline.approve.reviews.models import Review
from chalkline.approve.reviews.queries import able_to_review, is_reviewer, whose_name
from chalkline.approve.reviews.words import ReviewState
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import EMPLOYED, Actor, Person, actor_of_person, command


@command(records=(ReviewReassigned,))
def reassign_review(actor: Actor, review: Review, person: Person, *, reason: str, now: datetime) -> Review:
    """Put somebody else's name on an open review, with a reason.

    A reviewer hands it to another holder of the kind's role. The AI coordinator and the superintendent may name
    anybody who works here and has no stake in it, but not themselves unless they hold the role.
    """
    current = locked(review)
    actor.must("reviews.reassign", assigned=is_reviewer(actor, current))
    if current.state != ReviewState.OPEN:
        raise rules.already_answered()
    if not reason.strip() or len(reason) > QUESTION_LIMIT:
        raise rules.question_needed()
    able = {each.pk for each in able_to_review(current.request, KINDS[current.kind])}
    names_anybody = actor.may("reviews.reassign") and str(person.pk) != actor.id
    works_here = person.is_active and bool(actor_of_person(person).roles & EMPLOYED)
    fits = person.pk in able or (names_anybody and works_here)
    if not fits or str(person.pk) in everyone_who_asked(current.request) or current.assigned_to_id == person.pk:
        raise rules.not_for_them(str(person))
    current.assigned_to, current.assigned_because = person, reason.strip()
    current.save(update_fields=["assigned_to", "assigned_because"])
    kind = KINDS[current.kind]
    record(_reassigned(current, kind, person), actor_id=actor.id, now=now)
    return current


@command(records=(ReviewReassigned,), may_change_nothing=True)
def name_anew(actor: Actor, review: Review, *, now: datetime) -> Review:
    """Put another name on an open review whose reviewer has left, if anybody can do it. Only Chalkline itself."""
    actor.must("reviews.open")
    current = locked(review)
    named = current.assigned_to
    kind = KINDS[current.kind]
    person = whose_name(current.request, kind)
    if current.state != ReviewState.OPEN or (named and named.is_active) or person is None:
        return current
    reason = Sentence("{name} has left.", name=str(named)) if named else Sentence("It had no name on it.")
    current.assigned_to, current.assigned_because = person, str(reason)
    current.save(update_fields=["assigned_to", "assigned_because"])
    record(_reassigned(current, kind, person), actor_id=actor.id, now=now)
    return current


@command(records=(), may_change_nothing=True)
def note_reminded(actor: Actor, review: Review, *, now: datetime) -> None:
    """Note that the person whose name is on it was written to. Only Chalkline itself."""
    actor.must("reviews.remind")
    Review.objects.filter(pk=review.pk).update(reminded_on=localdate(now))


def _reassigned(review: Review, kind: ReviewKind, person: Person) -> ReviewReassigned:
    return ReviewReassigned(
        review=SubjectRef("review", str(review.pk)),
        request=request_ref(review.request),
        person=SubjectRef("person", str(person.pk)),
        kind=kind.id,
        kind_name=name_in_history(kind),
        title=title_of(review.request),
        to_name=str(person),
        reason=review.assigned_because,
    )
