"""/api/v1/logs: hand files in, follow them, take one out; what the district said of headers; the watched folder."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Schema, Status

from chalkline.discover.sources.api import (
    LOADING,
    PART_NAMES,
    Mapping,
    Source,
    Watched,
    explain_columns,
    explained,
    explained_header,
    folder,
    forget_columns,
    hand_in_log,
    remove_log,
    source_by_id,
    sources,
    watched_files,
)
from chalkline.jobs.api import WorkSeen, work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Why,
    created,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["discover"])
PIECE, GB = 1 << 20, 1 << 30


class LogTold(Schema):
    """A file that counts. ``events``: visits, sign-ins, apps, lines or answers about AI services."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", name="proxy.csv", digest="9f86d081884c7d65", shape="umbrella_proxy",
        kind="network", state="loaded", rows=4182, rejected=0, events=2750, first_at="2026-10-05T12:00:00Z",
        last_at="2026-10-19T20:00:00Z", loaded_at="2026-10-21T12:00:00Z",
    )  # fmt: skip

    id: str
    name: str
    digest: str
    shape: str
    kind: str
    state: str
    rows: int
    rejected: int
    events: int
    first_at: datetime | None
    last_at: datetime | None
    loaded_at: datetime


class LogPage(Page[LogTold]):
    """Files that count, newest first."""


class LoadTold(Schema):
    """How far a file is. ``done`` is of ``total``; ``log_id`` is "" until it counts."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", name="proxy.csv", state="done", done=100, total=100,
        said="Cisco Umbrella proxy log: 4,182 rows, 2,750 visits to AI services.", why="", next_step="", log_id="",
    )  # fmt: skip

    id: str
    name: str
    state: str
    done: int
    total: int
    said: str
    why: str
    next_step: str
    log_id: str


class HeaderTold(Schema):
    """What the district said of a header: which column holds which part ("" is none)."""

    id: int
    header: list[str]
    parts: dict[str, str]
    said_at: datetime


class HeaderPage(Page[HeaderTold]):
    """Headers that were explained, newest first."""


class HeaderExplained(Sent):
    """A header, and which column holds which part; files with this header are read so from then on."""

    model_config = like(header=["Alfa", "Beta", "Gamma"], parts={"time": "Alfa", "user": "Beta", "host": "Gamma"})

    header: list[Short] = Field(min_length=1, max_length=300)
    parts: dict[Short, Short] = Field(description=f"Parts: {', '.join(sorted(PART_NAMES))}.")


class WatchedTold(Schema):
    """A file of the watched folder and what came of it."""

    name: str
    size: int
    state: str
    seen_at: datetime
    read_at: datetime | None
    said: list[str]


class WatchedPage(Page[WatchedTold]):
    """Files of the watched folder, newest first."""


@router.get("/logs", response={200: LogPage, REFUSALS: ProblemDocument})
def list_logs(request: HttpRequest, span: Query[Span]) -> object:
    """Files that count, newest first."""
    return paged(sources(who(request)), span, _log)


@router.put("/logs/files/{name}", response={201: LoadTold, REFUSALS: ProblemDocument})
def hand_in_a_log(request: HttpRequest, name: str) -> Status[Any]:
    """Hand in one file as the body of the call, whatever it is called. Follow it at ``/logs/loads/{id}``.

    Send a folder as one archive (zip, tar). A list of addresses goes before the logs that it ties to people."""
    actor = who(request)
    actor.must("discover.import_logs")
    path = folder("inbox") / uuid.uuid4().hex
    left = settings.CHALKLINE.upload_gb * GB
    with path.open("wb") as file:
        while piece := request.read(PIECE):
            left -= len(piece)
            if left < 0:
                path.unlink()
                raise _too_large()
            file.write(piece)
    path.chmod(0o600)
    return created(_load(hand_in_log(actor, path, Path(name).name[:200] or "log", now=utc_now())))


@router.get("/logs/loads/{load_id}", response={200: LoadTold, REFUSALS: ProblemDocument})
def read_load(request: HttpRequest, load_id: UUID) -> object:
    """How far a file is, and what it came to."""
    who(request).must("discover.import_logs")
    seen = work_by_id(load_id)
    if seen is None or seen.kind != LOADING:
        raise not_found(Sentence("file"))
    return _load(seen)


@router.get("/logs/headers", response={200: HeaderPage, REFUSALS: ProblemDocument})
def list_headers(request: HttpRequest, span: Query[Span]) -> object:
    """Headers that somebody explained, newest first."""
    return paged(explained(who(request)), span, _header)


@router.post("/logs/headers", response={201: HeaderTold, REFUSALS: ProblemDocument})
def explain_a_header(request: HttpRequest, given: HeaderExplained) -> Status[Any]:
    """Say which column is which; saying it again takes the place of what was said."""
    return created(_header(explain_columns(who(request), given.header, given.parts, now=utc_now())))


@router.post("/logs/headers/{header_id}/forget", response={204: None, REFUSALS: ProblemDocument})
def forget_a_header(request: HttpRequest, header_id: int) -> Status[None]:
    """Forget what was said of a header: the next file with it is guessed again, or asked about."""
    actor = who(request)
    forget_columns(actor, explained_header(actor, header_id), now=utc_now())
    return NOTHING


@router.get("/logs/watched", response={200: WatchedPage, REFUSALS: ProblemDocument})
def list_watched_files(request: HttpRequest, span: Query[Span]) -> object:
    """What was found in the watched folder."""
    return paged(watched_files(who(request)), span, _watched)


@router.get("/logs/{log_id}", response={200: LogTold, REFUSALS: ProblemDocument})
def read_log(request: HttpRequest, log_id: UUID) -> object:
    """One file, also one that was taken out."""
    return _log(source_by_id(who(request), str(log_id)))


@router.post("/logs/{log_id}/remove", response={200: LogTold, REFUSALS: ProblemDocument})
def take_a_log_out(request: HttpRequest, log_id: UUID, why: Why) -> object:
    """Take a file out of the audit and delete what was kept of it."""
    actor = who(request)
    return _log(remove_log(actor, source_by_id(actor, str(log_id)), why=why.reason, now=utc_now()))


def _too_large() -> Problem:
    gb = settings.CHALKLINE.upload_gb
    return Problem(
        "request.upload_too_large",
        what=Sentence("The file is larger than {gb} GB.", gb=gb),
        why=Sentence("One call may send that much. Nothing of it was taken."),
        next_step=Sentence("Copy it to the server and load it from a terminal: chalkline discover import."),
        kind=Kind.TOO_LARGE,
    )


def _log(each: Source) -> LogTold:
    names = ("name", "digest", "shape", "kind", "state", "rows", "rejected", "events", "first_at", "last_at")
    return LogTold(id=str(each.pk), loaded_at=each.loaded_at, **{name: getattr(each, name) for name in names})


def _load(seen: WorkSeen) -> LoadTold:
    words = {part: said(Sentence.read(spelled)) for part, spelled in seen.result.get("words", {}).items()}
    return LoadTold(
        id=seen.id,
        name=seen.title,
        state=seen.state.value,
        done=seen.done,
        total=seen.total,
        said=words.get("what", seen.note),
        why=words.get("why", ""),
        next_step=words.get("next_step", ""),
        log_id=seen.result.get("source_id", ""),
    )


def _header(each: Mapping) -> HeaderTold:
    return HeaderTold(id=each.pk, header=each.header, parts=each.parts, said_at=each.said_at)


def _watched(each: Watched) -> WatchedTold:
    return WatchedTold(
        name=each.name,
        size=each.size,
        state=each.state,
        seen_at=each.seen_at,
        read_at=each.read_at,
        said=[said(Sentence.read(spelled)) for spelled in each.told],
    )
