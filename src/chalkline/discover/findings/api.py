"""The public door of findings."""

from chalkline.discover.findings.acting import BARE, RULES, Act, Step, blocked_only
from chalkline.discover.findings.answering import core_in_use, headline, period_said
from chalkline.discover.findings.commands.asking import ask_for_findings, start_request_from_finding
from chalkline.discover.findings.commands.noting import (
    follow_features,
    note_findings,
    notice_features,
    see_exact_counts,
)
from chalkline.discover.findings.commands.settling import (
    dismiss_findings,
    join_approved_use,
    name_host,
    send_to_triage,
)
from chalkline.discover.findings.exact import Count, Exact, Installed, Paid, SignIns, SurveyTold, Tally
from chalkline.discover.findings.found import (
    Noted,
    acts_first,
    finding_by_id,
    finding_of,
    findings,
    service_findings,
)
from chalkline.discover.findings.holding import Awaited, Slipped, slipped
from chalkline.discover.findings.in_force import COUNTING, counting_now, rollup_in_force
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.queries import audit, groups_of_tool, people_seen, reach_of_tool
from chalkline.discover.findings.reconciling import (
    BLIND_SPOTS,
    KINDS,
    MISSING,
    SOURCE_NAMES,
    SeenBy,
    differences,
    in_use,
    kinds_seeing,
    said_by,
    second_signal,
)
from chalkline.discover.findings.rollups import SPELLING
from chalkline.discover.findings.rules import users_of, younger_than
from chalkline.discover.findings.standings import group_name, order_of_group
from chalkline.discover.findings.words import (
    STANDING_NAMES,
    STATE_NAMES,
    Audit,
    FindingKind,
    FindingState,
    GroupStanding,
    InstalledShown,
    Prefill,
    Proposed,
    Reach,
    ToldShown,
    Unseen,
    Users,
    Wanted,
)
from chalkline.discover.sources.api import Kind as SourceKind

__all__ = [
    "BARE",
    "BLIND_SPOTS",
    "COUNTING",
    "KINDS",
    "MISSING",
    "RULES",
    "SOURCE_NAMES",
    "SPELLING",
    "STANDING_NAMES",
    "STATE_NAMES",
    "Act",
    "Audit",
    "Awaited",
    "Count",
    "Exact",
    "Finding",
    "FindingKind",
    "FindingState",
    "GroupStanding",
    "Installed",
    "InstalledShown",
    "Noted",
    "Paid",
    "Prefill",
    "Proposed",
    "Reach",
    "SeenBy",
    "SignIns",
    "Slipped",
    "SourceKind",
    "Step",
    "SurveyTold",
    "Tally",
    "ToldShown",
    "Unseen",
    "Users",
    "Wanted",
    "acts_first",
    "ask_for_findings",
    "audit",
    "blocked_only",
    "core_in_use",
    "counting_now",
    "differences",
    "dismiss_findings",
    "finding_by_id",
    "finding_of",
    "findings",
    "follow_features",
    "group_name",
    "groups_of_tool",
    "headline",
    "in_use",
    "join_approved_use",
    "kinds_seeing",
    "name_host",
    "note_findings",
    "notice_features",
    "order_of_group",
    "people_seen",
    "period_said",
    "reach_of_tool",
    "rollup_in_force",
    "said_by",
    "second_signal",
    "see_exact_counts",
    "send_to_triage",
    "service_findings",
    "slipped",
    "start_request_from_finding",
    "users_of",
    "younger_than",
]
