"""What has to be so before anybody decides on a request, and the packet they decide on."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.model_checks.api import must_be_checked, unchecked_models
from chalkline.approve.packets import rules
from chalkline.approve.packets.models import Packet
from chalkline.approve.packets.queries import packet_of
from chalkline.approve.packets.words import PacketBody
from chalkline.approve.requests.api import Request, everyone_who_asked
from chalkline.approve.requests.rules import no_problem
from chalkline.approve.reviews.api import KINDS, ReviewState, kinds_needed_by, reviews_of
from chalkline.people.api import Actor, command
from chalkline.purpose.portfolio.api import must_have_room
from chalkline.purpose.use_cases.api import must_be_decidable, outline_of
from chalkline.rulebook.api import vocabulary


def packet_to_decide(request: Request, *, now: datetime) -> PacketBody:
    """Exactly what is decided on, kept; the same for a committee and for one person.

    Raises Problem: requests.no_problem, packets.unanswered, packets.own_review, and what use cases, the portfolio and
    model checks refuse.
    """
    if request.use_case is None:
        raise no_problem()
    must_be_decidable(outline_of(request.use_case), request.elements, vocabulary())
    must_have_room(request.use_case, on=localdate(now))
    _must_be_reviewed(request)
    must_be_checked(unchecked_models(request, localdate(now)))
    return _kept(request, now)


@command(records=(), may_change_nothing=True)
def keep_packet(actor: Actor, request: Request, *, now: datetime) -> PacketBody:
    """Keep exactly what an appeal is decided on. Only Chalkline itself does. Raises Problem("requests.no_problem")."""
    actor.must("packets.keep")
    return _kept(request, now)


def _kept(request: Request, now: datetime) -> PacketBody:
    packet = packet_of(request)
    if packet is None:
        raise no_problem()
    Packet.objects.get_or_create(
        digest=packet.digest, defaults={"request": request, "content": dict(packet.content), "made_at": now}
    )
    return packet


def _must_be_reviewed(request: Request) -> None:
    standing = {review.kind: review for review in reviews_of(request)}
    needed = {kind.id for kind in kinds_needed_by(request)} | standing.keys()
    sent = {
        kind
        for kind, review in standing.items()
        if review.state == ReviewState.ANSWERED and review.request_digest == request.digest
    }
    rules.must_be_reviewed(tuple(KINDS[kind].name for kind in KINDS if kind in needed - sent))
    asked = everyone_who_asked(request)
    own = tuple(KINDS[kind].name for kind, review in standing.items() if str(review.answered_by_id) in asked)
    if own:
        raise rules.own_review(own)


def locked(request: Request) -> Request:
    found = Request.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tool", "use_case__problem", "asked_by").get(pk=request.pk)
