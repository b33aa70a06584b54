"""Writes of packets: putting a request on an agenda with its packet, taking it off again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.packets import rules
from chalkline.approve.packets.commands.making import locked, packet_to_decide
from chalkline.approve.packets.events import PacketMade
from chalkline.approve.packets.words import PacketBody
from chalkline.approve.requests.api import (
    Request,
    RequestState,
    everyone_who_asked,
    move_request,
    request_ref,
    title_of,
)
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.requests.rules import must_be_able_to, not_now
from chalkline.approve.routes.api import concerns_of, level_of, who_decided_alone
from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    Barred,
    Meeting,
    day_of,
    put_item,
    seat_of,
    take_item_off,
    waiting_item,
)
from chalkline.govern.committees.events import ItemAdded, ItemTakenOff
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor

ASKED = str(Sentence("Whoever asks for something does not decide on it."))
DECIDED = str(Sentence("Whoever decided it alone does not decide on it again."))


@command(records=(PacketMade, ItemAdded, RequestMoved))
def put_on_agenda(actor: Actor, request: Request, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Put a reviewed request, with a problem behind it, before a meeting: exactly this version of it.

    What flags or scores people says first what it reads, who decides and how its errors are compared; a high-impact
    use case needs room under the limit; and where its risk or its purpose calls for it, its models were checked for
    bias, or somebody said why not.
    """
    current = locked(request)
    actor.must("requests.put_on_agenda", seat=_has_seat(actor, meeting, now))
    must_be_able_to(RequestState(current.state), RequestState.ON_AGENDA)
    packet = packet_to_decide(current, now=now)
    record(_made(current, packet, meeting), actor_id=actor.id, now=now)
    item = put_item(actor, meeting, request_ref(current, packet.digest), _entry(current, packet, meeting), now=now)
    move_request(system_actor("packets"), current, RequestState.ON_AGENDA, now=now)
    return item


@command(records=(ItemTakenOff, RequestMoved))
def take_off_agenda(actor: Actor, request: Request, *, reason: str, now: datetime) -> Request:
    """Take a request off its agenda, so that it can be changed, or put there anew."""
    current = locked(request)
    item = waiting_item("request", str(current.pk))
    actor.must("requests.put_on_agenda", seat=item is not None and _has_seat(actor, item.meeting, now))
    if item is None:
        raise not_now(RequestState(current.state))
    if not reason.strip():
        raise rules.reason_needed()
    take_item_off(actor, item, reason=reason, now=now)
    return move_request(system_actor("packets"), current, RequestState.READY, reason=reason, now=now)


def _entry(request: Request, packet: PacketBody, meeting: Meeting) -> AgendaEntry:
    light, day = level_of(request), day_of(meeting)
    return AgendaEntry(
        title=title_of(request),
        light=light,
        proposed=packet.conditions,
        suggested_expires_on=rules.suggested_expiry(day, light),
        latest_expires_on=rules.latest_expiry(day, light),
        barred=tuple(_barred(request)),
        scored_by=frozenset(each["answered_by"] for each in packet.content["reviews"]),
        objections=packet.objections,
        concerns=concerns_of(request),
        keeper=str(request.asked_by_id),
    )


def _barred(request: Request) -> Iterator[Barred]:
    """Whoever asks for it; and whoever decided it alone before, as the committee now looks at that."""
    asked = everyone_who_asked(request)
    yield from (Barred(person_id, ASKED) for person_id in sorted(asked))
    yield from (Barred(person_id, DECIDED) for person_id in sorted(who_decided_alone(request) - asked))


def _made(request: Request, packet: PacketBody, meeting: Meeting) -> PacketMade:
    content = packet.content
    return PacketMade(
        request=request_ref(request, packet.digest),
        use_case=SubjectRef("use_case", content["use_case"]["id"], content["use_case"]["digest"]),
        problem=SubjectRef("problem", content["problem"]["id"], content["problem"]["digest"]),
        reviews=tuple(SubjectRef("review", each["id"], each["digest"]) for each in content["reviews"]),
        committee=SubjectRef("committee", str(meeting.committee_id)),
        title=title_of(request),
        committee_name=meeting.committee.name,
    )


def _has_seat(actor: Actor, meeting: Meeting, now: datetime) -> bool:
    return seat_of(actor.id, meeting.committee, localdate(now)) is not None
