"""What the API is sent of policies."""

from __future__ import annotations

import base64
import binascii
from datetime import date

from pydantic import Field

from chalkline.assist.library.api import sections_of_file
from chalkline.govern.policies.api import (
    LONGEST_TEXT,
    MOST_SECTIONS,
    Binds,
    BoardAdoption,
    Brought,
    Drafted,
    PolicyKind,
    Section,
)
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import Id, Sent, Short, Text, like

SOME_ID = "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"
LARGEST_BASE64 = 28 * 1024 * 1024


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

    model_config = like(until_on="2026-12-11")

    until_on: date


class CommentSaid(Sent):
    """What one thinks of a section; 0 is the whole."""

    model_config = like(section=2, text="Who tells the families?")

    section: int = Field(0, ge=0, le=MOST_SECTIONS)
    text: Text


class CommentAnswerSaid(Sent):
    """What becomes of a comment."""

    model_config = like(answer="Section 2 now says who.")

    answer: Text


class PutSaid(Sent):
    """Before which meeting; from when it would hold, and when it is looked at again."""

    model_config = like(
        meeting="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", effective_on="2027-01-04", review_on="2027-11-30"
    )

    meeting: Id
    effective_on: date
    review_on: date


class BoardSaid(Sent):
    """What a school board decided, and from when. ``minutes`` is a file, base64."""

    model_config = like(
        body="Board of Education",
        adopted_on="2027-05-11",
        resolution="2027-19",
        minutes="JVBERi0xLjc=",
        minutes_name="minutes.pdf",
        effective_on="2027-06-30",
    )

    body: Short
    adopted_on: date
    resolution: Short
    minutes: str = Field(max_length=LARGEST_BASE64)
    minutes_name: Short
    effective_on: date

    def decided(self) -> BoardAdoption:
        """As the commands take it."""
        minutes = Brought(bytes_of(self.minutes), self.minutes_name)
        return BoardAdoption(self.body, self.adopted_on, self.resolution, minutes)


class AdoptionSaid(BoardSaid):
    """What a school board adopted, and when it is looked at again."""

    model_config = like(
        body="Board of Education",
        adopted_on="2026-12-14",
        resolution="2026-41",
        minutes="JVBERi0xLjc=",
        minutes_name="minutes.pdf",
        effective_on="2027-01-04",
        review_on="2027-11-30",
    )

    review_on: date


class SigningSaid(Sent):
    """The digest of the text that was read. One signs for oneself: there is no field for anybody else."""

    model_config = like(digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

    digest: Id


class ClassSaid(Sent):
    """A class of one's own that was told, and when."""

    model_config = like(class_id=SOME_ID, told_on="2026-09-02")

    class_id: Id
    told_on: date


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
