"""Logs: hand files in, follow them, see what was loaded and what was set aside, take one out again."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.discover.sources.api import (
    LOADING,
    SHAPES,
    Source,
    explained,
    folder,
    hand_in_logs,
    notes_of,
    rejected_rows,
    remove_log,
    source_by_id,
    sources,
)
from chalkline.jobs.api import WorkSeen, WorkState, recent_work, work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id
from chalkline.web.pages.discover.source_facts import facts_of
from chalkline.web.pages.discover.telling import tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Table
from chalkline.web.templatetags.saying import said

MOST_FILES = 500  # a folder at once; what is more goes as an archive, or through the terminal
MOST_SHOWN = 60  # files that stand in the list; how many there are is told in any case
FOLLOWED_FOR = timedelta(hours=1)  # what was read before stands in the list below, and nowhere else


@dataclass(frozen=True)
class Followed:
    """A file being read, or read: what its progress shows."""

    work: WorkSeen
    columns_url: str
    rejected_url: str
    source_url: str

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

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody should read what it came to: it failed, or something about it is odd."""
        return self.failed or bool(self.rejected_url) or (self.finished and bool(self.why))

    @property
    def order(self) -> tuple[bool, bool, str]:
        """Those that need somebody first, then those that are being read."""
        return (not self.needs_a_look, self.finished, self.work.title)

    def _said(self, part: str) -> str:
        spelled = self.work.result.get("words", {}).get(part)
        return said(Sentence.read(spelled)) if spelled else ""


@dataclass(frozen=True)
class Reading:
    """The files of the last hour together: how far they are, and those of them that a page shows."""

    every: tuple[Followed, ...]

    @property
    def waits(self) -> int:
        """How many are still to be read."""
        return sum(not each.work.is_over for each in self.every)

    @property
    def is_over(self) -> bool:
        """Whether none is still to be read."""
        return not self.waits

    @property
    def said(self) -> Sentence:
        """How far they are, in one sentence."""
        failed, all_ = sum(each.failed for each in self.every), len(self.every)
        if self.waits:
            return Sentence("{n} of {all} files are read", n=all_ - self.waits, all=all_)
        if all_ == 1:
            return Sentence("The file could not be loaded") if failed else Sentence("The file is read")
        if failed:
            return Sentence("{n} of {all} files are loaded; {failed} could not be", n=all_ - failed, all=all_,
                            failed=failed)  # fmt: skip
        return Sentence("All {n} files are loaded", n=all_)

    @property
    def percent(self) -> int:
        """Of all of them, 0 to 100."""
        done = sum(100 if each.work.is_over else each.work.percent or 0 for each in self.every)
        return done // max(1, len(self.every))

    @property
    def shown(self) -> tuple[Followed, ...]:
        """Those that need somebody first."""
        return self.every[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.every) - len(self.shown)

    @property
    def any_loaded(self) -> bool:
        """Whether there is something to look at now."""
        return any(each.finished for each in self.every)


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
            Column("events", _("About AI"), sort="events", number=True),
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
    context = {
        "tabs": tabs(request, request.actor, "discover.logs"),
        "headers": explained(request.actor).count(),
        "table": table,
        "reading": _reading(),
        "shapes": [shape.title for shape in SHAPES.values()],
        "largest_gb": settings.CHALKLINE.upload_gb,
        "my_email": getattr(person_by_id(request.actor.id), "email", "") or "you@" + settings.CHALKLINE.domain,
        "watched": settings.CHALKLINE.logs_folder or "",
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
    files = [file for name in ("logs", "folder") for file in request.FILES.getlist(name)]
    if not files:
        messages.warning(request, _("Choose at least one file first."))
        return redirect("discover.logs")
    if len(files) > MOST_FILES:
        text = _("That was more than {n} files, and none was taken. Pack them into one archive (zip), and load that.")
        messages.warning(request, text.format(n=MOST_FILES))
        return redirect("discover.logs")
    hand_in_logs(request.actor, [(_kept(file), Path(file.name or "log").name[:200]) for file in files], now=utc_now())
    return redirect("discover.logs")


def _kept(file: Any) -> Path:
    """The upload in the inbox, where the job finds it and deletes it."""
    path = folder("inbox") / uuid.uuid4().hex
    if hasattr(file, "temporary_file_path"):
        shutil.move(file.temporary_file_path(), path)
        path.chmod(0o600)
    else:
        with path.open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
    return path


@page("discover/logs/reading/", name="discover.reading", permission="discover.import_logs")
def reading(request: Request) -> HttpResponse:
    """How far the files are: a piece of the page of logs."""
    return render(request, "discover/reading.html", {"reading": _reading()})


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
    context = {
        "source": one,
        "shape": shape,
        "facts": facts_of(one),
        "noted": notes_of(one),
        "counts": one.state == "loaded",
        "error": error,
    }
    return render(request, "discover/source.html", context)


@page("discover/logs/<uuid:source_id>/rejected/", name="discover.rejected", permission="discover.import_logs")
def rejected(request: Request, source_id: str) -> FileResponse:
    """The rows that were set aside, as a file to mend."""
    path = rejected_rows(request.actor, str(source_id))
    return FileResponse(path.open("rb"), as_attachment=True, filename="rows-set-aside.csv", content_type="text/csv")


def work_of_log(work_id: str) -> WorkSeen:
    seen = work_by_id(work_id)
    if seen is None or seen.kind != LOADING:
        raise not_found()
    return seen


def _reading() -> Reading:
    since = utc_now() - FOLLOWED_FOR
    works = (each for each in recent_work(limit=MOST_FILES * 3) if each.kind == LOADING)
    recent = [each for each in works if not each.finished_at or each.finished_at > since]
    loaded = {each.title: each.asked_at for each in reversed(recent) if each.state is WorkState.DONE}
    recent = [  # what was refused and then handed in again with success is no question any more
        each
        for each in recent
        if each.state is not WorkState.FAILED or each.asked_at >= loaded.get(each.title, each.asked_at)
    ]
    return Reading(tuple(sorted(map(_followed, recent), key=lambda each: each.order)))


def _followed(seen: WorkSeen) -> Followed:
    source_id = seen.result.get("source_id", "")
    has_rejected = bool(seen.state is WorkState.DONE and seen.result.get("rejected") and source_id)
    return Followed(
        seen,
        columns_url=address_of("discover.columns", seen.id) if seen.result.get("header") else "",
        rejected_url=address_of("discover.rejected", source_id) if has_rejected else "",
        source_url=address_of("discover.source", source_id) if source_id else "",
    )
