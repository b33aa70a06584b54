"""Loading a file from start to end: is it known, read it apart, let it count.

Reading can take minutes, so it happens outside any transaction; only what came of it is written in one.
If the process dies half-way, nothing counts and the work folder is swept by the next load.
"""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Mapping as Given
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from blake3 import blake3
from django.conf import settings

from chalkline.discover.sources.apart.asking import look_apart, read_apart
from chalkline.discover.sources.commands import take_in
from chalkline.discover.sources.folders import folder, rejects_file, rows_file, unknown_file
from chalkline.discover.sources.models import Source
from chalkline.discover.sources.queries import loaded, mappings, rows_of
from chalkline.discover.sources.reading.orders import Limits, Looked, Order, Sought, Who
from chalkline.discover.sources.rules import odd_period
from chalkline.discover.sources.shapes import SHAPES
from chalkline.discover.sources.shapes.entra_apps import GRANTS
from chalkline.discover.sources.shapes.shape import Kind
from chalkline.discover.sources.words import Loaded
from chalkline.kernel.apart import Progress
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind as ProblemKind
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, names_of_schools, people_in_logs
from chalkline.rulebook.api import band_of_grade
from chalkline.tools.register.api import catalogue_in_force, corrected_since, known_services

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
        told = read_apart(_order(path, source_id, work, _day_of(before, now), limits or Limits()), progress)
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


def look_at(actor: Actor, path: Path, chosen: Given[str, str] | None, *, now: datetime) -> Looked:
    """What the begin of a file shows, and how many of its rows would be read, by our guess or by what is ``chosen``.

    Raises Problem for a file that cannot be opened or is like no log.
    """
    actor.must("discover.import_logs")
    work = _work_folder()
    try:
        order = _order(path, str(uuid.uuid4()), work, now, Limits())
        if chosen is not None:
            order = replace(order, mappings={"": dict(chosen)})
        return look_apart(order)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _day_of(before: Source | None, now: datetime) -> datetime:
    """The instant a file is of: an inventory that is read anew shows the day on which it was handed in first."""
    return before.last_at if before and before.kind == Kind.INVENTORY and before.last_at else now


def digest_of_file(path: Path) -> str:
    """BLAKE3 of a file, as ``b3sum`` prints it. Raises Problem("discover.file_missing").

    Logs have gigabytes: where a processor has no instructions for SHA-256, that would be a third of the import.
    """
    try:
        with path.open("rb") as file:
            found = blake3()
            while piece := file.read(1 << 20):
                found.update(piece)
            return str(found.hexdigest())
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
            Who(
                each.person_id,
                each.email,
                each.username,
                each.role,
                each.school_id,
                _band(each.role, each.grade),
                each.roster_id,
            )
            for each in people_in_logs()
        ),
        services=tuple(
            Sought(
                each.slug,
                each.ai_scope,
                each.name,
                each.domains,
                each.app_patterns,
                each.client_ids,
                each.vendor,
                each.extension_ids,
                each.aliases,
            )
            for each in known_services()
        ),
        addresses=tuple(str(each) for each in rows_of(Kind.ADDRESSES)),
        mappings=mappings(),
        limits=replace(limits),
        schools=names_of_schools(),
        inventories=tuple(str(each) for each in rows_of(Kind.INVENTORY)),
    )


def _band(role: str, grade: str) -> str:
    return (band_of_grade(grade) or "") if role == "student" else ""


def _is_outdated(source: Source, catalogue_version: int) -> bool:
    """Whether reading the file now could find more: a newer catalogue, a correction, addresses or names it lacked."""
    if source.catalogue_version != catalogue_version or corrected_since(source.loaded_at):
        return True
    newer = loaded().filter(loaded_at__gt=source.loaded_at)
    if source.shape == GRANTS.name:
        return newer.filter(kind=Kind.INVENTORY).exists()
    return source.without_person > 0 and newer.filter(kind=Kind.ADDRESSES).exists()


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
        Kind.INVENTORY: Sentence("{title}: {rows} rows, {events} of them about AI services.", title=title,
                                 rows=f"{source.rows:,}", events=f"{source.events:,}"),
        Kind.PURCHASE: Sentence("{title}: {rows} rows, {events} of them for AI services.", title=title,
                                rows=f"{source.rows:,}", events=f"{source.events:,}"),
        Kind.SURVEY: Sentence("{title}: {rows} answers, {events} mentions of AI services.", title=title,
                              rows=f"{source.rows:,}", events=f"{source.events:,}"),
    }[Kind(source.kind)]  # fmt: skip
    odd = odd_period(source.kind, source.last_at, source.loaded_at)
    return Loaded(str(source.id), source.name, False, source.rows, source.rejected, source.events, sentence, odd)


def _already(source: Source) -> Loaded:
    sentence = Sentence(
        "The same file was loaded as “{name}” on {day}. It counts once.", name=source.name, day=source.loaded_at
    )
    return Loaded(str(source.id), source.name, True, source.rows, source.rejected, source.events, sentence)
