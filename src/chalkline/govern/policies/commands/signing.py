"""Signing, telling a class, reminding, and looking at a policy again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from chalkline.govern.policies import refusals, repeal_refusals
from chalkline.govern.policies.events import PolicyClassTold, PolicyKept, PolicyReminded, PolicySigned
from chalkline.govern.policies.models import ClassTold, Policy, PolicyVersion, Reminder, Signature
from chalkline.govern.policies.queries import binds, binds_of, policy_ref, version_ref, version_to_sign
from chalkline.govern.policies.repeals import repeal_decided
from chalkline.govern.policies.rules import check_days
from chalkline.govern.policies.signing import people_unsigned, signature_of
from chalkline.govern.policies.words import Days, VersionState
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, classes_taught, command, person_by_id


@command(records=(PolicySigned,))
def sign_policy(actor: Actor, version: PolicyVersion, digest: str, *, now: datetime) -> Signature:
    """Sign for oneself what one has read: ``digest`` is of the text that was shown. Kept for ever.

    Raises Problem: policies.not_signable, policies.not_bound, policies.text_changed, policies.already_signed.
    """
    actor.must("policies.sign", owner_id=actor.id)
    current = _adopted(version)
    if not binds_of(current).signed:
        raise refusals.not_signable()
    person = person_by_id(actor.id)
    if person is None or not binds(current, actor.id):
        raise refusals.not_bound()
    signed = signature_of(current, actor.id)
    if signed is not None:
        raise refusals.already_signed(localdate(signed.signed_at))
    if digest != current.digest:
        raise refusals.text_changed()
    try:
        with transaction.atomic():
            made = Signature.objects.create(
                version=current,
                person=person,
                name=str(person),
                role=person.roster_role,
                school_id=person.school_id,
                school_name=person.school.name if person.school else "",
                digest=current.digest,
                signed_at=now,
            )
    except IntegrityError:  # twice at the same moment
        raise refusals.already_signed(localdate(now)) from None
    told = PolicySigned(policy_ref(current.policy), version_ref(current), current.policy.code, current.number)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(PolicyClassTold,))
def tell_class(actor: Actor, version: PolicyVersion, class_id: str, told_on: date, *, now: datetime) -> ClassTold:
    """Say of one of one's own classes that it was told. Students have no accounts; their teacher says it.

    Raises Problem: policies.not_signable, policies.class_not_yours, policies.class_told_already, policies.days_unclear.
    """
    actor.must("policies.tell_class", owner_id=actor.id)
    current = _adopted(version)
    person = person_by_id(actor.id)
    binding = binds_of(current)
    if not binding.students:
        raise refusals.not_signable()
    school_id = str(person.school_id or "") if person else ""
    outside = bool(binding.schools) and school_id not in binding.schools
    if person is None or not school_id or outside or class_id not in classes_taught(actor.id):
        raise refusals.class_not_yours()
    if current.adopted_on is None or not current.adopted_on <= told_on <= localdate(now):
        words = Sentence("Choose a day since it was adopted, today at the latest.")
        raise refusals.days_unclear({"told_on": words})
    before = ClassTold.objects.filter(version=current, class_id=class_id).first()
    if before is not None:
        raise refusals.class_told_already(before.told_on)
    try:
        with transaction.atomic():
            made = ClassTold.objects.create(
                version=current,
                class_id=class_id,
                person=person,
                name=str(person),
                school_id=school_id,
                told_on=told_on,
                noted_at=now,
            )
    except IntegrityError:  # a colleague at the same moment
        raise refusals.class_told_already(told_on) from None
    told = PolicyClassTold(policy_ref(current.policy), version_ref(current), current.policy.code, current.number)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(PolicyReminded,), may_change_nothing=True)
def remind_signers(actor: Actor, version: PolicyVersion, *, now: datetime) -> Reminder | None:
    """Remind everybody who has not signed: it stands first on their Today, with the day of the reminder.

    Nothing happens where everybody has, or where they were reminded today.
    """
    actor.must("policies.remind")
    current = _adopted(version)
    waiting = people_unsigned(current)
    count = waiting.count()
    latest = current.reminders.first()
    if not count or (latest and localdate(latest.sent_at) == localdate(now)):
        return None
    made = Reminder.objects.create(version=current, count=count, sent_by_id=UUID(actor.id), sent_at=now)
    told = PolicyReminded(policy_ref(current.policy), version_ref(current), current.policy.code, current.number)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(PolicyKept,))
def keep_policy(actor: Actor, policy: Policy, review_on: date, *, now: datetime) -> PolicyVersion:
    """Note that a review found the text in force good, and when it is looked at next. The text stays as it is."""
    actor.must("policies.keep")
    held = version_to_sign(policy)
    if held is None:
        raise refusals.not_signable()
    current = PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy").get(pk=_adopted(held).pk)
    today = localdate(now)
    check_days(Days(today, review_on), today)
    current.review_on = review_on
    current.save(update_fields=["review_on"])
    told = PolicyKept(policy_ref(current.policy), version_ref(current), current.policy.code, current.number, review_on)
    record(told, actor_id=actor.id, now=now)
    return current


def _adopted(version: PolicyVersion) -> PolicyVersion:
    """The version, if it is the newest that was adopted, and its end is not decided."""
    current = PolicyVersion.objects.select_related("policy").get(pk=version.pk)
    newest = version_to_sign(current.policy)
    if current.state != VersionState.ADOPTED or newest is None or newest.pk != current.pk:
        raise refusals.not_signable()
    decided = repeal_decided(current.policy)
    if decided is not None and decided.effective_on:
        raise repeal_refusals.repealed(decided.effective_on)
    return current
