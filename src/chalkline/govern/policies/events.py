"""The facts of policies. Texts and comments stay out of them: the digest says exactly which text was meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("govern.policy.begun/1", says="{actor} began the policy {code}, “{title}”.")
@dataclass(frozen=True)
class PolicyBegun:
    """A policy with its first draft."""

    policy: SubjectRef
    code: str
    title: str


@fact("govern.policy.drafted/1", says="{actor} wrote on version {number} of {code}.")
@dataclass(frozen=True)
class PolicyDrafted:
    """A draft was begun, or its text was replaced."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int


@fact("govern.policy.opened_for_comment/1", says="{actor} opened version {number} of {code} for comment until {until}.")
@dataclass(frozen=True)
class PolicyOpenedForComment:
    """People may say what they think of a version, until the end of a day."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int
    until: date


@fact("govern.policy.taken_back/1", says="{actor} took version {number} of {code} back to a draft.")
@dataclass(frozen=True)
class PolicyTakenBack:
    """A version is being written again."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int


@fact("govern.policy.commented/1", says="{actor} commented on version {number} of {code}.")
@dataclass(frozen=True)
class PolicyCommented:
    """Somebody said what they think."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int
    section: int


@fact("govern.policy.comment_answered/1", says="{actor} answered a comment on version {number} of {code}.")
@dataclass(frozen=True)
class PolicyCommentAnswered:
    """A comment was answered."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int


@fact("govern.policy.put_before/1", says="{actor} put version {number} of {code} before the {committee}.")
@dataclass(frozen=True)
class PolicyPutBefore:
    """Exactly this version is on an agenda; ``version.digest`` is of the whole text."""

    policy: SubjectRef
    version: SubjectRef
    meeting: SubjectRef
    code: str
    number: int
    committee: str


@fact(
    "govern.policy.adopted/1",
    says="Version {number} of {code} was adopted by the {body} ({by}). It holds from {effective_on}.",
)
@dataclass(frozen=True)
class PolicyAdopted:
    """A body adopted exactly this version. ``by`` is the number of the decision or resolution."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int
    body: str
    by: str
    adopted_on: date
    effective_on: date
    review_on: date
    asks_anew: bool


@fact("govern.policy.not_adopted/1", says="Version {number} of {code} was not adopted (decision {decided}).")
@dataclass(frozen=True)
class PolicyNotAdopted:
    """A committee said no to this version."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int
    decided: str


@fact("govern.policy.translated/1", says="{actor} added version {number} of {code} in another language ({language}).")
@dataclass(frozen=True)
class PolicyTranslated:
    """A version can be read in another language."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int
    language: str


@fact("govern.policy.signed/1", says="{actor} signed version {number} of {code}.")
@dataclass(frozen=True)
class PolicySigned:
    """Somebody bound by it has read it and will follow it; ``version.digest`` is of the text they saw."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int


@fact("govern.policy.class_told/1", says="{actor} noted that a class was told of {code}, version {number}.")
@dataclass(frozen=True)
class PolicyClassTold:
    """A class heard what is expected of students. Which class stays out of it."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int


@fact("govern.policy.reminded/1", says="{actor} reminded those who have not signed {code}, version {number}.")
@dataclass(frozen=True)
class PolicyReminded:
    """People who have not signed were reminded."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int


@fact("govern.policy.handed_over/1", says="{actor} handed {code} over: {to_name} answers for it now.")
@dataclass(frozen=True)
class PolicyHandedOver:
    """Another person answers for a policy."""

    policy: SubjectRef
    person: SubjectRef
    code: str
    to_name: str


@fact("govern.policy.repeal_proposed/1", says="{actor} proposed to repeal {code}.")
@dataclass(frozen=True)
class PolicyRepealProposed:
    """Somebody proposes that a policy ends. Why stays out of the fact."""

    policy: SubjectRef
    repeal: SubjectRef
    code: str


@fact("govern.policy.repeal_put_before/1", says="{actor} put the repeal of {code} before the {committee}.")
@dataclass(frozen=True)
class PolicyRepealPutBefore:
    """Exactly this proposal is on an agenda; ``repeal.digest`` is of the text it ends, its reason and its day."""

    policy: SubjectRef
    repeal: SubjectRef
    meeting: SubjectRef
    code: str
    committee: str


@fact("govern.policy.repeal_withdrawn/1", says="{actor} withdrew the proposal to repeal {code}.")
@dataclass(frozen=True)
class PolicyRepealWithdrawn:
    """Nothing comes of a proposal to repeal."""

    policy: SubjectRef
    repeal: SubjectRef
    code: str


@fact("govern.policy.repeal_returned/1", says="The repeal of {code} was not decided; it can go before another meeting.")
@dataclass(frozen=True)
class PolicyRepealReturned:
    """A meeting put the repeal off, or took it off its agenda."""

    policy: SubjectRef
    repeal: SubjectRef
    code: str


@fact("govern.policy.repealed/1", says="{code} was repealed by the {body} ({by}). It ends on {effective_on}.")
@dataclass(frozen=True)
class PolicyRepealed:
    """The body that adopted a policy ended it. ``by`` is the number of the decision or resolution."""

    policy: SubjectRef
    version: SubjectRef
    repeal: SubjectRef
    code: str
    body: str
    by: str
    decided_on: date
    effective_on: date


@fact("govern.policy.not_repealed/1", says="{code} was not repealed (decision {decided}): it goes on.")
@dataclass(frozen=True)
class PolicyNotRepealed:
    """A committee said no to a repeal."""

    policy: SubjectRef
    repeal: SubjectRef
    code: str
    decided: str


@fact("govern.policy.kept/1", says="{actor} looked at {code} again: it is due for review on {review_on}.")
@dataclass(frozen=True)
class PolicyKept:
    """A review found that the text goes on; the next one has a day."""

    policy: SubjectRef
    version: SubjectRef
    code: str
    number: int
    review_on: date
