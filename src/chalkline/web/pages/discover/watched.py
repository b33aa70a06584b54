"""The watched folder: what was found in it, and what came of each file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from chalkline.discover.sources.api import Watched, WatchState, watched_files
from chalkline.kernel.sentences import Sentence
from chalkline.web.routes import Request, page
from chalkline.web.tables import Column, Filter, Status, Table
from chalkline.web.templatetags.saying import said

STATES: dict[str, tuple[Sentence, str]] = {
    WatchState.WAITING: (Sentence("Waits until it is complete"), "info"),
    WatchState.READING: (Sentence("Is being read"), "info"),
    WatchState.READ: (Sentence("Read"), "ok"),
    WatchState.PARTLY: (Sentence("Read in part"), "attend"),
    WatchState.REFUSED: (Sentence("Could not be read"), "stop"),
}


@page("discover/logs/watched/", name="discover.watched", permission="discover.import_logs")
def watched(request: Request) -> HttpResponseBase:
    """Files of the watched folder, newest first."""
    table = Table(
        request,
        "watched",
        caption=_("Files of the watched folder"),
        columns=[
            Column("name", _("File"), sort="name"),
            Column("state", _("What was done")),
            Column("told", _("What came of it")),
            Column("size", _("Bytes"), sort="size", number=True),
            Column("seen", _("Seen"), sort="seen_at"),
        ],
        rows=watched_files(request.actor),
        row=_row,
        search=lambda rows, words: rows.filter(name__icontains=words),
        filters=[
            Filter(
                "state",
                _("What was done"),
                [(state, words) for state, (words, _tone) in STATES.items()],
                lambda rows, value: rows.filter(state=value),
            )
        ],
    )
    if table.wants_file:
        return table.file()
    context = {
        "table": table,
        "folder": str(settings.CHALKLINE.logs_folder or ""),
        "deletes": settings.CHALKLINE.logs_folder_delete,
    }
    return render(request, "discover/watched.html", context)


def _row(each: Watched) -> list[Any]:
    words, tone = STATES[each.state]
    told = " ".join(said(Sentence.read(spelled)) for spelled in each.told)
    return [each.name, Status(words, tone), told, each.size, each.seen_at]
