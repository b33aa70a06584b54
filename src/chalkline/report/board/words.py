"""The words of the packet: the span of days it tells of, and what was found in the records. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.board.pilot_words import GaveUp, Tried
from chalkline.report.calls.api import Calls
from chalkline.report.documents.api import Document, Words
from chalkline.rollout.feedback.api import SaidAndDone

# Lists that numbers open to: a source without an id is the list of its kind.
DECISIONS, USES, AUDIT = SubjectRef("decisions", ""), SubjectRef("uses", ""), SubjectRef("audit", "")
FLOWS, REQUESTS, PROBLEMS = SubjectRef("flows", ""), SubjectRef("requests", ""), SubjectRef("problems", "")
TRAINING, CALENDAR = SubjectRef("training", ""), SubjectRef("calendar", "")
BUDGET, CALLS, RECORDS = SubjectRef("budget", ""), SubjectRef("calls", ""), SubjectRef("records", "")
TODAY, WEAKNESSES = SubjectRef("today", ""), SubjectRef("weaknesses", "")
INCIDENTS, PILOTS = SubjectRef("incidents", ""), SubjectRef("pilots", "")
LONGEST_DAYS = 400


@dataclass(frozen=True)
class Span:
    """The days a packet tells of, both included; ``today`` is the day it is made on."""

    first_on: date
    last_on: date
    today: date

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class Decided:
    """One decision. ``outcome`` is of Outcome; ``is_recommended``: the superintendent has not answered yet."""

    source: SubjectRef
    number: str
    title: Words
    committee: str
    outcome: str
    is_recommended: bool
    on: date
    until: date | None
    votes_for: int
    votes_against: int
    abstained: int
    conditions: int
    decided_by: str = ""  # somebody to whom the committee gave the right; "" for a vote


@dataclass(frozen=True)
class Approved:
    """One approved use in force."""

    source: SubjectRef
    tool: str
    purpose: Words
    people: tuple[Sentence, ...]
    until: date
    is_stopped: bool


@dataclass(frozen=True)
class InLogs:
    """One AI tool that the logs show; ``people`` is None where there were too few to tell."""

    source: SubjectRef
    tool: str
    people: int | None
    is_approved: bool
    was_declined: bool


@dataclass(frozen=True)
class Seen:
    """What the logs show: core AI tools by reach, and the days that the logs span."""

    first_on: date | None
    last_on: date | None
    tools: tuple[InLogs, ...]


@dataclass(frozen=True)
class Aim:
    """A problem with what was set out to be measured; numbers as people write them."""

    source: SubjectRef
    title: str
    measure: str
    unit: str
    baseline: str
    target: str
    by_on: date


@dataclass(frozen=True)
class Safety:
    """Incidents and legal clocks, counted: opened, closed and settled in these days; open, running, overdue today."""

    opened: int
    severe: int
    closed: int
    still_open: int
    in_time: int
    late: int
    running: int
    overdue: int
    next_due: date | None
    weaknesses: int = 0
    grave_weaknesses: int = 0


@dataclass(frozen=True)
class Going:
    """Student data that goes to one tool; ``cover`` is of Cover, the worst of its parts."""

    source: SubjectRef
    tool: str
    kinds: tuple[Sentence, ...]
    cover: str
    agreement: str
    until: date | None


@dataclass(frozen=True)
class Sound:
    """The audit of student records: score of 100, that of the audit before, its weakest part (None: nothing wrong)."""

    source: SubjectRef
    on: date
    score: int
    before: int | None
    weakest: Sentence | None
    rows_to_fix: int
    has_stops: bool


@dataclass(frozen=True)
class Trained:
    """A course and the percentage of the staff that is current: ``bound`` is "", "<=" or ">="; None: not shown."""

    source: SubjectRef
    title: str
    bound: str
    percent: int | None


@dataclass(frozen=True)
class Ending:
    """A thing on the review calendar: by when it is looked at again, on which day it ends."""

    source: SubjectRef
    title: str
    review_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Paid:
    """What one source pays, in whole dollars, and until when it pays at all."""

    source: str
    dollars: int
    ends_on: date | None


@dataclass(frozen=True)
class OutcomeSaid:
    """What the outcome of a pilot cost; ``a_unit`` is "" where nothing was gained."""

    source: SubjectRef
    title: str
    tool: str
    year: str
    a_person: str
    a_unit: str
    unit: str


@dataclass(frozen=True)
class Cost:
    """A fiscal year's plan for AI. Money as it is said ("$42,000"), "" for none; ``paid`` the largest first."""

    year: str
    total: str
    before: str
    after: str
    paid: tuple[Paid, ...]
    cliffs: tuple[Sentence, ...]
    outcomes: tuple[OutcomeSaid, ...]


@dataclass(frozen=True)
class Danger:
    """One thing at risk, said in one sentence; ``source`` is where to look."""

    sentence: Sentence
    source: SubjectRef


@dataclass(frozen=True)
class Ahead:
    """One thing that comes, on a day if it has one."""

    sentence: Sentence
    source: SubjectRef
    on: date | None = None


@dataclass(frozen=True)
class DomainReady:
    """One domain of readiness: means as they are said ("1.8"; "" before for none), and its weakest point."""

    name: Sentence
    mean: str
    before: str
    weakest: Sentence


@dataclass(frozen=True)
class Ready:
    """The assessment of readiness that was finished last, the lowest domain first, and the plan as of today."""

    on: date
    before_on: date | None
    domains: tuple[DomainReady, ...]
    not_answered: int
    steps: int
    late: int


@dataclass(frozen=True)
class Before:
    """The packet that was presented last: when, and the whole of it."""

    source: SubjectRef
    on: date
    document: Document


@dataclass(frozen=True)
class BoardFacts:
    """All that a packet is made from. ``seen`` is None where this reader may not see the audit, or no log is loaded."""

    district: str
    span: Span
    decided: tuple[Decided, ...] = ()
    approved: tuple[Approved, ...] = ()
    may_see_audit: bool = False
    seen: Seen | None = None
    aims: tuple[Aim, ...] = ()
    tried: tuple[Tried, ...] = ()
    gave_up: tuple[GaveUp, ...] = ()
    going: tuple[Going, ...] = ()
    sound: Sound | None = None
    safety: Safety | None = None
    carried: Calls | None = None
    trained: tuple[Trained, ...] = ()
    ending: tuple[Ending, ...] = ()
    heard: tuple[SaidAndDone, ...] = ()
    cost: Cost | None = None
    dangers: tuple[Danger, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    open_requests: int = 0
    before: Before | None = None
    ready: Ready | None = None
