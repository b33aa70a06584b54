"""What the gateway writes down about each call, and how it is spelled in the spool and in the channel.

A spool is a folder ``HOME/spool/NODE/`` of files ``00000001.spool``, ``00000002.spool`` ... appended to by
one gateway process and read by the ledger's ingest. One record is one line::

    5f1c09ab {"decision_id":"…", …}\\n

eight hex digits of CRC-32 over the JSON, a space, the JSON, a line feed. A line without its line feed is
still being written (or was torn by a crash) and is not read. The newest file of a folder is open; older
ones are complete and may be removed once ingested. Reading the same line twice is harmless: a decision id
is a call, and is recorded once.

No prompt, no answer, no name and no key is in a record: ids, rule ids and counts.

The channel, ``HOME/channel/NODE/00000001.channel`` ..., is spelled the same way. It carries what a person has to see:
alerts, calls that wait for a release, texts that a use's rule keeps. What people typed is sealed (``sealing.py``).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

FORMAT = "chalkline-spool/1"

# Where the control plane and the data plane meet, below HOME.
PUBLISH_FOLDER = "publish"
BUNDLE_FILE = "bundle.chalkline"
PACK_FILE = "pack.chalkline"
EXTRACT_FILE = "roster.chalkline"
SPOOL_FOLDER = "spool"
CHANNEL_FOLDER = "channel"


class Outcome(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CUT = "cut"  # the model's answer broke off, or the caller left, after it had begun
    FAILED = "failed"  # the model gave no usable answer


class SpoolRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One call at the gateway. Times are UTC, durations whole milliseconds, sizes bytes.

    ``code`` is the stable code of a refusal or failure, "" when answered. ``elements`` were declared or
    found; ``replaced`` counts what was replaced, by element. ``sources`` are the approved documents an answer was
    made from, as id@digest of the version; ``held``, ``marked`` and ``left_out`` count its sentences by what
    checking them against these gave. ``gap`` is what nothing approved answers, sealed for Assist alone. ``key_id``
    names a key, never its holder. ``person`` is who called, as ``mark_in_records`` names them. ``held_id``
    names the held call that this one is the release of; ``kept`` says that its texts went to the channel, sealed.
    ``provider`` answered or was asked last, after so many ``attempts``; ``cost_micros`` are millionths of a dollar by
    the price of that day; ``estimated``: nobody counted the tokens, or not believably. ``limit`` is what stopped it.
    ``record_id`` names the record of the person who decides the matter, where a call was made under one.
    ``safety`` are the categories that were found in the prompt or the answer, ``injection`` the rules by which a result
    of a tool gave orders to the model, ``links_removed`` how many links of the answer were taken out.
    ``second_look``: whether a model that judges content was asked, and "answered" or "failed"; "" where it was not.
    """

    decision_id: str
    node: str
    sequence: int
    at: datetime
    bundle_revision: int
    bundle_digest: str
    pack_issue: int
    verdict: str
    outcome: Outcome
    status: int
    code: str = ""
    standing: str = ""
    rules: tuple[str, ...] = ()
    key_id: str = ""
    use_id: str = ""
    tool: str = ""
    purpose: str = ""
    holder_kind: str = ""
    role: str = ""
    grade_band: str = ""
    school: str = ""
    model: str = ""
    elements: tuple[str, ...] = ()
    replaced: dict[str, int] = msgspec.field(default_factory=dict)
    sources: tuple[str, ...] = ()
    held: int = 0
    marked: int = 0
    left_out: int = 0
    gap: str = ""
    stream: bool = False
    bytes_in: int = 0
    bytes_out: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    took_ms: int = 0
    model_ms: int = 0
    v: int = 1
    person: str = ""
    provider: str = ""
    attempts: int = 0
    cost_micros: int = 0
    estimated: bool = False
    limit: str = ""
    held_id: str = ""
    kept: bool = False
    record_id: str = ""
    safety: tuple[str, ...] = ()
    injection: tuple[str, ...] = ()
    links_removed: int = 0
    second_look: str = ""


class ChannelKind(StrEnum):
    """What a person has to see."""

    ALERT = "alert"
    HELD = "held"
    KEPT = "kept"
    LIMIT = "limit"


class ChannelRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the channel. ``about`` holds ids, codes and counts only; whatever people typed, and whose mark it is,
    stands in ``sealed``, which opens in the context ``context`` alone.
    """

    kind: ChannelKind
    decision_id: str
    node: str
    sequence: int
    at: datetime
    about: dict[str, str | int] = msgspec.field(default_factory=dict)
    sealed: bytes = b""
    v: int = 1

    @property
    def context(self) -> str:
        """What ``sealed`` is bound to."""
        return sealed_context(self.kind, self.decision_id)


def sealed_context(kind: ChannelKind, decision_id: str) -> str:
    """What a text of the channel is bound to: its kind and its call."""
    return f"{kind.value}:{decision_id}"


Record = TypeVar("Record", SpoolRecord, ChannelRecord)


@dataclass(frozen=True)
class LinesRead(Generic[Record]):
    """What was read from a piece of a spool or channel file.

    ``consumed`` is how many bytes were read in whole lines: the place to go on from. ``damaged`` counts
    whole lines whose check sum or JSON is wrong.
    """

    records: list[Record] = field(default_factory=list)
    consumed: int = 0
    damaged: int = 0


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(SpoolRecord).decode
_decode_channel = msgspec.json.Decoder(ChannelRecord).decode


def spell_record(record: SpoolRecord | ChannelRecord) -> bytes:
    """The line of a record, line feed included."""
    body = _encode(record)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def read_records(data: bytes) -> LinesRead[SpoolRecord]:
    """Every whole line of a spool in ``data``, which must begin at the beginning of a line."""
    return _read(data, _decode)


def read_channel(data: bytes) -> LinesRead[ChannelRecord]:
    """Every whole line of a channel in ``data``, which must begin at the beginning of a line."""
    return _read(data, _decode_channel)


def _read(data: bytes, decode: Callable[[bytes], Record]) -> LinesRead[Record]:
    records: list[Record] = []
    damaged = 0
    consumed = data.rfind(b"\n") + 1
    for line in _lines(data[:consumed]):
        record = _record(line, decode)
        if record is None:
            damaged += 1
        else:
            records.append(record)
    return LinesRead(records, consumed, damaged)


def _lines(data: bytes) -> Iterator[bytes]:
    return iter(data.split(b"\n")[:-1])


def _record(line: bytes, decode: Callable[[bytes], Record]) -> Record | None:
    check, _, body = line.partition(b" ")
    try:
        return decode(body) if int(check, 16) == zlib.crc32(body) else None
    except (ValueError, msgspec.DecodeError):
        return None
