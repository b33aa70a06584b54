"""The job that reads an outcome file somebody handed in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work, job
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.people.api import actor_of_person, person_by_id
from chalkline.pilot.measures.commands import READER, take_in_outcomes
from chalkline.pilot.measures.reading_in import read_outcomes
from chalkline.pilot.plans.api import pilot_by_id


@job(name=READER, attempts=3)
def read_handed_in(*, work_id: str, pilot_id: str, file: str, name: str, actor_id: str, now: datetime) -> None:
    """Read the file, take it in, delete it. A Problem ends the work with its words; a fault is retried."""
    path, person = Path(file), person_by_id(actor_id)
    if person is None or not path.exists():  # an earlier attempt read it and could not say so
        return
    actor = actor_of_person(person)
    begin_work(work_id, total=100, now=now)
    progress = Progress(work_id)
    try:
        pilot = pilot_by_id(actor, pilot_id)
        read = read_outcomes(pilot, path, lambda done, of: progress(done, total=of))
        came = take_in_outcomes(actor, pilot, read, name, now=now)
    except Problem as problem:
        fail_work(work_id, note=str(problem.what), result=problem.said(), now=utc_now())
    else:
        result = {"pilot_id": pilot_id, "upload_id": came.upload_id, "rows": came.rows, "rejected": came.rejected}
        finish_work(work_id, result=result, note=str(came.sentence), now=utc_now())
    path.unlink(missing_ok=True)
