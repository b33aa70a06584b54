"""What keeps reviews moving: those that are needed today are opened, and whoever has one is reminded of its day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.utils.timezone import localdate

from chalkline.approve.requests.api import CHANGEABLE, Request, title_of
from chalkline.approve.reviews.commands import name_anew, note_reminded, open_reviews
from chalkline.approve.reviews.kinds import KINDS
from chalkline.approve.reviews.models import Review
from chalkline.approve.reviews.words import ReviewState
from chalkline.jobs.api import job
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import system_actor

BEFORE, AGAIN = timedelta(days=1), timedelta(days=5)


@job(name="approve.keep_reviews", every=timedelta(hours=12))
def keep_reviews(*, now: datetime) -> None:
    """A route may change with the day (an agreement ends, a delegation is over): what it needs now is opened.

    And a review whose reviewer has left gets another name.
    """
    waiting = [state.value for state in CHANGEABLE]
    for request in Request.objects.filter(state__in=waiting):
        open_reviews(system_actor("reviews"), request, now=now)
    nameless = Q(assigned_to=None) | Q(assigned_to__is_active=False)
    for review in Review.objects.filter(nameless, state=ReviewState.OPEN.value):
        name_anew(system_actor("reviews"), review, now=now)


@job(name="approve.remind_reviewers", every=timedelta(hours=6))
def remind_reviewers(*, now: datetime) -> None:
    """By e-mail, where the district has set up mail: the day before, and again while it is late."""
    today = localdate(now)
    due = Review.objects.filter(state=ReviewState.OPEN.value, due_on__lte=today + BEFORE, assigned_to__is_active=True)
    lately = Q(reminded_on=None) | Q(reminded_on__lte=today - AGAIN)
    for review in due.filter(lately).select_related("assigned_to", "request__tool"):
        _write(review)
        note_reminded(system_actor("reviews"), review, now=now)


def _write(review: Review) -> None:
    person = review.assigned_to
    if not settings.CHALKLINE.email_host or person is None or not person.email:
        return
    title = title_of(review.request)
    subject = Sentence("{review} due {day}: {title}", review=KINDS[review.kind].name, day=review.due_on, title=title)
    text = Sentence("It stands on Today. If somebody else should do it, give it to them there: the request waits.")
    send_mail(str(subject), str(text), None, [person.email])
