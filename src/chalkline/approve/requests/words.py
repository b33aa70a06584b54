"""The words of requests: the terms asked for, the states and the way through them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence


class RequestState(StrEnum):
    """Where a request is."""

    FILED = "filed"
    IN_REVIEW = "in_review"
    NEEDS_INFORMATION = "needs_information"
    READY = "ready"
    ON_AGENDA = "on_agenda"
    APPROVED = "approved"
    DECLINED = "declined"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    CHANGES_WANTED = "changes_wanted"
    DECIDED = "decided"
    APPEALED = "appealed"


S = RequestState
TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    S.FILED: frozenset({S.IN_REVIEW, S.WITHDRAWN}),
    S.IN_REVIEW: frozenset({S.NEEDS_INFORMATION, S.CHANGES_WANTED, S.READY, S.WITHDRAWN}),
    S.NEEDS_INFORMATION: frozenset({S.IN_REVIEW, S.CHANGES_WANTED, S.WITHDRAWN}),
    S.CHANGES_WANTED: frozenset({S.IN_REVIEW, S.NEEDS_INFORMATION, S.WITHDRAWN}),
    S.READY: frozenset({S.IN_REVIEW, S.ON_AGENDA, S.DECIDED, S.WITHDRAWN}),
    S.ON_AGENDA: frozenset({S.READY, S.APPROVED, S.DECLINED, S.DEFERRED, S.WITHDRAWN}),
    S.DEFERRED: frozenset({S.IN_REVIEW, S.ON_AGENDA, S.WITHDRAWN}),
    S.DECIDED: frozenset({S.READY, S.APPROVED, S.DECLINED}),
    S.APPROVED: frozenset({S.READY, S.APPEALED}),  # taken back by the committee, or a condition is appealed
    S.DECLINED: frozenset({S.READY, S.APPEALED}),
    S.APPEALED: frozenset({S.READY, S.DECIDED, S.APPROVED, S.DECLINED}),
    S.WITHDRAWN: frozenset(),
}
SETTLED = frozenset({S.APPROVED, S.DECLINED, S.WITHDRAWN})
OPEN = frozenset(TRANSITIONS) - SETTLED
ASKED_FOR = frozenset(state for state, onward in TRANSITIONS.items() if S.WITHDRAWN in onward)  # one may join, or leave
CHANGEABLE = ASKED_FOR - {S.ON_AGENDA}  # what is before a meeting, decided or appealed stays as it was put there

STATE_NAMES: dict[RequestState, Sentence] = {
    S.FILED: Sentence("Filed"),
    S.IN_REVIEW: Sentence("In review"),
    S.NEEDS_INFORMATION: Sentence("Waits for an answer"),
    S.READY: Sentence("Ready for the committee"),
    S.ON_AGENDA: Sentence("On the agenda"),
    S.APPROVED: Sentence("Approved"),
    S.DECLINED: Sentence("Declined"),
    S.DEFERRED: Sentence("Deferred"),
    S.WITHDRAWN: Sentence("Withdrawn"),
    S.CHANGES_WANTED: Sentence("Waits for a change"),
    S.DECIDED: Sentence("Decided, takes effect in a moment"),
    S.APPEALED: Sentence("Under appeal"),
}


@dataclass(frozen=True)
class RequestTerms:
    """What is asked for: which people may use which tool for what, where, with which data.

    ``tool`` is its slug, ``purpose`` an id of the controlled list, ``roles`` roster roles, ``grade_bands``
    band ids or "none". ``school_ids`` empty means every school. ``elements`` are data element ids. ``costs``: "yes",
    "no" or "" where whoever asks does not know.
    """

    tool: str
    purpose: str
    roles: frozenset[str]
    grade_bands: frozenset[str]
    school_ids: frozenset[str]
    elements: frozenset[str]
    why: str
    costs: str = ""

    @property
    def has_students(self) -> bool:
        """Whether students themselves would be at the keyboard."""
        return "student" in self.roles

    def as_json(self) -> dict[str, Any]:
        return {
            "tool": self.tool,
            "purpose": self.purpose,
            "roles": sorted(self.roles),
            "grade_bands": sorted(self.grade_bands),
            "school_ids": sorted(self.school_ids),
            "elements": sorted(self.elements),
            "why": self.why,
            "costs": self.costs,
        }

    @property
    def digest(self) -> str:
        """The version: changes with any word of it."""
        return digest_of(self.as_json())
