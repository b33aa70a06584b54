"""What the gateway writes down about each call, and how it is spelled in the spool.

A spool is a folder ``HOME/spool/NODE/`` of files ``00000001.spool``, ``00000002.spool`` ... appended to by
one gateway process and read by the ledger's ingest. One record is one line::

    5f1c09ab {"decision_id":"…", …}\\n

eight hex digits of CRC-32 over the JSON, a space, the JSON, a line feed. A line without its line feed is
still being written (or was torn by a crash) and is not read. The newest file of a folder is open; older
ones are complete and may be removed once ingested. Reading the same line twice is harmless: a decision id
is a call, and is recorded once.

No prompt, no answer, no name and no key is in a record: ids, rule ids and counts.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

FORMAT = "chalkline-spool/1"

# Where the control plane and the data plane meet, below HOME.
PUBLISH_FOLDER = "publish"
BUNDLE_FILE = "bundle.chalkline"
PACK_FILE = "pack.chalkline"
EXTRACT_FILE = "roster.chalkline"
SPOOL_FOLDER = "spool"


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
    names a key, never its holder. ``person`` is who called, as ``mark_in_records`` names them.
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


@dataclass(frozen=True)
class SpoolRead:
    """What was read from a piece of a spool file.

    ``consumed`` is how many bytes were read in whole lines: the place to go on from. ``damaged`` counts
    whole lines whose check sum or JSON is wrong.
    """

    records: list[SpoolRecord] = field(default_factory=list)
    consumed: int = 0
    damaged: int = 0


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(SpoolRecord).decode


def spell_record(record: SpoolRecord) -> bytes:
    """The line of a record, line feed included."""
    body = _encode(record)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def read_records(data: bytes) -> SpoolRead:
    """Every whole line in ``data``, which must begin at the beginning of a line."""
    records: list[SpoolRecord] = []
    damaged = 0
    consumed = data.rfind(b"\n") + 1
    for line in _lines(data[:consumed]):
        record = _record(line)
        if record is None:
            damaged += 1
        else:
            records.append(record)
    return SpoolRead(records, consumed, damaged)


def _lines(data: bytes) -> Iterator[bytes]:
    return iter(data.split(b"\n")[:-1])


def _record(line: bytes) -> SpoolRecord | None:
    check, _, body = line.partition(b" ")
    try:
        if int(check, 16) != zlib.crc32(body):
            return None
        return _decode(body)
    except (ValueError, msgspec.DecodeError):
        return None
