"""What waits for whom between asking and deciding, and what of it stands on Today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.approve.requests.api import Request, RequestState, kept_title, only_asked_by, open_requests, title_of
from chalkline.approve.reviews.api import KINDS, is_overdue, reviews, reviews_waiting_for
from chalkline.approve.uses.api import UseState, open_suspension, uses
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.routes import address_of
from chalkline.web.today import Number, Waiting, at_risk, near, number, waits_for_me

MOST = 20


@waits_for_me
def reviews_of_mine(actor: Actor, today: date) -> Iterator[Waiting]:
    """Reviews that wait for somebody with my role."""
    if not actor.could("reviews.answer"):
        return
    for review in reviews_waiting_for(actor)[:MOST]:
        yield Waiting(
            Sentence("{review}: {title}", review=KINDS[review.kind].name, title=kept_title(title_of(review.request))),
            address_of("reviews.show", review.pk),
            Sentence("Go on with it") if review.working else Sentence("Review it"),
            Sentence(
                "{name} asked on {day}.",
                name=str(review.request.asked_by),
                day=near(localdate(review.request.filed_at), today),
            ),
            due_on=review.due_on,
        )


@waits_for_me
def my_requests(actor: Actor, today: date) -> Iterator[Waiting]:
    """What I asked for and only I can move on: a question to answer, a problem to put behind it."""
    if not actor.may("requests.file"):
        return
    mine = only_asked_by(open_requests(actor), actor.id)
    for request in mine.filter(state=RequestState.NEEDS_INFORMATION.value)[:MOST]:
        yield Waiting(
            Sentence("A reviewer has a question about {title}", title=title_of(request)),
            address_of("requests.show", request.pk),
            Sentence("Answer it"),
            Sentence("The review waits for your answer."),
            note=Sentence("asked"),
        )
    for request in mine.filter(state=RequestState.READY.value, use_case=None)[:MOST]:
        yield Waiting(
            Sentence("{title} needs a problem behind it", title=title_of(request)),
            address_of("requests.show", request.pk),
            Sentence("Add one"),
            Sentence("Its reviews are done. Without a problem the committee cannot decide on it."),
        )


@waits_for_me
def stops_to_agree_on(actor: Actor, today: date) -> Iterator[Waiting]:
    """Stopped uses that somebody asks to let go on: a second person is needed."""
    if not actor.may("uses.lift_suspension"):
        return
    for use in uses(actor).filter(state=UseState.SUSPENDED.value, expires_on__gte=today)[:MOST]:
        stop = open_suspension(use)
        if stop and stop.lift_asked_by_id and str(stop.lift_asked_by_id) != actor.id:
            yield Waiting(
                Sentence("{title}: may it go on?", title=use.title),
                address_of("uses.show", use.pk),
                Sentence("Look at it"),
                Sentence("{name} asks, and a second person has to agree.", name=str(stop.lift_asked_by)),
            )


@number(order=30)
def requests_on_their_way(actor: Actor, today: date) -> Number | None:
    """How many requests are between asking and deciding; how many reviews are late, else how old the oldest is."""
    if not actor.may("requests.see"):
        return None
    found = open_requests(actor)
    late = sum(is_overdue(review, today) for review in reviews(actor).filter(state="open", due_on__lt=today))
    note, tone = (_late(late), "attend") if late else (_oldest(found, today), "")
    on_way = found.count()
    what = Sentence("request open") if on_way == 1 else Sentence("requests open")
    return Number(str(on_way), what, address_of("requests.home"), note, tone)


def _late(reviews_late: int) -> Sentence:
    return Sentence("one review late") if reviews_late == 1 else Sentence("{n} reviews late", n=reviews_late)


def _oldest(found: QuerySet[Request], today: date) -> Sentence | str:
    filed = found.order_by("filed_at").values_list("filed_at", flat=True).first()
    days = (today - localdate(filed)).days if filed else 0
    if days < 1:
        return ""
    return Sentence("the oldest since yesterday") if days == 1 else Sentence("the oldest {days} days", days=days)


@at_risk
def stopped_uses(actor: Actor, today: date) -> Iterator[Waiting]:
    """Approved uses that somebody stopped."""
    if not actor.may("uses.see"):
        return
    for use in uses(actor).filter(state=UseState.SUSPENDED.value, expires_on__gte=today)[:MOST]:
        stop = open_suspension(use)
        if stop:
            yield Waiting(
                Sentence("{title} is stopped", title=use.title),
                address_of("uses.show", use.pk),
                Sentence("See why"),
                Sentence("{name}: {reason}", name=str(stop.suspended_by), reason=stop.reason),
            )
