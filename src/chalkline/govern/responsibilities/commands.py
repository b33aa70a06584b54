"""Writes of responsibilities: sharing out a kind of decision, naming somebody to a post, noting that they left it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.govern.committees.api import Committee
from chalkline.govern.responsibilities import rules
from chalkline.govern.responsibilities.events import PostLeft, PostNamed, ResponsibilitySharedOut
from chalkline.govern.responsibilities.models import PostHeld, SharedOut
from chalkline.govern.responsibilities.queries import shares_of
from chalkline.govern.responsibilities.words import (
    COMMITTEE,
    MANY_HOLD,
    PART_NAMES,
    DecisionKind,
    Part,
    Post,
    Shares,
    vocabulary,
)
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import SIGNED_IN, Actor, Person, actor_of_person, command

REASON_LIMIT = 2000


@command(records=(ResponsibilitySharedOut,), may_change_nothing=True)
def share_out(actor: Actor, kind: DecisionKind, shares: Shares, *, reason: str, now: datetime) -> Shares:
    """Say who answers for a kind of decision, who does it, who is asked and who is told. It grants no permission."""
    actor.must("responsibilities.share_out")
    wrong = rules.wrong_with(shares, vocabulary().posts)
    if wrong:
        raise rules.incomplete(wrong)
    SharedOut.objects.select_for_update(no_key=True).filter(pk=kind.id).first()
    before = shares_of(kind)
    if before == shares:
        return shares
    said = reason.strip()
    if not said or len(said) > REASON_LIMIT:
        raise rules.reason_needed()
    kept = {"shares": shares.as_json(), "reason": said, "changed_by_id": actor.id, "changed_at": now}
    SharedOut.objects.update_or_create(kind=kind.id, defaults=kept)
    told = ResponsibilitySharedOut(
        responsibility=SubjectRef("responsibility", kind.id),
        decision_name=str(kind.name),
        before=_spelled(before),
        after=_spelled(shares),
        after_said=_said(shares),
        reason=said,
    )
    record(told, actor_id=actor.id, now=now)
    return shares


@command(records=(PostNamed,))
def name_to_post(actor: Actor, post: Post, holder: Person | Committee, *, now: datetime) -> PostHeld:
    """Name a person or a committee to a post. One person may hold several."""
    actor.must("responsibilities.name")
    _must_be_able_to_hold(post, holder)
    person = holder if isinstance(holder, Person) else None
    committee = holder if isinstance(holder, Committee) else None
    open_ones = PostHeld.objects.select_for_update(no_key=True).filter(post=post.id, ended_at=None)
    if any(each.person == person and each.committee == committee for each in open_ones):
        raise rules.held_already(str(holder))
    try:
        with transaction.atomic():
            held = PostHeld.objects.create(
                post=post.id, person=person, committee=committee, named_by_id=actor.id, named_at=now
            )
    except IntegrityError:  # named by somebody else at the same moment
        raise rules.held_already(str(holder)) from None
    told = PostNamed(_post(post), _holder(held), str(post.name), str(holder))
    record(told, actor_id=actor.id, now=now)
    return held


@command(records=(PostLeft,), may_change_nothing=True)
def leave_post(actor: Actor, held: PostHeld, *, now: datetime) -> PostHeld:
    """Note that somebody holds a post no more. Doing it twice changes nothing."""
    actor.must("responsibilities.name")
    current = PostHeld.objects.select_for_update(no_key=True).get(pk=held.pk)
    if current.ended_at:
        return current
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    post = vocabulary().posts[current.post]
    told = PostLeft(_post(post), _holder(current), str(post.name), str(current.person or current.committee))
    record(told, actor_id=actor.id, now=now)
    return current


def _must_be_able_to_hold(post: Post, holder: Person | Committee) -> None:
    if post.is_by_case:
        raise rules.cannot_hold(Sentence("It is a different person in each case, and nobody is named to it."))
    if isinstance(holder, Committee):
        if post.id != COMMITTEE:
            raise rules.cannot_hold(Sentence("A committee holds the post of a committee, and a person any other."))
        return
    if post.id == COMMITTEE:
        raise rules.cannot_hold(Sentence("A committee holds the post of a committee, and a person any other."))
    if not actor_of_person(holder).roles & SIGNED_IN:
        raise rules.cannot_hold(Sentence("{name} has no role here, and could not sign in.", name=str(holder)))
    if post.id in MANY_HOLD:
        return
    taken = PostHeld.objects.filter(post=post.id, ended_at=None, person__is_active=True).exclude(person=holder)
    other = taken.select_related("person").first()
    if other:
        raise rules.cannot_hold(Sentence("{name} holds it now, and one person does at a time.", name=str(other.person)))


def _post(post: Post) -> SubjectRef:
    return SubjectRef("post", post.id)


def _holder(held: PostHeld) -> SubjectRef:
    if held.committee_id:
        return SubjectRef("committee", str(held.committee_id))
    return SubjectRef("person", str(held.person_id))


def _spelled(shares: Shares) -> tuple[str, ...]:
    """ "A:supt", "R:dpo": each part with its post."""
    return tuple(f"{part}:{post}" for part in Part for post in shares.of(part))


def _said(shares: Shares) -> str:
    posts = vocabulary().posts
    parts = [
        f"{PART_NAMES[part]}: {', '.join(str(posts[each].name) for each in shares.of(part))}"
        for part in Part
        if shares.of(part)
    ]
    return "; ".join(parts)
