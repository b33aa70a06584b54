"""/api/v1/responsibilities: who answers for which kind of decision. It grants nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import committee_by_id
from chalkline.govern.responsibilities.api import (
    Answer,
    DecisionKind,
    Held,
    PostHeld,
    Responsibilities,
    Shares,
    kind_by_id,
    leave_post,
    name_to_post,
    post_by_id,
    post_held_by_id,
    responsibilities,
    share_out,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
    Place,
    ProblemDocument,
    Sent,
    Text,
    created,
    like,
    said,
    who,
)

router = Place(tags=["responsibilities"])


class HeldTold(Schema):
    """Who holds a post. ``id`` is empty where it follows from the role held in Chalkline."""

    id: str
    name: str
    person_id: str
    committee_id: str
    has_left: bool


class KindTold(Schema):
    """A kind of decision: the post that answers and who holds it, and who does, is asked and is told, by post."""

    id: str
    name: str
    answers: str
    answers_now: str
    held_by: HeldTold | None
    does: list[str]
    asked: list[str]
    told: list[str]
    days: int
    is_as_proposed: bool


class PostTold(Schema):
    """A post with who holds it."""

    id: str
    name: str
    holders: list[HeldTold]


class GapTold(Schema):
    """One gap, in words."""

    kind: str
    said: str
    is_serious: bool
    decisions: list[str]
    post: str


class ResponsibilitiesTold(Schema):
    """The whole of it, gaps first."""

    gaps: list[GapTold]
    kinds: list[KindTold]
    posts: list[PostTold]


class SharesSent(Sent):
    """Who answers, does, is asked and is told, by post; and why it changes."""

    model_config = like(
        answers="dpo", does=["cto"], asked=["ciso"], told=["committee"], reason="The privacy officer reads every flow."
    )

    answers: Id
    does: list[Id] = Field(max_length=50)
    asked: list[Id] = Field([], max_length=50)
    told: list[Id] = Field([], max_length=50)
    reason: Text = ""


class HolderSent(Sent):
    """A person, or a committee for the post of a committee."""

    model_config = like(person_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", committee_id=None)

    person_id: UUID | None = None
    committee_id: UUID | None = None


@router.get("/responsibilities", response={200: ResponsibilitiesTold, REFUSALS: ProblemDocument})
def read_responsibilities(request: HttpRequest) -> object:
    """Every kind of decision with whose name is on it, and where a name is missing."""
    whole = responsibilities(who(request))
    return ResponsibilitiesTold(
        gaps=[
            GapTold(
                kind=gap.kind,
                said=said(gap.said),
                is_serious=gap.is_serious,
                decisions=list(gap.kinds),
                post=gap.post,
            )
            for gap in whole.gaps
        ],
        kinds=[_kind(kind, whole) for kind in whole.kinds],
        posts=[
            PostTold(id=post.id, name=said(post.name), holders=[_held(each) for each in whole.holders[post.id]])
            for post in whole.posts
        ],
    )


@router.put("/responsibilities/{kind_id}", response={200: KindTold, REFUSALS: ProblemDocument})
def share_out_a_kind_of_decision(request: HttpRequest, kind_id: Id, sent: SharesSent) -> object:
    """Say who answers for a kind of decision, who does it, who is asked and told."""
    actor = who(request)
    kind = kind_by_id(actor, kind_id)
    shares = Shares(sent.answers, tuple(sent.does), tuple(sent.asked), tuple(sent.told))
    share_out(actor, kind, shares, reason=sent.reason, now=utc_now())
    return _kind(kind, responsibilities(actor))


@router.post("/posts/{post_id}/holders", response={201: HeldTold, REFUSALS: ProblemDocument})
def name_a_holder(request: HttpRequest, post_id: Id, holder: HolderSent) -> object:
    """Name a person or a committee to a post."""
    actor = who(request)
    post = post_by_id(actor, post_id)
    if holder.committee_id:
        held = name_to_post(actor, post, committee_by_id(actor, str(holder.committee_id)), now=utc_now())
        return created(_row(held))
    person = person_by_id(str(holder.person_id)) if holder.person_id else None
    if person is None:
        raise not_found(Sentence("person"))
    return created(_row(name_to_post(actor, post, person, now=utc_now())))


@router.post("/post-holders/{held_id}/leave", response={204: None, REFUSALS: ProblemDocument})
def note_that_somebody_left_a_post(request: HttpRequest, held_id: UUID) -> object:
    """Somebody holds the post no more."""
    actor = who(request)
    leave_post(actor, post_held_by_id(actor, str(held_id)), now=utc_now())
    return NOTHING


def _kind(kind: DecisionKind, whole: Responsibilities) -> KindTold:
    answer: Answer = whole.answers[kind.id]
    shares = whole.shares[kind.id]
    return KindTold(
        id=kind.id,
        name=said(kind.name),
        answers=shares.answers,
        answers_now=answer.post,
        held_by=_held(answer.held) if answer.held else None,
        does=list(shares.does),
        asked=list(shares.asked),
        told=list(shares.told),
        days=kind.days,
        is_as_proposed=kind.id not in whole.changed,
    )


def _held(held: Held) -> HeldTold:
    return HeldTold(
        id=held.id,
        name=held.name,
        person_id=held.person_id,
        committee_id=held.committee_id,
        has_left=held.has_left,
    )


def _row(held: PostHeld) -> HeldTold:
    return HeldTold(
        id=str(held.pk),
        name=str(held.person or held.committee),
        person_id=str(held.person_id or ""),
        committee_id=str(held.committee_id or ""),
        has_left=False,
    )
