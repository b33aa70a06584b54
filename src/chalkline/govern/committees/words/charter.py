"""The words of a charter: constituencies and voices, authority, quorum and vote, openness. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Light(StrEnum):
    """How much care a matter needs: the traffic light of the list of purposes."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Authority(StrEnum):
    """Whether the committee's vote decides, or is a recommendation to the superintendent."""

    DECIDING = "deciding"
    ADVISORY = "advisory"


class Constituency(StrEnum):
    """For whom a member speaks."""

    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"
    TECHNOLOGY = "technology"
    PRIVACY = "privacy"
    LEGAL = "legal"
    CURRICULUM = "curriculum"
    SPECIAL_EDUCATION = "special_education"
    COUNSELOR = "counselor"
    FAMILY = "family"
    STUDENT = "student"
    LABOR = "labor"
    BOARD = "board"
    COMMUNITY = "community"


CONSTITUENCY_NAMES: dict[Constituency, Sentence] = {
    Constituency.TEACHER: Sentence("Teachers"),
    Constituency.ADMINISTRATOR: Sentence("Administrators"),
    Constituency.TECHNOLOGY: Sentence("Technology"),
    Constituency.PRIVACY: Sentence("Privacy"),
    Constituency.LEGAL: Sentence("Legal counsel"),
    Constituency.CURRICULUM: Sentence("Curriculum"),
    Constituency.SPECIAL_EDUCATION: Sentence("Special education"),
    Constituency.COUNSELOR: Sentence("Counselors"),
    Constituency.FAMILY: Sentence("Families"),
    Constituency.STUDENT: Sentence("Students"),
    Constituency.LABOR: Sentence("Union or association"),
    Constituency.BOARD: Sentence("School board"),
    Constituency.COMMUNITY: Sentence("Community"),
}


class Voice(StrEnum):
    """A point of view that must be in the room, whoever brings it."""

    TEACHER = "teacher"
    PRIVACY = "privacy"
    FAMILY = "family"


VOICES: dict[Voice, frozenset[Constituency]] = {
    Voice.TEACHER: frozenset({Constituency.TEACHER}),
    Voice.PRIVACY: frozenset({Constituency.PRIVACY, Constituency.LEGAL}),
    Voice.FAMILY: frozenset({Constituency.FAMILY}),
}
VOICE_NAMES: dict[Voice, Sentence] = {
    Voice.TEACHER: Sentence("a teacher"),
    Voice.PRIVACY: Sentence("a privacy or legal voice"),
    Voice.FAMILY: Sentence("a family voice"),
}
ALL_VOICES = tuple(Voice)


class VoteRule(StrEnum):
    """How many must be for it: of those present and free to vote, or of all seats with a vote."""

    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"
    MAJORITY_OF_SEATS = "majority_of_seats"
    TWO_THIRDS_OF_SEATS = "two_thirds_of_seats"

    @property
    def of_seats(self) -> bool:
        """Whether all seats with a vote are counted, not only those present."""
        return self in {VoteRule.MAJORITY_OF_SEATS, VoteRule.TWO_THIRDS_OF_SEATS}

    @property
    def for_exceptions(self) -> VoteRule:
        """What an exception needs where this is the rule for everything else."""
        return VoteRule.TWO_THIRDS_OF_SEATS if self.of_seats else VoteRule.TWO_THIRDS


VOTE_RULE_NAMES: dict[VoteRule, Sentence] = {
    VoteRule.MAJORITY: Sentence("more than half of the members present"),
    VoteRule.TWO_THIRDS: Sentence("two thirds of the members present"),
    VoteRule.MAJORITY_OF_SEATS: Sentence("more than half of all seats with a vote"),
    VoteRule.TWO_THIRDS_OF_SEATS: Sentence("two thirds of all seats with a vote"),
}
# What a charter may choose for everything that is no exception.
USUAL_RULES = (VoteRule.MAJORITY, VoteRule.MAJORITY_OF_SEATS, VoteRule.TWO_THIRDS)


class QuorumKind(StrEnum):
    """How a charter says how many members with a vote must take part."""

    MAJORITY = "majority"
    NUMBER = "number"
    SHARE = "share"


@dataclass(frozen=True)
class QuorumRule:
    """``value`` is a number of members, or a share in percent; 0 for a majority."""

    kind: QuorumKind = QuorumKind.MAJORITY
    value: int = 0

    def needed(self, seats: int) -> int:
        """How many of ``seats`` voting seats must take part. A share is rounded up."""
        if self.kind is QuorumKind.NUMBER:
            return self.value
        if self.kind is QuorumKind.SHARE:
            return max(1, -(-seats * self.value // 100))
        return seats // 2 + 1


class Openness(StrEnum):
    """Who may follow the meetings: the members and staff, the public by the charter, or the public by law."""

    MEMBERS = "members"
    PUBLIC = "public"
    PUBLIC_BODY = "public_body"

    @property
    def is_public(self) -> bool:
        """Whether notices and approved minutes stand on the public site."""
        return self is not Openness.MEMBERS


OPENNESS_NAMES: dict[Openness, Sentence] = {
    Openness.MEMBERS: Sentence("Members and staff only"),
    Openness.PUBLIC: Sentence("Open to the public, because the district wants it so"),
    Openness.PUBLIC_BODY: Sentence("Open to the public by law: it is a public body"),
}


@dataclass(frozen=True)
class Charter:
    """What a committee's charter states; the settings of quorum and vote are part of it.

    ``voices``: for each light, who must be in the room. ``two_thirds_for``: lights whose approval is an
    exception. ``notice_days``: how long before a meeting it is called. ``term_months``: of a seat.
    ``promised``: how many voting seats each constituency was promised. ``in_writing``: whether it may vote
    in writing between meetings; a public body may not, whatever its charter says.
    """

    name: str
    purpose: str
    authority: Authority
    chosen_how: str
    cadence: str
    conflict_rule: str
    records_rule: str
    review_on: date
    notice_days: int = 3
    term_months: int = 24
    voices: Mapping[Light, tuple[Voice, ...]] = field(
        default_factory=lambda: {Light.YELLOW: ALL_VOICES, Light.RED: ALL_VOICES}
    )
    two_thirds_for: frozenset[Light] = frozenset({Light.RED})
    quorum: QuorumRule = field(default_factory=QuorumRule)
    carries_with: VoteRule = VoteRule.MAJORITY
    promised: Mapping[Constituency, int] = field(default_factory=dict)
    in_writing: bool = False
    openness: Openness = Openness.MEMBERS
