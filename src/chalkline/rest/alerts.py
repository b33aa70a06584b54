"""/api/v1/alerts: signals of danger from students' calls, who has each, what was done; who is on call now; drills."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.on_call.api import (
    Alert,
    AlertState,
    alert_by_id,
    alerts,
    chain,
    close_alert,
    facts_of,
    hand_over_alert,
    raise_drill,
    read_alert,
    rotas,
    take_alert,
)
from chalkline.people.api import person_by_id
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["alerts"])


class AlertTold(Schema):
    """An alert. No word that was typed; ``seconds_until_taken`` null: nobody has it yet."""

    id: str
    category: str
    direction: str
    is_drill: bool
    school: str
    state: AlertState
    responsible: str
    signals: int
    at: datetime
    told_at: datetime
    seconds_until_taken: int | None
    done: str


class AlertPage(Page[AlertTold]):
    """Alerts the caller may see, latest first."""


class OnCallTold(Schema):
    """Who is asked, one after the other, at a school ("": every other) right now."""

    school: str
    people: list[str]
    minutes: int


class Done(Sent):
    """What was done, without the student's name. ``seen``: how many signals were; with more, it stays open."""

    model_config = like(words="Spoke with the student and the family; the counselor sees them weekly.", seen=1)

    words: Text
    seen: int | None = None


class AlertHandedOver(Sent):
    """Who takes over."""

    model_config = like(person="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    person: Id


class AlertWhy(Sent):
    """Why it is read. Written down with the caller's name."""

    model_config = like(reason="I am on call.")

    reason: Short


class TypedTold(Schema):
    """What was typed with one signal."""

    at: datetime
    asked: str


class WordsTold(Schema):
    """What was typed, signal by signal (``asked``: all of it), and the mark of who typed it where the calls told."""

    asked: str
    person: str
    texts: list[TypedTold]


@router.get("/alerts", response={200: AlertPage, REFUSALS: ProblemDocument})
def list_alerts(request: HttpRequest, span: Query[Span]) -> object:
    """Alerts, latest first."""
    return paged(alerts(who(request)), span, _alert)


@router.get("/alerts/{alert_id}", response={200: AlertTold, REFUSALS: ProblemDocument})
def read_an_alert(request: HttpRequest, alert_id: UUID) -> object:
    """One alert."""
    return _alert(alert_by_id(who(request), str(alert_id)))


@router.post("/alerts/{alert_id}/take", response={200: AlertTold, REFUSALS: ProblemDocument})
def take_an_alert(request: HttpRequest, alert_id: UUID) -> object:
    """Say that one has it."""
    actor = who(request)
    return _alert(take_alert(actor, alert_by_id(actor, str(alert_id)), now=utc_now()))


@router.post("/alerts/{alert_id}/hand-over", response={200: AlertTold, REFUSALS: ProblemDocument})
def hand_over_an_alert(request: HttpRequest, alert_id: UUID, given: AlertHandedOver) -> object:
    """Give it to somebody else, who is told at once."""
    actor, person = who(request), person_by_id(given.person)
    if person is None:
        raise not_found(Sentence("person"))
    return _alert(hand_over_alert(actor, alert_by_id(actor, str(alert_id)), person, now=utc_now()))


@router.post("/alerts/{alert_id}/read", response={200: WordsTold, REFUSALS: ProblemDocument})
def read_what_was_typed(request: HttpRequest, alert_id: UUID, why: AlertWhy) -> object:
    """What was typed, for a reason that is written down."""
    actor = who(request)
    found = read_alert(actor, alert_by_id(actor, str(alert_id)), reason=why.reason, now=utc_now())
    texts = [TypedTold(at=each.at, asked=each.asked) for each in found.texts]
    return WordsTold(asked=found.asked, person=found.person, texts=texts)


@router.post("/alerts/{alert_id}/close", response={200: AlertTold, REFUSALS: ProblemDocument})
def close_an_alert(request: HttpRequest, alert_id: UUID, done: Done) -> object:
    """Close it with what was done."""
    actor = who(request)
    alert = alert_by_id(actor, str(alert_id))
    return _alert(close_alert(actor, alert, words=done.words, seen=done.seen, now=utc_now()))


@router.post("/alert-drills", response={201: AlertTold, REFUSALS: ProblemDocument})
def start_a_drill(request: HttpRequest) -> object:
    """Tell whoever is on call, like a real alert."""
    return created(_alert(raise_drill(who(request), now=utc_now())))


@router.get("/on-call", response={200: list[OnCallTold], REFUSALS: ProblemDocument})
def who_is_on_call(request: HttpRequest) -> object:
    """Who is told right now, school by school."""
    who(request).must("alerts.have", owner_id=who(request).id)
    now = utc_now()
    return [
        OnCallTold(
            school=each.school.name if each.school else "",
            people=[str(person_by_id(person)) for person in chain(facts_of(each), now)],
            minutes=each.minutes,
        )
        for each in rotas()
    ]


def _alert(alert: Alert) -> AlertTold:
    return AlertTold(
        id=str(alert.pk),
        category=alert.category,
        direction=alert.direction,
        is_drill=alert.is_drill,
        school=alert.school.name if alert.school else "",
        state=AlertState(alert.state),
        responsible=str(alert.responsible),
        signals=alert.signals.count(),
        at=alert.at,
        told_at=alert.told_at,
        seconds_until_taken=alert.seconds_until_taken,
        done=alert.words,
    )
