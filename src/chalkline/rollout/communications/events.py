"""The facts of communications."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("rollout.message.planned/1", says="{actor} planned the message “{title}” for {due_on}.")
@dataclass(frozen=True)
class MessagePlanned:
    """A message for an audience, with who says it and by when."""

    message: SubjectRef
    about: tuple[SubjectRef, ...]
    sayer: SubjectRef
    title: str
    audience: str
    due_on: str
    channel: str
    languages: tuple[str, ...]


@fact("rollout.message.revised/1", says="{actor} planned the message “{title}” anew, for {due_on}.")
@dataclass(frozen=True)
class MessageRevised:
    """The plan of a message changed before any of it was sent."""

    message: SubjectRef
    sayer: SubjectRef
    title: str
    audience: str
    due_on: str
    channel: str
    languages: tuple[str, ...]


@fact("rollout.message.sent/1", says="{actor} noted that “{title}” was sent on {sent_on}.")
@dataclass(frozen=True)
class MessageSent:
    """What was actually sent in one language. ``is_whole``: no planned language is missing any more."""

    message: SubjectRef
    about: tuple[SubjectRef, ...]
    sent_by: SubjectRef
    title: str
    audience: str
    language: str
    channel: str
    sent_on: str
    is_whole: bool
    text: str = part("words")


@fact("rollout.message.dropped/1", says="{actor} dropped the message “{title}”: {reason}")
@dataclass(frozen=True)
class MessageDropped:
    """A message will not be sent."""

    message: SubjectRef
    title: str
    reason: str = part("words")
