"""The words of communications: audiences, channels, languages, how a message stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Audience(StrEnum):
    """Whom a message is for."""

    EDUCATORS = "educators"
    UNIONS = "unions"
    STUDENTS = "students"
    FAMILIES = "families"
    BOARD = "board"


AUDIENCE_NAMES: dict[Audience, Sentence] = {
    Audience.EDUCATORS: Sentence("Educators"),
    Audience.UNIONS: Sentence("Unions"),
    Audience.STUDENTS: Sentence("Students"),
    Audience.FAMILIES: Sentence("Families"),
    Audience.BOARD: Sentence("The board"),
}


class Channel(StrEnum):
    """How a message reaches people."""

    EMAIL = "email"
    LETTER = "letter"
    MEETING = "meeting"
    WEBSITE = "website"
    TEXT = "text"
    PHONE = "phone"
    CLASSROOM = "classroom"


CHANNEL_NAMES: dict[Channel, Sentence] = {
    Channel.EMAIL: Sentence("E-mail"),
    Channel.LETTER: Sentence("Letter"),
    Channel.MEETING: Sentence("Meeting"),
    Channel.WEBSITE: Sentence("Website"),
    Channel.TEXT: Sentence("Text message"),
    Channel.PHONE: Sentence("Phone call"),
    Channel.CLASSROOM: Sentence("In class"),
}

# The languages most often spoken in homes of US school districts; codes of ISO 639-1.
LANGUAGE_NAMES: dict[str, Sentence] = {
    "en": Sentence("English"),
    "es": Sentence("Spanish"),
    "ar": Sentence("Arabic"),
    "zh": Sentence("Chinese"),
    "vi": Sentence("Vietnamese"),
    "pt": Sentence("Portuguese"),
    "ht": Sentence("Haitian Creole"),
    "ru": Sentence("Russian"),
    "so": Sentence("Somali"),
    "hmn": Sentence("Hmong"),
}


class MessageState(StrEnum):
    """How a message stands. Late is never stored: it follows from the day."""

    PLANNED = "planned"
    SENT = "sent"
    DROPPED = "dropped"


MESSAGE_STATE_NAMES: dict[MessageState, Sentence] = {
    MessageState.PLANNED: Sentence("Planned"),
    MessageState.SENT: Sentence("Sent out"),
    MessageState.DROPPED: Sentence("Dropped"),
}


@dataclass(frozen=True)
class MessagePlan:
    """A message as it is planned: whom it is for, what they should know or do, until when, how."""

    title: str
    audience: Audience
    purpose: str
    due_on: date
    channel: Channel
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Sent:
    """What was actually sent: in which language, with which words, how, on which day."""

    language: str
    text: str
    channel: Channel
    sent_on: date
