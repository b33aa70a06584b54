"""Reads of packets: the one a request would go with now, and the ones that were made."""

from __future__ import annotations

from typing import Any

from chalkline.approve.model_checks.api import standing_of_models
from chalkline.approve.packets import rules
from chalkline.approve.packets.models import Packet
from chalkline.approve.packets.words import PacketBody
from chalkline.approve.requests.api import Request, RequestState, terms_of
from chalkline.approve.reviews.api import KINDS, ReviewState, reviews_of
from chalkline.people.api import Actor
from chalkline.purpose.problems.api import statement_of
from chalkline.purpose.use_cases.api import outline_of


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


def _models(request: Request) -> list[dict[str, Any]]:
    """How its models stand; before a meeting, as members were told: a check that ends meanwhile is for the next one."""
    now = [each.as_json() for each in standing_of_models(request)]
    put = Packet.objects.filter(request=request).first() if request.state == RequestState.ON_AGENDA else None
    told: list[dict[str, Any]] = put.content.get("models", []) if put else []
    return told if [each["model"] for each in told] == [each["model"] for each in now] else now
