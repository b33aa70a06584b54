"""The job that reads a file somebody handed in, and notes what was found in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from chalkline.discover.findings.commands import note_findings
from chalkline.discover.sources.api import READER, ColumnsUnclear, import_log
from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work, job
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import actor_of_person, person_by_id


@job(name=READER, attempts=3)
def read_handed_in(*, work_id: str, file: str, name: str, actor_id: str, now: datetime) -> None:
    """Read the file, tell how far it is, and delete it. A Problem ends the work with its words; a fault is retried."""
    path = Path(file)
    person = person_by_id(actor_id)
    if person is None or not path.exists():  # an earlier attempt read it and could not say so
        return
    actor = actor_of_person(person)
    begin_work(work_id, total=100, now=now)
    progress = Progress(work_id)
    try:
        came = import_log(actor, path, name, now=now, progress=lambda done, of: progress(done, total=of))
        noted = note_findings(actor, now=now)
    except Problem as problem:
        result: dict[str, Any] = {**problem.said(), "words": _words_of(problem)}
        if isinstance(problem, ColumnsUnclear):  # the file stays until somebody says which column is which
            result |= {"header": list(problem.header), "parts": list(problem.parts), "file": file}
        fail_work(work_id, note=str(problem.what), result=result, now=utc_now())
        if "file" in result:
            return
    else:
        result = {
            "source_id": came.source_id,
            "already": came.already,
            "rows": came.rows,
            "rejected": came.rejected,
            "events": came.events,
            "noted": len(noted),
            "words": {"what": came.sentence.spelled()},
        }
        finish_work(work_id, result=result, note=str(came.sentence), now=utc_now())
    path.unlink(missing_ok=True)


def _words_of(problem: Problem) -> dict[str, Any]:
    """What a page says of it in the language of its reader: the job knows nobody's."""
    parts = {"what": problem.what, "why": problem.why, "next_step": problem.next_step}
    return {name: words.spelled() for name, words in parts.items() if isinstance(words, Sentence)}
