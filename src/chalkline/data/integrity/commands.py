"""Writes of audits: hand an export in, keep an audit, require one of a use, drop that."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from chalkline.data.integrity.apart.rulesets import oneroster
from chalkline.data.integrity.events import AuditAsked, RequirementDropped, RequirementSet, RosterAudited
from chalkline.data.integrity.models import Audit, Requirement
from chalkline.data.integrity.queries import unmet_requirement
from chalkline.data.integrity.rules import already_required, check_requirement, must_be_met, score
from chalkline.data.integrity.words import Findings, Severity
from chalkline.jobs.api import JOBS, WorkSeen, start_work
from chalkline.kernel.clock import local_day
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

AUDITOR = "data.audit_roster"
AUDITING = "data.roster.audit"  # the kind of work


@command(records=(AuditAsked,))
def hand_in_export(actor: Actor, source: Path, name: str, *, now: datetime) -> WorkSeen:
    """Have an export that lies in a folder of its own audited by a job."""
    actor.must("integrity.audit")
    work = start_work(AUDITING, name, owner_id=actor.id, total=100, now=now)
    JOBS[AUDITOR].enqueue(work_id=work.id, source=str(source), actor_id=actor.id, now=now, key=f"audit:{work.id}")
    record(AuditAsked(SubjectRef("work", work.id), name[:200]), actor_id=actor.id, now=now)
    return work


@command(records=(RosterAudited,))
def keep_audit(actor: Actor, audit_id: str, name: str, findings: Findings, *, now: datetime) -> Audit:
    """Keep what an audit found: counts and scores. The rows to fix lie in a file beside, for a month."""
    actor.must("integrity.audit")
    severities = {rule.id: rule.severity for rule in oneroster().rules}
    audit = Audit(
        id=UUID(audit_id),
        name=name[:200],
        version=findings.version,
        audited_on=local_day(now, settings.TIME_ZONE),
        audited_at=now,
        audited_by=actor.id,
        digest=findings.digest,
        rules_of=findings.rules_of,
        rows=findings.rows,
        faulty=findings.faulty,
        score=score(findings.rows, findings.faulty),
        # A file that is missing altogether is no lesser fault than a password in one.
        has_stops=bool(findings.missing or findings.lacking)
        or any(severities.get(rule) == Severity.STOP for rule in findings.found),
        files=dict(findings.files),
        found=dict(findings.found),
        asked=list(findings.asked),
        dimensions={name: dict(counts) for name, counts in findings.dimensions.items()},
        amiss={
            "missing": list(findings.missing),
            "lacking": {name: list(columns) for name, columns in findings.lacking.items()},
            "uneven": dict(findings.uneven),
        },
        coverage={name: [dict(each) for each in groups] for name, groups in findings.coverage.items()},
    )
    audit.save(force_insert=True)
    told = RosterAudited(
        audit=SubjectRef("audit", str(audit.id)),
        digest=audit.digest,
        rules_of=audit.rules_of,
        rows=audit.rows,
        faulty=audit.faulty,
        score=f"{audit.score:.1f}",
        has_stops=audit.has_stops,
        audited_on=audit.audited_on,
    )
    record(told, actor_id=actor.id, now=now)
    return audit


@command(records=(RequirementSet,))
def require_audit(
    actor: Actor, use: SubjectRef, title: str, *, least_score: float, within_days: int, now: datetime
) -> Requirement:
    """Make an approved use depend on a recent and good audit. Where there is none, it stops at once."""
    actor.must("integrity.require")
    check_requirement(least_score, within_days)
    if Requirement.objects.select_for_update().filter(use_id=use.id, dropped_at=None).exists():
        raise already_required()
    made = Requirement.objects.create(
        use_id=use.id,
        use_title=title[:300],
        least_score=least_score,
        within_days=within_days,
        set_by=actor.id,
        set_at=now,
    )
    told = RequirementSet(use, _ref(made), made.use_title, f"{least_score:g}", within_days)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(RequirementDropped,))
def drop_requirement(actor: Actor, requirement: Requirement, *, now: datetime) -> Requirement:
    """Let a use hold whatever audits say. Refused while the requirement is not met."""
    actor.must("integrity.require")
    current = Requirement.objects.select_for_update().get(pk=requirement.pk, dropped_at=None)
    must_be_met(unmet_requirement(current, local_day(now, settings.TIME_ZONE)))
    current.dropped_at = now
    current.save(update_fields=["dropped_at"])
    told = RequirementDropped(SubjectRef("use", current.use_id), _ref(current), current.use_title)
    record(told, actor_id=actor.id, now=now)
    return current


def _ref(requirement: Requirement) -> SubjectRef:
    return SubjectRef("requirement", str(requirement.id))
