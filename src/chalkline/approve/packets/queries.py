"""Reads of packets: the one a request would go with now, and the ones that were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate

from chalkline.approve.model_checks.api import standing_of_models
from chalkline.approve.packets import rules
from chalkline.approve.packets.heard import heard_of
from chalkline.approve.packets.models import Packet
from chalkline.approve.packets.words import PacketBody
from chalkline.approve.requests.api import Request, RequestState, asked_count, terms_of
from chalkline.approve.reviews.api import KINDS, ReviewState, questions_of, reviews_of
from chalkline.approve.routes.api import route_of
from chalkline.govern.committees.api import Outcome
from chalkline.govern.decisions.api import Decision
from chalkline.people.api import Actor
from chalkline.purpose.problems.api import statement_of
from chalkline.purpose.use_cases.api import outline_of
from chalkline.tools.agreements.api import agreements_in_force
from chalkline.tools.evaluations.api import standing_of
from chalkline.tools.register.api import known_service

PUT = frozenset({RequestState.ON_AGENDA, RequestState.DECIDED})  # before somebody who decides


def packet_of(request: Request) -> PacketBody | None:
    """Exactly what a committee would approve now; None while no problem is behind the request."""
    use_case = request.use_case
    if use_case is None:
        return None
    outline, statement = outline_of(use_case), statement_of(use_case.problem)
    return rules.build(
        request_id=str(request.pk),
        terms=terms_of(request).as_json(),
        use_case={"id": str(use_case.pk), "digest": outline.digest, **outline.as_json()},
        problem={"id": str(use_case.problem_id), "digest": statement.digest, **statement.as_json()},
        reviews=[
            rules.ReviewInPacket(
                id=str(review.pk),
                kind=review.kind,
                name=str(KINDS[review.kind].name),
                digest=review.digest,
                answered_by=str(review.answered_by_id),
                answer=review.answer,
            )
            for review in reviews_of(request)
            if review.state == ReviewState.ANSWERED
        ],
        models=_models(request),
        evaluation=_evaluation(request),
        around={
            "route": route_of(request).as_json(),
            "agreements": _agreements(request),
            "said": _said(request),
            "heard": _heard(request),
            "former": _former(request),
            "insists": request.insists_because,
            "asked_by": _asked_by(request),
            **_made(request),
        },
    )


def packet_by_digest(actor: Actor, digest: str) -> PacketBody | None:
    """A packet that was made, as it was."""
    actor.must("requests.see")
    found = Packet.objects.filter(digest=digest).first()
    return PacketBody(found.content) if found else None


def is_current(request: Request, digest: str) -> bool:
    """Whether the request is still what was put before the committee."""
    packet = packet_of(request)
    return packet is not None and packet.digest == digest


def _put(request: Request) -> Mapping[str, Any]:
    """What somebody is deciding on now; nothing while nobody is."""
    put = Packet.objects.filter(request=request).first() if request.state in PUT else None
    return put.content if put else {}


def _made(request: Request) -> dict[str, Any]:
    """Who makes its tool, and from which age their terms let somebody use it, as far as we know."""
    known = known_service(request.tool.slug)
    if known is None:
        return {"maker": request.tool.vendor}
    return {"maker": known.vendor or request.tool.vendor, "age_from": known.terms_age_min}


def _asked_by(request: Request) -> int:
    """How many people ask for it; before a meeting, as members were told."""
    told: int | None = _put(request).get("asked_by")
    return told or asked_count(request)


def _agreements(request: Request) -> list[dict[str, Any]]:
    """Which agreements hold for its tool today, each with its schedule of data."""
    held = [each for each in agreements_in_force(localdate()) if each.tool == request.tool.slug]
    return [
        {
            "id": each.agreement_id,
            "kind": each.kind,
            "ends_on": each.ends_on,
            "elements": sorted(each.elements),
            "for_records": each.covers_students,
        }
        for each in sorted(held, key=lambda each: each.agreement_id)
    ]


def _said(request: Request) -> list[dict[str, str]]:
    """What reviewers asked and what was answered, in the order it was asked."""
    return [
        {
            "review": str(each.review_id),
            "asked_by": str(each.asked_by_id),
            "text": each.text,
            "answered_by": str(each.answered_by_id or ""),
            "answer": each.answer,
        }
        for each in questions_of(request)
    ]


def _heard(request: Request) -> dict[str, Any]:
    """What people said of its tool; while it is before somebody, as they were told then."""
    put = _put(request)
    if put:
        kept: dict[str, Any] = put.get("heard", {})
        return kept
    return heard_of(request.tool.slug, localdate())


def _former(request: Request) -> list[dict[str, str]]:
    """What was decided on this request before; while it is before somebody, as they were told."""
    put = _put(request)
    if put:
        kept: list[dict[str, str]] = put.get("former", [])
        return kept
    made = Decision.objects.filter(subject_kind="request", subject_id=str(request.pk)).exclude(
        outcome=Outcome.DEFER.value
    )
    return [
        {"number": str(each), "digest": each.digest, "outcome": each.outcome} for each in made.order_by("decided_at")
    ]


def _models(request: Request) -> list[dict[str, Any]]:
    """How its models stand; before a meeting, as members were told: a check that ends meanwhile is for the next one."""
    now = [each.as_json() for each in standing_of_models(request)]
    told: list[dict[str, Any]] = _put(request).get("models", [])
    return told if [each["model"] for each in told] == [each["model"] for each in now] else now


def _evaluation(request: Request) -> dict[str, Any] | None:
    """How its tool stands; before a meeting, as members were told, unless what was answered or found has changed."""
    standing = standing_of(request.tool.slug)
    if standing is None:
        return None
    now = {**standing.as_json(), "objections": [str(each.said) for each in standing.blocking]}
    told: dict[str, Any] = _put(request).get("evaluation", {})
    return told if told.get("record") == now["record"] else now
