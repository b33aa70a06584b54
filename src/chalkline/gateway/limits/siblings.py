"""What gateways on this machine have written down: this node's own records of before, and other nodes' as they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from chalkline.gateway.limits.counting import Entry
from chalkline.kernel.clock import local_day
from chalkline.rulebook.limits import Who
from chalkline.rulebook.wire import SpoolRecord, read_records

CHUNK = 4 * 1024 * 1024


@dataclass(frozen=True)
class Seen:
    """One record of a node that went to a model."""

    node: str
    at: datetime
    entry: Entry

    @property
    def who(self) -> Who:
        """Whose call it was."""
        return self.entry.parts[0][0]


def entry_of(record: SpoolRecord, zone: str) -> Entry | None:
    """What a record adds to sums; None where no model was asked."""
    if not record.attempts:
        return None
    who = Who(record.use_id, record.school, record.role, record.person)
    at = record.at if record.at.tzinfo else record.at.replace(tzinfo=UTC)
    return Entry(
        record.sequence, local_day(at, zone), ((who, record.tokens_in + record.tokens_out, record.cost_micros),)
    )


@dataclass
class Siblings:
    """``read()`` gives what is new in the spools of all nodes but ``own``, which is read before it is written to."""

    folder: Path
    own: str
    zone: str
    _read: dict[Path, int] = field(default_factory=dict)

    def read_own(self) -> list[Seen]:
        """What this node wrote before this process began."""
        return list(self._of(self.folder / self.own))

    def read(self) -> list[Seen]:
        """What other nodes wrote since the last time."""
        try:
            nodes = [path for path in self.folder.iterdir() if path.name != self.own and path.is_dir()]
        except OSError:
            return []
        return [seen for node in sorted(nodes) for seen in self._of(node)]

    def _of(self, node: Path) -> Iterator[Seen]:
        files = sorted(node.glob("*.spool"))
        for gone in [path for path in self._read if path.parent == node and path not in files]:
            del self._read[gone]
        for file in files:
            yield from self._new_in(file)

    def _new_in(self, file: Path) -> Iterator[Seen]:
        position = self._read.get(file, 0)
        try:
            if file.stat().st_size <= position:
                return
            with file.open("rb") as spool:
                while True:
                    spool.seek(position)
                    read = read_records(spool.read(CHUNK))
                    if not read.consumed:
                        break
                    position += read.consumed
                    for record in read.records:
                        if entry := entry_of(record, self.zone):
                            yield Seen(file.parent.name, record.at, entry)
        except OSError:  # it was taken over and removed meanwhile
            return
        finally:
            self._read[file] = position
