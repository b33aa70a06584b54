"""The facts of charters, seats and interests."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("govern.committee.chartered/1", says="{actor} chartered the {name}.")
@dataclass(frozen=True)
class CommitteeChartered:
    """A committee exists from now on, with this charter."""

    committee: SubjectRef
    name: str
    authority: str
    review_on: str
    charter_digest: str


@fact("govern.charter.kept/1", says="{actor} looked at the charter of the {name} again; it holds until {review_on}.")
@dataclass(frozen=True)
class CharterKept:
    """The charter holds as it is, until the day it is looked at next."""

    committee: SubjectRef
    name: str
    review_on: str


@fact("govern.charter.lapsed/1", says="The charter of the {name} lapsed: nobody looked at it by {review_on}.")
@dataclass(frozen=True)
class CharterLapsed:
    """The committee decides nothing until somebody looks at its charter. Its members and records stay."""

    committee: SubjectRef
    name: str
    review_on: str


@fact("govern.charter.amended/1", says="{actor} changed the charter of the {name}; it is version {version} now.")
@dataclass(frozen=True)
class CharterAmended:
    """The charter says something else from now on. ``changed``: the names of the parts that differ."""

    committee: SubjectRef
    name: str
    version: int
    changed: tuple[str, ...]
    before_digest: str
    after_digest: str
    reason: str = part("words")


@fact("govern.secretary.named/1", says="{actor} named {person_name} to keep the minutes of the {committee_name}.")
@dataclass(frozen=True)
class SecretaryNamed:
    """Somebody keeps the minutes of a committee from now on."""

    committee: SubjectRef
    person: SubjectRef
    committee_name: str
    person_name: str = part("name")


@fact("govern.member.seated/1", says="{actor} seated {person_name} on the {committee_name} for {constituency}.")
@dataclass(frozen=True)
class MemberSeated:
    """Somebody has a seat on a committee."""

    committee: SubjectRef
    person: SubjectRef
    committee_name: str
    constituency: str
    has_vote: bool
    is_chair: bool
    ends_on: str
    person_name: str = part("name")


@fact("govern.member.unseated/1", says="{actor} ended the seat of {person_name} on the {committee_name}.")
@dataclass(frozen=True)
class MemberUnseated:
    """A seat ended before or with its term."""

    committee: SubjectRef
    person: SubjectRef
    committee_name: str
    person_name: str = part("name")


@fact("govern.alternate.seated/1", says="{actor} named {person_name} to stand in for {member_name}.")
@dataclass(frozen=True)
class AlternateSeated:
    """Somebody votes in a member's place whenever that member is not there."""

    committee: SubjectRef
    person: SubjectRef
    member: SubjectRef
    committee_name: str
    ends_on: str
    person_name: str = part("name")
    member_name: str = part("name")


@fact("govern.interest.declared/1", says="{actor} declared an interest in {subject_name}.")
@dataclass(frozen=True)
class InterestDeclared:
    """A member has something to do with a tool or a vendor, and decides on nothing about it."""

    interest: SubjectRef
    person: SubjectRef
    subject_name: str
    reason: str = part("words")


@fact("govern.interest.ended/1", says="{actor} said that the interest in {subject_name} is over.")
@dataclass(frozen=True)
class InterestEnded:
    """From now on items about it may be decided with this member again."""

    interest: SubjectRef
    person: SubjectRef
    subject_name: str


@fact("govern.chair.named/1", says="{actor} named {person_name} to chair the {committee_name}.")
@dataclass(frozen=True)
class ChairNamed:
    """A member chairs the committee from now on; whoever did before sits on as a member."""

    committee: SubjectRef
    person: SubjectRef
    committee_name: str
    person_name: str = part("name")
