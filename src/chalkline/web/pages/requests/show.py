"""A request's page: where it is, what is asked, which problem is behind it, what reviewers say, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.shortcuts import render
from django.utils import timezone

from chalkline.approve.appeals.api import APPEAL_STATE_NAMES, AppealState, appeals, decision_to_appeal
from chalkline.approve.holders.api import decided_by, holder_of
from chalkline.approve.model_checks.api import standing_of_models, unchecked_models, why_called_for
from chalkline.approve.packets.api import PacketBody, is_current, packet_of
from chalkline.approve.requests.api import (
    ASKED_FOR,
    CHANGEABLE,
    OPEN,
    STATE_NAMES,
    RequestState,
    acts_for,
    asks_now,
    has_asked,
    request_by_id,
    revised_by,
    title_of,
)
from chalkline.approve.requests.api import Request as ToolRequest
from chalkline.approve.reviews.api import (
    KINDS,
    RECOMMENDATION_NAMES,
    SEVERITY_NAMES,
    Recommendation,
    Review,
    ReviewAnswer,
    ReviewState,
    Severity,
    answer_of,
    is_overdue,
    kinds_spared,
    may_answer,
    questions_of,
    reviewers_for,
    reviews_of,
)
from chalkline.approve.routes.api import route_of
from chalkline.approve.uses.api import Reached, Station, stations_of, uses
from chalkline.govern.committees.api import AgendaItem, Meeting, day_of, meetings_ahead, seat_of, waiting_item
from chalkline.govern.custom_fields.api import About
from chalkline.govern.decisions.api import Decision, decisions_on
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.use_cases.api import UseCase, use_cases
from chalkline.web.bias import models_told
from chalkline.web.care import route_told
from chalkline.web.custom import more_about
from chalkline.web.histories import happened_to
from chalkline.web.lights import light_said
from chalkline.web.pages.requests.appealing import TONES as APPEAL_TONES
from chalkline.web.pages.requests.home import TONES
from chalkline.web.routes import HttpResponse, Request, address_of, page
from chalkline.web.scopes import scope_said

STEP_STATES = {Reached.DONE: "done", Reached.HERE: "now", Reached.AHEAD: "next"}
REVIEW_TONES = {
    Recommendation.SUPPORT: "ok",
    Recommendation.SUPPORT_WITH_CONDITIONS: "attend",
    Recommendation.OBJECT: "stop",
}
SEVERITY_TONES = {Severity.NOTE: "plain", Severity.CONCERN: "attend", Severity.RED_FLAG: "stop"}


@dataclass(frozen=True)
class Step:
    """A station as it is drawn."""

    label: Sentence
    note: Sentence
    state: str


@dataclass(frozen=True)
class FindingTold:
    """A finding with its weight."""

    text: str
    severity: Sentence
    tone: str


@dataclass(frozen=True)
class ReviewTold:
    """A review in words: waiting for whom, or what it says."""

    review: Review
    name: Sentence
    answer: ReviewAnswer | None
    said: Sentence
    tone: str
    waits_for: tuple[str, ...]
    late: bool
    may_answer: bool
    findings: tuple[FindingTold, ...]


@page("decide/requests/<uuid:request_id>/", name="requests.show", permission="requests.see")
def show(request: Request, request_id: UUID) -> HttpResponse:
    """Follow it like a parcel."""
    found = request_by_id(request.actor, str(request_id))
    return render(request, "requests/show.html", told(request.actor, found))


def told(actor: Actor, request: ToolRequest) -> dict[str, Any]:
    """Everything on the page."""
    state, mine = RequestState(request.state), asks_now(actor.id, request)
    item = waiting_item("request", str(request.pk))
    packet, route = packet_of(request), route_of(request)
    return {
        "request_id": request.pk,
        "found": request,
        "title": title_of(request),
        "state": STATE_NAMES[state],
        "tone": TONES.get(state, "plain"),
        "light": light_said(route.level),
        "route": route_told(route),
        "spared": [each.name for each in kinds_spared(request)] if state in OPEN else [],
        "holder": holder_of(request),
        "answer_by": decided_by(request) if state in OPEN else None,
        "appeals": [
            (each, APPEAL_STATE_NAMES[AppealState(each.state)], APPEAL_TONES[AppealState(each.state)])
            for each in appeals(actor).filter(request=request)
        ],
        "is_open": state in OPEN,
        "may_appeal": mine and decision_to_appeal(request, timezone.localdate()) is not None,
        "asked_count": request.asked_count,
        "more": more_about(actor, About.REQUEST, request.pk, str(request.asked_by_id)),
        "steps": [_step(each, state) for each in stations_of(actor, request)],
        "scope": scope_said(
            purpose=request.purpose,
            roles=request.roles,
            grade_bands=request.grade_bands,
            school_ids=request.school_ids,
            elements=request.elements,
        ),
        "reviews": [review_told(actor, each) for each in reviews_of(request)],
        **_models(actor, request, state),
        "questions": list(questions_of(request)),
        "can_answer_questions": acts_for(actor, request) == actor.id,
        "packet": packet,
        "item": item,
        "is_current": item is None or is_current(request, item.subject_digest),
        "decisions": [_decision(each) for each in decisions_on(actor, "request", str(request.pk))],
        "uses": list(uses(actor).filter(request=request)),
        "history": happened_to("request", str(request.pk)),
        **_what_one_can_do(actor, request, state, mine=mine, item=item, packet=packet),
        "may_decide": state is RequestState.READY
        and packet is not None
        and actor.id in {str(each.person.pk) for each in route.delegates},
    }


def _what_one_can_do(
    actor: Actor,
    request: ToolRequest,
    state: RequestState,
    *,
    mine: bool,
    item: AgendaItem | None,
    packet: PacketBody | None,
) -> dict[str, Any]:
    owner = actor.id if mine else str(request.asked_by_id)
    may_attach = state in CHANGEABLE and actor.may("requests.attach_use_case", owner_id=owner)
    return {
        "may_join": state in ASKED_FOR and not mine and actor.may("requests.join"),
        "may_review": actor.could("reviews.answer"),
        "may_withdraw": state in ASKED_FOR and acts_for(actor, request) == actor.id,
        "may_revise": state in CHANGEABLE and actor.may("requests.revise", owner_id=revised_by(actor, request)),
        "may_attach": may_attach,
        "use_cases": _fitting(actor, request) if may_attach else [],
        "meetings": _meetings(actor) if state in {RequestState.READY, RequestState.DEFERRED} and packet else [],
        "may_take_off": item is not None and actor.may("requests.put_on_agenda", seat=_has_seat(actor, item.meeting)),
    }


def _models(actor: Actor, request: ToolRequest, state: RequestState) -> dict[str, Any]:
    """How its models stand, what is missing before the committee, and who may do something about it."""
    missing = unchecked_models(request, timezone.localdate()) if state in CHANGEABLE else ()
    return {
        "models": models_told(actor, [each.as_json() for each in standing_of_models(request)]),
        "why_checked": why_called_for(request),
        "unchecked": missing,
        "check_url": address_of("paired_prompts.home") if missing and actor.may("paired_prompts.run") else "",
        "may_go_without": bool(missing) and not has_asked(actor.id, request) and actor.may("model_checks.go_without"),
    }


def review_told(actor: Actor, review: Review) -> ReviewTold:
    """A review as the request's page shows it."""
    answer = answer_of(review) if review.state == ReviewState.ANSWERED else None
    findings = answer.findings if answer else ()
    return ReviewTold(
        review=review,
        name=KINDS[review.kind].name,
        answer=answer,
        said=RECOMMENDATION_NAMES[answer.recommendation] if answer else Sentence("Waits"),
        tone=REVIEW_TONES[answer.recommendation] if answer else "plain",
        waits_for=() if answer else tuple(str(person) for person in reviewers_for(review)),
        late=is_overdue(review, timezone.localdate()),
        may_answer=may_answer(actor, review),
        findings=tuple(
            FindingTold(each.text, SEVERITY_NAMES[each.severity], SEVERITY_TONES[each.severity]) for each in findings
        ),
    )


def _step(station: Station, state: RequestState) -> Step:
    reached = STEP_STATES[station.reached]
    if station.reached is Reached.HERE and state in {RequestState.DECLINED, RequestState.WITHDRAWN}:
        reached = "stopped"
    parts = [Sentence("{day}", day=station.at)] if station.at else []
    parts += station.who if station.id != "asked" else ()  # the head of the page names who asked
    return Step(station.name, _after_each_other(parts), reached)


def _after_each_other(parts: list[Sentence]) -> Sentence:
    if not parts:
        return Sentence("")
    if len(parts) == 1:
        return parts[0]
    return Sentence("{first} · {rest}", first=parts[0], rest=_after_each_other(parts[1:]))


def _decision(decision: Decision) -> dict[str, Any]:
    number = str(decision)
    return {
        "number": number,
        "day": decision.decided_on,
        "url": address_of("decisions.show", number),
        "reason": decision.reason,
    }


def _fitting(actor: Actor, request: ToolRequest) -> list[tuple[str, str]]:
    found: list[UseCase] = list(use_cases(actor, purpose=request.purpose)[:60])
    return [(str(each.pk), f"{each.problem.title}: {each.title}") for each in found if each.pk != request.use_case_id]


def _meetings(actor: Actor) -> list[tuple[str, Sentence]]:
    """Meetings ahead on whose agenda this person may put things."""
    offered = [
        each for each in meetings_ahead(actor)[:20] if actor.may("requests.put_on_agenda", seat=_has_seat(actor, each))
    ]
    return [
        (str(each.pk), Sentence("{committee}, {day}", committee=each.committee.name, day=day_of(each)))
        for each in offered
    ]


def _has_seat(actor: Actor, meeting: Meeting) -> bool:
    return seat_of(actor.id, meeting.committee, timezone.localdate()) is not None
