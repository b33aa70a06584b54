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


class Going(StrEnum):
    """What becomes of it under the policy in force, most open first."""

    AS_IT_IS = "as_it_is"
    REPLACED = "replaced"
    REFUSED = "refused"


GOING_NAMES: dict[Going, Sentence] = {
    Going.AS_IT_IS: Sentence("goes out as it is"),
    Going.REPLACED: Sentence("replaced before it goes out"),
    Going.REFUSED: Sentence("may not go out"),
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
    """One element of a flow: why it is needed, the system it comes from ("" for none said), the way, what
    becomes of it."""

    element: str
    name: Sentence
    why: str
    system: str
    way: Sentence | None
    going: Going = Going.AS_IT_IS


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
    at_gateway: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def is_uncovered(self) -> bool:
        """Whether no agreement covers it in full, although one is needed."""
        return self.cover in (Cover.MISSING, Cover.IN_PART)

    @property
    def is_kept_back(self) -> bool:
        """Whether the policy lets some of it not go out as it is."""
        return any(step.going is not Going.AS_IT_IS for step in self.steps)

    def names_going(self, going: Going) -> Names:
        """The names of the elements of which this becomes."""
        return tuple(step.name for step in self.steps if step.going is going)

    @property
    def unexplained(self) -> tuple[Sentence, ...]:
        """The names of the elements for which nobody has said why they are needed."""
        return tuple(step.name for step in self.steps if not step.why)
