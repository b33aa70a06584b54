"""Writes of sources: take in what was read, hand in a file to be read, remove one, explain a header."""

from __future__ import annotations

from collections.abc import Mapping as Given
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from chalkline.discover.sources.events import (
    ColumnsExplained,
    ColumnsForgotten,
    SourceAwaited,
    SourceLoaded,
    SourceRemoved,
)
from chalkline.discover.sources.folders import rejects_file, rows_file, unknown_file
from chalkline.discover.sources.models import Mapping, Source, Watched
from chalkline.discover.sources.reading.columns import Part
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.rules import is_ready
from chalkline.discover.sources.shapes import SHAPES
from chalkline.discover.sources.shapes.shape import header_digest
from chalkline.discover.sources.unpacking import is_archive, reading_order
from chalkline.discover.sources.words import SourceState, WatchState
from chalkline.jobs.api import JOBS, WorkSeen, start_work
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

READER, UNPACKER = "discover.read_handed_in", "discover.unpack_handed_in"
COUNTER = "discover.count_sources"
LOADING = "discover.load"  # what the work of a file that was handed in is called


@command(records=(SourceLoaded,))
def take_in(
    actor: Actor,
    source_id: str,
    told: Told,
    *,
    digest: str,
    name: str,
    size: int,
    catalogue_version: int,
    now: datetime,
) -> Source:
    """Let a file that was read count. An earlier reading of the same file stops counting in the same moment."""
    actor.must("discover.import_logs")
    before = Source.objects.select_for_update().filter(digest=digest, state=SourceState.LOADED).first()
    if before:
        before.state, before.removed_at = SourceState.REMOVED, now
        before.save(update_fields=["state", "removed_at"])
    source = Source.objects.create(
        id=source_id,
        digest=digest,
        name=name,
        shape=told.shape,
        kind=SHAPES[told.shape].kind,
        state=SourceState.LOADED,
        size=size,
        rows=told.rows,
        rejected=told.rejected,
        passed_over=told.passed_over,
        no_host=told.no_host,
        ai_rows=told.ai_rows,
        events=told.events,
        hosts=told.hosts,
        not_on_roster=told.not_on_roster,
        without_person=told.without_person,
        first_at=_instant(told.first_at),
        last_at=_instant(told.last_at),
        seen=told.seen,
        reasons=told.reasons,
        notes=list(told.notes),
        catalogue_version=catalogue_version,
        loaded_by=actor.id,
        loaded_at=now,
    )
    record(
        SourceLoaded(
            source=_ref(source),
            digest=digest,
            shape=told.shape,
            rows=told.rows,
            rejected=told.rejected,
            events=told.events,
            catalogue_version=catalogue_version,
            again=before is not None,
            name=name,
        ),
        actor_id=actor.id,
        now=now,
    )
    return source


def hand_in_log(actor: Actor, file: Path, name: str, *, now: datetime) -> WorkSeen:
    """One file: see ``hand_in_logs``. The work that comes back tells how far it is."""
    return hand_in_logs(actor, [(file, name)], now=now)[0]


@command(records=(SourceAwaited,))
def hand_in_logs(actor: Actor, files: Sequence[tuple[Path, str]], *, now: datetime) -> list[WorkSeen]:
    """Have files that lie in the inbox read one after the other: lists of addresses first, archives last."""
    actor.must("discover.import_logs")
    works = []
    for file, name in sorted(files, key=lambda each: reading_order(each[0])):
        work = start_work(LOADING, name, owner_id=actor.id, total=100, now=now)
        reader = JOBS[UNPACKER if is_archive(file) else READER]  # by name: it also compares, a later step's work
        reader.enqueue(work_id=work.id, file=str(file), name=name, actor_id=actor.id, now=now, key=f"load:{work.id}")
        record(SourceAwaited(SubjectRef("work", work.id), file.stat().st_size, name), actor_id=actor.id, now=now)
        works.append(work)
    return works


@command(records=(SourceRemoved,))
def remove_log(actor: Actor, source: Source, *, why: str, now: datetime) -> Source:
    """Take a source out of the audit and delete what was kept of it: a wrong file, a wrong period."""
    actor.must("discover.import_logs")
    current = Source.objects.select_for_update().get(pk=source.pk)
    if current.state == SourceState.REMOVED or not why.strip():
        raise Problem(
            "discover.cannot_remove",
            what=Sentence("This log cannot be removed."),
            why=Sentence("It was removed before, or nobody said why."),
            next_step=Sentence("Write down why it should not count."),
            kind=Kind.CONFLICT if current.state == SourceState.REMOVED else Kind.INVALID,
            fields={"why": Sentence("Write why.")},
        )
    current.state, current.removed_at = SourceState.REMOVED, now
    current.save(update_fields=["state", "removed_at"])
    for path in (rows_file(str(current.id)), unknown_file(str(current.id)), rejects_file(str(current.id))):
        path.unlink(missing_ok=True)
    record(SourceRemoved(_ref(current), current.digest, current.name, why.strip()), actor_id=actor.id, now=now)
    JOBS[COUNTER].enqueue(now=now)  # by name: it notes findings, a later step's work
    return current


@command(records=(), may_change_nothing=True)
def claim_watched(actor: Actor, seen: Given[str, tuple[int, int]], *, now: datetime) -> list[Watched]:
    """Files of the watched folder ({name: (size, time of change)}) that are to be read now; nobody else gets them.

    A file is read when it has not changed since an earlier look and for a while; once, until it changes.
    """
    actor.must("discover.import_logs")
    held = {each.name: each for each in Watched.objects.select_for_update().filter(name__in=list(seen))}
    claimed = []
    for name, (size, changed_ns) in seen.items():
        known = held.get(name)
        if known is None or (known.size, known.changed_ns) != (size, changed_ns):
            values = {"size": size, "changed_ns": changed_ns, "state": WatchState.WAITING, "told": [], "seen_at": now}
            Watched.objects.update_or_create(name=name, defaults=values)
        elif is_ready(known, now):
            known.state, known.seen_at = WatchState.READING, now
            known.save(update_fields=["state", "seen_at"])
            claimed.append(known)
    return claimed


@command(records=(), may_change_nothing=True)
def settle_watched(actor: Actor, one: Watched, state: WatchState, told: Sequence[object], *, now: datetime) -> None:
    """Say what came of a file of the watched folder."""
    actor.must("discover.import_logs")
    Watched.objects.filter(pk=one.pk).update(state=state, told=list(told), read_at=now)


@command(records=(ColumnsExplained,))
def explain_columns(actor: Actor, header: Sequence[str], parts: Given[str, str], *, now: datetime) -> Mapping:
    """Say once which column is which; every file with this header is read so from then on."""
    actor.must("discover.import_logs")
    known = {str(part) for part in Part}
    named = [name for name in parts.values() if name]  # "": no column has it, whatever we would guess
    if not header or not named or set(parts) - known or set(named) - set(header):
        raise Problem(
            "discover.columns_unclear",
            what=Sentence("These are not columns of the file."),
            why=Sentence("Each part is one of the columns in the file’s first line."),
            next_step=Sentence("Choose from the columns shown."),
        )
    if len(set(named)) < len(named):
        raise Problem(
            "discover.columns_unclear",
            what=Sentence("One column was chosen for two things."),
            why=Sentence("A column holds one thing: the time, or the web address, or the person."),
            next_step=Sentence("Choose another column, or none, for one of them."),
        )
    digest = header_digest(header)
    mapping, _ = Mapping.objects.update_or_create(
        header_digest=digest,
        defaults={"header": list(header), "parts": dict(parts), "said_by": actor.id, "said_at": now},
    )
    fact = ColumnsExplained(SubjectRef("mapping", digest[:32]), len(header), tuple(sorted(parts)))
    record(fact, actor_id=actor.id, now=now)
    return mapping


@command(records=(ColumnsForgotten,))
def forget_columns(actor: Actor, mapping: Mapping, *, now: datetime) -> None:
    """Forget what was said of a header: the next file with it is guessed again, or asked about."""
    actor.must("discover.import_logs")
    digest, columns = mapping.header_digest, len(mapping.header)
    mapping.delete()
    record(ColumnsForgotten(SubjectRef("mapping", digest[:32]), columns), actor_id=actor.id, now=now)


def _instant(epoch: int | None) -> datetime | None:
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)


def _ref(source: Source) -> SubjectRef:
    return SubjectRef("source", str(source.id))
