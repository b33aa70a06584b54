"""Writes of measures: hand an outcome file in to be read, take in what was read."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.utils.timezone import localdate

from chalkline.jobs.api import JOBS, WorkSeen, start_work
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.pilot.measures import rules
from chalkline.pilot.measures.events import OutcomesAwaited, OutcomesTakenIn
from chalkline.pilot.measures.models import Outcome, Upload
from chalkline.pilot.measures.queries import rejects_file, upload_that_counts
from chalkline.pilot.measures.reading_in import FileRead
from chalkline.pilot.measures.words import TakenIn, UploadState
from chalkline.pilot.plans.api import (
    Pilot,
    PilotState,
    last_day_for_outcomes,
    pilot_by_id,
    pilot_ref,
    plan_of,
    units_of,
)

READER = "pilot.read_outcomes"


@command(records=(OutcomesAwaited,))
def hand_in_outcomes(actor: Actor, pilot: Pilot, file: Path, name: str, *, now: datetime) -> WorkSeen:
    """Have a file that lies in the inbox read by a job; the work that comes back tells how far it is."""
    actor.must("pilots.hand_in", owner_id=str(pilot.planned_by_id))
    must_be_measuring(pilot_by_id(actor, str(pilot.pk)), now=now)
    work = start_work("pilot.outcomes", name, owner_id=actor.id, total=100, now=now)
    JOBS[READER].enqueue(
        work_id=work.id,
        pilot_id=str(pilot.pk),
        file=str(file),
        name=name,
        actor_id=actor.id,
        now=now,
        key=f"outcomes:{work.id}",
    )
    awaited = OutcomesAwaited(pilot_ref(pilot), SubjectRef("work", str(work.id)), file.stat().st_size, pilot.title)
    record(awaited, actor_id=actor.id, now=now)
    return work


@command(records=(OutcomesTakenIn,))
def take_in_outcomes(actor: Actor, pilot: Pilot, read: FileRead, name: str, *, now: datetime) -> TakenIn:
    """Let the rows of a file count; the earlier file's rows are deleted in the same moment."""
    current = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    actor.must("pilots.hand_in", owner_id=str(current.planned_by_id))
    must_be_measuring(current, now=now)
    if not read.rows:
        raise rules.no_good_rows(read.told)
    before = upload_that_counts(current)
    if before:
        Outcome.objects.filter(upload=before).delete()
        before.state = UploadState.REPLACED.value
        before.save(update_fields=["state"])
        rejects_file(str(before.pk)).unlink(missing_ok=True)
    upload = Upload.objects.create(
        id=uuid.uuid4(),
        pilot=current,
        digest=read.digest,
        name=Path(name).name[:200],
        state=UploadState.COUNTS.value,
        rows=len(read.rows),
        measured=sum(row.post is not None for row in read.rows),
        rejected=read.told.rejected,
        told={**asdict(read.told), "without_row": len(_without_row(current, read))},
        rows_digest=rules.rows_digest(read.rows),
        handed_in_by_id=actor.id,
        handed_in_at=now,
    )
    Outcome.objects.bulk_create(
        (
            Outcome(
                upload=upload,
                person=row.person,
                unit=row.unit,
                pre=_decimal(row.pre),
                post=_decimal(row.post),
                groups=row.groups,
                guard=_decimal(row.guard),
            )
            for row in read.rows
        ),
        batch_size=1000,
    )
    if read.told.rejected:
        rejects_file(str(upload.pk)).write_text(read.rejects, encoding="utf-8")
    record(_taken_in(current, upload, again=before is not None), actor_id=actor.id, now=now)
    sentence = Sentence(
        "{rows} people, {measured} with an outcome. {rejected} rows were set aside.",
        rows=upload.rows,
        measured=upload.measured,
        rejected=upload.rejected,
    )
    return TakenIn(str(upload.pk), upload.rows, upload.measured, upload.rejected, sentence)


def must_be_measuring(pilot: Pilot, *, now: datetime) -> None:
    """Refuse outcomes now, by the rules."""
    rules.must_be_measuring(
        is_running=pilot.state == PilotState.RUNNING,
        is_judged=pilot.state in {PilotState.JUDGED, PilotState.ENDED},
        today=localdate(now),
        ends_on=plan_of(pilot).ends_on,
        until=last_day_for_outcomes(pilot),
    )


def _without_row(pilot: Pilot, read: FileRead) -> set[str]:
    """The units of the list that the file says nothing of."""
    grouped = plan_of(pilot).assigned.is_group
    return {unit.key for unit in units_of(pilot)} - {row.unit if grouped else row.person for row in read.rows}


def _taken_in(pilot: Pilot, upload: Upload, *, again: bool) -> OutcomesTakenIn:
    return OutcomesTakenIn(
        pilot_ref(pilot),
        SubjectRef("upload", str(upload.pk), upload.rows_digest),
        upload.digest,
        upload.rows,
        upload.measured,
        upload.rejected,
        again,
        pilot.title,
        upload.name,
    )


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(format(number, ".6f"))
