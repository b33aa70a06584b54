"""The facts of sources. Counts and digests: nobody is named, and no row is told."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact(
    "discover.source.loaded/1",
    says="{actor} loaded the log {name}: {rows} rows, {events} visits to AI services, {rejected} rows rejected.",
)
@dataclass(frozen=True)
class SourceLoaded:
    """A log file was read; only its AI rows were kept. ``again``: it replaced an earlier reading of the same file."""

    source: SubjectRef
    digest: str
    shape: str
    rows: int
    rejected: int
    events: int
    catalogue_version: int
    again: bool
    name: str = part("words")


@fact("discover.source.removed/1", says="{actor} removed the log {name} from the audit: {why}")
@dataclass(frozen=True)
class SourceRemoved:
    """What was kept of a source was deleted."""

    source: SubjectRef
    digest: str
    name: str = part("words")
    why: str = part("words")


@fact("discover.source.awaited/1", says="{actor} handed in the log {name} to be read.")
@dataclass(frozen=True)
class SourceAwaited:
    """A file was uploaded; a job reads it."""

    work: SubjectRef
    size: int
    name: str = part("words")


@fact("discover.columns.explained/1", says="{actor} said which column is which in exports of {columns} columns.")
@dataclass(frozen=True)
class ColumnsExplained:
    """What a header means was said once, for every file with it."""

    mapping: SubjectRef
    columns: int
    parts: tuple[str, ...]


@fact("discover.columns.forgotten/1", says="{actor} took back what was said of exports of {columns} columns.")
@dataclass(frozen=True)
class ColumnsForgotten:
    """What was said of a header no longer counts."""

    mapping: SubjectRef
    columns: int
