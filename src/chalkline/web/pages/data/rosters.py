"""The roster audit: hand an export in, follow it, see what is amiss, take the rows to fix, see the trend."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.data.integrity.api import (
    AUDITING,
    UNMET_NAMES,
    audit_before,
    audit_by_id,
    audits,
    coverage_of,
    found_in,
    groupings,
    hand_in_export,
    new_export_folder,
    requirements,
    rows_kept,
    unmet_requirement,
)
from chalkline.jobs.api import WorkSeen, recent_work
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.web.charts.files import file_asked_for
from chalkline.web.handing_in import Followed, put_down, work_of
from chalkline.web.handing_in import Link as Way
from chalkline.web.pages.data.roster_pictures import (
    by_dimension,
    in_short,
    table_of_audits,
    table_of_rules,
    trend_of,
    what_is_amiss,
)
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.routes import Request, address_of, page

MOST_WORKS, MOST_IN_TREND = 3, 24


@page("data/rosters/", name="data.rosters", permission="integrity.see", methods=("GET", "POST"))
def rosters(request: Request) -> HttpResponseBase:
    """Every audit, and a way to make one."""
    if request.method == "POST":
        return _hand_in(request)
    found = audits(request.actor)
    trend = trend_of(list(found[:MOST_IN_TREND]))
    if file := file_asked_for(request, *([trend] if trend else [])):
        return file
    table = table_of_audits(request, found)
    if table.wants_file:
        return table.file()
    may = request.actor.may("integrity.audit")
    latest = found.first()
    works = [_followed(each) for each in recent_work() if each.kind == AUDITING] if may else []
    context = {
        "parts": parts_of_data(request, "data.rosters"),
        "may_audit": may,
        "followed": [each for each in works if not each.finished][:MOST_WORKS],
        "latest": latest,
        "latest_said": in_short(latest) if latest else "",
        "trend": trend,
        "table": table,
        "required": _required(request),
    }
    return render(request, "data/rosters.html", context)


@page("data/rosters/work/<uuid:work_id>/", name="data.audit_work", permission="integrity.audit")
def work(request: Request, work_id: UUID) -> HttpResponse:
    """How far it is: a piece of the page above."""
    request.actor.must("integrity.audit")
    return render(request, "roster/work.html", {"each": _followed(work_of(work_id, AUDITING))})


@page("data/rosters/<uuid:audit_id>/", name="data.audit", permission="integrity.see")
def show(request: Request, audit_id: UUID) -> HttpResponseBase:
    """One audit: its score by dimension, what is amiss, how sound each group's records are."""
    audit = audit_by_id(request.actor, str(audit_id))
    before = audit_before(request.actor, audit)
    table = table_of_rules(request, found_in(audit, before))
    if table.wants_file:
        return table.file()
    score = by_dimension(audit)
    if file := file_asked_for(request, score):
        return file
    may = request.actor.may("integrity.audit")
    context = {
        "audit": audit,
        "said": in_short(audit),
        "before": before,
        "table": table,
        "score": score,
        "amiss": what_is_amiss(audit),
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
    put = put_down(request, new_export_folder)
    if put:
        hand_in_export(request.actor, *put, now=utc_now())
    return redirect("data.rosters")


def _followed(seen: WorkSeen) -> Followed:
    audit = seen.result.get("audit")
    links = (Way(address_of("data.audit", audit), _("See what it found"), is_main=True),) if audit else ()
    return Followed(seen, "data.audit_work", links)


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
