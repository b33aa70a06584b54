"""Writes of dry runs: asked for by a person, kept by Chalkline when they are done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.publish.bundle.api import Bundle
from chalkline.publish.district_rules.api import RuleSet, set_ref, title_of_set
from chalkline.report.dry_run.events import DryRunBegun, DryRunDone
from chalkline.report.dry_run.models import KeptRun
from chalkline.report.dry_run.words import DAYS, POLICY, RULES


@command(records=(DryRunBegun,))
def begin_dry_run(actor: Actor, of: RuleSet | Bundle, *, work_id: str, now: datetime) -> KeptRun:
    """Ask what a version would have done. A job finds out."""
    actor.must("exchanges.see")
    subject = subject_of(of)
    run = KeptRun.objects.create(
        of=RULES if isinstance(of, RuleSet) else POLICY,
        subject_id=of.pk,
        digest=subject.digest,
        asked_by_id=actor.id,
        asked_at=now,
        work_id=UUID(work_id),
    )
    record(DryRunBegun(subject, _ref(run), title_of(of), DAYS), actor_id=actor.id, now=now)
    return run


@command(records=(DryRunDone,), may_change_nothing=True)
def keep_dry_run(actor: Actor, run: KeptRun, result: Mapping[str, Any], *, against: str, now: datetime) -> KeptRun:
    """Keep what came of it. Only Chalkline itself does; twice changes nothing."""
    actor.must("dry_runs.keep")
    current = KeptRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
    if current.done_at:
        return current
    current.result, current.against, current.done_at = dict(result), against, now
    current.save(update_fields=["result", "against", "done_at"])
    subject = SubjectRef("rule_set" if current.of == RULES else "bundle", str(current.subject_id), current.digest)
    record(DryRunDone(subject, _ref(current), DAYS, against), actor_id=actor.id, now=now)
    return current


def subject_of(of: RuleSet | Bundle) -> SubjectRef:
    """How facts name what was tried."""
    return set_ref(of) if isinstance(of, RuleSet) else SubjectRef("bundle", str(of.pk), of.digest)


def title_of(of: RuleSet | Bundle) -> str:
    """How facts and people call what was tried."""
    return title_of_set(of) if isinstance(of, RuleSet) else f"Policy No. {of.revision}"


def _ref(run: KeptRun) -> SubjectRef:
    return SubjectRef("dry_run", str(run.pk))
