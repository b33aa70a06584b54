"""The jobs that read files somebody handed in, count what is loaded, and note what was found."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from chalkline.discover.findings.commands.noting import note_findings, notice_features
from chalkline.discover.findings.in_force import COUNTING, is_counted, is_small, rollup_in_force, waits_for_more
from chalkline.discover.sources.api import (
    COUNTER,
    READER,
    UNPACKER,
    ColumnsUnclear,
    folder,
    hand_in_logs,
    import_log,
    read_watched,
    unpack_archive,
)
from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work, job, start_work
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, actor_of_person, person_by_id, system_actor


@job(name=READER, attempts=3)
def read_handed_in(*, work_id: str, file: str, name: str, actor_id: str, now: datetime) -> None:
    """Read the file, tell how far it is, and delete it. A Problem ends the work with its words; a fault is retried."""
    path, actor = Path(file), _actor(actor_id)
    if actor is None or not path.exists():  # an earlier attempt read it and could not say so
        return
    _read(actor, work_id, path, name, now)
    _count(utc_now())


@job(name=UNPACKER, attempts=3)
def unpack_handed_in(*, work_id: str, file: str, name: str, actor_id: str, now: datetime) -> None:
    """Unpack an archive and hand in every log in it."""
    path, actor = Path(file), _actor(actor_id)
    if actor is None or not path.exists():  # an earlier attempt unpacked it
        return
    begin_work(work_id, total=100, now=now)
    room = folder("inbox") / f"{work_id}-unpacked"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(mode=0o700)
    try:
        inside = unpack_archive(path, name, room)
    except Problem as problem:
        fail_work(
            work_id, note=str(problem.what), result={**problem.said(), "words": _words_of(problem)}, now=utc_now()
        )
        path.unlink(missing_ok=True)
        return
    works = hand_in_logs(actor, inside.files, now=now)
    found = len(inside.files)
    what = Sentence("Unpacked: {n} files are read one by one.", n=found) if found > 1 else Sentence("Unpacked.")
    words = {"what": what.spelled()}
    if inside.left:
        why = Sentence("Left out: {names}.", names=tuple(each for each, _ in inside.left[:5]))
        words["why"] = why.spelled()
    finish_work(work_id, result={"words": words, "works": [work.id for work in works]}, note=str(what), now=utc_now())
    path.unlink(missing_ok=True)


@job(name="discover.read_watched", attempts=2, every=timedelta(minutes=2))
def read_watched_folder(*, now: datetime) -> None:
    """Read what is complete in the watched folder, if the district has one."""
    actor = system_actor("watched-folder")
    if any(each.loaded for each in read_watched(actor, now=now)):
        _count(utc_now())


@job(name=COUNTER, attempts=3, every=timedelta(hours=1))
def count_sources(*, now: datetime) -> None:
    """Count what is loaded now, where that was not done: after a removal, a newer catalogue, a survey that closed."""
    _count(now)


def _count(now: datetime) -> None:
    """Count, hide what is small, and note what is new; once for many files, after the last of them."""
    if waits_for_more(now):
        return
    if not is_counted():
        rollup_in_force() if is_small() else _count_in_sight(now)
    note_findings(system_actor("counting"), now=now)
    notice_features(system_actor("counting"), now=now)


def _count_in_sight(now: datetime) -> None:
    """What takes minutes is shown on the audit's page while it goes on."""
    work = start_work(
        COUNTING, str(Sentence("Counting what is loaded")), owner_id="system:counting", total=100, now=now
    )
    begin_work(work.id, total=100, now=now)
    progress = Progress(work.id)
    try:
        rollup_in_force(lambda done, of: progress(done, total=of))
    except BaseException:
        fail_work(work.id, note=str(Sentence("It could not be counted.")), now=utc_now())
        raise
    finish_work(work.id, note=str(Sentence("Everything that is loaded is counted.")), now=utc_now())


def _actor(actor_id: str) -> Actor | None:
    person = person_by_id(actor_id)
    return actor_of_person(person) if person else None


def _read(actor: Actor, work_id: str, path: Path, name: str, now: datetime) -> None:
    begin_work(work_id, total=100, now=now)
    progress = Progress(work_id)
    try:
        came = import_log(actor, path, name, now=now, progress=lambda done, of: progress(done, total=of))
    except Problem as problem:
        result: dict[str, Any] = {**problem.said(), "words": _words_of(problem)}
        if isinstance(problem, ColumnsUnclear):  # the file stays until somebody says which column is which
            result |= {"header": list(problem.header), "parts": list(problem.parts), "file": str(path)}
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
            "words": {"what": came.sentence.spelled(), **({"why": came.odd.spelled()} if came.odd else {})},
        }
        finish_work(work_id, result=result, note=str(came.sentence), now=utc_now())
    path.unlink(missing_ok=True)


def _words_of(problem: Problem) -> dict[str, Any]:
    """What a page says of it in the language of its reader: the job knows nobody's."""
    parts = {"what": problem.what, "why": problem.why, "next_step": problem.next_step}
    return {name: words.spelled() for name, words in parts.items() if isinstance(words, Sentence)}
