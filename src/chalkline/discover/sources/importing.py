"""Loading a file from start to end: is it known, read it apart, let it count.

Reading can take minutes, so it happens outside any transaction; only what came of it is written in one.
If the process dies half-way, nothing counts and the work folder is swept by the next load.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import uuid
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings

from chalkline.discover.sources.apart.asking import read_apart
from chalkline.discover.sources.commands import take_in
from chalkline.discover.sources.folders import folder, rejects_file, rows_file, unknown_file
from chalkline.discover.sources.models import Source
from chalkline.discover.sources.queries import loaded, mappings, rows_of
from chalkline.discover.sources.reading.orders import Limits, Order, Sought, Who
from chalkline.discover.sources.shapes import SHAPES
from chalkline.discover.sources.shapes.shape import Kind
from chalkline.discover.sources.words import Loaded
from chalkline.kernel.apart import Progress
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind as ProblemKind
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, people_in_logs
from chalkline.rulebook.api import band_of_grade
from chalkline.tools.register.api import catalogue_in_force, known_services

KEY = "user-hash"
STALE = 24 * 60 * 60


def import_log(
    actor: Actor,
    path: Path,
    name: str,
    *,
    now: datetime,
    progress: Progress = lambda done, of: None,
    again: bool = False,
    limits: Limits | None = None,
) -> Loaded:
    """Load one log file. The same file again changes nothing and says so, unless what it is read by has changed.

    ``again`` reads it anew in any case. Raises Problem for a file that cannot be loaded; nothing of it counts.
    """
    actor.must("discover.import_logs")
    catalogue = catalogue_in_force()
    if catalogue is None:
        raise Problem(
            "discover.no_catalogue",
            what=Sentence("There is no catalogue of AI services yet."),
            why=Sentence("A log is read by comparing it with the catalogue."),
            next_step=Sentence("Load the catalogue first: chalkline discover catalogue."),
            kind=ProblemKind.CONFLICT,
        )
    digest = digest_of_file(path)
    before = loaded().filter(digest=digest).first()
    if before and not again and not _is_outdated(before, catalogue.version):
        return _already(before)
    source_id = str(uuid.uuid4())
    work = _work_folder()
    try:
        told = read_apart(_order(path, source_id, work, now, limits or Limits()), progress)
        source = take_in(
            actor, source_id, told, digest=digest, name=Path(name).name[:200], size=path.stat().st_size,
            catalogue_version=catalogue.version, now=now,
        )  # fmt: skip
    except BaseException:
        for kept in (rows_file(source_id), unknown_file(source_id)):
            kept.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if before:
        for old in (rows_file(str(before.id)), unknown_file(str(before.id)), rejects_file(str(before.id))):
            old.unlink(missing_ok=True)
    progress(100, 100)
    return _loaded(source)


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file. Raises Problem("discover.file_missing")."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise Problem(
            "discover.file_missing",
            what=Sentence("There is no readable file “{name}”.", name=path.name),
            why=Sentence("It does not exist, is a folder, or may not be read."),
            next_step=Sentence("Check the name and try again."),
            kind=ProblemKind.NOT_FOUND,
        ) from None


def _order(path: Path, source_id: str, work: Path, now: datetime, limits: Limits) -> Order:
    key = Keyring(settings.CHALKLINE.key_folder).key(KEY)
    return Order(
        path=str(path.resolve()),
        work=str(work),
        rows_to=str(rows_file(source_id)),
        unknown_to=str(unknown_file(source_id)),
        rejects_to=str(rejects_file(source_id)),
        key=key.hex(),
        zone=settings.CHALKLINE.zone,
        now_epoch=int(now.timestamp()),
        people=tuple(
            Who(each.person_id, each.email, each.username, each.role, each.school_id, _band(each.role, each.grade))
            for each in people_in_logs()
        ),
        services=tuple(
            Sought(each.slug, each.ai_scope, each.name, each.domains, each.app_patterns, each.client_ids)
            for each in known_services()
        ),
        addresses=tuple(str(each) for each in rows_of(Kind.ADDRESSES)),
        mappings=mappings(),
        limits=replace(limits),
    )


def _band(role: str, grade: str) -> str:
    return (band_of_grade(grade) or "") if role == "student" else ""


def _is_outdated(source: Source, catalogue_version: int) -> bool:
    """Whether reading the file now could find more: a newer catalogue, or addresses it lacked."""
    if source.catalogue_version != catalogue_version:
        return True
    newer = loaded().filter(kind=Kind.ADDRESSES, loaded_at__gt=source.loaded_at)
    return source.without_person > 0 and newer.exists()


def _work_folder() -> Path:
    """A new folder for one load. What a load that died left behind is swept after a day."""
    place = folder("work")
    for left in (*place.iterdir(), *folder("inbox").iterdir()):
        if time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
    work = place / uuid.uuid4().hex
    work.mkdir(mode=0o700)
    return work


def _loaded(source: Source) -> Loaded:
    title = SHAPES[source.shape].title
    sentence = {
        Kind.NETWORK: Sentence("{title}: {rows} rows, {events} visits to AI services.", title=title,
                               rows=f"{source.rows:,}", events=f"{source.events:,}"),
        Kind.SIGN_IN: Sentence("{title}: {rows} rows, {events} sign-ins to AI services.", title=title,
                               rows=f"{source.rows:,}", events=f"{source.events:,}"),
        Kind.ADDRESSES: Sentence("{title}: {events} addresses tied to people.", title=title,
                                 events=f"{source.events:,}"),
    }[Kind(source.kind)]  # fmt: skip
    return Loaded(str(source.id), source.name, False, source.rows, source.rejected, source.events, sentence)


def _already(source: Source) -> Loaded:
    sentence = Sentence(
        "The same file was loaded as “{name}” on {day}. It counts once.", name=source.name, day=source.loaded_at
    )
    return Loaded(str(source.id), source.name, True, source.rows, source.rejected, source.events, sentence)
