"""Decide: what waits, the next meeting, what was decided; the committee with its charter and members."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from chalkline.approve.requests.api import kept_title, open_requests
from chalkline.govern.committees.api import (
    CONSTITUENCY_NAMES,
    OPENNESS_NAMES,
    VOICE_NAMES,
    VOTE_RULE_NAMES,
    Authority,
    Committee,
    Constituency,
    Meeting,
    MeetingState,
    Openness,
    QuorumKind,
    Voice,
    VoteRule,
    charter_versions,
    committee_by_id,
    committees,
    day_of,
    interests_of,
    meetings,
    meetings_ahead,
    seat_of,
    seats_missing,
    seats_of_person,
    seats_on,
)
from chalkline.govern.decisions.api import decisions, recommendations_waiting
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.histories import happened_to
from chalkline.web.lights import light_said
from chalkline.web.pages.meetings.telling import STATES, outcome_chip
from chalkline.web.pages.meetings.waiting import requests_by_state, requests_on_way
from chalkline.web.routes import Request, page
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.today import near, said_small

RECENT = 5
ENDS_SOON = timedelta(days=60)


@page("decide/", name="decide.home", permission="decisions.see")
def home(request: Request) -> HttpResponse:
    """What waits to be decided, when, and what was decided last."""
    actor = request.actor
    ahead = [meeting_told(each, actor) for each in _not_over(actor)]
    may_call_for = [each for each in committees(actor) if may_call(actor, each)]
    context = {
        "parts": parts_of_deciding(request, "decide.home"),
        "stands": stands(actor),
        "first_call": reverse("meetings.call", args=[may_call_for[0].pk]) if ahead and may_call_for else "",
        "ahead": ahead,
        "committees": [(each, may_call(actor, each)) for each in committees(actor)],
        "requests": requests_by_state(actor),
        "on_way": requests_on_way(actor, RECENT),
        "recommendations": recommendations_waiting(actor),
        "may_answer": actor.could("decisions.answer"),
        "decided": [
            {
                "title": Sentence("{number}: {title}", number=str(each), title=kept_title(each.title)),
                "url": reverse("decisions.show", args=[str(each)]),
                "detail": each.decided_on,
                "chip": outcome_chip(each)[0],
                "tone": outcome_chip(each)[1],
            }
            for each in decisions(actor)[:RECENT]
        ],
    }
    return render(request, "decide/home.html", context)


def stands(actor: Actor) -> Sentence:
    """What is so, in one sentence: how many requests are on their way, and when the next meeting is."""
    on_way = open_requests(actor).count()
    meets = meetings_ahead(actor).filter(starts_at__date__gte=localdate()).first()
    day = near(day_of(meets), localdate()) if meets else ""
    if on_way == 0:
        return Sentence("Nothing waits; the next meeting is {day}.", day=day) if meets else Sentence("Nothing waits.")
    if on_way == 1:
        if meets:
            return Sentence("One request waits; the next meeting is {day}.", day=day)
        return Sentence("One request waits, and no meeting is called.")
    if meets:
        return Sentence("{n} requests wait; the next meeting is {day}.", n=said_small(on_way), day=day)
    return Sentence("{n} requests wait, and no meeting is called.", n=said_small(on_way))


@page("decide/meetings/", name="meetings.home", permission="committees.see")
def meetings_home(request: Request) -> HttpResponseBase:
    """The committees and every meeting."""
    actor = request.actor
    table = _table(request)
    if table.wants_file:
        return table.file()
    context = {
        "parts": parts_of_deciding(request, "meetings.home"),
        "my_interests": interests_of(actor, actor.id),
        "has_seat": seats_of_person(actor, actor.id).exists(),
        "any_public": any(Openness(each.openness).is_public for each in committees(actor)),
        "may_charter": actor.may("committees.charter"),
        "table": table,
        "ahead": [meeting_told(each, actor) for each in _not_over(actor)],
        "committees": [
            {
                "committee": each,
                "seats": len(seats_on(each, localdate())),
                "may_call": may_call(actor, each),
            }
            for each in committees(actor)
        ],
    }
    return render(request, "meetings/home.html", context)


def _table(request: Request) -> Table:
    return Table(
        request,
        "meetings",
        caption=_("All meetings"),
        columns=[
            Column("day", _("Day"), sort="starts_at"),
            Column("committee", _("Committee"), sort="committee__name"),
            Column("place", _("Place")),
            Column("items", _("Items"), number=True),
            Column("state", _("State"), sort="state"),
        ],
        rows=meetings(request.actor).prefetch_related("items"),
        row=lambda each: [
            Link(each.starts_at, reverse("meetings.show", args=[each.pk])),
            each.committee.name,
            each.place,
            len(each.items.all()),
            Status(*STATES[MeetingState(each.state)]),
        ],
        search=lambda rows, words: rows.filter(Q(committee__name__icontains=words) | Q(place__icontains=words)),
        filters=[
            Filter(
                "state",
                _("State"),
                [(state.value, said) for state, (said, _tone) in STATES.items()],
                lambda rows, value: rows.filter(state=value),
            )
        ],
        order="-day",
    )


@page("decide/committees/<uuid:committee_id>/", name="meetings.committee", permission="committees.see")
def committee(request: Request, committee_id: UUID) -> HttpResponse:
    """A committee: what it decides, who sits on it for whom, how it decides."""
    actor = request.actor
    found = committee_by_id(actor, str(committee_id))
    context = {
        "committee": found,
        "decides": _authority_said(found),
        "members": [
            {
                "seat": seat,
                "speaks_for": CONSTITUENCY_NAMES[Constituency(seat.constituency)],
                "is_me": str(seat.person_id) == actor.id,
                "stands_in": str(seat.stands_in_for.person) if seat.stands_in_for else "",
                "ends_soon": seat.ends_on <= localdate() + ENDS_SOON,
                "interests": [one.subject_name for one in interests_of(actor, str(seat.person_id))],
            }
            for seat in seats_on(found, localdate()).select_related("person", "stands_in_for__person")
        ],
        "voices": [
            (light_said(light), tuple(VOICE_NAMES[Voice(name)] for name in voices))
            for light, voices in found.voices.items()
        ],
        "two_thirds": [light_said(light) for light in found.two_thirds_for],
        "quorum": quorum_rule_said(found),
        "carries": VOTE_RULE_NAMES[VoteRule(found.carries_with)],
        "openness": OPENNESS_NAMES[Openness(found.openness)],
        "missing": seats_missing(found, localdate()),
        "versions": [(each, each.number == found.version) for each in charter_versions(actor, found)],
        "may_charter": actor.may("committees.charter"),
        "meetings": [meeting_told(each, actor) for each in meetings(actor).filter(committee=found)[:10]],
        "may_call": may_call(actor, found),
        "may_seat": actor.may("committees.seat_member"),
        "sees_people": actor.may("people.see_staff"),
        "history": happened_to("committee", str(found.pk), limit=20),
    }
    return render(request, "meetings/committee.html", context)


def may_call(actor: Actor, committee: Committee) -> bool:
    """Whether to offer calling a meeting; the command asks again."""
    return actor.may("meetings.call", seat=seat_of(actor.id, committee, localdate()) is not None)


def meeting_told(meeting: Meeting, actor: Actor) -> dict[str, object]:
    """A meeting as a list shows it."""
    chip, tone = STATES[MeetingState(meeting.state)]
    count = meeting.items.exclude(state="taken_off").count()
    items = _items_said(count)
    return {
        "meeting": meeting,
        "title": meeting.committee.name,
        "url": reverse("meetings.show", args=[meeting.pk]),
        "detail": Sentence("{place} · {items}", place=meeting.place, items=items),
        "items": items,
        "chip": chip,
        "tone": tone,
    }


def _items_said(count: int) -> Sentence:
    if count == 0:
        return Sentence("nothing on the agenda yet")
    return Sentence("one item") if count == 1 else Sentence("{n} items", n=count)


def _not_over(actor: Actor) -> list[Meeting]:
    running = [MeetingState.CALLED.value, MeetingState.OPEN.value]
    return list(meetings(actor).filter(state__in=running).order_by("starts_at"))


def quorum_rule_said(committee: Committee) -> Sentence:
    """What the charter says of the quorum."""
    if committee.quorum_kind == QuorumKind.NUMBER:
        return Sentence("{n} members with a vote.", n=committee.quorum_value)
    if committee.quorum_kind == QuorumKind.SHARE:
        return Sentence("{n} percent of the members with a vote.", n=committee.quorum_value)
    return Sentence("More than half of the members with a vote.")


def _authority_said(committee: Committee) -> Sentence:
    if committee.authority == Authority.DECIDING:
        return Sentence("What it votes is decided.")
    return Sentence("It recommends, and the superintendent decides.")
