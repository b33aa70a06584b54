"""The facts of concerns and incidents. None holds a text that somebody wrote about people."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact
from chalkline.oversee.incidents.words import AUDIENCE_NAMES


@fact("oversee.concern.raised/1", says="A concern was raised.")
@dataclass(frozen=True)
class ConcernRaised:
    """Somebody said that something is not right. Who and what is known to those who handle it."""

    concern: SubjectRef


@fact("oversee.concern.taken_up/1", says="{actor} looks into a concern.")
@dataclass(frozen=True)
class ConcernTakenUp:
    """A handler began to look into it."""

    concern: SubjectRef


@fact("oversee.concern.answered/1", says="{actor} answered a concern.")
@dataclass(frozen=True)
class ConcernAnswered:
    """It was looked into and answered; no incident came of it."""

    concern: SubjectRef


@fact("oversee.incident.opened/1", says="{actor} opened incident {number}.")
@dataclass(frozen=True)
class IncidentOpened:
    """Something has consequences. ``duties`` are the ids of the clocks it started."""

    incident: SubjectRef
    number: str
    kind: str
    severity: str
    clocks: int
    duties: tuple[str, ...]


@fact("oversee.incident.tool_named/1", says="Incident {number} is about this tool.")
@dataclass(frozen=True)
class IncidentToolNamed:
    """So that the history of the tool shows it."""

    tool: SubjectRef
    incident: SubjectRef
    number: str


@fact("oversee.incident.account_revised/1", says="{actor} stated anew what is known of incident {number}.")
@dataclass(frozen=True)
class AccountRevised:
    """What is known changed; the clocks were counted again."""

    incident: SubjectRef
    number: str
    duties: tuple[str, ...]


HOW = {"done": Sentence("done"), "waived": Sentence("does not apply")}


@fact(
    "oversee.clock.settled/1",
    says="{actor} settled a duty of incident {number} ({how}): {must}",
    words={"how": HOW.get},
)
@dataclass(frozen=True)
class ClockSettled:
    """A duty was met, or somebody said that it does not apply. ``how`` is done or waived."""

    incident: SubjectRef
    number: str
    duty: str
    how: str
    late: bool
    must: str


@fact(
    "oversee.incident.told/1",
    says="{actor} noted who was told of incident {number}: {audience}.",
    words={"audience": {each.value: name for each, name in AUDIENCE_NAMES.items()}.get},
)
@dataclass(frozen=True)
class PeopleTold:
    """Somebody was told."""

    incident: SubjectRef
    number: str
    audience: str


@fact("oversee.incident.use_stopped/1", says="{actor} stopped {title} because of incident {number}.")
@dataclass(frozen=True)
class UseStoppedForIncident:
    """An approved use was stopped because of an incident."""

    incident: SubjectRef
    use: SubjectRef
    number: str
    title: str


@fact("oversee.incident.closed/1", says="{actor} closed incident {number}; {changes} changes follow.")
@dataclass(frozen=True)
class IncidentClosed:
    """Its duties are settled and it says what changes."""

    incident: SubjectRef
    number: str
    changes: int


@fact("oversee.change.made/1", says="{actor} made a change that followed from incident {number}.")
@dataclass(frozen=True)
class ChangeMade:
    """What an incident taught was put into practice."""

    incident: SubjectRef
    number: str


@fact("oversee.day.closed/1", says="{actor} entered {day} as a day on which the district is closed.")
@dataclass(frozen=True)
class DayClosed:
    """It is no business day from now on; clocks that run already keep their days."""

    day_of: SubjectRef
    day: str


@fact("oversee.day.opened/1", says="{actor} took {day} out of the days on which the district is closed.")
@dataclass(frozen=True)
class DayOpened:
    """It is a business day again."""

    day_of: SubjectRef
    day: str
