"""What the district's records say, as far as questions of readiness can be answered from it. Counts and days only.

"Lately" is within the last year. A day of None: it never happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from chalkline.kernel.subjects import SubjectRef


@dataclass(frozen=True)
class Leading:
    """Who leads, who decides, what is adopted, and who was told and heard."""

    coordinators: int = 0
    superintendents: int = 0
    committees: int = 0
    committee: SubjectRef | None = None
    voices: frozenset[str] = frozenset()
    meetings: int = 0  # held lately
    last_meeting_on: date | None = None
    recusals: int = 0  # declared lately
    goals: int = 0
    use_cases: int = 0
    use_cases_tied: int = 0  # whose problem serves a goal that holds
    policy: SubjectRef | None = None
    policy_on: date | None = None
    never: int = 0  # matters that AI never decides
    strategy: SubjectRef | None = None
    strategy_on: date | None = None
    packets: int = 0  # presented to the board lately
    last_packet_on: date | None = None
    asked: frozenset[str] = frozenset()  # audiences that were asked lately
    answered_themes: int = 0  # lately
    last_asked_on: date | None = None
    budget_dollars: int = 0  # of this fiscal year


@dataclass(frozen=True)
class Running:
    """How requests, uses, pilots and messages are handled."""

    requests: int = 0  # filed lately
    requests_tied: int = 0  # with a use case of a problem
    uses: int = 0
    uses_reviewed: int = 0  # whose request has an answered review
    uses_checked_privacy: int = 0
    reviews_held: int = 0  # of what was allowed, lately
    reviews_late: int = 0
    pilots_locked: int = 0
    pilots_judged: int = 0
    last_verdict_on: date | None = None
    tools_in_use: int = 0
    tools_costed: int = 0
    contact: bool = False
    concerns: int = 0  # lately
    concerns_waiting: int = 0
    told_families: int = 0  # messages sent to families lately
    told_in_spanish: int = 0
    last_told_on: date | None = None


@dataclass(frozen=True)
class Knowing:
    """What is known of data and of tools."""

    flows: int = 0  # kinds of student records to tools
    flows_uncovered: int = 0
    flows_unexplained: int = 0
    audited_on: date | None = None
    audit: SubjectRef | None = None
    score: int = 0
    has_stops: bool = False
    choices: int = 0  # of families, in force
    access_open: int = 0
    access_late: int = 0
    access_answered: int = 0
    sources_live: int = 0  # approved content
    sources_due: int = 0
    tools: int = 0
    features: int = 0
    log_kinds: frozenset[str] = frozenset()
    last_log_on: date | None = None
    surveys_closed: int = 0  # lately
    exported_on: date | None = None  # the ledger, or what is held about a child


@dataclass(frozen=True)
class Guarding:
    """What is tried out, watched and trained."""

    stops_obeyed: int = 0  # drills lately
    stops_failed: int = 0
    last_stop_on: date | None = None
    alerts_obeyed: int = 0
    last_alert_on: date | None = None
    model_checks: int = 0  # lately
    last_check_on: date | None = None
    schools: int = 0
    schools_on_call: int = 0
    state_law: bool = False
    incidents_closed: int = 0  # with lessons, lately
    clocks_late: int = 0
    clocks_kept: int = 0  # lately
    security_on: date | None = None
    security_said: dict[str, str] = field(default_factory=dict)  # verdict by item of the checklist
    weaknesses_open: int = 0
    duties: int = 0
    duties_met: int = 0
    duties_late: int = 0
    duties_unowned: int = 0
    human_records: int = 0
    matters_watched: int = 0  # uses that need a record of a person's decision
    courses: int = 0
    completions: int = 0  # lately
    last_completion_on: date | None = None
    percent_current: int | None = None  # of the staff, of the course most have done
    conditions: frozenset[str] = frozenset()  # kinds that stand on uses in force


@dataclass(frozen=True)
class Records:
    """Everything, on a day."""

    on: date
    leading: Leading = Leading()
    running: Running = Running()
    knowing: Knowing = Knowing()
    guarding: Guarding = Guarding()
