"""Reads of findings: which there are, what is being done about each, and what to act on first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from chalkline.discover.findings.acting import Act, acts
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.words import Audit, FindingState
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


@dataclass(frozen=True)
class Noted:
    """What is being done about a service: the finding's id, the service and the state."""

    id: str
    subject: str
    state: str


def service_findings(actor: Actor) -> list[Noted]:
    """Every finding of a service, in short."""
    actor.must("discover.see_audit")
    rows = Finding.objects.filter(kind="service").order_by().values_list("id", "subject", "state")
    return [Noted(str(each), subject, state) for each, subject, state in rows]


def acts_first(actor: Actor, found: Audit, noted: Iterable[Noted] | None = None) -> tuple[Act, ...]:
    """The few things to act on first, without what somebody has settled."""
    states = {each.subject: each.state for each in (service_findings(actor) if noted is None else noted)}
    aside = frozenset(slug for slug, state in states.items() if state == FindingState.DISMISSED)
    asked = frozenset(slug for slug, state in states.items() if state in TAKEN_CARE_OF)
    at = (found.key, aside, asked)
    if at not in _acts:
        _acts.clear()
        _acts[at] = acts(found, aside=aside, asked=asked)
    return _acts[at]


TAKEN_CARE_OF = {FindingState.REQUESTED, FindingState.JOINED, FindingState.COVERED}
_acts: dict[tuple[str, frozenset[str], frozenset[str]], tuple[Act, ...]] = {}  # the last answer


def findings(actor: Actor, *, state: FindingState | None = None) -> QuerySet[Finding]:
    """Findings, or those in one state."""
    actor.must("discover.see_audit")
    every = Finding.objects.all()
    return every.filter(state=state) if state else every


def finding_by_id(actor: Actor, finding_id: str) -> Finding:
    """One finding. Raises Problem("not_found")."""
    actor.must("discover.see_audit")
    finding = Finding.objects.filter(pk=finding_id).first()
    if finding is None:
        raise not_found(Sentence("finding"))
    return finding


def finding_of(kind: str, subject: str) -> Finding | None:
    """The finding about a service or a host, or None."""
    return Finding.objects.filter(kind=kind, subject=subject).first()
