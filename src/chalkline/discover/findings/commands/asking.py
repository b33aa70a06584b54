"""From what was found to requests: one, or several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalkline.approve.requests.api import Request, RequestTerms, file_request, open_requests
from chalkline.approve.requests.events import RequestFiled
from chalkline.discover.findings.commands.moving import finding_ref, locked, locked_by_id, settle
from chalkline.discover.findings.commands.settling import join_approved_use
from chalkline.discover.findings.events import FindingCovered, FindingJoined, RequestBegun
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.queries import groups_of_tool
from chalkline.discover.findings.rules import check_step, users_of
from chalkline.discover.findings.words import NO_BAND, STUDENT, FindingKind, FindingState, Prefill, Wanted
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.register.api import register_tool, tool_ref
from chalkline.tools.register.events import ToolRegistered


@command(records=(RequestBegun, FindingJoined, ToolRegistered))
def start_request_from_finding(actor: Actor, finding: Finding, *, request_id: str = "", now: datetime) -> Prefill:
    """Begin a request for the tool that was found; the tool is on the register from then on.

    Returns what the form starts with. ``request_id``: join a request for this tool that is already open
    instead. Raises Problem("not_found") where no such request is open.
    """
    actor.must("discover.triage")
    (current,) = locked([finding])
    wanted = FindingState.JOINED if request_id else FindingState.REQUESTED
    check_step(current.name, FindingState(current.state), wanted)
    tool = register_tool(actor, current.subject if current.kind == FindingKind.SERVICE else current.name, now=now)
    if request_id and not open_requests(actor).filter(pk=id_from(request_id), tool=tool).exists():
        raise not_found(Sentence("request"))
    current.request_id = request_id
    settle(current, wanted, "", actor, now)
    if request_id:
        joined = FindingJoined(finding_ref(current), tool_ref(tool), SubjectRef("request", request_id), current.name)
        record(joined, actor_id=actor.id, now=now)
    else:
        record(RequestBegun(finding_ref(current), tool_ref(tool), current.name), actor_id=actor.id, now=now)
    used = groups_of_tool(current.subject)
    return Prefill(
        finding_id=str(current.id),
        tool=tool.slug,
        tool_name=tool.name,
        roles=tuple(sorted({role for _, role, _ in used})),
        grade_bands=tuple(sorted({band for _, role, band in used if role == STUDENT and band != NO_BAND})),
        schools=tuple(sorted({school for school, _, _ in used if school})),
        note=Sentence("Found in the logs: it is already in use."),
    )


@command(records=(RequestBegun, FindingJoined, FindingCovered, ToolRegistered, RequestFiled))
def ask_for_findings(
    actor: Actor, wanted: Sequence[Wanted], *, elements: frozenset[str], why: str, now: datetime
) -> list[Finding]:
    """Settle several findings by a request each; all or none. What is open or approved already is joined.

    ``elements`` and ``why`` are of every request that is filed: data element ids, and the reason. Raises Problem of
    what a request needs, and of a finding that has moved.
    """
    actor.must("discover.triage")
    by_id = {each.finding: each for each in wanted}
    moved = []
    for finding in locked_by_id(by_id):
        asked = by_id[str(finding.pk)]
        if asked.use:
            moved += join_approved_use(actor, [finding], use_id=asked.use, now=now)
            continue
        prefill = start_request_from_finding(actor, finding, request_id=asked.request, now=now)
        finding.refresh_from_db()
        if not asked.request:
            users = users_of(groups_of_tool(finding.subject))
            everywhere: frozenset[str] = frozenset()
            terms = RequestTerms(prefill.tool, asked.purpose, users.roles, users.bands, everywhere, elements, why)
            finding.request_id = str(_filed(actor, finding, terms, now).pk)
            finding.save(update_fields=["request_id"])
        moved.append(finding)
    return moved


def _filed(actor: Actor, finding: Finding, terms: RequestTerms, now: datetime) -> Request:
    try:
        return file_request(actor, terms, now=now)
    except Problem as problem:  # of several, whose it is must be said
        what = Sentence("{name}: {what}", name=finding.name, what=problem.what)
        raise replace(problem, what=what) from problem
