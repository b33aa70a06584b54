"""Writes of the calendar: reviews held and missed, notices given, feeds made and ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from chalkline.approve.packets.api import ChangeKind
from chalkline.approve.uses.api import ApprovedUse, changes_since, uses_in_force
from chalkline.kernel.ids import id_from, new_secret
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import Told, record
from chalkline.oversee.review_calendar import rules
from chalkline.oversee.review_calendar.events import (
    EndNoticeGiven,
    FeedEnded,
    FeedMade,
    NoticeGiven,
    ReviewAskedAnew,
    ReviewHeld,
    ReviewMissed,
)
from chalkline.oversee.review_calendar.models import AskedAnew, CalendarFeed, Notice, PeriodicReview
from chalkline.oversee.review_calendar.queries import (
    calendar,
    digest_of,
    entry_of,
    first_notice_on,
    kind_of,
    notices_of,
    open_feed,
    subject_of,
)
from chalkline.oversee.review_calendar.words import Entry, ReviewOutcome
from chalkline.people.api import Actor, command, system_actor

LONGEST_WHY = 300
WITHIN = timedelta(days=14)  # an approved use about which something is new is looked at again


@command(records=(ReviewHeld,))
def hold_review(
    actor: Actor,
    kind: str,
    subject_id: str,
    outcome: ReviewOutcome,
    *,
    summary: str,
    next_on: date | None = None,
    now: datetime,
) -> PeriodicReview:
    """Look again at something: it goes on until the next review, is to be renewed, or ends now.

    What ends is ended by its own domain's command, in the same transaction (ending.py).
    """
    actor.must("calendar.hold_review")
    today = localdate(now)
    entry = entry_of(actor, kind, subject_id, today)
    of = kind_of(entry)
    actor.must(of.needs)
    if of.is_party(actor.id, subject_id):
        raise rules.own_thing()
    said = rules.check_review(outcome, summary, next_on, entry, today=today)
    following = next_on if outcome is ReviewOutcome.GOES_ON else None
    if outcome is ReviewOutcome.END and of.end is None:
        raise rules.cannot_end()
    review = _write(entry, outcome, now, held_by_id=actor.id, summary=said, next_on=following)
    next_text = following.isoformat() if following else ""
    held = ReviewHeld(subject_of(entry), entry.thing.title, review.due_on.isoformat(), outcome.value, next_text, said)
    record(held, actor_id=actor.id, now=now)
    return review


@command(records=(NoticeGiven, EndNoticeGiven), may_change_nothing=True)
def give_notices(actor: Actor, *, now: datetime) -> list[Entry]:
    """Give the notices that have come due; gives what notice was given of. Twice gives nothing more."""
    actor.must("calendar.keep")
    today, told = localdate(now), []
    for entry in calendar(actor, today):
        given = set(notices_of(entry).values_list("days", flat=True))
        due = rules.notices_due(entry, given, today)
        for days in due:
            _give(entry, days, today)
        if due:
            of_review = entry.notice_on == entry.review_on
            note = NoticeGiven if of_review else EndNoticeGiven
            said = note(subject_of(entry), entry.thing.title, str(entry.notice_on), min(due))
            record(said, actor_id=actor.id, now=now)
            told.append(entry)
    return told


@command(records=(ReviewMissed,), may_change_nothing=True)
def note_missed(actor: Actor, entry: Entry, *, now: datetime) -> PeriodicReview | None:
    """Say that a review was missed; None where it was not, or that was said before."""
    actor.must("calendar.keep")
    current = entry_of(actor, entry.thing.kind, entry.thing.id, localdate(now))
    if current.is_late or not rules.is_missed(current, first_notice_on(current), localdate(now)):
        return None
    review = _write(current, ReviewOutcome.MISSED, now)
    record(ReviewMissed(subject_of(current), current.thing.title, str(current.review_on)), actor_id=actor.id, now=now)
    return review


@command(records=(ReviewAskedAnew,), may_change_nothing=True)
def ask_for_reviews(actor: Actor, tool: str, *, why: str, now: datetime) -> list[AskedAnew]:
    """Ask that every approved use of a tool that holds is looked at again within two weeks."""
    actor.must("calendar.keep")
    held = uses_in_force(actor, localdate(now)).filter(tool__slug=tool)
    return [asked for use in held if (asked := _ask_anew(actor, use, why, now))]


@command(records=(ReviewAskedAnew,), may_change_nothing=True)
def ask_where_changed(actor: Actor, tool: str = "", *, now: datetime) -> list[AskedAnew]:
    """Ask for a review of each use, of one tool or of any, that rests on something which is otherwise now.

    Once for the same changes: what a review let go on is not asked about again. A request for more data is looked at
    by itself, so that nobody opens a review by asking.
    """
    actor.must("calendar.keep")
    held = uses_in_force(actor, localdate(now)).select_related("packet", "request__tool", "request__use_case__problem")
    made: list[AskedAnew] = []
    for use in held.filter(tool__slug=tool) if tool else held:
        why = " ".join(str(each.said) for each in changes_since(use) if each.kind is not ChangeKind.DATA)[:LONGEST_WHY]
        asked = AskedAnew.objects.filter(kind="use", subject_id=str(use.pk))
        if why and not asked.filter(why=why).exists() and (one := _ask_anew(actor, use, why, now)):
            made.append(one)
    return made


def _ask_anew(actor: Actor, use: ApprovedUse, why: str, now: datetime) -> AskedAnew | None:
    today = localdate(now)
    due = min(today + WITHIN, use.expires_on)
    one, is_new = AskedAnew.objects.get_or_create(
        kind="use",
        subject_id=str(use.pk),
        asked_on=today,
        defaults={"why": why[:LONGEST_WHY], "due_on": due},
    )
    if not is_new:
        return None
    record(ReviewAskedAnew(SubjectRef("use", str(use.pk)), use.title, due.isoformat(), why), actor_id=actor.id, now=now)
    return one


def follow_change(told: Told, *, now: datetime) -> None:
    """Something that approved uses rest on changed: models, a schedule, terms, a maker. Their reviews open again."""
    tool = str(told.values["tool"]["id"]) if "tool" in told.values else ""
    ask_where_changed(system_actor("reactions"), tool, now=now)


def follow_feature(told: Told, *, now: datetime) -> None:
    """An approved product shows AI that nobody decided about: its reviews open again."""
    ask_for_reviews(system_actor("reactions"), str(told.values["tool"]["id"]), why=str(told.sentence("")), now=now)


@command(records=(FeedMade,))
def make_feed(actor: Actor, *, now: datetime) -> str:
    """A new calendar link of one's own; an older one ends. Returns its secret, which is shown once."""
    actor.must("calendar.subscribe", owner_id=actor.id)
    CalendarFeed.objects.filter(person_id=id_from(actor.id), ended_at=None).update(ended_at=now)
    secret = new_secret("cal")
    CalendarFeed.objects.create(person_id=actor.id, digest=digest_of(secret), made_at=now)
    record(FeedMade(SubjectRef("person", actor.id)), actor_id=actor.id, now=now)
    return secret


@command(records=(FeedEnded,), may_change_nothing=True)
def end_feed(actor: Actor, *, now: datetime) -> None:
    """End one's own calendar link."""
    feed = open_feed(actor)
    if feed:
        feed.ended_at = now
        feed.save(update_fields=["ended_at"])
        record(FeedEnded(SubjectRef("person", actor.id)), actor_id=actor.id, now=now)


def _write(entry: Entry, outcome: ReviewOutcome, now: datetime, **more: object) -> PeriodicReview:
    return PeriodicReview.objects.create(
        kind=entry.thing.kind,
        subject_id=entry.thing.id,
        title=entry.thing.title,
        due_on=entry.review_on or entry.next_on,
        outcome=outcome.value,
        held_at=now,
        **more,
    )


def _give(entry: Entry, days: int, today: date) -> None:
    thing = entry.thing
    named = {"kind": thing.kind, "subject_id": thing.id, "due_on": entry.notice_on, "days": days}
    Notice.objects.get_or_create(**named, defaults={"given_on": today})
