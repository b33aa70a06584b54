"""Today: what waits for me, what changed since I was last here, what is at risk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

import chalkline.web.loop
import chalkline.web.waiting  # noqa: F401  (both register what they have to say)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import latest
from chalkline.people.api import note_visit, person_by_id
from chalkline.web.histories import Happened, as_happened
from chalkline.web.routes import Request, address_of, page
from chalkline.web.today import numbers_for, risks_for, waiting_for

SHOWN = 6
LOOKED_AT = 200
NOON, EVENING = 12, 17
IN_WORDS = (
    Sentence("Two"),
    Sentence("Three"),
    Sentence("Four"),
    Sentence("Five"),
    Sentence("Six"),
    Sentence("Seven"),
    Sentence("Eight"),
    Sentence("Nine"),
)


@page("", name="today.home", permission="purpose.see")
def home(request: Request) -> HttpResponse:
    """The landing page of everyone who signs in."""
    actor, now = request.actor, utc_now()
    today = timezone.localdate(now)
    before = note_visit(actor, now=now)
    waits = waiting_for(actor, today)
    person = person_by_id(actor.id)
    context = {
        "greeting": greeting(timezone.localtime(now), person.given_name if person else actor.name),
        "waiting": how_many(len(waits)),
        "waits": waits,
        "risks": risks_for(actor, today),
        "numbers": numbers_for(actor, today),
        "since": before,
        "changes": changes_since(before),
        "can_ask": actor.could("requests.file") and address_of("ask.home"),
        "ledger": actor.may("ledger.see") and address_of("ledger.home"),
    }
    return render(request, "today.html", context)


def greeting(at: datetime, name: str) -> Sentence:
    """By the hour in the district."""
    if at.hour < NOON:
        return Sentence("Good morning, {name}.", name=name)
    if at.hour < EVENING:
        return Sentence("Good afternoon, {name}.", name=name)
    return Sentence("Good evening, {name}.", name=name)


def how_many(waiting: int) -> Sentence:
    """ "Three things wait for you."."""
    if waiting == 0:
        return Sentence("Nothing waits for you.")
    if waiting == 1:
        return Sentence("One thing waits for you.")
    said = IN_WORDS[waiting - 2] if waiting - 2 < len(IN_WORDS) else waiting
    return Sentence("{number} things wait for you.", number=said)


def changes_since(before: datetime | None) -> list[Happened]:
    """The newest facts after the last visit (at the first visit, the newest there are), many alike told as one."""
    told = [fact for fact in latest(limit=LOOKED_AT) if before is None or fact.at > before]
    runs = [list(run) for _, run in groupby(told, key=lambda fact: (fact.kind, fact.actor_id))][:SHOWN]
    shown = as_happened(run[0] for run in runs)
    return [_with_the_rest(each, len(run) - 1) for each, run in zip(shown, runs, strict=True)]


def _with_the_rest(first: Happened, others: int) -> Happened:
    if not others:
        return first
    return replace(first, text=Sentence("{first} And {count} more like it.", first=first.text, count=others))
