"""Which column is which: preview, our guess, choose, check at once; and what was said before, to be changed."""

from __future__ import annotations

from collections.abc import Mapping as Given
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chalkline.discover.sources.api import (
    PART_NAMES,
    REASON_NAMES,
    Looked,
    Mapping,
    explain_columns,
    explained,
    explained_header,
    folder,
    forget_columns,
    hand_in_log,
    look_at,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import names_of
from chalkline.web.pages.discover.logs import work_of_log
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Table
from chalkline.web.templatetags.saying import count, said

VISITS = ("time", "host", "user", "address", "action", "bytes_out", "day", "clock")
OF_FILES: dict[str, tuple[Sentence, tuple[str, ...]]] = {
    "visits": (Sentence("Visits: a filter, proxy or name server"), VISITS),
    "purchases": (Sentence("Purchases or payments"),
                  ("vendor", "description", "amount", "paid_on", "order", "fund", "place")),
    "apps": (Sentence("Apps, and how many have them"), ("app_name", "devices", "users", "place")),
}  # fmt: skip
HELPS = {
    "time": Sentence("When the visit was: day and clock."),
    "host": Sentence("The site that was visited: a web address or a host name."),
    "user": Sentence("Who visited: an e-mail address or a user name."),
    "address": Sentence("The address of the device, where nobody is named."),
    "action": Sentence("What the filter did."),
    "bytes_out": Sentence("How much was sent."),
    "day": Sentence("Only if the day and the clock stand in two columns."),
    "clock": Sentence("Only if the day and the clock stand in two columns."),
}
ON_ROSTER = {
    "most": Sentence("Most of the people in it are on the roster."),
    "some": Sentence("Some of the people in it are not on the roster: check that you chose the right column."),
    "none": Sentence("Nobody in it is on the roster: check that you chose the right column."),
}


@dataclass(frozen=True)
class Asked:
    """One question of the page: which column holds this part."""

    part: str
    label: str
    help: str
    value: str
    error: str = ""


@dataclass(frozen=True)
class Told:
    """What a check came to."""

    tone: str
    what: str
    more: tuple[str, ...] = ()


@dataclass
class Choosing:
    """What is on the page: the file as far as it may be shown, and what was chosen."""

    header: tuple[str, ...]
    parts: tuple[str, ...]
    chosen: Given[str, str]
    seen: Looked | None = None
    error: str = ""
    missing: tuple[str, ...] = field(default=())

    @property
    def asked(self) -> list[Asked]:
        """Every question, with what is chosen."""
        return [
            Asked(
                part, said(PART_NAMES[part]), said(HELPS[part]) if part in HELPS else "", self.chosen.get(part, ""),
                _("Choose a column.") if part in self.missing else "",
            )
            for part in self.parts
        ]  # fmt: skip

    @property
    def told(self) -> Told | None:
        """How many rows would be read, and why the others would not."""
        seen = self.seen
        if seen is None or seen.missing or not seen.of:
            return None
        what = _("Of the first {of} rows, {read} would be read.").format(of=count(seen.of), read=count(seen.read))
        line = _("{n} rows are set aside: {why}.")
        more = [line.format(n=count(n), why=said(REASON_NAMES[why])) for why, n in sorted(seen.reasons.items())]
        if seen.roster:
            more.append(said(ON_ROSTER[seen.roster]))
        right = seen.read == seen.of and seen.roster in ("", "most")
        return Told("ok" if right else "attend" if seen.read else "stop", what, tuple(more))


@page(
    "discover/logs/work/<uuid:work_id>/columns/",
    name="discover.columns",
    permission="discover.import_logs",
    methods=("GET", "POST"),
)
def columns(request: Request, work_id: str) -> HttpResponse:
    """Say which column is which; the file that waits is read again."""
    work = work_of_log(work_id)
    header = tuple(work.result.get("header", ()))
    if not header:
        raise not_found()
    waiting = Path(str(work.result.get("file", "")))
    is_there = waiting.is_relative_to(folder("inbox")) and waiting.is_file()
    choosing = _choosing(request, waiting if is_there else None, header, tuple(work.result.get("parts", ())))
    if request.method == "POST" and "check" not in request.POST and not choosing.missing:
        try:
            explain_columns(request.actor, header, choosing.chosen, now=utc_now())
        except Problem as problem:
            choosing.error = f"{said(problem.what)} {said(problem.next_step)}"
        else:
            if is_there:
                hand_in_log(request.actor, waiting, work.title, now=utc_now())
            else:
                messages.success(request, _("Noted. Load the file again."))
            return redirect("discover.logs")
    now_kind = _kind(request, tuple(work.result.get("parts", ())))
    kinds = [
        {"label": name, "url": f"?as={kind}", "current": kind == now_kind, "count": None}
        for kind, (name, _parts) in OF_FILES.items()
    ]
    context = {
        "work": work,
        "is_there": is_there,
        "choosing": choosing,
        "options": [(name, name) for name in header],
        "kinds": kinds,
    }
    return render(request, "discover/columns.html", context)


def _kind(request: Request, missing: tuple[str, ...]) -> str:
    """What the file is: as somebody said by ?as=, else what the missing columns are of."""
    said_kind = request.GET.get("as", "")
    if said_kind in OF_FILES:
        return said_kind
    return next((kind for kind, (_name, parts) in OF_FILES.items() if set(missing) <= set(parts)), "visits")


def _choosing(request: Request, waiting: Path | None, header: tuple[str, ...], missing: tuple[str, ...]) -> Choosing:
    given = request.method == "POST"
    chosen = {part: request.POST.get(part, "") for part in PART_NAMES if part in request.POST} if given else {}
    choosing = Choosing(header, OF_FILES[_kind(request, missing)][1], chosen)
    if waiting is None:
        return choosing
    try:
        seen = look_at(request.actor, waiting, chosen if given else None, now=utc_now())
    except Problem as problem:
        choosing.error = f"{said(problem.what)} {said(problem.why)}"
        return choosing
    choosing.seen = seen
    choosing.chosen = chosen if given else seen.guess
    choosing.missing = seen.missing if given else ()
    return choosing


@page("discover/logs/columns/", name="discover.headers", permission="discover.import_logs")
def headers(request: Request) -> HttpResponseBase:
    """What was said of headers so far."""
    table = Table(
        request,
        "headers",
        caption=_("Exports whose columns were explained"),
        columns=[
            Column("columns", _("Columns")),
            Column("parts", _("What was said")),
            Column("by", _("By")),
            Column("at", _("On"), sort="said_at"),
        ],
        rows=explained(request.actor),
        row=_row,
    )
    if table.wants_file:
        return table.file()
    return render(request, "discover/headers.html", {"table": table})


def _row(mapping: Mapping) -> list[object]:
    named = ngettext("{n} column: {names}", "{n} columns: {names}", len(mapping.header))
    names = ", ".join(mapping.header[:4]) + ("…" if len(mapping.header) > 4 else "")
    link = Link(named.format(n=len(mapping.header), names=names), address_of("discover.header", mapping.pk))
    parts = "; ".join(f"{said(PART_NAMES[part])}: {name}" for part, name in mapping.parts.items() if name)
    return [link, parts, names_of([mapping.said_by]).get(mapping.said_by, ""), mapping.said_at]


@page(
    "discover/logs/columns/<int:mapping_id>/",
    name="discover.header",
    permission="discover.import_logs",
    methods=("GET", "POST"),
)
def header(request: Request, mapping_id: int) -> HttpResponse:
    """Change what was said of a header, or take it back; files that come later are read so."""
    mapping = explained_header(request.actor, mapping_id)
    parts = VISITS if set(mapping.parts) <= set(VISITS) else tuple(mapping.parts)
    chosen = dict(mapping.parts)
    error = ""
    if request.method == "POST":
        if "forget" in request.POST:
            forget_columns(request.actor, mapping, now=utc_now())
            messages.success(request, _("Taken back. The next file with these columns is looked at anew."))
            return redirect("discover.headers")
        chosen = {part: request.POST.get(part, "") for part in parts}
        try:
            explain_columns(request.actor, mapping.header, chosen, now=utc_now())
        except Problem as problem:
            error = f"{said(problem.what)} {said(problem.next_step)}"
        else:
            messages.success(request, _("Saved. Files that come from now on are read so."))
            return redirect("discover.headers")
    choosing = Choosing(tuple(mapping.header), parts, chosen, error=error)
    context = {"mapping": mapping, "choosing": choosing, "options": [(name, name) for name in mapping.header]}
    return render(request, "discover/header.html", context)
