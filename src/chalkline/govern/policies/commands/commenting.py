"""Comments: opened until a day, said, answered; and a version taken back to a draft."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from chalkline.govern.policies import refusals
from chalkline.govern.policies.events import (
    PolicyCommentAnswered,
    PolicyCommented,
    PolicyOpenedForComment,
    PolicyTakenBack,
)
from chalkline.govern.policies.models import Comment, PolicyVersion
from chalkline.govern.policies.queries import policy_ref, version_ref
from chalkline.govern.policies.rules import check_comment_day, check_words, must_become
from chalkline.govern.policies.words import VersionState
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(PolicyOpenedForComment,))
def open_comments(actor: Actor, version: PolicyVersion, until_on: date, *, now: datetime) -> PolicyVersion:
    """Let people say what they think of a draft, until the end of a day. Raises Problem."""
    actor.must("policies.write")
    current = _locked(version)
    must_become(VersionState(current.state), VersionState.COMMENT)
    check_comment_day(until_on, localdate(now))
    current.state, current.comment_until = VersionState.COMMENT.value, until_on
    current.save(update_fields=["state", "comment_until"])
    told = PolicyOpenedForComment(
        policy_ref(current.policy), version_ref(current), current.policy.code, current.number, until_on
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(PolicyTakenBack,))
def take_back(actor: Actor, version: PolicyVersion, *, now: datetime) -> PolicyVersion:
    """Write on, after comments. What is on an agenda is taken off there first. Raises Problem("policies.not_now")."""
    actor.must("policies.write")
    current = _locked(version)
    if current.state != VersionState.COMMENT:
        raise refusals.not_a_draft(current.number)
    current.state, current.comment_until = VersionState.DRAFT.value, None
    current.save(update_fields=["state", "comment_until"])
    told = PolicyTakenBack(policy_ref(current.policy), version_ref(current), current.policy.code, current.number)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(PolicyCommented,))
def comment(actor: Actor, version: PolicyVersion, section: int, text: str, *, now: datetime) -> Comment:
    """Say what one thinks of a section (0: of the whole). Raises Problem("policies.comments_over")."""
    actor.must("policies.comment")
    current = _locked(version)
    until = current.comment_until
    if current.state != VersionState.COMMENT or until is None or localdate(now) > until:
        raise refusals.comments_over()
    words = check_words(text, "text")
    if not 0 <= section <= len(current.sections):
        raise refusals.text_unclear({"section": Sentence("Choose a section of this version.")})
    made = Comment.objects.create(version=current, section=section, person_id=UUID(actor.id), text=words, said_at=now)
    told = PolicyCommented(
        policy_ref(current.policy), version_ref(current), current.policy.code, current.number, section
    )
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(PolicyCommentAnswered,))
def answer_comment(actor: Actor, of: Comment, text: str, *, now: datetime) -> Comment:
    """Say what becomes of a comment; everybody who reads it reads the answer too. Raises Problem."""
    actor.must("policies.write")
    current = Comment.objects.select_for_update(of=("self",)).select_related("version__policy").get(pk=of.pk)
    current.answer = check_words(text, "answer")
    current.answered_by_id, current.answered_at = UUID(actor.id), now
    current.save(update_fields=["answer", "answered_by", "answered_at"])
    version = current.version
    told = PolicyCommentAnswered(policy_ref(version.policy), version_ref(version), version.policy.code, version.number)
    record(told, actor_id=actor.id, now=now)
    return current


def _locked(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy").get(pk=version.pk)
