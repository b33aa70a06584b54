"""Logs: hand files in, follow them, see what was loaded and what was set aside, take one out again."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.discover.sources.api import (
    PART_NAMES,
    SHAPES,
    Source,
    explain_columns,
    folder,
    hand_in_log,
    rejected_rows,
    remove_log,
    source_by_id,
    sources,
)
from chalkline.jobs.api import WorkSeen, WorkState, recent_work, work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.web.pages.discover.telling import tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Table
from chalkline.web.templatetags.saying import said

KIND = "discover.load"
MOST_FILES = 20
MOST_WORKS = 8
FOLLOWED_FOR = timedelta(hours=1)  # what was read before stands in the list below, and nowhere else


@dataclass(frozen=True)
class Followed:
    """A file being read, or read: what its progress shows."""

    work: WorkSeen
    url: str
    columns_url: str
    rejected_url: str

    @property
    def finished(self) -> bool:
        return self.work.state is WorkState.DONE

    @property
    def failed(self) -> bool:
        return self.work.state is WorkState.FAILED

    @property
    def said(self) -> str:
        """What it came to, in the reader's language."""
        return self._said("what") or self.work.note

    @property
    def why(self) -> str:
        """Why a file could not be loaded."""
        return self._said("why")

    @property
    def next_step(self) -> str:
        """What to do about it."""
        return self._said("next_step")

    def _said(self, part: str) -> str:
        spelled = self.work.result.get("words", {}).get(part)
        return said(Sentence.read(spelled)) if spelled else ""


@page("discover/logs/", name="discover.logs", permission="discover.import_logs", methods=("GET", "POST"))
def logs(request: Request) -> HttpResponseBase:
    """Hand logs in, and see those that count."""
    if request.method == "POST":
        return _hand_in(request)
    table = Table(
        request,
        "logs",
        caption=_("Logs that count"),
        columns=[
            Column("name", _("File"), sort="name"),
            Column("rows", _("Rows"), sort="rows", number=True),
            Column("events", _("AI visits or sign-ins"), sort="events", number=True),
            Column("rejected", _("Set aside"), sort="rejected", number=True),
            Column("first", _("From")),
            Column("last", _("To")),
            Column("loaded", _("Loaded"), sort="loaded_at"),
        ],
        rows=sources(request.actor),
        row=_row,
        search=lambda rows, words: rows.filter(name__icontains=words),
    )
    if table.wants_file:
        return table.file()
    since = utc_now() - FOLLOWED_FOR
    works = [each for each in recent_work() if each.kind == KIND and (not each.finished_at or each.finished_at > since)]
    followed = [_followed(each) for each in works[:MOST_WORKS]]
    context = {
        "tabs": tabs(request, request.actor, "discover.logs"),
        "table": table,
        "followed": followed,
        "shapes": [shape.title for shape in SHAPES.values()],
    }
    return render(request, "discover/logs.html", context)


def _row(source: Source) -> list[Any]:
    return [
        Link(source.name, address_of("discover.source", source.pk), SHAPES[source.shape].title),
        source.rows,
        source.events,
        source.rejected,
        source.first_at or "",
        source.last_at or "",
        source.loaded_at,
    ]


def _hand_in(request: Request) -> HttpResponse:
    files = request.FILES.getlist("logs")[:MOST_FILES]
    if not files:
        messages.warning(request, _("Choose at least one file first."))
        return redirect("discover.logs")
    for file in files:
        hand_in_log(request.actor, _kept(file), Path(file.name or "log").name[:200], now=utc_now())
    return redirect("discover.logs")


def _kept(file: Any) -> Path:
    """The upload in the inbox, where the job finds it and deletes it."""
    path = folder("inbox") / uuid.uuid4().hex
    if hasattr(file, "temporary_file_path"):
        shutil.copyfile(file.temporary_file_path(), path)
    else:
        with path.open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
    return path


@page("discover/logs/work/<uuid:work_id>/", name="discover.work", permission="discover.import_logs")
def work(request: Request, work_id: str) -> HttpResponse:
    """How far a file is: a piece of the page of logs."""
    return render(request, "discover/work.html", {"each": _followed(_work(work_id))})


@page(
    "discover/logs/work/<uuid:work_id>/columns/",
    name="discover.columns",
    permission="discover.import_logs",
    methods=("GET", "POST"),
)
def columns(request: Request, work_id: str) -> HttpResponse:
    """Say which column is which; the file that waits is read again."""
    seen = _work(work_id)
    header, parts = seen.result.get("header", []), seen.result.get("parts", [])
    if not header:
        raise not_found()
    if request.method == "POST":
        chosen = {part: request.POST.get(part, "") for part in parts}
        explain_columns(request.actor, header, {part: name for part, name in chosen.items() if name}, now=utc_now())
        waiting = Path(str(seen.result.get("file", "")))
        if waiting.is_relative_to(folder("inbox")) and waiting.exists():
            hand_in_log(request.actor, waiting, seen.title, now=utc_now())
        return redirect("discover.logs")
    asked = [(part, PART_NAMES[part]) for part in parts if part in PART_NAMES]
    context = {"work": seen, "asked": asked, "options": [(name, name) for name in header]}
    return render(request, "discover/columns.html", context)


@page(
    "discover/logs/<uuid:source_id>/",
    name="discover.source",
    permission="discover.import_logs",
    methods=("GET", "POST"),
)
def source(request: Request, source_id: str) -> HttpResponse:
    """One log: what was in it, what it cannot show; take it out with a reason."""
    one, error = source_by_id(request.actor, str(source_id)), ""
    if request.method == "POST":
        try:
            remove_log(request.actor, one, why=request.POST.get("why", ""), now=utc_now())
        except Problem as problem:
            error = said(problem.fields.get("why", problem.what))
        else:
            messages.success(request, _("The log no longer counts, and nothing of it is kept."))
            return redirect("discover.logs")
    shape = SHAPES[one.shape]
    facts = [
        (_("Rows"), one.rows),
        (_("Not about a visit"), one.passed_over),
        (_("Without a host name"), one.no_host),
        (_("Set aside"), one.rejected),
        (_("Different hosts or apps"), one.hosts),
        (_("AI visits or sign-ins, each once"), one.events),
        (_("Of accounts not on the roster"), one.not_on_roster),
        (_("Of devices without a known person"), one.without_person),
    ]
    context = {
        "source": one,
        "shape": shape,
        "facts": [(label, f"{value:,}") for label, value in facts],
        "counts": one.state == "loaded",
        "error": error,
    }
    return render(request, "discover/source.html", context)


@page("discover/logs/<uuid:source_id>/rejected/", name="discover.rejected", permission="discover.import_logs")
def rejected(request: Request, source_id: str) -> FileResponse:
    """The rows that were set aside, as a file to mend."""
    path = rejected_rows(request.actor, str(source_id))
    return FileResponse(path.open("rb"), as_attachment=True, filename="rows-set-aside.csv", content_type="text/csv")


def _work(work_id: str) -> WorkSeen:
    seen = work_by_id(work_id)
    if seen is None or seen.kind != KIND:
        raise not_found()
    return seen


def _followed(seen: WorkSeen) -> Followed:
    source_id = seen.result.get("source_id", "")
    has_rejected = bool(seen.state is WorkState.DONE and seen.result.get("rejected") and source_id)
    return Followed(
        seen,
        url=address_of("discover.work", seen.id),
        columns_url=address_of("discover.columns", seen.id) if seen.result.get("header") else "",
        rejected_url=address_of("discover.rejected", source_id) if has_rejected else "",
    )
