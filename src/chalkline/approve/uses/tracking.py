"""Following a request like a parcel: its stations, when it was there, and who has it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalkline.approve.requests.api import Request, RequestState, entered_at
from chalkline.approve.reviews.api import KINDS, ReviewState, reviewers_for, reviews_of
from chalkline.approve.uses.models import ApprovedUse
from chalkline.govern.committees.api import day_of, waiting_item
from chalkline.govern.decisions.api import Decision, DecisionStanding, decisions_on
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


class Reached(StrEnum):
    """Whether a station lies behind, is where the request is, or lies ahead."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Station:
    """One station. ``who`` says who has it now, or what happened there; ``at`` when it was reached."""

    id: str
    name: Sentence
    reached: Reached
    at: datetime | date | None = None
    who: tuple[Sentence, ...] = ()


S = RequestState
PLACES: dict[RequestState, int] = {
    S.FILED: 0, S.IN_REVIEW: 1, S.NEEDS_INFORMATION: 1, S.CHANGES_WANTED: 1, S.READY: 2, S.DEFERRED: 2, S.ON_AGENDA: 2,
    S.DECIDED: 3, S.APPEALED: 3, S.DECLINED: 3, S.APPROVED: 4, S.WITHDRAWN: 0,
}  # fmt: skip


def stations_of(actor: Actor, request: Request) -> tuple[Station, ...]:
    """The stations from asking to using, for the page that follows a request."""
    decision = decisions_on(actor, "request", str(request.pk)).first()
    use = ApprovedUse.objects.filter(request=request).first()
    state = RequestState(request.state)
    place = PLACES[state]
    asked = Sentence("{name} asked", name=str(request.asked_by))
    opened, meets = entered_at(request, S.IN_REVIEW), _meeting_on(request)
    committee = _committee(request, decision)
    stations = [
        Station("asked", Sentence("Asked"), _reached(0, place), request.filed_at, (asked,)),
        Station("reviews", Sentence("Reviews"), _reached(1, place), opened, _reviews(request)),
        Station("committee", Sentence("Committee"), _reached(2, place), meets, committee),
        Station(
            "decision",
            Sentence("Decision"),
            _reached(3, place),
            decision.decided_on if decision and place > 2 else None,
            _decision(decision) if place > 2 else (),
        ),
    ]
    if state is not S.DECLINED:
        until = (Sentence("until {day}", day=use.expires_on),) if use else ()
        reached = Reached.DONE if use else Reached.AHEAD
        stations.append(Station("use", Sentence("In use"), reached, use.granted_at if use else None, until))
    return tuple(stations)


def _reached(station: int, place: int) -> Reached:
    if station < place or place == 4:
        return Reached.DONE
    return Reached.HERE if station == place else Reached.AHEAD


def _reviews(request: Request) -> tuple[Sentence, ...]:
    standing = reviews_of(request)
    waiting = [review for review in standing if review.state == ReviewState.OPEN]
    if not standing:
        return ()
    sent = Sentence("{sent} of {all} sent", sent=len(standing) - len(waiting), all=len(standing))
    if not waiting:
        return (sent,)
    people = tuple(dict.fromkeys(str(person) for review in waiting for person in reviewers_for(review)))
    said = [sent]
    if people:
        due = min(review.due_on for review in waiting)
        said.append(Sentence("now with {who}, due {day}", who=people, day=due))
    stuck = tuple(KINDS[review.kind].name for review in waiting if not reviewers_for(review))
    if stuck:
        said.append(Sentence("nobody can do the {reviews}; the superintendent names somebody", reviews=stuck))
    return tuple(said)


def _meeting_on(request: Request) -> date | None:
    item = waiting_item("request", str(request.pk))
    return day_of(item.meeting) if item else None


def _committee(request: Request, decision: Decision | None) -> tuple[Sentence, ...]:
    item = waiting_item("request", str(request.pk))
    if item:
        return (Sentence("On the agenda of the {committee}", committee=item.meeting.committee.name),)
    state = RequestState(request.state)
    if state is S.ON_AGENDA and decision and decision.standing == DecisionStanding.RECOMMENDED:
        return (Sentence("The committee has voted; the superintendent decides"),)
    if state is S.DEFERRED:
        return (Sentence("Deferred; it can go on a later agenda"),)
    if state is S.READY and request.use_case is None:
        return (Sentence("Waits for a problem to be put behind it"),)
    if state is S.READY:
        return (Sentence("Waits to be put on an agenda"),)
    return ()


def _decision(decision: Decision | None) -> tuple[Sentence, ...]:
    if decision is None:
        return ()
    return (Sentence("Decision {number} of the {committee}", number=str(decision), committee=decision.committee.name),)
