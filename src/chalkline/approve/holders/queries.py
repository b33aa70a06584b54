"""Who has a request now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.timezone import localdate

from chalkline.approve.appeals.api import open_appeal, who_hears
from chalkline.approve.holders.words import Holder
from chalkline.approve.requests.api import OPEN, Request, RequestState, who_asks
from chalkline.approve.reviews.api import KINDS, ReviewState, questions_of, reviewers_for, reviews_of
from chalkline.approve.routes.api import Lane, route_of
from chalkline.govern.committees.api import Light, day_of, seats_on, waiting_item
from chalkline.govern.responsibilities.api import answers_for
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Person, Role, holders_of, person_by_id

S = RequestState
KIND_OF_DECISION = {Light.GREEN: "d_use_low", Light.YELLOW: "d_use_mid", Light.RED: "d_use_high"}
DAYS = {Light.GREEN: 10, Light.YELLOW: 30, Light.RED: 60}  # roles.yaml, sla_days, where nothing else is kept
TO_ANSWER, TO_SEND, TO_DECIDE_AGAIN = timedelta(days=7), timedelta(days=2), timedelta(days=30)
FALLBACK = (Role.AI_COORDINATOR, Role.SUPERINTENDENT, Role.TECHNOLOGY_DIRECTOR)


def holder_of(request: Request) -> Holder | None:
    """The one person who has an open request now, with a day; None once it is settled."""
    state = RequestState(request.state)
    return HOLDS[state](request) if state in OPEN else None


def decided_by(request: Request) -> date:
    """The day by which whoever asked should have an answer: so many days after filing as its care calls for."""
    level = route_of(request).level
    answer = answers_for(KIND_OF_DECISION[level])
    days = answer.days if answer and answer.days else DAYS[level]
    return localdate(request.filed_at) + timedelta(days=days)


def _filed(request: Request) -> Holder:
    due = localdate(request.filed_at) + TO_SEND
    return _named(_coordinator(request), Sentence("sends it to reviewers"), due)


def _in_review(request: Request) -> Holder:
    waiting = [each for each in reviews_of(request) if each.state == ReviewState.OPEN]
    if not waiting:
        return _filed(request)
    review = min(waiting, key=lambda each: (each.due_on, list(KINDS).index(each.kind)))
    able = reviewers_for(review)
    does = Sentence("does the {review}", review=KINDS[review.kind].name)
    if able:
        return _named(able[0], does, review.due_on)
    names = Sentence("names somebody for the {review}", review=KINDS[review.kind].name)
    return _named(_coordinator(request), names, review.due_on)


def _asked_back(request: Request) -> Holder:
    asked = questions_of(request).filter(answered_at=None).order_by("asked_at").first()
    since = localdate(asked.asked_at) if asked else localdate(request.state_at)
    change = request.state == S.CHANGES_WANTED
    does = Sentence("changes the request, or says why not") if change else Sentence("answers a reviewer’s question")
    return _asker(request, does, since + TO_ANSWER)


def _asker(request: Request, does: Sentence, due_on: date) -> Holder:
    """Whoever asks and works here; where all of them have left, whoever answers for requests."""
    asker = who_asks(request)
    if asker:
        return _named(asker, does, due_on)
    return _named(_coordinator(request), Sentence("withdraws it or answers for it: whoever asked has left"), due_on)


def _ready(request: Request) -> Holder:
    if request.use_case is None:
        due = localdate(request.state_at) + TO_ANSWER
        return _asker(request, Sentence("says which problem it would help with"), due)
    route = route_of(request)
    if route.lane is Lane.FAST:
        return _named(route.delegates[0].person, Sentence("decides it"), decided_by(request))
    return _named(_coordinator(request), Sentence("puts it on an agenda"), decided_by(request))


def _on_agenda(request: Request) -> Holder:
    item = waiting_item("request", str(request.pk))
    if item is None:  # voted on by an advisory committee: its recommendation waits
        leads = holders_of(Role.SUPERINTENDENT).first() or _coordinator(request)
        return _named(leads, Sentence("answers the committee"), localdate(request.state_at) + TO_ANSWER)
    day = day_of(item.meeting)
    seats = [seat for seat in seats_on(item.meeting.committee, day) if seat.person.is_active]
    chair = next((seat.person for seat in seats if seat.is_chair), None)
    if chair is None:
        return _named(_coordinator(request), Sentence("sees that somebody chairs the meeting"), day)
    return _named(chair, Sentence("brings it before the committee"), day)


def _deferred(request: Request) -> Holder:
    due = localdate(request.state_at) + TO_DECIDE_AGAIN
    return _named(_coordinator(request), Sentence("puts it on an agenda again"), due)


def _decided(request: Request) -> Holder:
    return _named(_coordinator(request), Sentence("sees that it takes effect"), localdate(request.state_at) + TO_SEND)


def _appealed(request: Request) -> Holder:
    appeal = open_appeal(request)
    due = appeal.hear_by if appeal else localdate(request.state_at) + TO_DECIDE_AGAIN
    hearer = who_hears(appeal) if appeal else None
    if hearer is None:
        return _named(_coordinator(request), Sentence("sees that the school board names who hears the appeal"), due)
    return _named(hearer, Sentence("hears the appeal"), due)


def _coordinator(request: Request) -> Person:
    """Who answers for requests: the post of the responsibilities, else a role, else whoever asked."""
    answer = answers_for("d_intake")
    named = person_by_id(answer.held.person_id) if answer and answer.held and answer.held.person_id else None
    if named and named.is_active:
        return named
    found = (holders_of(role).first() for role in FALLBACK)
    return next((person for person in found if person), None) or who_asks(request) or request.asked_by


def _named(person: Person, does: Sentence, due_on: date) -> Holder:
    return Holder(str(person.pk), str(person), does, due_on)


HOLDS: dict[RequestState, Callable[[Request], Holder]] = {
    S.FILED: _filed,
    S.IN_REVIEW: _in_review,
    S.NEEDS_INFORMATION: _asked_back,
    S.CHANGES_WANTED: _asked_back,
    S.READY: _ready,
    S.ON_AGENDA: _on_agenda,
    S.DEFERRED: _deferred,
    S.DECIDED: _decided,
    S.APPEALED: _appealed,
}
