"""The job that audits an export somebody handed in."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings

from chalkline.data.integrity.apart.asking import audit_apart
from chalkline.data.integrity.commands import AUDITOR, keep_audit
from chalkline.data.integrity.keeping import is_waiting, rows_target
from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work, job, work_by_id
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import actor_of_person, person_by_id


@job(name=AUDITOR, attempts=3)
def audit_handed_in_export(*, work_id: str, source: str, actor_id: str, now: datetime) -> None:
    """Audit the export apart, keep what was found, delete the upload."""
    folder, person, work = Path(source), person_by_id(actor_id), work_by_id(work_id)
    if person is None or work is None or not is_waiting(folder):  # an earlier attempt did it and could not say so
        return
    begin_work(work_id, total=100, now=now)
    progress = Progress(work_id)
    try:
        findings = audit_apart(
            folder,
            rows=rows_target(work_id),
            today=local_day(now, settings.TIME_ZONE),
            progress=lambda done, of: progress(done, total=of),
        )
        audit = keep_audit(actor_of_person(person), work_id, work.title, findings, now=utc_now())
    except Problem as problem:
        fail_work(work_id, note=str(problem.what), result=problem.said(), now=utc_now())
    else:
        note = Sentence("{faulty} of {rows} rows are to be fixed.", faulty=f"{audit.faulty:,}", rows=f"{audit.rows:,}")
        finish_work(work_id, result={"audit": str(audit.id), "faulty": audit.faulty}, note=str(note), now=utc_now())
    shutil.rmtree(folder, ignore_errors=True)
