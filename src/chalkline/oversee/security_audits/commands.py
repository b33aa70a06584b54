"""Writes of security audits: begun, answered, finished; weaknesses noted, mended, tried again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.utils.timezone import localdate

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.security_audits import rules
from chalkline.oversee.security_audits.checklist import checklist, item_by_id
from chalkline.oversee.security_audits.events import (
    ItemAnswered,
    SecurityAuditBegun,
    SecurityAuditFinished,
    WeaknessMended,
    WeaknessNoted,
    WeaknessRetested,
)
from chalkline.oversee.security_audits.models import AuditAnswer, SecurityAudit, Weakness
from chalkline.oversee.security_audits.probes import PROBES
from chalkline.oversee.security_audits.words import Answered, Severity, WeaknessState
from chalkline.people.api import Actor, Person, command


@command(records=(SecurityAuditBegun,))
def begin_security_audit(actor: Actor, *, now: datetime) -> SecurityAudit:
    """Begin to go through the checklist; what the product can answer itself is answered at once."""
    actor.must("security_audits.run")
    version, _areas, items = checklist()
    audit = SecurityAudit.objects.create(checklist_version=version, begun_by_id=actor.id, begun_at=now)
    for item in items:
        if item.probe:
            _put(audit, item.id, PROBES[item.probe](now), "system:security_audits", now)
    record(SecurityAuditBegun(_ref(audit), version), actor_id=actor.id, now=now)
    return audit


@command(records=(ItemAnswered,))
def answer_item(actor: Actor, audit: SecurityAudit, item_id: str, answered: Answered, *, now: datetime) -> AuditAnswer:
    """Answer one item, with what shows it. An answer may be given anew until the audit is finished."""
    actor.must("security_audits.run")
    current = _open(audit)
    if item_by_id(item_id) is None:
        raise rules.unknown_item()
    rules.check_answer(answered)
    kept = _put(current, item_id, answered, actor.id, now)
    told = ItemAnswered(_ref(current), item_id, answered.verdict.value, answered.file_digest)
    record(told, actor_id=actor.id, now=now)
    return kept


@command(records=(SecurityAuditFinished,))
def finish_security_audit(actor: Actor, audit: SecurityAudit, *, now: datetime) -> SecurityAudit:
    """Finish it, once every item has an answer."""
    actor.must("security_audits.run")
    current = _open(audit)
    known = {each.id for each in checklist()[2]}
    rules.check_finished(len(known - set(current.answers.values_list("item", flat=True))))
    current.finished_at = now
    current.save(update_fields=["finished_at"])
    record(SecurityAuditFinished(_ref(current)), actor_id=actor.id, now=now)
    return current


@command(records=(WeaknessNoted,))
def note_weakness(
    actor: Actor,
    audit: SecurityAudit,
    item_id: str,
    text: str,
    *,
    severity: Severity,
    owner: Person,
    due_on: date,
    now: datetime,
) -> Weakness:
    """Note what is not as it should be, who sees to it and until when. Also after the audit is finished."""
    actor.must("security_audits.run")
    if item_by_id(item_id) is None:
        raise rules.unknown_item()
    rules.check_weakness(text, str(owner.pk), due_on, today=localdate(now))
    weakness = Weakness.objects.create(
        audit=audit,
        item=item_id,
        text=text.strip(),
        severity=severity.value,
        owner=owner,
        due_on=due_on,
        state=WeaknessState.OPEN.value,
    )
    record(WeaknessNoted(_ref(audit), _of(weakness), severity.value), actor_id=actor.id, now=now)
    return weakness


@command(records=(WeaknessMended,))
def mend_weakness(actor: Actor, weakness: Weakness, *, note: str, now: datetime) -> Weakness:
    """Say that it is mended and how. Somebody else tries it again."""
    actor.must("security_audits.mend", owner_id=str(weakness.owner_id), hidden=True)
    current = _locked(weakness)
    if current.state != WeaknessState.OPEN:
        raise rules.not_now()
    current.mended_note = note.strip()[: rules.TEXT_LIMIT]
    current.state, current.mended_by_id = WeaknessState.MENDED.value, actor.id
    current.save(update_fields=["state", "mended_by", "mended_note"])
    record(WeaknessMended(_of(current)), actor_id=actor.id, now=now)
    return current


@command(records=(WeaknessRetested,))
def retest_weakness(actor: Actor, weakness: Weakness, *, holds: bool, now: datetime) -> Weakness:
    """Try it again, as somebody other than who mended it: it is closed, or open once more."""
    actor.must("security_audits.retest")
    current = _locked(weakness)
    if current.state != WeaknessState.MENDED:
        raise rules.not_now()
    if str(current.mended_by_id) == actor.id:
        raise rules.own_mending()
    current.state = (WeaknessState.CLOSED if holds else WeaknessState.OPEN).value
    current.retested_by_id, current.retested_at = actor.id, now
    current.save(update_fields=["state", "retested_by", "retested_at"])
    record(WeaknessRetested(_of(current), current.state), actor_id=actor.id, now=now)
    return current


def _put(audit: SecurityAudit, item_id: str, answered: Answered, who: str, now: datetime) -> AuditAnswer:
    values = {**asdict(answered), "answered_by": who, "answered_at": now}
    kept, _new = AuditAnswer.objects.update_or_create(audit=audit, item=item_id, defaults=values)
    return kept


def _open(audit: SecurityAudit) -> SecurityAudit:
    current = SecurityAudit.objects.select_for_update(of=("self",), no_key=True).get(pk=audit.pk)
    if current.finished_at:
        raise rules.finished()
    return current


def _locked(weakness: Weakness) -> Weakness:
    return Weakness.objects.select_for_update(of=("self",), no_key=True).get(pk=weakness.pk)


def _ref(audit: SecurityAudit) -> SubjectRef:
    return SubjectRef("security_audit", str(audit.pk))


def _of(weakness: Weakness) -> SubjectRef:
    return SubjectRef("weakness", str(weakness.pk))
