"""What waits to be decided: requests by where they are, what could go on an agenda, whose vote is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from chalkline.approve.requests.api import STATE_NAMES, Request, RequestState, open_requests, requests, title_of
from chalkline.govern.committees.api import items, members_for, motion_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.pages.meetings.telling import motion_said
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting as ForMe
from chalkline.web.today import waits_for_me

S = RequestState
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


@dataclass(frozen=True)
class Ready:
    """A request that could go on an agenda. ``why_not``: what it still lacks."""

    request: Request
    title: str
    url: str
    asked: Sentence
    why_not: Sentence | None


def ready_for_agenda(actor: Actor) -> list[Ready]:
    """Requests whose reviews are in, oldest first."""
    found = requests(actor).filter(state__in=[state.value for state in PUT_ON_AGENDA]).order_by("filed_at")
    return [_ready(each) for each in found]


def _ready(request: Request) -> Ready:
    n = request.asked_count  # type: ignore[attr-defined]  # annotated by requests()
    asked = Sentence("One person asks for it") if n == 1 else Sentence("{n} people ask for it", n=n)
    lacks = Sentence("It needs a problem and a use case behind it first.") if request.use_case is None else None
    return Ready(request, title_of(request), address_of("requests.show", request.pk), asked, lacks)


@waits_for_me
def votes_of_mine(actor: Actor, today: date) -> Iterator[ForMe]:
    """Items before an open meeting that this member may vote on and has not."""
    if not actor.could("meetings.vote"):
        return
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
