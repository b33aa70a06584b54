"""What the API says of policies, and what it is sent."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime

from django.utils.timezone import localdate
from ninja import Schema
from pydantic import Field

from chalkline.assist.library.api import sections_of_file
from chalkline.govern.policies.api import (
    LONGEST_TEXT,
    MOST_SECTIONS,
    Binds,
    Brought,
    Comment,
    Drafted,
    Holds,
    PolicyKind,
    PolicyVersion,
    Section,
    Signature,
    VersionState,
    binds_of,
    holds,
    is_intact,
    sections_of,
)
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import Id, Page, Sent, Short, Text, like

LARGEST_BASE64 = 28 * 1024 * 1024


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


class SectionTold(Schema):
    """One section, by its number."""

    number: int
    heading: str
    text: str


class VersionTold(Schema):
    """One version. ``digest`` is what one signs; ``intact`` whether the text still has it."""

    id: str
    policy: str
    code: str
    title: str
    number: int
    state: VersionState
    holds: Holds | None
    sections: list[SectionTold]
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


class ChangeTold(Schema):
    """What became of one section."""

    how: str
    before: int
    after: int
    heading: list[RunTold]
    words: list[RunTold]


class DifferenceTold(Schema):
    """What a version changes."""

    said: list[str]
    sections: list[ChangeTold]


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


class SectionSaid(Sent):
    """One section."""

    heading: Short
    text: str = Field(max_length=LONGEST_TEXT)


class DraftSaid(Sent):
    """The text of a draft. ``file`` (base64) instead of sections: then the file is the version."""

    model_config = like(
        sections=[{"heading": "Student data", "text": "None goes in."}], roles=["teacher"], why="The first one."
    )

    sections: list[SectionSaid] = Field([], max_length=MOST_SECTIONS)
    file: str = Field("", max_length=LARGEST_BASE64)
    file_name: Short = ""
    roles: list[Id] = Field([], max_length=20)
    schools: list[Id] = Field([], max_length=500)
    signed: bool = True
    why: Text = ""
    changes_duties: bool = True

    def drafted(self) -> tuple[Drafted, Brought | None]:
        """As the commands take it."""
        brought = Brought(bytes_of(self.file), self.file_name or "file") if self.file else None
        sections = tuple(Section(each.heading, each.text) for each in self.sections)
        if brought:
            sections = tuple(Section(*each) for each in sections_of_file(brought.file, brought.name))
        binds = Binds(frozenset(self.roles), frozenset(self.schools), self.signed)
        return Drafted(sections, binds, self.why, self.changes_duties), brought


class PolicySaid(DraftSaid):
    """A policy with its first draft."""

    code: Short
    title: Short
    kind: PolicyKind


class UntilSaid(Sent):
    """Until the end of which day."""

    until_on: date


class CommentSaid(Sent):
    """What one thinks of a section; 0 is the whole."""

    section: int = Field(0, ge=0, le=MOST_SECTIONS)
    text: Text


class AnswerSaid(Sent):
    """What becomes of a comment."""

    answer: Text


class PutSaid(Sent):
    """Before which meeting; from when it would hold, and when it is looked at again."""

    meeting: Id
    effective_on: date
    review_on: date


class AdoptionSaid(Sent):
    """What a school board did. ``minutes`` is a file, base64."""

    body: Short
    adopted_on: date
    resolution: Short
    minutes: str = Field(max_length=LARGEST_BASE64)
    minutes_name: Short
    effective_on: date
    review_on: date


class SigningSaid(Sent):
    """The digest of the text that was read. One signs for oneself: there is no field for anybody else."""

    digest: Id


class ClassSaid(Sent):
    """A class of one's own that was told, and when."""

    class_id: Id
    told_on: date


class Noted(Schema):
    """Something was noted."""

    noted: bool


def bytes_of(text: str) -> bytes:
    """The bytes of a file that came as base64. Raises Problem("policies.file_unfit")."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Problem(
            "policies.file_unfit",
            what=Sentence("The file is not in base64."),
            why=Sentence("It is kept here for as long as the version is."),
            next_step=Sentence("Encode the bytes of the file in base64 and send it again."),
        ) from None


def version_told(of: PolicyVersion) -> VersionTold:
    """A version, as it is told."""
    binds = binds_of(of)
    sections = [
        SectionTold(number=number, heading=each.heading, text=each.text)
        for number, each in enumerate(sections_of(of), 1)
    ]
    return VersionTold(
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
