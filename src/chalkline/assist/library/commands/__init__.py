"""Writes of the library: add, read, approve, send back, renew, hand over, withdraw, doubt, end."""

from chalkline.assist.library.commands.adding import (
    READER,
    READING_WORK,
    add_answer,
    add_document,
    add_version,
    keep_reading,
    note_unreadable,
)
from chalkline.assist.library.commands.approving import approve_version, renew_document, send_back
from chalkline.assist.library.commands.ending import doubt_version, end_version, hand_over_document, withdraw_document
from chalkline.assist.library.commands.referring import version_ref

__all__ = [
    "READER",
    "READING_WORK",
    "add_answer",
    "add_document",
    "add_version",
    "approve_version",
    "doubt_version",
    "end_version",
    "hand_over_document",
    "keep_reading",
    "note_unreadable",
    "renew_document",
    "send_back",
    "version_ref",
    "withdraw_document",
]
