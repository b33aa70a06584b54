"""The ledger as people read it: the latest facts in sentences, the signed head, how to check it."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from chalkline.govern.committees.api import told_openly
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import GOVERNANCE, fact_by_id, history_of, latest, latest_checkpoint, log_size
from chalkline.report.evidence.api import export_evidence
from chalkline.web.histories import as_happened
from chalkline.web.routes import Request, page

SHOWN = 50
WILL = (
    Sentence("The whole ledger is written into one file, with a program that checks it."),
    Sentence("It holds the names and words of people that are on record here. Keep it as you keep such records."),
    Sentence("That you took it becomes a fact in the ledger, and is in the file too."),
)


@page("ledger/", name="ledger.home", permission="ledger.see")
def home(request: Request) -> HttpResponse:
    """The newest facts, or those about one thing (?about=tool:diffit)."""
    request.actor.must("ledger.see")
    about = request.GET.get("about", "").replace("\x00", "")[:200]
    before = request.GET.get("before", "")
    if about:
        kind, _, subject = about.partition(":")
        told = told_openly(history_of(kind, subject), kind, subject)
    else:
        told = latest(limit=SHOWN + 1, before=int(before) if before.isascii() and before.isdigit() else None)
    context = {
        "events": as_happened(told[:SHOWN] if not about else told),
        "about": about,
        "before": told[SHOWN - 1].number if len(told) > SHOWN and not about else None,
        "is_first": not before and not about,
        "checkpoint": latest_checkpoint(),
        "size": log_size(),
        "may_export": request.actor.may("ledger.export"),
    }
    return render(request, "ledger.html", context)


@page("ledger/fact/<uuid:fact_id>/", name="ledger.fact", permission="ledger.see")
def fact(request: Request, fact_id: str) -> HttpResponse:
    """One fact: its sentence, its place, who and when."""
    request.actor.must("ledger.see")
    told = fact_by_id(str(fact_id))
    if told is None:
        raise not_found(Sentence("fact"))
    return render(request, "ledger_fact.html", {"fact": told, "event": as_happened([told])[0]})


@page("ledger/export/", name="ledger.export", permission="ledger.export", methods=("GET", "POST"))
def export(request: Request) -> HttpResponseBase:
    """All of the ledger as one ZIP file that proves itself; the taking of it becomes a fact first."""
    if request.method == "POST":
        now = utc_now()
        with tempfile.TemporaryDirectory(prefix="chalkline-export-") as scratch:
            folder = Path(scratch, f"ledger-{timezone.localdate(now).isoformat()}")
            export_evidence(request.actor, folder, now=now)
            return FileResponse(_zipped(folder), as_attachment=True, filename=f"{folder.name}.zip")
    return render(request, "ledger_export.html", {"size": log_size(), "will": WILL})


def _zipped(folder: Path) -> IO[bytes]:
    """The folder as a ZIP in an unnamed file, which is gone when it has been sent."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    file.seek(0)
    return file


@page("ledger/checkpoint", name="ledger.checkpoint", public=True)
def checkpoint(request: Request) -> HttpResponse:
    """The signed head as text (C2SP tlog-checkpoint), for anyone who keeps it as an anchor."""
    head = latest_checkpoint(GOVERNANCE)
    if head is None:
        raise not_found(Sentence("checkpoint"))
    return HttpResponse(head.note, content_type="text/plain; charset=utf-8")
