"""Requests for tools that rest on a problem or a use case: who asks, and where each is on its way."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.approve.requests.api import STATE_NAMES, RequestState, requests, title_of
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.problems.api import DistrictProblem
from chalkline.purpose.use_cases.api import UseCase
from chalkline.web.routes import address_of

TONES = {RequestState.APPROVED: "ok", RequestState.DECLINED: "stop", RequestState.NEEDS_INFORMATION: "attend"}


@dataclass(frozen=True)
class Resting:
    """One request, as a list shows it."""

    title: str
    url: str
    detail: Sentence
    chip: Sentence
    tone: str


def requests_resting_on(
    actor: Actor, *, problem: DistrictProblem | None = None, use_case: UseCase | None = None
) -> list[Resting]:
    """Requests, newest first."""
    found = requests(actor)
    found = found.filter(use_case__problem=problem) if problem else found.filter(use_case=use_case)
    rows = []
    for each in found:
        state, n = RequestState(each.state), each.asked_count
        who = str(each.asked_by)
        asked = Sentence("{who} asks for it", who=who) if n == 1 else Sentence("{who} and {n} more", who=who, n=n - 1)
        url = address_of("requests.show", each.pk) or address_of("requests.home")
        rows.append(Resting(title_of(each), url, asked, STATE_NAMES[state], TONES.get(state, "info")))
    return rows
