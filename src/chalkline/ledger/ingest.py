"""Taking over what gateways recorded: from their spools into the exchange log.

``HOME/spool/NODE/00000001.spool`` ... (format: rulebook/wire.py). Each batch of lines is one
transaction: the exchange's fact, its row to count and filter by, what it came to, and how far the file is read. So a
crash anywhere repeats a batch or nothing, and a decision id is taken once however often it is read.
A file that is read to its end and is no longer written to is removed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

import msgspec
from django.db import transaction

from chalkline.kernel.canonical import LARGEST
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.events import ContentNotFound, ExchangeMade, SpoolFoundDamaged
from chalkline.ledger.models import Exchange, Fact, SpoolFile
from chalkline.ledger.recording import SAFE_ID, record, record_all
from chalkline.ledger.spending import add_usage
from chalkline.rulebook.api import ChannelRecord, LinesRead, SpoolRecord, read_records

GATEWAY = "system:gateway"
CHUNK = 1024 * 1024
LONGEST = 500

logger = logging.getLogger("chalkline.ledger")
Record = TypeVar("Record", SpoolRecord, ChannelRecord)
Reader = Callable[[bytes], LinesRead[Record]]
Appender = Callable[..., int]


class LineKeeper(Generic[Record]):
    """Takes over folders of lines that gateways write, a little at each call; a chore of the jobs process.

    Asks the file system what has grown; with nothing new it touches neither files nor database. ``read`` reads whole
    lines, ``append`` takes what they say into the tables: ``(records, name, damaged=, now=) -> how many were new``.
    """

    def __init__(self, folder: Path, suffix: str, read: Reader[Record], append: Appender) -> None:
        self.folder = folder
        self.suffix = suffix
        self.read: Reader[Record] = read
        self.append = append
        self._seen: dict[str, int] = {}

    def __call__(self, now: datetime) -> int:
        """Take over what is new; returns how many records were."""
        taken = 0
        nodes = sorted(path for path in self.folder.iterdir() if path.is_dir()) if self.folder.is_dir() else []
        for node in nodes:
            files = sorted(node.glob(f"*.{self.suffix}"))
            for file in files:
                taken += self._take(file, is_open=file == files[-1], now=now)
        return taken

    def _take(self, file: Path, *, is_open: bool, now: datetime) -> int:
        name = f"{file.parent.name}/{file.name}"
        try:
            size = file.stat().st_size
        except FileNotFoundError:  # another process was faster
            return 0
        if is_open and size <= self._seen.get(name, -1):
            return 0
        taken, position = self.take_over(file, name, now=now)
        if position < size and not is_open:
            # Torn by a crash of the gateway before the line was durable: its call got no answer either.
            logger.warning("%s ends in a torn line of %d bytes", name, size - position)
        elif is_open:
            # A line still being written is looked at again when the file has grown.
            self._seen[name] = size
            return taken
        forget(name)
        file.unlink(missing_ok=True)
        self._seen.pop(name, None)
        return taken

    def take_over(self, file: Path, name: str, *, now: datetime) -> tuple[int, int]:
        """Take over the whole lines of one file that are new; returns how many records, and the place reached."""
        taken = 0
        position = SpoolFile.objects.filter(pk=name).values_list("position", flat=True).first() or 0
        with file.open("rb") as lines:
            if not _ends_a_line(lines, position):
                position = 0  # another file of that name, or a batch that was taken back: read it all again
            while True:
                lines.seek(position)
                data = lines.read(CHUNK)
                while b"\n" not in data and (more := lines.read(CHUNK)):
                    data += more
                read = self.read(data)
                if not read.consumed:
                    return taken, position
                with transaction.atomic():
                    taken += self.append(read.records, name, damaged=read.damaged, now=now)
                    position += read.consumed
                    SpoolFile.objects.update_or_create(pk=name, defaults={"position": position})


class SpoolKeeper(LineKeeper[SpoolRecord]):
    """Takes over the spools: what became of each call."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "spool", read_records, _append)


def _ends_a_line(spool: BinaryIO, position: int) -> bool:
    spool.seek(max(0, position - 1))
    return position == 0 or spool.read(1) == b"\n"


def ingest(records: Sequence[SpoolRecord], *, now: datetime) -> int:
    """Append exchanges that are not in the log yet; returns how many were new."""
    with transaction.atomic():
        return _append(records, "direct", damaged=0, now=now)


def forget(name: str) -> None:
    """The file is gone: so is how far it was read."""
    SpoolFile.objects.filter(pk=name).delete()


def _append(records: Sequence[SpoolRecord], name: str, *, damaged: int, now: datetime) -> int:
    sound = {each.decision_id: each for each in records if SAFE_ID.fullmatch(each.decision_id)}
    damaged += sum(not SAFE_ID.fullmatch(each.decision_id) for each in records)
    known = set(Exchange.objects.filter(decision_id__in=list(sound)).values_list("decision_id", flat=True))
    fresh = [each for identity, each in sound.items() if identity not in known]
    facts = record_all([_event(each) for each in fresh], actor_id=GATEWAY, now=now)
    Exchange.objects.bulk_create(_row(each, fact) for each, fact in zip(fresh, facts, strict=True))
    add_usage(fresh)
    if missed := [_missed(each) for each in fresh if each.gap]:
        record_all(missed, actor_id=GATEWAY, now=now)
    tell_damaged(name, damaged, now=now)
    return len(fresh)


def tell_damaged(name: str, damaged: int, *, now: datetime) -> None:
    """Records that could not be read back are told in the governance log."""
    if damaged:
        logger.error("%d records of %s are damaged", damaged, name)
        node = name.partition("/")[0]
        record(SpoolFoundDamaged(SubjectRef("spool", node), node, damaged), actor_id=GATEWAY, now=now)


def _tame(value: Any) -> Any:
    """A value that any database takes. Callers and model services choose some of these texts and numbers."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")[:LONGEST]
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-LARGEST, min(value, LARGEST))
    if isinstance(value, (list, tuple)):
        return [_tame(item) for item in value]
    if isinstance(value, dict):
        return {_tame(name): _tame(item) for name, item in value.items()}
    return value


def _plain(each: SpoolRecord) -> dict[str, Any]:
    plain: dict[str, Any] = _tame(msgspec.to_builtins(each))
    return plain


def _event(each: SpoolRecord) -> ExchangeMade:
    call = _plain(each)
    call.pop("gap", None)  # what is missing is a fact of its own
    return ExchangeMade(
        SubjectRef("exchange", each.decision_id), call.get("use_id", ""), call["verdict"], call["outcome"], call
    )


def _missed(each: SpoolRecord) -> ContentNotFound:
    call = _plain(each)
    return ContentNotFound(SubjectRef("exchange", each.decision_id), call.get("use_id", ""), call["gap"])


def _row(each: SpoolRecord, fact: Fact) -> Exchange:
    call = _plain(each)
    columns: dict[str, Any] = {}
    for column in Exchange._meta.concrete_fields:
        value = call.get(column.name)
        if value is None or column.name == "at":
            continue
        columns[column.name] = value[: column.max_length] if isinstance(value, str) else value
    at = each.at if each.at.tzinfo else each.at.replace(tzinfo=UTC)
    return Exchange(fact=fact, at=at, **columns)
