"""The jobs that read a roster somebody handed in, and take it over once it is confirmed."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work, job
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.commands.roster import READER, TAKER, import_roster, would_leave_nobody
from chalkline.people.queries import actor_of_person, person_by_id
from chalkline.people.roster_apart.asking import read_roster_apart
from chalkline.people.roster_comparing import compare_roster, roles_ending
from chalkline.people.roster_keeping import forget_reading, is_ours, keep_reading, kept_roster


@job(name=READER, attempts=3)
def read_handed_in_roster(*, work_id: str, source: str, now: datetime) -> None:
    """Read the export apart, compare it with who is here, delete the upload. Changes nobody."""
    folder = Path(source)
    if not is_ours(folder):  # an earlier attempt read it and could not say so
        return
    begin_work(work_id, total=100, now=now)
    progress = Progress(work_id)
    try:
        roster = read_roster_apart(folder, lambda done, of: progress(done, total=of))
        change = compare_roster(roster)
    except Problem as problem:
        fail_work(work_id, note=str(problem.what), result=problem.said(), now=utc_now())
    else:
        keep_reading(work_id, roster, change)
        counts = {
            "rows": change.rows,
            "added": len(change.added),
            "changed": len(change.changed),
            "unchanged": change.unchanged,
            "leaving": len(change.leaving),
            "active": change.active,
            "many_leave": change.many_leave,
            "rejected": len(change.rejected),
            "unread": len(change.unread),
            "roles_end": bool(roles_ending(change)),
            "nobody_left": would_leave_nobody(change),
        }
        note = Sentence("{rows} rows were read. Nothing has changed yet.", rows=f"{change.rows:,}")
        finish_work(work_id, result=counts, note=str(note), now=utc_now())
    shutil.rmtree(folder, ignore_errors=True)


@job(name=TAKER, attempts=3)
def take_confirmed_roster(
    *,
    work_id: str,
    reading_id: str,
    actor_id: str,
    even_if_many_leave: bool,
    even_if_roles_end: bool = False,
    now: datetime,
) -> None:
    """Take the roster over as the person who confirmed it, in one transaction."""
    person, roster = person_by_id(actor_id), kept_roster(reading_id)
    begin_work(work_id, now=now)
    if person is None or roster is None:
        gone = Sentence("It was taken over already, or waited for more than a day. Hand it in again.")
        fail_work(work_id, note=str(gone), now=utc_now())
        return
    try:
        receipt = import_roster(
            actor_of_person(person),
            roster,
            even_if_many_leave=even_if_many_leave,
            even_if_roles_end=even_if_roles_end,
            now=now,
        )
    except Problem as problem:
        fail_work(work_id, note=str(problem.what), result=problem.said(), now=utc_now())
        return
    note = Sentence(
        "{added} people added, {changed} changed, {left} left.",
        added=f"{receipt.added:,}",
        changed=f"{receipt.changed:,}",
        left=f"{receipt.left:,}",
    )
    finish_work(work_id, result={"added": receipt.added, "changed": receipt.changed}, note=str(note), now=utc_now())
    forget_reading(reading_id)
