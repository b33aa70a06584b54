"""Writes of sources: take in what was read, hand in a file to be read, remove one, explain a header."""

from __future__ import annotations

from collections.abc import Mapping as Given
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from chalkline.discover.sources.events import ColumnsExplained, SourceAwaited, SourceLoaded, SourceRemoved
from chalkline.discover.sources.folders import rejects_file, rows_file, unknown_file
from chalkline.discover.sources.models import Mapping, Source
from chalkline.discover.sources.reading.columns import Part
from chalkline.discover.sources.reading.orders import Told
from chalkline.discover.sources.shapes import SHAPES
from chalkline.discover.sources.shapes.shape import header_digest
from chalkline.discover.sources.words import SourceState
from chalkline.jobs.api import JOBS, WorkSeen, start_work
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

READER = "discover.read_handed_in"


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


@command(records=(SourceAwaited,))
def hand_in_log(actor: Actor, file: Path, name: str, *, now: datetime) -> WorkSeen:
    """Have a file that lies in the inbox read by a job; the work that comes back tells how far it is."""
    actor.must("discover.import_logs")
    work = start_work("discover.load", name, owner_id=actor.id, total=100, now=now)
    reader = JOBS[READER]  # by its name: it also compares what it found, which is a later step's work
    reader.enqueue(work_id=work.id, file=str(file), name=name, actor_id=actor.id, now=now, key=f"load:{work.id}")
    record(SourceAwaited(SubjectRef("work", work.id), file.stat().st_size, name), actor_id=actor.id, now=now)
    return work


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
    return current


@command(records=(ColumnsExplained,))
def explain_columns(actor: Actor, header: Sequence[str], parts: Given[str, str], *, now: datetime) -> Mapping:
    """Say once which column is which; every file with this header is read so from then on."""
    actor.must("discover.import_logs")
    known = {str(part) for part in Part}
    if not header or not parts or set(parts) - known or set(parts.values()) - set(header):
        raise Problem(
            "discover.columns_unclear",
            what=Sentence("These are not columns of the file."),
            why=Sentence("Each part is one of the columns in the file’s first line."),
            next_step=Sentence("Choose from the columns shown."),
        )
    digest = header_digest(header)
    mapping, _ = Mapping.objects.update_or_create(
        header_digest=digest,
        defaults={"header": list(header), "parts": dict(parts), "said_by": actor.id, "said_at": now},
    )
    fact = ColumnsExplained(SubjectRef("mapping", digest[:32]), len(header), tuple(sorted(parts)))
    record(fact, actor_id=actor.id, now=now)
    return mapping


def _instant(epoch: int | None) -> datetime | None:
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)


def _ref(source: Source) -> SubjectRef:
    return SubjectRef("source", str(source.id))
