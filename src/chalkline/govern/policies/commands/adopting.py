"""Adoption: before a committee of ours and by its decision, or by a school board whose minutes prove it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    Barred,
    ItemAdded,
    Light,
    Meeting,
    Outcome,
    day_of,
    put_item,
)
from chalkline.govern.decisions.api import Decision, subject_decided
from chalkline.govern.policies import refusals, repeal_refusals
from chalkline.govern.policies.commands.writing import named
from chalkline.govern.policies.events import PolicyAdopted, PolicyNotAdopted, PolicyPutBefore, PolicyTakenBack
from chalkline.govern.policies.models import PolicyVersion
from chalkline.govern.policies.queries import before_of, difference, digest_now, policy_ref, version_ref
from chalkline.govern.policies.repeals import repeal_open
from chalkline.govern.policies.rules import USUAL_REVIEW, check_adoption, check_days, must_become
from chalkline.govern.policies.words import BoardAdoption, Days, PolicyKind, VersionState
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

WITH_CARE = frozenset({PolicyKind.AI_POLICY, PolicyKind.STAFF, PolicyKind.STUDENTS})


@command(records=(PolicyPutBefore, ItemAdded))
def put_before(actor: Actor, version: PolicyVersion, meeting: Meeting, days: Days, *, now: datetime) -> AgendaItem:
    """Freeze exactly this text and put it on the agenda. Whoever wrote on it takes no part in the vote.

    Raises Problem: policies.not_now, policies.comments_unanswered, policies.nothing_new, policies.days_unclear.
    """
    actor.must("policies.write")
    current, on = _ready(version, VersionState.BEFORE_BODY), day_of(meeting)
    check_days(days, on)
    current.planned_effective_on = days.effective_on
    _freeze(current, VersionState.BEFORE_BODY)
    reason = str(Sentence("Whoever writes a text does not decide on it."))
    policy = current.policy
    entry = AgendaEntry(
        title=str(Sentence("{title} ({code}), version {n}", title=policy.title, code=policy.code, n=current.number)),
        light=Light.YELLOW if PolicyKind(policy.kind) in WITH_CARE else Light.GREEN,
        proposed=(),
        suggested_expires_on=days.review_on,
        latest_expires_on=max(days.review_on, on + 3 * USUAL_REVIEW),
        barred=tuple(Barred(each, reason) for each in current.writers),
    )
    item = put_item(actor, meeting, version_ref(current), entry, now=now)
    told = PolicyPutBefore(
        policy_ref(policy),
        version_ref(current),
        SubjectRef("meeting", str(meeting.pk)),
        policy.code,
        current.number,
        item.meeting.committee.name,
    )
    record(told, actor_id=actor.id, now=now)
    return item


@command(records=(PolicyAdopted,))
def record_board_adoption(
    actor: Actor, version: PolicyVersion, adoption: BoardAdoption, days: Days, *, now: datetime
) -> PolicyVersion:
    """Write down that a school board adopted exactly this text, with its minutes. Never by whoever wrote it.

    Raises Problem: policies.own_draft, policies.adoption_unclear, policies.days_unclear, policies.file_unfit,
    policies.not_now, policies.comments_unanswered, policies.nothing_new.
    """
    actor.must("policies.record_adoption")
    current = _ready(version, VersionState.ADOPTED)
    if actor.id in current.writers:
        raise refusals.own_draft()
    if current.state == VersionState.BEFORE_BODY:
        raise refusals.not_a_draft(current.number)  # a committee of ours has it, and decides
    check_adoption(adoption, localdate(now))
    check_days(days, adoption.adopted_on)
    minutes = adoption.minutes
    current.body, current.resolution = adoption.body.strip(), adoption.resolution.strip()
    current.minutes_name, current.minutes_digest = named(minutes), hashlib.sha256(minutes.file).hexdigest()
    current.minutes.save(f"{current.pk}-minutes.bin", ContentFile(minutes.file), save=False)
    current.recorded_by_id = UUID(actor.id)
    current.adopted_on, current.effective_on, current.review_on = adoption.adopted_on, days.effective_on, days.review_on
    _freeze(current, VersionState.ADOPTED)
    _tell_adopted(actor, current, current.body, current.resolution, now)
    return current


@command(records=(PolicyAdopted, PolicyNotAdopted, PolicyTakenBack), may_change_nothing=True)
def settle_version(actor: Actor, version_id: str, decision: Decision | None, *, now: datetime) -> PolicyVersion | None:
    """Follow what became of an item: adopted, not adopted, or (put off, taken off) a draft again. Twice is once."""
    actor.must("policies.settle")
    found = PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy")
    current = found.filter(pk=id_from(version_id), state=VersionState.BEFORE_BODY.value).first()
    if current is None or (decision is not None and version_ref(current) != subject_decided(decision)):
        return None
    policy = current.policy
    if decision is None or Outcome(decision.outcome) is Outcome.DEFER:
        current.state, current.digest = VersionState.DRAFT.value, ""
        current.save(update_fields=["state", "digest"])
        back = PolicyTakenBack(policy_ref(policy), version_ref(current), policy.code, current.number)
        record(back, actor_id=actor.id, now=now)
        return current
    current.decision, number = decision, str(decision)
    if not Outcome(decision.outcome).approves:
        current.state = VersionState.NOT_ADOPTED.value
        current.save(update_fields=["state", "decision"])
        told = PolicyNotAdopted(policy_ref(policy), version_ref(current), policy.code, current.number, number)
        record(told, actor_id=actor.id, now=now)
        return current
    current.adopted_on = decision.decided_on
    current.effective_on = max(decision.decided_on, current.planned_effective_on or decision.decided_on)
    current.review_on = decision.expires_on or current.effective_on + USUAL_REVIEW
    current.state = VersionState.ADOPTED.value
    current.save()
    _tell_adopted(actor, current, decision.committee.name, number, now)
    return current


def _ready(version: PolicyVersion, wanted: VersionState) -> PolicyVersion:
    """The version, locked, if nothing stands in the way of a decision on it."""
    found = PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy")
    current = found.get(pk=version.pk)
    must_become(VersionState(current.state), wanted)
    if repeal_open(current.policy) is not None:
        raise repeal_refusals.repeal_under_way()
    unanswered = current.comments.filter(answered_at=None).count()
    if unanswered:
        raise refusals.comments_unanswered(unanswered)
    before = before_of(current)
    if before and difference(before, current).is_same and before.binds == current.binds and not current.file_digest:
        raise refusals.nothing_new(before.number)
    return current


def _freeze(version: PolicyVersion, state: VersionState) -> None:
    version.state, version.digest = state.value, digest_now(version)
    version.save()


def _tell_adopted(actor: Actor, version: PolicyVersion, body: str, by: str, now: datetime) -> None:
    assert version.adopted_on and version.effective_on and version.review_on
    policy = version.policy
    told = PolicyAdopted(
        policy=policy_ref(policy),
        version=version_ref(version),
        code=policy.code,
        number=version.number,
        body=body,
        by=by,
        adopted_on=version.adopted_on,
        effective_on=version.effective_on,
        review_on=version.review_on,
        asks_anew=version.changes_duties,
    )
    record(told, actor_id=actor.id, now=now)
