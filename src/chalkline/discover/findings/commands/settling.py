"""Triage: look at it, set it aside, put it under an approved use, say whose host it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.uses.api import use_ref, uses_in_force
from chalkline.discover.findings.commands.moving import finding_ref, locked, settle, tool_of
from chalkline.discover.findings.events import (
    FindingCovered,
    FindingDismissed,
    HostNamed,
    SentToTriage,
)
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.rules import check_reason, check_step, no_approved_use
from chalkline.discover.findings.words import FindingKind, FindingState
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.api import (
    correct_service,
    correction_of,
    known_service,
    tool_ref,
)
from chalkline.tools.register.events import ServiceCorrected


@command(records=(SentToTriage,))
def send_to_triage(actor: Actor, chosen: Sequence[Finding], *, now: datetime) -> list[Finding]:
    """Put findings on the list of those somebody looks at; several at once."""
    actor.must("discover.triage")
    moved = []
    for finding in locked(chosen):
        check_step(finding.name, FindingState(finding.state), FindingState.IN_TRIAGE)
        settle(finding, FindingState.IN_TRIAGE, "", actor, now)
        record(SentToTriage(finding_ref(finding), tool_of(finding), finding.name), actor_id=actor.id, now=now)
        moved.append(finding)
    return moved


@command(records=(FindingDismissed,))
def dismiss_findings(actor: Actor, chosen: Sequence[Finding], *, why: str, now: datetime) -> list[Finding]:
    """Set findings aside, with one reason. They come back only if somebody takes them up again."""
    actor.must("discover.triage")
    reason = check_reason(why)
    moved = []
    for finding in locked(chosen):
        check_step(finding.name, FindingState(finding.state), FindingState.DISMISSED)
        settle(finding, FindingState.DISMISSED, reason, actor, now)
        record(
            FindingDismissed(finding_ref(finding), tool_of(finding), finding.name, reason), actor_id=actor.id, now=now
        )
        moved.append(finding)
    return moved


@command(records=(FindingCovered,))
def join_approved_use(actor: Actor, chosen: Sequence[Finding], *, use_id: str = "", now: datetime) -> list[Finding]:
    """Put findings under the approved use of their tool; several at once, all or none.

    ``use_id``: which use, where a tool has several; else the one that holds longest. Raises
    Problem("discover.no_approved_use") where a tool has none that holds today.
    """
    actor.must("discover.triage")
    holding = uses_in_force(actor, localdate(now)).select_related("tool").order_by("-expires_on")
    moved = []
    for finding in locked(chosen):
        check_step(finding.name, FindingState(finding.state), FindingState.COVERED)
        fitting = holding.filter(tool__slug=finding.subject) if finding.kind == FindingKind.SERVICE else holding.none()
        use = (fitting.filter(pk=id_from(use_id)) if use_id else fitting).first()
        if use is None:
            raise no_approved_use(finding.name)
        finding.use_id = str(use.pk)
        settle(finding, FindingState.COVERED, "", actor, now)
        covered = FindingCovered(finding_ref(finding), tool_of(finding), use_ref(use), finding.name)
        record(covered, actor_id=actor.id, now=now)
        moved.append(finding)
    return moved


@command(records=(HostNamed, ServiceCorrected))
def name_host(actor: Actor, finding: Finding, slug: str, *, now: datetime) -> Finding:
    """Say which service of the catalogue an unknown host belongs to; the next logs recognise it."""
    actor.must("discover.triage")
    (current,) = locked([finding])
    check_step(current.name, FindingState(current.state), FindingState.DISMISSED)
    service = known_service(slug)
    held = correction_of(actor, slug)[1].get("domains", ()) if service else ()
    correct_service(actor, slug, {"domains": [*held, current.subject]}, now=now)
    name = service.name if service else slug
    settle(current, FindingState.DISMISSED, str(Sentence("It belongs to {name}.", name=name)), actor, now)
    record(HostNamed(finding_ref(current), tool_ref(slug), name, current.subject), actor_id=actor.id, now=now)
    return current
