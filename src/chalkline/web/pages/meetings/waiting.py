"""What waits to be decided: requests by where they are, and what could go on an agenda."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from chalkline.approve.requests.api import STATE_NAMES, Request, RequestState, open_requests, requests, title_of
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.routes import address_of

S = RequestState
SHOWN = (S.FILED, S.IN_REVIEW, S.NEEDS_INFORMATION, S.READY, S.ON_AGENDA, S.DEFERRED)
PUT_ON_AGENDA = (S.READY, S.DEFERRED)


@dataclass(frozen=True)
class Waiting:
    """Requests in one state, as a number one can open."""

    figure: int
    what: Sentence
    url: str = ""
    note: str = ""
    note_tone: str = ""


def requests_by_state(actor: Actor) -> list[Waiting]:
    """How many requests are where; empty while none is on its way."""
    counted = dict(open_requests(actor).order_by().values_list("state").annotate(n=Count("pk", distinct=True)))
    if not counted:
        return []
    home = address_of("requests.home")
    return [
        Waiting(counted.get(state.value, 0), STATE_NAMES[state], f"{home}?requests-state={state.value}" if home else "")
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
