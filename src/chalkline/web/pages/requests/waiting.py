"""What waits for whom between asking and deciding, and what of it stands on Today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.approve.appeals.api import appeals_to_hear
from chalkline.approve.holders.api import holder_of
from chalkline.approve.requests.api import (
    Request,
    RequestState,
    kept_title,
    only_asked_by,
    open_requests,
    requests_of_nobody,
    title_of,
)
from chalkline.approve.reviews.api import KINDS, reviews, reviews_of_nobody, reviews_waiting_for
from chalkline.approve.uses.api import UseState, conditions_of_nobody, conditions_to_keep, open_suspension, uses
from chalkline.govern.committees.api import waiting_item
from chalkline.govern.delegations.api import in_force, looks_waiting
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.routes import address_of
from chalkline.web.today import AND_ONE_MORE, Number, Waiting, at_risk, near, number, waits_for_me

MOST = AND_ONE_MORE


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
def changes_wanted(actor: Actor, today: date) -> Iterator[Waiting]:
    """What a reviewer asks me to change."""
    if not actor.may("requests.file"):
        return
    mine = only_asked_by(open_requests(actor), actor.id).filter(state=RequestState.CHANGES_WANTED.value)
    for request in mine[:MOST]:
        yield Waiting(
            Sentence("A reviewer asks you to change {title}", title=kept_title(title_of(request))),
            address_of("requests.show", request.pk),
            Sentence("Change it"),
            Sentence("Change it, or say why it should stay as it is. Then it goes back to them."),
            note=Sentence("asked"),
        )


@waits_for_me
def mine_to_decide(actor: Actor, today: date) -> Iterator[Waiting]:
    """Requests that I may decide for the committee."""
    if not actor.could("requests.decide_by_delegation") or not in_force(today).exists():
        return
    ready = open_requests(actor).filter(state=RequestState.READY.value).exclude(use_case=None)
    for request in ready[:MOST]:
        held = holder_of(request)
        if held and held.person_id == actor.id and held.does.template == "decides it":
            yield Waiting(
                Sentence("{title} waits for your decision", title=kept_title(title_of(request))),
                address_of("requests.decide", request.pk),
                Sentence("Decide it"),
                Sentence("The committee gave you the right to; its reviews are done."),
                due_on=held.due_on,
            )


@waits_for_me
def appeals_of_others(actor: Actor, today: date) -> Iterator[Waiting]:
    """Appeals that I hear."""
    if not actor.could("appeals.hear"):
        return
    for appeal in appeals_to_hear(actor)[:MOST]:
        yield Waiting(
            Sentence("{name} appeals decision {number}", name=str(appeal.filed_by), number=str(appeal.decision)),
            address_of("appeals.show", appeal.pk),
            Sentence("Hear it"),
            Sentence("{title}", title=kept_title(title_of(appeal.request))),
            due_on=appeal.hear_by,
        )


@waits_for_me
def conditions_of_mine(actor: Actor, today: date) -> Iterator[Waiting]:
    """Conditions of approved uses that were given to me."""
    if not actor.could("uses.note_kept"):
        return
    for kept in conditions_to_keep(actor, today)[:MOST]:
        yield Waiting(
            Sentence("A condition of {tool}: {text}", tool=kept.use.tool.name, text=kept.text),
            address_of("uses.kept", kept.pk),
            Sentence("Note that it is kept"),
            Sentence("No machine keeps this one."),
            due_on=kept.due_on,
        )


@waits_for_me
def left_without_a_name(actor: Actor, today: date) -> Iterator[Waiting]:
    """What has nobody who sees to it any more, because they left or a role is not held: for whoever names somebody."""
    if actor.may("uses.name_keeper"):
        for kept in conditions_of_nobody(actor, today)[:MOST]:
            yield Waiting(
                Sentence("Nobody sees to this any more: {text}", text=kept.text),
                address_of("uses.kept", kept.pk),
                Sentence("Name somebody"),
                Sentence("{name} has left. It belongs to {tool}.", name=str(kept.owner), tool=kept.use.tool.name),
                due_on=kept.due_on,
            )
    if actor.may("reviews.reassign"):
        for review in reviews_of_nobody(actor)[:MOST]:
            yield Waiting(
                Sentence("Nobody can do the {review} of {title}", review=KINDS[review.kind].name,
                         title=kept_title(title_of(review.request))),
                address_of("reviews.show", review.pk),
                Sentence("Name somebody"),
                Sentence("Nobody holds the role, or everybody who does asks for the same."),
                due_on=review.due_on,
            )  # fmt: skip
    if actor.may("requests.put_on_agenda"):
        for request in requests_of_nobody(actor)[:MOST]:
            yield Waiting(
                Sentence("Whoever asked for {title} has left", title=kept_title(title_of(request))),
                address_of("requests.show", request.pk),
                Sentence("Withdraw it, or answer for it"),
                Sentence("Nobody who works here asks for it now."),
            )


@waits_for_me
def drawn_for_a_look(actor: Actor, today: date) -> Iterator[Waiting]:
    """Delegated decisions that were drawn and are on no agenda yet: for whoever runs the agenda."""
    if not actor.may("delegations.look"):
        return
    for look in looks_waiting(actor)[:MOST]:
        if waiting_item("look", str(look.pk)) is None:
            yield Waiting(
                Sentence("Decision {number} was drawn for a look", number=str(look.decision)),
                address_of("ways.look", look.pk),
                Sentence("Put it on an agenda"),
                Sentence("The committee lets it stand, or takes it back."),
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
    late = reviews(actor).filter(state="open", due_on__lt=today).count()
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
