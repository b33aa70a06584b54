"""What waits to be decided: requests by where they are, what could go on an agenda, whose vote is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.api import (
    STATE_NAMES,
    Request,
    RequestState,
    kept_title,
    open_requests,
    requests,
    title_of,
)
from chalkline.approve.uses.api import UseState, uses
from chalkline.govern.committees.api import (
    AgendaItem,
    Meeting,
    committees,
    day_of,
    items,
    members_for,
    motion_of,
    seat_of,
    seats_missing,
    seats_on,
    silent,
    waiting_item,
    written_votes_running,
)
from chalkline.govern.minutes.api import may_write_minutes, minutes_to_approve, propose_minutes
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.portfolio.api import PortfolioRule, RuleState, portfolio_rules, put_rule_on_agenda, title_of_rule
from chalkline.web.agenda_ready import CouldGoOn, may_go_on_agenda
from chalkline.web.pages.meetings.telling import motion_said
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting as ForMe
from chalkline.web.today import waits_for_me

S = RequestState
A_TERM, NOTICE = timedelta(days=120), timedelta(days=60)
SHOWN = (S.FILED, S.IN_REVIEW, S.NEEDS_INFORMATION, S.READY, S.ON_AGENDA, S.DEFERRED)
PUT_ON_AGENDA = (S.READY, S.DEFERRED)


@dataclass(frozen=True)
class InState:
    """Requests in one state, as a number one can open."""

    figure: int
    what: Sentence
    url: str = ""
    note: str = ""
    note_tone: str = ""


def requests_by_state(actor: Actor) -> list[InState]:
    """How many requests are where; empty while none is on its way."""
    counted = dict(open_requests(actor).order_by().values_list("state").annotate(n=Count("pk", distinct=True)))
    if not counted:
        return []
    home = address_of("requests.home")
    return [
        InState(counted.get(state.value, 0), STATE_NAMES[state], f"{home}?requests-state={state.value}" if home else "")
        for state in SHOWN
        if counted.get(state.value) or state in {S.IN_REVIEW, S.READY, S.ON_AGENDA}
    ]


def requests_on_way(actor: Actor, most: int) -> list[dict[str, Any]]:
    """The requests that wait, the longest first, as a list shows them."""
    return [
        {
            "title": kept_title(title_of(each)),
            "url": address_of("requests.show", each.pk),
            "detail": Sentence("Asked for on {day}.", day=localdate(each.filed_at)),
            "chip": STATE_NAMES[S(each.state)],
        }
        for each in open_requests(actor).order_by("filed_at")[:most]
    ]


@may_go_on_agenda
def requests_reviewed(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Requests whose reviews are in, oldest first."""
    if not actor.may("requests.put_on_agenda", seat=_sits(actor, meeting)):
        return
    found = requests(actor).filter(state__in=[state.value for state in PUT_ON_AGENDA]).order_by("filed_at")
    for each in found:
        n = each.asked_count
        asked = Sentence("One person asks for it") if n == 1 else Sentence("{n} people ask for it", n=n)
        lacks = Sentence("It needs a problem and a use case behind it first.") if each.use_case is None else None
        yield CouldGoOn(
            f"request:{each.pk}",
            title_of(each),
            address_of("requests.show", each.pk),
            asked,
            None if lacks else partial(_put_request, each),
            lacks,
        )


def _sits(actor: Actor, meeting: Meeting) -> bool:
    return seat_of(actor.id, meeting.committee, localdate()) is not None


def _put_request(request: Request, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return put_on_agenda(actor, request, meeting, now=now)


@may_go_on_agenda
def minutes_written(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Minutes of meetings of the same committee that are not approved yet."""
    for former in minutes_to_approve(actor, str(meeting.committee_id)):
        if not may_write_minutes(actor, former):
            continue
        yield CouldGoOn(
            f"minutes:{former.pk}",
            Sentence("Minutes of {day}", day=day_of(former)),
            address_of("meetings.minutes", former.pk),
            Sentence("Not approved yet"),
            partial(_put_minutes, former),
        )


def _put_minutes(former: Meeting, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return propose_minutes(actor, former, meeting, now=now)


@may_go_on_agenda
def rules_proposed(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Proposals about weights and limits of the portfolio that wait for a meeting."""
    if not actor.may("portfolio.propose_rule", seat=_sits(actor, meeting)):
        return
    for rule in portfolio_rules(actor).filter(state=RuleState.PROPOSED.value):
        if waiting_item("portfolio_rule", str(rule.pk)) is None:
            yield CouldGoOn(
                f"portfolio_rule:{rule.pk}",
                title_of_rule(rule),
                address_of("purpose.rule", rule.pk),
                Sentence("Proposed"),
                partial(_put_rule, rule),
            )


def _put_rule(rule: PortfolioRule, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return put_rule_on_agenda(actor, rule, meeting, now=now)


@may_go_on_agenda
def uses_that_end(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Approved uses that end within a term of the meeting: somebody has to ask for them anew."""
    last = day_of(meeting) + A_TERM
    ending = uses(actor).filter(state=UseState.ACTIVE.value, expires_on__range=(day_of(meeting), last))
    for use in ending.order_by("expires_on")[:5]:
        yield CouldGoOn(
            f"use:{use.pk}",
            Sentence("Renewal: {title}", title=kept_title(use.title)),
            address_of("uses.show", use.pk),
            Sentence("It ends on {day}", day=use.expires_on),
            why_not=Sentence("It ends on {day}. To go on it has to be asked for anew.", day=use.expires_on),
        )


@waits_for_me
def votes_of_mine(actor: Actor, today: date) -> Iterator[ForMe]:
    """Items before an open meeting that this member may vote on and has not."""
    if not actor.could("meetings.vote"):
        return
    for written in written_votes_running(actor):
        if actor.id in silent(written):
            yield ForMe(
                Sentence("Vote in writing on “{title}”", title=written.item.title),
                address_of("meetings.item", written.item_id),
                Sentence("Read and vote"),
                Sentence("{motion}", motion=motion_said(motion_of(written.item))),
                due_on=localdate(written.closes_at),
            )
    for item in items(actor).filter(state="waiting", meeting__state="open").exclude(votes__person_id=id_from(actor.id)):
        mine = next((member for member in members_for(item) if member.person_id == actor.id), None)
        if mine and mine.counts:
            yield ForMe(
                Sentence("Vote on “{title}”", title=item.title),
                address_of("meetings.item", item.pk),
                Sentence("Read and vote"),
                Sentence("{motion}", motion=motion_said(motion_of(item))),
                note=Sentence("the meeting is open"),
            )


@waits_for_me
def seats_to_fill(actor: Actor, today: date) -> Iterator[ForMe]:
    """For whoever seats members: terms that end soon, and seats the charter promised that are empty."""
    if not actor.may("committees.seat_member"):
        return
    for committee in committees(actor):
        for seat in seats_on(committee, today):
            if today <= seat.ends_on <= today + NOTICE and str(seat.person_id) != actor.id:
                yield ForMe(
                    Sentence("The seat of {name} ends", name=str(seat.person)),
                    address_of("meetings.seat", seat.pk),
                    Sentence("Renew it, or find somebody"),
                    Sentence("{committee}", committee=committee.name),
                    due_on=seat.ends_on,
                )
        missing = seats_missing(committee, today)
        if missing:
            yield ForMe(
                Sentence("Seats of the {committee} are empty", committee=committee.name),
                address_of("meetings.committee", committee.pk),
                Sentence("Fill them"),
                Sentence("The charter promises more seats to: {groups}.", groups=tuple(who for who, _n in missing)),
            )
