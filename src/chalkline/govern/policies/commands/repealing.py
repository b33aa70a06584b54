"""The end of a policy: proposed by one person, decided by the body that adopted it. What was signed stays."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
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
from chalkline.govern.policies.events import (
    PolicyNotAdopted,
    PolicyNotRepealed,
    PolicyRepealed,
    PolicyRepealProposed,
    PolicyRepealPutBefore,
    PolicyRepealReturned,
    PolicyRepealWithdrawn,
)
from chalkline.govern.policies.models import Policy, PolicyVersion, Repeal
from chalkline.govern.policies.queries import policy_ref, version_ref, version_to_sign
from chalkline.govern.policies.repeals import body_of, digest_of_proposal, repeal_decided, repeal_open, repeal_ref
from chalkline.govern.policies.rules import USUAL_REVIEW, check_adoption, check_end, check_repealing, must_be_body
from chalkline.govern.policies.words import OPEN_STATES, BoardAdoption, Repealing, RepealState, VersionState
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(PolicyRepealProposed,))
def propose_repeal(actor: Actor, policy: Policy, said: Repealing, *, now: datetime) -> Repeal:
    """Propose that a policy ends, and say why. Nothing changes before the body that adopted it has decided.

    Raises Problem: policies.text_unclear, policies.nothing_to_repeal, policies.repeal_under_way, policies.repealed.
    """
    actor.must("policies.write")
    current, kept = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk), check_repealing(said)
    decided, held = repeal_decided(current), version_to_sign(current)
    if decided is not None and decided.effective_on:
        raise repeal_refusals.repealed(decided.effective_on)
    if repeal_open(current) is not None:
        raise repeal_refusals.repeal_under_way()
    if held is None:
        raise repeal_refusals.nothing_to_repeal()
    made = Repeal(
        policy=current,
        version=held,
        state=RepealState.PROPOSED.value,
        why=kept.why,
        instead=kept.instead,
        proposed_by_id=UUID(actor.id),
        proposed_at=now,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # a colleague at the same moment
        raise repeal_refusals.repeal_under_way() from None
    record(PolicyRepealProposed(policy_ref(current), repeal_ref(made), current.code), actor_id=actor.id, now=now)
    return made


@command(records=(PolicyRepealWithdrawn,))
def withdraw_repeal(actor: Actor, repeal: Repeal, *, now: datetime) -> Repeal:
    """Let a proposal go that is on no agenda. Raises Problem("policies.repeal_not_now")."""
    actor.must("policies.write")
    current = _proposed(repeal)
    current.state = RepealState.WITHDRAWN.value
    current.save(update_fields=["state"])
    told = PolicyRepealWithdrawn(policy_ref(current.policy), repeal_ref(current), current.policy.code)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(PolicyRepealPutBefore, ItemAdded))
def put_repeal_before(actor: Actor, repeal: Repeal, meeting: Meeting, ends_on: date, *, now: datetime) -> AgendaItem:
    """Put exactly this proposal on the agenda of the committee that adopted the text. Its proposer takes no part.

    Raises Problem: policies.repeal_not_now, policies.another_body, policies.days_unclear, policies.one_at_a_time.
    """
    actor.must("policies.write")
    current, on = _proposed(repeal), day_of(meeting)
    policy, adopted = current.policy, current.version
    if adopted.decision is None or adopted.decision.committee_id != meeting.committee_id:
        raise repeal_refusals.another_body(body_of(adopted))
    check_end(ends_on, on)
    _nothing_before_a_body(policy)
    current.planned_effective_on, current.state = ends_on, RepealState.BEFORE_BODY.value
    current.digest = digest_of_proposal(current)
    current.save(update_fields=["planned_effective_on", "state", "digest"])
    reason = str(Sentence("Whoever proposes to end a text does not decide on it."))
    until = on + USUAL_REVIEW
    entry = AgendaEntry(
        title=str(Sentence("Repeal of {title} ({code})", title=policy.title, code=policy.code)),
        light=Light.YELLOW,
        proposed=(),
        suggested_expires_on=until,
        latest_expires_on=until,
        barred=(Barred(str(current.proposed_by_id), reason),),
        is_lasting=True,
    )
    item = put_item(actor, meeting, repeal_ref(current), entry, now=now)
    told = PolicyRepealPutBefore(
        policy_ref(policy),
        repeal_ref(current),
        SubjectRef("meeting", str(meeting.pk)),
        policy.code,
        item.meeting.committee.name,
    )
    record(told, actor_id=actor.id, now=now)
    return item


@command(records=(PolicyRepealed, PolicyNotAdopted))
def record_board_repeal(
    actor: Actor, repeal: Repeal, decided: BoardAdoption, ends_on: date, *, now: datetime
) -> Repeal:
    """Write down that the school board that adopted a policy ended it, with its minutes. Never by who proposed it.

    Raises Problem: policies.own_repeal, policies.repeal_not_now, policies.another_body, policies.adoption_unclear,
    policies.days_unclear, policies.file_unfit, policies.one_at_a_time.
    """
    actor.must("policies.record_adoption")
    current = _proposed(repeal)
    if actor.id == str(current.proposed_by_id):
        raise repeal_refusals.own_repeal()
    check_adoption(decided, localdate(now))
    if current.version.decision is not None:  # a committee of ours adopted it: its meeting decides
        raise repeal_refusals.another_body(body_of(current.version))
    must_be_body(body_of(current.version), decided.body)
    check_end(ends_on, decided.adopted_on)
    _nothing_before_a_body(current.policy)
    minutes = decided.minutes
    current.planned_effective_on, current.effective_on = ends_on, ends_on
    current.body, current.resolution = body_of(current.version), decided.resolution.strip()
    current.minutes_name, current.minutes_digest = named(minutes), hashlib.sha256(minutes.file).hexdigest()
    current.minutes.save(f"{current.pk}-repeal-minutes.bin", ContentFile(minutes.file), save=False)
    current.recorded_by_id, current.decided_on = UUID(actor.id), decided.adopted_on
    current.digest, current.state = digest_of_proposal(current), RepealState.REPEALED.value
    current.save()
    _tell_repealed(actor, current, current.resolution, now)
    return current


@command(records=(PolicyRepealed, PolicyNotRepealed, PolicyRepealReturned, PolicyNotAdopted), may_change_nothing=True)
def settle_repeal(actor: Actor, repeal_id: str, decision: Decision | None, *, now: datetime) -> Repeal | None:
    """Follow what became of an item: repealed, not repealed, or (put off, taken off) proposed again. Twice is once."""
    actor.must("policies.settle")
    found = Repeal.objects.select_for_update(of=("self",)).select_related("policy", "version")
    current = found.filter(pk=id_from(repeal_id), state=RepealState.BEFORE_BODY.value).first()
    if current is None or (decision is not None and repeal_ref(current) != subject_decided(decision)):
        return None
    policy = current.policy
    if decision is None or Outcome(decision.outcome) is Outcome.DEFER:
        back = PolicyRepealReturned(policy_ref(policy), repeal_ref(current), policy.code)
        current.state, current.digest = RepealState.PROPOSED.value, ""
        current.save(update_fields=["state", "digest"])
        record(back, actor_id=actor.id, now=now)
        return current
    current.decision, number = decision, str(decision)
    if not Outcome(decision.outcome).approves:
        current.state = RepealState.NOT_REPEALED.value
        current.save(update_fields=["state", "decision"])
        told = PolicyNotRepealed(policy_ref(policy), repeal_ref(current), policy.code, number)
        record(told, actor_id=actor.id, now=now)
        return current
    current.decided_on, current.body = decision.decided_on, decision.committee.name
    current.effective_on = max(decision.decided_on, current.planned_effective_on or decision.decided_on)
    current.state = RepealState.REPEALED.value
    current.save()
    _tell_repealed(actor, current, number, now)
    return current


def _proposed(repeal: Repeal) -> Repeal:
    found = Repeal.objects.select_for_update(of=("self",))
    current = found.select_related("policy", "version__decision__committee").get(pk=repeal.pk)
    if current.state != RepealState.PROPOSED:
        raise repeal_refusals.repeal_not_now()
    held = version_to_sign(current.policy)
    if held is not None and held.pk != current.version_id:  # adopted since: that text would end
        current.version = held
        current.save(update_fields=["version"])
    return current


def _nothing_before_a_body(policy: Policy) -> None:
    before = PolicyVersion.objects.filter(policy=policy, state=VersionState.BEFORE_BODY.value).first()
    if before is not None:
        raise refusals.one_at_a_time(before.number)


def _tell_repealed(actor: Actor, repeal: Repeal, by: str, now: datetime) -> None:
    """Its end, and of a draft that nobody will decide on any more."""
    assert repeal.decided_on and repeal.effective_on
    policy = repeal.policy
    told = PolicyRepealed(
        policy=policy_ref(policy),
        version=version_ref(repeal.version),
        repeal=repeal_ref(repeal),
        code=policy.code,
        body=repeal.body,
        by=by,
        decided_on=repeal.decided_on,
        effective_on=repeal.effective_on,
    )
    record(told, actor_id=actor.id, now=now)
    for each in PolicyVersion.objects.filter(policy=policy, state__in=[state.value for state in OPEN_STATES]):
        each.state = VersionState.NOT_ADOPTED.value
        each.save(update_fields=["state"])
        fallen = PolicyNotAdopted(policy_ref(policy), version_ref(each), policy.code, each.number, by)
        record(fallen, actor_id=actor.id, now=now)
