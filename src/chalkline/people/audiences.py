"""Whom one asks when one asks people what they think."""

from __future__ import annotations

from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Audience(StrEnum):
    """Whom a few questions go to."""

    STAFF = "staff"
    STUDENTS = "students"
    FAMILIES = "families"


AUDIENCE_NAMES: dict[Audience, Sentence] = {
    Audience.STAFF: Sentence("Staff"),
    Audience.STUDENTS: Sentence("Students"),
    Audience.FAMILIES: Sentence("Families"),
}
