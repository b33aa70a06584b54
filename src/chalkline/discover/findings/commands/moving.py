"""What every write of a finding shares: lock it, move it, name it in a fact."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.words import FindingKind, FindingState
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.tools.register.api import (
    tool_ref,
)


def locked(chosen: Sequence[Finding]) -> list[Finding]:
    return list(Finding.objects.select_for_update().filter(pk__in=[each.pk for each in chosen]).order_by("name"))


def locked_by_id(ids: Collection[str]) -> list[Finding]:
    """Findings by their ids. Raises Problem("not_found") where one is none."""
    found = list(Finding.objects.select_for_update().filter(pk__in=[id_from(each) for each in ids]).order_by("name"))
    if len(found) < len(ids):
        raise not_found(Sentence("finding"))
    return found


def settle(finding: Finding, state: FindingState, reason: str, actor: Actor, now: datetime) -> None:
    finding.state, finding.reason, finding.settled_by, finding.settled_at = state, reason, actor.id, now
    finding.save(update_fields=["state", "reason", "request_id", "use_id", "settled_by", "settled_at"])


def finding_ref(finding: Finding) -> SubjectRef:
    return SubjectRef("finding", str(finding.id))


def tool_of(finding: Finding) -> SubjectRef:
    """A service is the tool of its slug; an unknown host is nobody's tool yet."""
    return tool_ref(finding.subject if finding.kind == FindingKind.SERVICE else f"host:{finding.subject}"[:80])
