"""The fast lane: one person, to whom a committee gave the right, decides on the same packet a committee would read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.packets import rules
from chalkline.approve.packets.commands.keeping import keepers_for
from chalkline.approve.packets.commands.making import locked, packet_to_decide
from chalkline.approve.packets.words import PacketBody
from chalkline.approve.requests.api import Request, RequestState, has_asked, move_request
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.requests.rules import must_be_able_to
from chalkline.approve.routes.api import level_of, matter_of, who_decided_alone
from chalkline.govern.committees.api import Keeper
from chalkline.govern.decisions.api import Decision
from chalkline.govern.decisions.events import AppealHeard, DecisionDelegated
from chalkline.govern.delegations.api import Delegation, Said, decide_by_delegation, delegates_of
from chalkline.govern.delegations.events import LookDrawn
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, command, system_actor


@command(records=(DecisionDelegated, AppealHeard, LookDrawn, RequestMoved))
def decide_request(actor: Actor, request: Request, delegation: Delegation, said: Said, *, now: datetime) -> Decision:
    """Decide a reviewed request for the committee that gave the right, within its limits.

    Whoever asked for it, ever joined it or reviewed it does not. What reviews object to goes to the committee, and so
    does an approval without a condition that a review asked for. Raises what delegations and packets refuse.
    """
    current = locked(request)
    is_delegate = actor.id in {str(person.pk) for person in delegates_of(delegation)}
    actor.must("requests.decide_by_delegation", assigned=is_delegate and not has_asked(actor.id, current))
    must_be_able_to(RequestState(current.state), RequestState.DECIDED)
    if has_asked(str(delegation.proposed_by_id), current):
        raise rules.for_the_committee(Sentence("Whoever proposed the delegation asked for it."))
    if who_decided_alone(current):
        raise rules.for_the_committee(Sentence("One person decided it before, so now the committee does."))
    packet = packet_to_decide(current, now=now)
    light = level_of(current)
    rules.must_be_for_one_person(packet, said, rules.latest_expiry(localdate(now), light))
    said = replace(said, keepers=_keepers(current, packet, said, now))
    reviewers = frozenset(each["answered_by"] for each in packet.content["reviews"])
    matter = matter_of(current, light, packet.digest, barred=reviewers)
    decision = decide_by_delegation(actor, delegation, matter, said, now=now)
    move_request(system_actor("packets"), current, RequestState.DECIDED, now=now)
    return decision


def _keepers(request: Request, packet: PacketBody, said: Said, now: datetime) -> tuple[Keeper, ...]:
    if not said.outcome.approves or said.expires_on is None:
        return ()
    asked_for, today = packet.conditions, localdate(now)
    return keepers_for(request, said.conditions, said.keepers, asked_for=asked_for, today=today, last=said.expires_on)
