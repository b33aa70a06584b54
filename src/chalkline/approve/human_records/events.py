"""The facts of human records. What people wrote is a part that can be erased.

They name their use by its id only: who decides what does not belong into the history of the use, which all may read.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact(
    "approve.human_record.opened/1",
    says="{actor} opened a record of a matter that they decide themselves, until {until_on}.",
)
@dataclass(frozen=True)
class HumanRecordOpened:
    """``purpose`` is the id of what AI may be used for meanwhile."""

    human_record: SubjectRef
    use_id: str
    purpose: str
    until_on: str
    matter: str = part("words")


@fact("approve.human_record.closed/1", says="{actor} wrote down what they decided.")
@dataclass(frozen=True)
class HumanRecordClosed:
    """``decided_first``: before they looked at an answer. ``followed``: yes, partly, no, not_used."""

    human_record: SubjectRef
    use_id: str
    purpose: str
    decided_first: bool
    followed: str
    decision: str = part("words")
    why: str = part("words")


@fact("approve.human_record.withdrawn/1", says="{actor} withdrew the record of a matter to decide.")
@dataclass(frozen=True)
class HumanRecordWithdrawn:
    """No call goes out under it from then on."""

    human_record: SubjectRef
    use_id: str
    reason: str = part("words")


@fact("approve.human_record.offered/1", says="{actor} asked a colleague to decide a matter in their place.")
@dataclass(frozen=True)
class HumanRecordOffered:
    """Nothing changes hands until ``colleague`` accepts."""

    human_record: SubjectRef
    colleague: SubjectRef


@fact("approve.human_record.not_taken/1", says="A matter to decide stays with the person who had it.")
@dataclass(frozen=True)
class HumanRecordNotTaken:
    """The colleague said no, or the offer was taken back."""

    human_record: SubjectRef
    colleague: SubjectRef


@fact("approve.human_record.handed_over/1", says="{actor} accepted a matter, and decides it from now on.")
@dataclass(frozen=True)
class HumanRecordHandedOver:
    """``former`` had it until then."""

    human_record: SubjectRef
    use_id: str
    former: SubjectRef
    decider: SubjectRef
