"""The words of custom fields: what they are about, their kinds, a field and an entry as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class About(StrEnum):
    """What a field is about."""

    TOOL = "tool"
    REQUEST = "request"
    MAKER = "maker"


ABOUT_NAMES: dict[About, Sentence] = {
    About.TOOL: Sentence("Tools"),
    About.REQUEST: Sentence("Requests"),
    About.MAKER: Sentence("Makers of tools"),
}


class FieldKind(StrEnum):
    """What can be entered."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    PERSON = "person"


KIND_NAMES: dict[FieldKind, Sentence] = {
    FieldKind.TEXT: Sentence("Text"),
    FieldKind.NUMBER: Sentence("Number"),
    FieldKind.DAY: Sentence("Day"),
    FieldKind.YES_NO: Sentence("Yes or no"),
    FieldKind.ONE_OF: Sentence("One of a list"),
    FieldKind.PERSON: Sentence("Person"),
}
COLUMNS: dict[FieldKind, str] = {
    FieldKind.TEXT: "folded",
    FieldKind.NUMBER: "number",
    FieldKind.DAY: "day",
    FieldKind.YES_NO: "number",
    FieldKind.ONE_OF: "folded",
    FieldKind.PERSON: "person__family_name",
}
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Choice:
    """One of a list, in both languages."""

    key: str
    en: str
    es: str = ""


@dataclass(frozen=True)
class FieldPlan:
    """A field as it is proposed."""

    about: About
    kind: FieldKind
    name_en: str
    name_es: str = ""
    help_en: str = ""
    help_es: str = ""
    choices: tuple[Choice, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Held:
    """What is entered, in the column of its type."""

    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    person_id: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is entered."""
        return not (self.text or self.person_id) and self.number is None and self.day is None


@dataclass(frozen=True)
class RowMeant:
    """One tool, request or maker: its name for facts, and whom it belongs to ("" for nobody in particular)."""

    subject_id: str
    name: str
    owner_id: str = ""
