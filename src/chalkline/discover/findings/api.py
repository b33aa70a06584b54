"""The public door of findings."""

from chalkline.discover.findings.commands import (
    dismiss_findings,
    name_host,
    note_findings,
    see_exact_counts,
    send_to_triage,
    start_request_from_finding,
)
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.queries import audit, finding_by_id, finding_of, findings, reach_of_tool
from chalkline.discover.findings.rules import younger_than
from chalkline.discover.findings.standings import group_name, order_of_group
from chalkline.discover.findings.words import (
    STANDING_NAMES,
    STATE_NAMES,
    Audit,
    Count,
    Exact,
    FindingKind,
    FindingState,
    GroupStanding,
    Prefill,
    Proposed,
    Reach,
    SignIns,
    Tally,
)

__all__ = [
    "STANDING_NAMES",
    "STATE_NAMES",
    "Audit",
    "Count",
    "Exact",
    "Finding",
    "FindingKind",
    "FindingState",
    "GroupStanding",
    "Prefill",
    "Proposed",
    "Reach",
    "SignIns",
    "Tally",
    "audit",
    "dismiss_findings",
    "finding_by_id",
    "finding_of",
    "findings",
    "group_name",
    "name_host",
    "note_findings",
    "order_of_group",
    "reach_of_tool",
    "see_exact_counts",
    "send_to_triage",
    "start_request_from_finding",
    "younger_than",
]
