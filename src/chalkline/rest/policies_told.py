"""What the API says of policies."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate
from ninja import Schema

from chalkline.govern.policies.api import (
    Comment,
    Holds,
    PolicyKind,
    PolicyVersion,
    Signature,
    VersionState,
    binds_of,
    holds,
    is_intact,
    sections_of,
)
from chalkline.rest.shapes import Page


class PolicyTold(Schema):
    """A policy, the version that holds or is next, and the one on its way (by id, "" for none)."""

    id: str
    code: str
    title: str
    kind: PolicyKind
    owner: str
    adopted: str
    coming: str


class PolicyPage(Page[PolicyTold]):
    """Policies."""


class PolicySectionTold(Schema):
    """One section, by its number."""

    number: int
    heading: str
    text: str


class PolicyVersionTold(Schema):
    """One version. ``digest`` is what one signs; ``intact`` whether the text still has it."""

    id: str
    policy: str
    code: str
    title: str
    number: int
    state: VersionState
    holds: Holds | None
    sections: list[PolicySectionTold]
    roles: list[str]
    schools: list[str]
    signed_by_staff: bool
    why: str
    changes_duties: bool
    comment_until: date | None
    adopted_on: date | None
    effective_on: date | None
    review_on: date | None
    decision: str
    resolution: str
    digest: str
    intact: bool


class RunTold(Schema):
    """Words that were kept, struck or added."""

    how: str
    text: str


class SectionChangeTold(Schema):
    """What became of one section."""

    how: str
    before: int
    after: int
    heading: list[RunTold]
    words: list[RunTold]


class VersionChanges(Schema):
    """What a version changes."""

    said: list[str]
    sections: list[SectionChangeTold]


class CommentTold(Schema):
    """A comment and its answer."""

    id: str
    section: int
    person: str
    text: str
    said_at: datetime
    answer: str


class SignatureTold(Schema):
    """One's own signature."""

    version: str
    number: int
    name: str
    role: str
    school: str
    digest: str
    signed_at: datetime


class SignaturePage(Page[SignatureTold]):
    """One's own signatures."""


class SchoolTold(Schema):
    """How far a school is."""

    school: str
    name: str
    bound: int
    signed: int


class ClauseTold(Schema):
    """One section of one version, as rules cite it."""

    ref: str
    code: str
    title: str
    version: int
    section: int
    heading: str
    text: str
    holds: Holds | None


class Noted(Schema):
    """Something was noted."""

    noted: bool


def version_told(of: PolicyVersion) -> PolicyVersionTold:
    """A version, as it is told."""
    binds = binds_of(of)
    sections = [
        PolicySectionTold(number=number, heading=each.heading, text=each.text)
        for number, each in enumerate(sections_of(of), 1)
    ]
    return PolicyVersionTold(
        id=str(of.pk),
        policy=str(of.policy_id),
        code=of.policy.code,
        title=of.policy.title,
        number=of.number,
        state=VersionState(of.state),
        holds=holds(of, localdate()),
        sections=sections,
        roles=sorted(binds.roles),
        schools=sorted(binds.schools),
        signed_by_staff=binds.signed,
        why=of.why,
        changes_duties=of.changes_duties,
        comment_until=of.comment_until,
        adopted_on=of.adopted_on,
        effective_on=of.effective_on,
        review_on=of.review_on,
        decision=str(of.decision) if of.decision else "",
        resolution=of.resolution,
        digest=of.digest,
        intact=is_intact(of),
    )


def comment_told(of: Comment) -> CommentTold:
    """A comment, as it is told."""
    return CommentTold(
        id=str(of.pk), section=of.section, person=str(of.person), text=of.text, said_at=of.said_at, answer=of.answer
    )


def signature_told(of: Signature) -> SignatureTold:
    """A signature, as it is told."""
    return SignatureTold(
        version=str(of.version_id),
        number=of.version.number,
        name=of.name,
        role=of.role,
        school=of.school_name,
        digest=of.digest,
        signed_at=of.signed_at,
    )
