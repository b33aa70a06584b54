"""The words of flows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

Names = tuple[Sentence, ...]


class Cover(StrEnum):
    """How a signed agreement stands to a flow."""

    COVERED = "covered"
    IN_PART = "in_part"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


COVER_NAMES: dict[Cover, Sentence] = {
    Cover.COVERED: Sentence("covered by the agreement"),
    Cover.IN_PART: Sentence("covered in part"),
    Cover.MISSING: Sentence("no agreement covers it"),
    Cover.NOT_NEEDED: Sentence("no agreement needed"),
}

# From public to restricted; ids of data_elements.yaml.
CLASSES = ("public", "internal", "directory", "confidential", "restricted")
CLASS_NAMES: dict[str, Sentence] = {
    "public": Sentence("public"),
    "internal": Sentence("internal"),
    "directory": Sentence("directory information"),
    "confidential": Sentence("confidential"),
    "restricted": Sentence("restricted"),
}


@dataclass(frozen=True)
class Step:
    """One element of a flow: why it is needed, the system it comes from ("" for none said), the way."""

    element: str
    name: Sentence
    why: str
    system: str
    way: Sentence | None


@dataclass(frozen=True)
class Flow:
    """One kind of data to one tool under one approved use."""

    tool: str
    tool_name: str
    kind: str
    kind_name: Sentence
    elements: tuple[str, ...]
    element_names: Names
    classification: str
    is_student_record: bool
    cover: Cover
    agreement: str
    agreement_until: date | None
    use_id: str
    decision_number: str
    people: Names
    until: date
    is_paused: bool
    steps: tuple[Step, ...] = ()

    @property
    def unexplained(self) -> tuple[Sentence, ...]:
        """The names of the elements for which nobody has said why they are needed."""
        return tuple(step.name for step in self.steps if not step.why)
