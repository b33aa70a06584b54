"""Writes of findings: note what was found, triage, set aside, begin a request, look at exact counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalkline.approve.requests.api import open_requests
from chalkline.discover.findings.events import (
    ExactCountsSeen,
    FindingDismissed,
    FindingJoined,
    FindingNoted,
    HostNamed,
    RequestBegun,
    SentToTriage,
)
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.queries import exact_of_sources, hosts_to_note
from chalkline.discover.findings.rules import check_reason, check_step
from chalkline.discover.findings.words import NO_BAND, STUDENT, Exact, FindingKind, FindingState, Prefill
from chalkline.discover.sources.api import loaded
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.api import correct_service, known_service, known_services, register_tool, tool_ref
from chalkline.tools.register.events import ServiceCorrected, ToolRegistered


@command(records=(FindingNoted,), may_change_nothing=True)
def note_findings(actor: Actor, *, now: datetime) -> list[Finding]:
    """Note every service and every telling host that was not noted before. Nothing is ever un-noted."""
    actor.must("discover.import_logs")
    exact = exact_of_sources()
    names = {each.slug: each.name for each in known_services()}
    wanted = [(FindingKind.SERVICE, slug, names.get(slug, slug)) for slug in {*exact.services, *exact.sign_ins}]
    wanted += [(FindingKind.HOST, host, host) for host in hosts_to_note()]
    held = set(Finding.objects.values_list("kind", "subject"))
    noted = []
    for kind, subject, name in sorted(wanted):
        if (str(kind), subject) in held:
            continue
        finding = Finding.objects.create(kind=kind, subject=subject, name=name, state=FindingState.NEW, found_at=now)
        record(FindingNoted(_ref(finding), _tool(finding), name, kind), actor_id=actor.id, now=now)
        noted.append(finding)
    return noted


@command(records=(SentToTriage,))
def send_to_triage(actor: Actor, chosen: Sequence[Finding], *, now: datetime) -> list[Finding]:
    """Put findings on the list of those somebody looks at; several at once."""
    actor.must("discover.triage")
    moved = []
    for finding in _locked(chosen):
        check_step(finding.name, FindingState(finding.state), FindingState.IN_TRIAGE)
        _settle(finding, FindingState.IN_TRIAGE, "", actor, now)
        record(SentToTriage(_ref(finding), _tool(finding), finding.name), actor_id=actor.id, now=now)
        moved.append(finding)
    return moved


@command(records=(FindingDismissed,))
def dismiss_findings(actor: Actor, chosen: Sequence[Finding], *, why: str, now: datetime) -> list[Finding]:
    """Set findings aside, with one reason. They come back only if somebody takes them up again."""
    actor.must("discover.triage")
    reason = check_reason(why)
    moved = []
    for finding in _locked(chosen):
        check_step(finding.name, FindingState(finding.state), FindingState.DISMISSED)
        _settle(finding, FindingState.DISMISSED, reason, actor, now)
        record(FindingDismissed(_ref(finding), _tool(finding), finding.name, reason), actor_id=actor.id, now=now)
        moved.append(finding)
    return moved


@command(records=(RequestBegun, FindingJoined, ToolRegistered))
def start_request_from_finding(actor: Actor, finding: Finding, *, request_id: str = "", now: datetime) -> Prefill:
    """Begin a request for the tool that was found; the tool is on the register from then on.

    Returns what the form starts with. ``request_id``: join a request for this tool that is already open
    instead. Raises Problem("not_found") where no such request is open.
    """
    actor.must("discover.triage")
    (current,) = _locked([finding])
    wanted = FindingState.JOINED if request_id else FindingState.REQUESTED
    check_step(current.name, FindingState(current.state), wanted)
    tool = register_tool(actor, current.subject if current.kind == FindingKind.SERVICE else current.name, now=now)
    if request_id and not open_requests(actor).filter(pk=id_from(request_id), tool=tool).exists():
        raise not_found(Sentence("request"))
    current.request_id = request_id
    _settle(current, wanted, "", actor, now)
    if request_id:
        joined = FindingJoined(_ref(current), tool_ref(tool), SubjectRef("request", request_id), current.name)
        record(joined, actor_id=actor.id, now=now)
    else:
        record(RequestBegun(_ref(current), tool_ref(tool), current.name), actor_id=actor.id, now=now)
    groups = exact_of_sources().services.get(current.subject)
    used = sorted(groups.by_group) if groups else []
    return Prefill(
        finding_id=str(current.id),
        tool=tool.slug,
        tool_name=tool.name,
        roles=tuple(sorted({role for _, role, _ in used})),
        grade_bands=tuple(sorted({band for _, role, band in used if role == STUDENT and band != NO_BAND})),
        schools=tuple(sorted({school for school, _, _ in used if school})),
        note=Sentence("Found in the logs: it is already in use."),
    )


@command(records=(HostNamed, ServiceCorrected))
def name_host(actor: Actor, finding: Finding, slug: str, *, now: datetime) -> Finding:
    """Say which service of the catalogue an unknown host belongs to; the next logs recognise it."""
    actor.must("discover.triage")
    (current,) = _locked([finding])
    check_step(current.name, FindingState(current.state), FindingState.DISMISSED)
    service = known_service(slug)
    held = list(service.domains) if service else []
    correct_service(actor, slug, {"domains": [*held, current.subject]}, now=now)
    name = service.name if service else slug
    _settle(current, FindingState.DISMISSED, str(Sentence("It belongs to {name}.", name=name)), actor, now)
    record(HostNamed(_ref(current), tool_ref(slug), name, current.subject), actor_id=actor.id, now=now)
    return current


@command(records=(ExactCountsSeen,))
def see_exact_counts(actor: Actor, *, why: str, now: datetime) -> Exact:
    """Exact counts, small groups among them. For two roles, with a reason, and always in the ledger."""
    actor.must("discover.see_exact")
    reason = check_reason(why)
    exact = exact_of_sources()
    record(ExactCountsSeen(loaded().count(), len(exact.services), reason), actor_id=actor.id, now=now)
    return exact


def _locked(chosen: Sequence[Finding]) -> list[Finding]:
    return list(Finding.objects.select_for_update().filter(pk__in=[each.pk for each in chosen]).order_by("name"))


def _settle(finding: Finding, state: FindingState, reason: str, actor: Actor, now: datetime) -> None:
    finding.state, finding.reason, finding.settled_by, finding.settled_at = state, reason, actor.id, now
    finding.save(update_fields=["state", "reason", "request_id", "settled_by", "settled_at"])


def _ref(finding: Finding) -> SubjectRef:
    return SubjectRef("finding", str(finding.id))


def _tool(finding: Finding) -> SubjectRef:
    """A service is the tool of its slug; an unknown host is nobody's tool yet."""
    return tool_ref(finding.subject if finding.kind == FindingKind.SERVICE else f"host:{finding.subject}"[:80])
