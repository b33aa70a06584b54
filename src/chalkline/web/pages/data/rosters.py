"""The roster audit: hand an export in, follow it, see what is amiss, take the rows to fix, see the trend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.data.integrity.api import (
    AUDITING,
    SEVERITY_NAMES,
    UNMET_NAMES,
    Audit,
    RuleFound,
    Severity,
    audit_before,
    audit_by_id,
    audits,
    coverage_of,
    dimension_scores,
    found_in,
    groupings,
    hand_in_export,
    new_export_folder,
    requirements,
    rows_kept,
    unmet_requirement,
)
from chalkline.jobs.api import WorkSeen, WorkState, recent_work, work_by_id
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.web.charts import Chart, bars, lines
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Status, Table
from chalkline.web.templatetags.saying import say_date

MOST_FILES, MOST_WORKS, MOST_IN_TREND = 20, 3, 24
TONES = {Severity.STOP: "stop", Severity.ERROR: "attend", Severity.WARNING: "quiet"}


@dataclass(frozen=True)
class Followed:
    """An export being audited."""

    work: WorkSeen

    @property
    def url(self) -> str:
        return address_of("data.audit_work", self.work.id)

    @property
    def finished(self) -> bool:
        return self.work.state is WorkState.DONE

    @property
    def failed(self) -> bool:
        return self.work.state is WorkState.FAILED

    @property
    def audit_url(self) -> str:
        return address_of("data.audit", self.work.result["audit"]) if self.work.result.get("audit") else ""


@page("data/rosters/", name="data.rosters", permission="integrity.see", methods=("GET", "POST"))
def rosters(request: Request) -> HttpResponse:
    """Every audit, and a way to make one."""
    if request.method == "POST":
        return _hand_in(request)
    found = audits(request.actor)
    trend = _trend(list(found[:MOST_IN_TREND]))
    if file := file_asked_for(request, *([trend] if trend else [])):
        return file
    table = _table(request, found)
    if table.wants_file:
        return table.file()
    may = request.actor.may("integrity.audit")
    latest = found.first()
    works = [Followed(each) for each in recent_work() if each.kind == AUDITING] if may else []
    context = {
        "parts": parts_of_data(request, "data.rosters"),
        "may_audit": may,
        "followed": [each for each in works if not each.finished][:MOST_WORKS],
        "latest": latest,
        "latest_said": _said(latest) if latest else "",
        "trend": trend,
        "table": table,
        "required": _required(request),
    }
    return render(request, "data/rosters.html", context)


@page("data/rosters/work/<uuid:work_id>/", name="data.audit_work", permission="integrity.audit")
def work(request: Request, work_id: UUID) -> HttpResponse:
    """How far it is: a piece of the page above."""
    request.actor.must("integrity.audit")
    seen = work_by_id(work_id)
    if seen is None or seen.kind != AUDITING:
        raise not_found()
    return render(request, "data/audit_work.html", {"each": Followed(seen)})


@page("data/rosters/<uuid:audit_id>/", name="data.audit", permission="integrity.see")
def show(request: Request, audit_id: UUID) -> HttpResponse:
    """One audit: its score by dimension, what is amiss, how sound each group's records are."""
    audit = audit_by_id(request.actor, str(audit_id))
    before = audit_before(request.actor, audit)
    table = _rules(request, found_in(audit, before))
    if table.wants_file:
        return table.file()
    score = _dimensions(audit)
    if file := file_asked_for(request, score):
        return file
    may = request.actor.may("integrity.audit")
    context = {
        "audit": audit,
        "said": _said(audit),
        "before": before,
        "table": table,
        "score": score,
        "amiss": _amiss(audit),
        "rows_url": address_of("data.audit_rows", audit.pk) if may and audit.found and rows_kept(audit.pk) else "",
        "coverage": [(label, coverage_of(audit, way)) for way, label in groupings().items()],
        "files": [(f"{name}.csv", rows) for name, rows in sorted(audit.files.items())],
    }
    return render(request, "data/audit.html", context)


@page("data/rosters/<uuid:audit_id>/rows/", name="data.audit_rows", permission="integrity.audit")
def rows(request: Request, audit_id: UUID) -> FileResponse:
    """The rows to fix, by the id of each record: a file for whoever keeps the student system."""
    request.actor.must("integrity.audit")
    audit = audit_by_id(request.actor, str(audit_id))
    file = rows_kept(audit.pk)
    if file is None:
        raise not_found(Sentence("file"))
    name = f"rows-to-fix-{audit.audited_on.isoformat()}.csv"
    return FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="text/csv")


def _hand_in(request: Request) -> HttpResponse:
    request.actor.must("integrity.audit")
    files = request.FILES.getlist("roster")[:MOST_FILES]
    if not files:
        messages.warning(request, _("Choose the export first."))
        return redirect("data.rosters")
    folder = new_export_folder()
    for file in files:
        with (folder / _plain(file.name)).open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
    name = _plain(files[0].name) if len(files) == 1 else _("%(n)s CSV files") % {"n": len(files)}
    hand_in_export(request.actor, folder, name, now=utc_now())
    return redirect("data.rosters")


def _plain(name: str | None) -> str:
    """A file's name without a folder, and never empty or hidden."""
    return Path(name or "").name.lstrip(".")[:120] or "roster.csv"


def _said(audit: Audit) -> Sentence:
    if audit.has_stops and not audit.amiss.get("missing") and not audit.amiss.get("lacking"):
        return Sentence("This export holds something that no receiver should have. Hand it to nobody.")
    if audit.has_stops:
        return Sentence("Files that are needed are missing or cannot be read.")
    if not audit.faulty:
        return Sentence("{rows} rows were looked at, and nothing is wrong with them.", rows=f"{audit.rows:,}")
    if audit.faulty == 1:
        return Sentence("One of {rows} rows is to be fixed.", rows=f"{audit.rows:,}")
    return Sentence("{n} of {rows} rows are to be fixed.", n=f"{audit.faulty:,}", rows=f"{audit.rows:,}")


def _amiss(audit: Audit) -> list[Sentence]:
    """What kept whole files or rows from being looked at."""
    said = [Sentence("{file} is missing from the export.", file=f"{name}.csv") for name in audit.amiss["missing"]]
    said += [
        Sentence("{file} lacks the columns {columns}.", file=f"{name}.csv", columns=tuple(columns))
        for name, columns in audit.amiss["lacking"].items()
    ]
    return said + [
        Sentence("{file}: {n} rows have more or fewer cells than the header.", file=f"{name}.csv", n=n)
        for name, n in audit.amiss["uneven"].items()
    ]


def _dimensions(audit: Audit) -> Chart:
    scores = dimension_scores(audit)
    worst = max(scores, key=lambda each: each.faulty)
    title = Sentence("Every kind of check is passed")
    if worst.faulty:
        title = Sentence("Most rows to fix are about “{worst}”: {n}", worst=worst.label, n=worst.faulty)
    return bars(
        "score",
        title,
        [(Sentence("{label} ({score})", label=each.label, score=f"{each.score:g}"), each.faulty) for each in scores],
        text=Sentence("Rows to fix by kind of check; in brackets, how many of 100 rows pass it."),
        head=(_("Kind of check"), _("Rows to fix")),
    )


def _trend(newest: list[Audit]) -> Chart | None:
    if len(newest) < 2:
        return None
    latest, before = newest[0], newest[1]
    title = Sentence("As many rows are to be fixed as last time: {n}", n=latest.faulty)
    if latest.faulty != before.faulty:
        fell, rose = (
            Sentence("Rows to fix fell from {before} to {n}"),
            Sentence("Rows to fix rose from {before} to {n}"),
        )
        way = fell if latest.faulty < before.faulty else rose
        title = Sentence(way.template, before=before.faulty, n=latest.faulty)
    shown = newest[::-1]
    return lines(
        "trend",
        title,
        {_("Rows to fix"): [each.faulty for each in shown]},
        [say_date(each.audited_on) for each in shown],
        text=Sentence("Rows that break at least one rule, at each audit."),
        head=_("Audited"),
        filled=True,
    )


def _table(request: Request, found: QuerySet[Audit]) -> Table:
    return Table(
        request,
        "audits",
        caption=_("Audits"),
        columns=[
            Column("on", _("Audited"), sort="audited_at"),
            Column("name", _("Export")),
            Column("score", _("Score"), sort="score", number=True),
            Column("faulty", _("Rows to fix"), sort="faulty", number=True),
            Column("rows", _("Rows"), sort="rows", number=True),
        ],
        rows=found,
        row=lambda each: [
            Link(say_date(each.audited_on), address_of("data.audit", each.pk)),
            each.name,
            f"{each.score:.1f}",
            each.faulty,
            each.rows,
        ],
        order="-on",
    )


def _rules(request: Request, found: list[RuleFound]) -> Table:
    return Table(
        request,
        "found",
        caption=_("What is amiss"),
        columns=[
            Column("title", _("What is wrong"), sort=lambda each: str(each.title)),
            Column("rows", _("Rows"), sort="rows", number=True),
            Column("where", _("Where"), sort="file"),
            Column("fix", _("How to fix it")),
            Column("severity", _("How bad"), sort=lambda each: list(Severity).index(each.severity)),
        ],
        rows=found,
        row=lambda each: [
            Link(each.title, "", note=each.why),
            each.rows if each.before is None else _moved(each),
            Sentence("{file}, {field}", file=each.file, field=each.field),
            each.fix,
            Status(SEVERITY_NAMES[each.severity], TONES[each.severity]),
        ],
        order="severity",
    )


def _moved(each: RuleFound) -> Sentence | int:
    if each.before == each.rows:
        return each.rows
    return Sentence("{n} (before: {m})", n=each.rows, m=each.before)


def _required(request: Request) -> list[dict[str, object]]:
    """The uses that depend on an audit, with why one is held back."""
    today = local_day(utc_now(), settings.TIME_ZONE)
    shown = []
    for each in requirements(request.actor):
        why = unmet_requirement(each, today)
        shown.append(
            {
                "title": each.use_title,
                "url": address_of("uses.show", each.use_id),
                "detail": Sentence(
                    "at least {score} of 100, audited in the last {days} days",
                    score=f"{each.least_score:g}",
                    days=each.within_days,
                ),
                "chip": UNMET_NAMES[why] if why else Sentence("met"),
                "tone": "stop" if why else "ok",
            }
        )
    return shown
