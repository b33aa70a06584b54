"""/api/v1/policies: their end, and who answers for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.govern.committees.api import meeting_by_id
from chalkline.govern.policies.api import (
    Repeal,
    Repealing,
    RepealState,
    body_of,
    hand_over_policy,
    policy_by_id,
    propose_repeal,
    put_repeal_before,
    record_board_repeal,
    repeal_by_id,
    repeal_decided,
    repeal_open,
    withdraw_repeal,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import staff
from chalkline.rest.policies_said import BoardSaid
from chalkline.rest.shapes import REFUSALS, Id, Place, ProblemDocument, Sent, Short, Text, created, like, who

router = Place(tags=["policies"])
SOME_ID = "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"


class RepealSaid(Sent):
    """Why a policy shall end, and what people go by afterwards."""

    model_config = like(why="The new regulation says all of it.", instead="Regulation 4711")

    why: Text
    instead: Text = ""


class RepealPutSaid(Sent):
    """Before which meeting of the committee that adopted it; from when it would hold no more."""

    model_config = like(meeting=SOME_ID, effective_on="2027-06-30")

    meeting: Id
    effective_on: date


class PolicyOwnerSaid(Sent):
    """Who answers for a policy from now on, by e-mail address."""

    model_config = like(email="priya.raman@cedarhollow.example")

    email: Short


class RepealTold(Schema):
    """A repeal: proposed, before a body, decided. ``body`` is who adopted the text, and so decides."""

    id: str
    policy: str
    code: str
    version: int
    state: RepealState
    body: str
    why: str
    instead: str
    proposed_by: str
    decision: str
    resolution: str
    decided_on: date | None
    effective_on: date | None
    digest: str


class PolicyOwnerTold(Schema):
    """Who answers for a policy."""

    policy: str
    code: str
    owner: str


@router.get("/policies/{policy_id}/repeal", response={200: RepealTold, REFUSALS: ProblemDocument})
def read_repeal(request: HttpRequest, policy_id: UUID) -> object:
    """The repeal of a policy: the one that was decided, or the one that is proposed."""
    policy = policy_by_id(who(request), str(policy_id))
    found = repeal_decided(policy) or repeal_open(policy)
    if found is None:
        raise not_found(Sentence("proposal"))
    return repeal_told(found)


@router.post("/policies/{policy_id}/repeal", response={201: RepealTold, REFUSALS: ProblemDocument})
def propose_a_repeal(request: HttpRequest, policy_id: UUID, said: RepealSaid) -> object:
    """Propose that a policy ends. It holds until the body that adopted it has decided."""
    actor = who(request)
    policy = policy_by_id(actor, str(policy_id))
    return created(repeal_told(propose_repeal(actor, policy, Repealing(said.why, said.instead), now=utc_now())))


@router.post("/policies/repeals/{repeal_id}/withdraw", response={200: RepealTold, REFUSALS: ProblemDocument})
def withdraw_a_repeal(request: HttpRequest, repeal_id: UUID) -> object:
    """Let a proposal go that is on no agenda."""
    return repeal_told(withdraw_repeal(who(request), _of(request, repeal_id), now=utc_now()))


@router.post("/policies/repeals/{repeal_id}/put-before", response={200: RepealTold, REFUSALS: ProblemDocument})
def put_a_repeal_before(request: HttpRequest, repeal_id: UUID, said: RepealPutSaid) -> object:
    """Put it on the agenda of the committee that adopted the policy."""
    actor, of = who(request), _of(request, repeal_id)
    put_repeal_before(actor, of, meeting_by_id(actor, said.meeting), said.effective_on, now=utc_now())
    return repeal_told(_of(request, repeal_id))


@router.post("/policies/repeals/{repeal_id}/resolution", response={200: RepealTold, REFUSALS: ProblemDocument})
def record_a_repeal(request: HttpRequest, repeal_id: UUID, said: BoardSaid) -> object:
    """Record what the school board that adopted it decided. Whoever proposed it does not."""
    of = _of(request, repeal_id)
    return repeal_told(record_board_repeal(who(request), of, said.decided(), said.effective_on, now=utc_now()))


@router.post("/policies/{policy_id}/owner", response={200: PolicyOwnerTold, REFUSALS: ProblemDocument})
def hand_a_policy_over(request: HttpRequest, policy_id: UUID, said: PolicyOwnerSaid) -> object:
    """Put another name on a policy: of somebody who may write policies."""
    actor = who(request)
    policy = policy_by_id(actor, str(policy_id))
    actor.must("policies.hand_over", owner_id=str(policy.owner_id))
    person = staff(actor).filter(email__iexact=said.email.strip()).first()
    changed = hand_over_policy(actor, policy, person, now=utc_now())
    return PolicyOwnerTold(policy=str(changed.pk), code=changed.code, owner=str(changed.owner))


def repeal_told(of: Repeal) -> RepealTold:
    """A repeal, as it is told."""
    return RepealTold(
        id=str(of.pk),
        policy=str(of.policy_id),
        code=of.policy.code,
        version=of.version.number,
        state=RepealState(of.state),
        body=body_of(of.version),
        why=of.why,
        instead=of.instead,
        proposed_by=str(of.proposed_by),
        decision=str(of.decision) if of.decision else "",
        resolution=of.resolution,
        decided_on=of.decided_on,
        effective_on=of.effective_on,
        digest=of.digest,
    )


def _of(request: HttpRequest, repeal_id: UUID) -> Repeal:
    return repeal_by_id(who(request), str(repeal_id))
