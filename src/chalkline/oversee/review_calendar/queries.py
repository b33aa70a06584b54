"""Reads of the calendar: what stands on it, what is due, what was found before."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from django.db.models import Min, QuerySet
from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import kept_through_daily_business
from chalkline.oversee.review_calendar.models import CalendarFeed, Notice, PeriodicReview
from chalkline.oversee.review_calendar.registering import ReviewableKind, kinds
from chalkline.oversee.review_calendar.words import NOTICE_DAYS, Entry, Offered, ReviewOutcome
from chalkline.people.api import Actor, actor_of_person


def calendar(actor: Actor, on: date) -> list[Entry]:
    """Everything that stands on the calendar on a day, the nearest first."""
    actor.must("calendar.see")
    return _entries(on)


def reviews_near(actor: Actor, on: date) -> tuple[Entry, ...]:
    """What is late, or to be looked at again within the days of notice; the nearest first. For pages."""
    actor.must("calendar.see")
    return _near(on)


@kept_through_daily_business
def _near(on: date) -> tuple[Entry, ...]:
    until = on + timedelta(days=max(NOTICE_DAYS))
    return tuple(each for each in _entries(on) if each.review_on is not None and each.review_on <= until)


def _entries(on: date) -> list[Entry]:
    latest: dict[tuple[str, str], PeriodicReview] = {}
    for review in PeriodicReview.objects.order_by("held_at"):
        latest[review.kind, review.subject_id] = review
    offered = (each for kind in kinds().values() for each in kind.offer(on))
    entries = [_entry(each, latest.get((each.kind, each.id))) for each in offered]
    return sorted(entries, key=lambda each: (each.next_on, each.thing.title))


def entry_of(actor: Actor, kind: str, subject_id: str, on: date) -> Entry:
    """One thing on the calendar, looked for among its kind. Raises Problem("not_found")."""
    actor.must("calendar.see")
    offered = kinds()[kind].offer(on) if kind in kinds() else ()
    thing = next((each for each in offered if each.id == subject_id), None)
    if thing is None:
        raise not_found(Sentence("entry of the calendar"))
    return _entry(thing, PeriodicReview.objects.filter(kind=kind, subject_id=subject_id).order_by("held_at").last())


def reviews_held(actor: Actor, kind: str, subject_id: str) -> QuerySet[PeriodicReview]:
    """How often something was looked at again, latest first."""
    actor.must("calendar.see")
    return PeriodicReview.objects.filter(kind=kind, subject_id=subject_id).select_related("held_by")


def kind_of(entry: Entry) -> ReviewableKind:
    """The kind an entry is of."""
    return kinds()[entry.thing.kind]


def may_review(actor: Actor, entry: Entry) -> bool:
    """Whether this person may hold its review: with the right to, and not asking for it."""
    of = kind_of(entry)
    allowed = actor.may("calendar.hold_review") and actor.may(of.needs)
    return allowed and not of.is_party(actor.id, entry.thing.id)


def if_missed(entry: Entry) -> Sentence:
    """What happens when nobody looks at it in time, or happened when nobody did."""
    of = kind_of(entry)
    return Sentence(of.if_missed.template, day=entry.review_on, last=entry.thing.ends_on)


def missed_because(entry: Entry) -> Sentence:
    """Why it ended, in words for those who worked with it."""
    return Sentence(kind_of(entry).because.template, day=entry.review_on)


def subject_of(entry: Entry) -> SubjectRef:
    """How facts name it."""
    return SubjectRef(entry.thing.kind, entry.thing.id)


def notices_of(entry: Entry) -> QuerySet[Notice]:
    """The notices given of what comes next: its review, or its last day."""
    of = Notice.objects.filter(kind=entry.thing.kind, subject_id=entry.thing.id)
    return of.filter(due_on=entry.notice_on) if entry.notice_on else of.none()


def first_notice_on(entry: Entry) -> date | None:
    """When notice was given first of its review that is due."""
    first: date | None = notices_of(entry).aggregate(first=Min("given_on"))["first"]
    return first


def open_feed(actor: Actor) -> CalendarFeed | None:
    """The actor's own link, if there is one."""
    actor.must("calendar.subscribe", owner_id=actor.id)
    return CalendarFeed.objects.filter(person_id=id_from(actor.id), ended_at=None).first()


def feed_owner(secret: str) -> Actor:
    """Whose link this is, with the roles held now. Raises Problem("not_found") for one that is ended or unknown."""
    found = CalendarFeed.objects.filter(digest=digest_of(secret), ended_at=None, person__is_active=True)
    feed = found.select_related("person").first()
    actor = actor_of_person(feed.person) if feed else None
    if actor is None or not actor.may("calendar.see"):
        raise not_found(Sentence("calendar"))
    return actor


def digest_of(secret: str) -> str:
    """What is kept of the secret in a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _entry(thing: Offered, last: PeriodicReview | None) -> Entry:
    # What its own step has set later than the last review did was looked at again there: renewed, replaced.
    if last is None or thing.first_review_on > (last.next_on or last.due_on):
        return Entry(thing, thing.first_review_on)
    if thing.asked_anew_on and thing.asked_anew_on > localdate(last.held_at):
        return Entry(thing, thing.first_review_on)
    if last.outcome == ReviewOutcome.MISSED:  # what does not end by itself stays due until somebody looks
        return Entry(thing, last.due_on, ReviewOutcome.MISSED, localdate(last.held_at))
    return Entry(thing, last.next_on, ReviewOutcome(last.outcome), localdate(last.held_at))
