"""/api/v1/committees: the bodies that decide, with their charters."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import (
    Authority,
    Charter,
    Committee,
    Constituency,
    Light,
    Openness,
    QuorumKind,
    QuorumRule,
    Voice,
    VoteRule,
    amend_charter,
    charter_committee,
    committee_by_id,
    committees,
)
from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import (
    REFUSALS,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["meetings"])


class CommitteeTold(Schema):
    """A committee with the facts of its charter."""

    id: str
    name: str
    purpose: str
    authority: str
    cadence: str
    notice_days: int
    review_on: date


class CommitteePage(Page[CommitteeTold]):
    """Committees, by name."""


class CharterSent(Sent):
    """A charter. ``quorum_value`` is a number of members or a percent, 0 for a majority."""

    model_config = like(
        name="AI oversight committee", purpose="Decides which AI may be used here.", authority="deciding",
        chosen_how="The superintendent seats members.", cadence="Monthly", conflict_rule="Declares it and leaves.",
        records_rule="Minutes within a week.", review_on="2027-11-01", reason="",
    )  # fmt: skip

    name: Short
    purpose: Text
    authority: Authority = Authority.DECIDING
    chosen_how: Text
    cadence: Short
    conflict_rule: Text
    records_rule: Text
    review_on: date
    notice_days: int = 3
    term_months: int = 24
    voices: dict[Light, list[Voice]] = Field(
        default_factory=lambda: {Light.YELLOW: list(Voice), Light.RED: list(Voice)}
    )
    two_thirds_for: list[Light] = [Light.RED]
    quorum_kind: QuorumKind = QuorumKind.MAJORITY
    quorum_value: int = 0
    carries_with: VoteRule = VoteRule.MAJORITY
    promised: dict[Constituency, int] = {}
    in_writing: bool = False
    openness: Openness = Openness.MEMBERS
    reason: Text = ""

    def charter(self) -> Charter:
        """As the commands take it."""
        return Charter(
            self.name, self.purpose, self.authority, self.chosen_how, self.cadence, self.conflict_rule,
            self.records_rule, self.review_on, self.notice_days, self.term_months,
            {light: tuple(voices) for light, voices in self.voices.items()}, frozenset(self.two_thirds_for),
            QuorumRule(self.quorum_kind, self.quorum_value), self.carries_with, self.promised, self.in_writing,
            self.openness,
        )  # fmt: skip


class CharterTold(Schema):
    """A committee and the version of its charter."""

    id: str
    name: str
    version: int


@router.get("/committees", response={200: CommitteePage, REFUSALS: ProblemDocument})
def list_committees(request: HttpRequest, span: Query[Span]) -> object:
    """Every committee of the district."""
    return paged(committees(who(request)), span, _committee)


@router.post("/committees", response={201: CharterTold, REFUSALS: ProblemDocument})
def charter_a_committee(request: HttpRequest, sent: CharterSent) -> object:
    """Create a committee by its charter."""
    return created(_charter(charter_committee(who(request), sent.charter(), now=utc_now())))


@router.put("/committees/{committee_id}/charter", response={200: CharterTold, REFUSALS: ProblemDocument})
def amend_a_charter(request: HttpRequest, committee_id: UUID, sent: CharterSent) -> object:
    """Change the charter as a new version, with its reason."""
    actor = who(request)
    committee = committee_by_id(actor, str(committee_id))
    return _charter(amend_charter(actor, committee, sent.charter(), reason=sent.reason, now=utc_now()))


def _charter(committee: Committee) -> CharterTold:
    return CharterTold(id=str(committee.pk), name=committee.name, version=committee.version)


def _committee(committee: Committee) -> CommitteeTold:
    return CommitteeTold(
        id=str(committee.pk),
        name=committee.name,
        purpose=committee.purpose,
        authority=committee.authority,
        cadence=committee.cadence,
        notice_days=committee.notice_days,
        review_on=committee.review_on,
    )
