"""The job that reads a file somebody added."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from chalkline.assist.library.apart.asking import read_apart
from chalkline.assist.library.commands import READER, keep_reading, note_unreadable
from chalkline.assist.library.models import Version
from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work, job
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.people.api import system_actor


@job(name=READER, attempts=3)
def read_document(*, version_id: str, work_id: str, now: datetime) -> None:
    """Read a file apart, keep its passages or why there are none. It is used only once somebody approves it."""
    version = Version.objects.select_related("document").get(pk=version_id)
    begin_work(work_id, total=100, now=now)
    progress = Progress(work_id)
    reader = system_actor("library")
    try:
        reading = read_apart(
            Path(version.file.path), version.document.title, lambda done, of: progress(done, total=max(of, 1))
        )
    except Problem as problem:
        note_unreadable(reader, version_id, problem, now=now)
        fail_work(work_id, note=str(problem.what), result=problem.said(), now=utc_now())
        return
    keep_reading(reader, version_id, reading, now=now)
    result = {"version_id": version_id, "passages": len(reading.pieces), "concerns": len(reading.concerns)}
    finish_work(work_id, result=result, now=utc_now())
