"""Today: what waits for me, what changed since I was last here, what is at risk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

import chalkline.web.loop
import chalkline.web.waiting  # noqa: F401  (both register what they have to say)
from chalkline.approve.requests.api import STATE_NAMES, RequestState, kept_title, only_asked_by, requests, title_of
from chalkline.govern.decisions.api import decisions
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import kept
from chalkline.oversee.class_views.api import my_classes
from chalkline.people.api import Actor, note_visit, person_by_id
from chalkline.web.lately import changes_since
from chalkline.web.pages.ask.question import tools_offered
from chalkline.web.pages.decisions import outcome_sentence
from chalkline.web.pages.meetings.telling import outcome_chip
from chalkline.web.pages.requests.home import TONES
from chalkline.web.routes import Request, address_of, page
from chalkline.web.scopes import purposes_by_area
from chalkline.web.starting import first_steps
from chalkline.web.today import near, next_for, numbers_for, risks_for, said_small, waiting_for

NOON, EVENING = 12, 17
OF_MINE = 5
DECIDED = 3
READERS = 200  # people for whom what Today says is kept at once
A_MOMENT = 120  # seconds: the little that is written without a fact, such as a review begun, shows after that


@page("", name="today.home", permission="purpose.see")
def home(request: Request) -> HttpResponse:
    """The landing page of everyone who signs in."""
    actor, now = request.actor, utc_now()
    today = timezone.localdate(now)
    before = note_visit(actor, now=now)
    person = person_by_id(actor.id)
    told = _told(actor, actor.on_behalf_of, today, before, get_language() or "")
    context = {
        **told,
        "greeting": greeting(timezone.localtime(now), person.given_name if person else actor.name),
        "since": before,
        "purposes": purposes_by_area(),
        "tools": tools_offered(),
    }
    return render(request, "today.html", context)


@kept(at_once=READERS, seconds=A_MOMENT)
def _told(actor: Actor, _for: str, today: date, before: datetime | None, _language: str) -> dict[str, Any]:
    """What Today tells one person, from some ninety places; the same until something happens."""
    waits = waiting_for(actor, today)
    leads = actor.could("discover.see_audit")
    shown = {each.url for each in waits.rows}
    return {
        "waiting": how_many(len(waits.rows), has_more=waits.has_more),
        "waits": waits.rows,
        "risks": risks_for(actor, today) if leads else [],
        "first_steps": first_steps(actor),
        "numbers": numbers_for(actor, today) if leads else [],
        "decided": decided(actor) if leads else [],
        "mine": asked_by_me(actor, today),
        "classes": list(my_classes(actor)) if actor.could("class_views.see") else [],
        "next": [row for row in next_for(actor, today) if row.url not in shown],
        "changes": changes_since(actor, before),
        "may_ask_here": actor.could("requests.file") and not leads,
        "can_ask": actor.could("requests.file") and address_of("ask.home"),
        "ledger": actor.may("ledger.see") and address_of("ledger.home"),
    }


def greeting(at: datetime, name: str) -> Sentence:
    """By the hour in the district."""
    if at.hour < NOON:
        return Sentence("Good morning, {name}.", name=name)
    if at.hour < EVENING:
        return Sentence("Good afternoon, {name}.", name=name)
    return Sentence("Good evening, {name}.", name=name)


def how_many(waiting: int, *, has_more: bool = False) -> Sentence:
    """ "Three things wait for you."; "More than 25 things wait for you." where not all of a sort are shown."""
    if has_more:
        return Sentence("More than {number} things wait for you.", number=waiting)
    if waiting == 0:
        return Sentence("Nothing waits for you.")
    if waiting == 1:
        return Sentence("One thing waits for you.")
    return Sentence("{number} things wait for you.", number=said_small(waiting))


def asked_by_me(actor: Actor, today: date) -> list[dict[str, Any]]:
    """What this person asked for, newest first, and where it is."""
    if not actor.could("requests.file"):
        return []
    return [
        {
            "title": kept_title(title_of(each)),
            "url": address_of("requests.show", each.pk),
            "detail": Sentence("Asked on {day}.", day=near(timezone.localdate(each.filed_at), today)),
            "chip": STATE_NAMES[RequestState(each.state)],
            "tone": TONES.get(RequestState(each.state), "info"),
        }
        for each in only_asked_by(requests(actor), actor.id).order_by("-filed_at")[:OF_MINE]
    ]


def decided(actor: Actor) -> list[dict[str, Any]]:
    """The last decisions, each in one sentence."""
    return [
        {
            "title": kept_title(each.title),
            "url": address_of("decisions.show", str(each)),
            "detail": outcome_sentence(each),
            "chip": outcome_chip(each)[0],
            "tone": outcome_chip(each)[1],
        }
        for each in decisions(actor)[:DECIDED]
    ]
