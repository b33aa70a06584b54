"""The assessment by domain, lowest first, with its plan; its beginning and its end; as a PDF and a Word file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_shown
from chalkline.report.readiness.api import (
    DOMAIN_NAMES,
    LEVEL_MEANINGS,
    LEVEL_NAMES,
    Assessment,
    DomainStanding,
    Standing,
    assessment_by_id,
    assessment_document,
    assessments,
    begin_assessment,
    finish_assessment,
    is_late,
    latest_assessment,
    standing,
    steps,
    tenths,
)
from chalkline.web.documents import docx_response, pdf_response
from chalkline.web.pages.readiness.telling import TONES, headline, moved, question_told, step_told
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Status, Table
from chalkline.web.templatetags.saying import said

MOST_FIRST = 5


@page("report/readiness/", name="readiness.home", permission="readiness.see", place="report")
def home(request: Request) -> HttpResponseBase:
    """The open assessment, else the last; before the first, what it is for."""
    found = latest_assessment(request.actor)
    if found is None:
        return render(request, "readiness/empty.html", {"may_begin": request.actor.may("readiness.begin")})
    return _shown(request, found)


@page("report/readiness/<uuid:assessment_id>/", name="readiness.show", permission="readiness.see", place="report")
def show(request: Request, assessment_id: UUID) -> HttpResponseBase:
    """One assessment."""
    return _shown(request, assessment_by_id(request.actor, str(assessment_id)))


@page(
    "report/readiness/begin/", name="readiness.begin", permission="readiness.begin", place="report", methods=("POST",)
)
def begin(request: Request) -> HttpResponse:
    """Begin an assessment: what the records answer is there at once."""
    made = begin_assessment(request.actor, now=utc_now())
    messages.success(request, _("The assessment is open. What the records answer is filled in."))
    return redirect("readiness.show", made.pk)


@page(
    "report/readiness/<uuid:assessment_id>/finish/",
    name="readiness.finish",
    permission="readiness.begin",
    place="report",
    methods=("GET", "POST"),
)
def finish(request: Request, assessment_id: UUID) -> HttpResponse:
    """Keep it as it stands today."""
    found = assessment_by_id(request.actor, str(assessment_id))
    if request.method == "POST":
        finish_assessment(request.actor, found, now=utc_now())
        messages.success(request, _("The assessment is finished. Its plan goes on."))
        return redirect("readiness.show", found.pk)
    missing = sum(each.not_answered for each in standing(request.actor, found, localdate()).domains)
    will = [
        Sentence("It stays as it is today, and the next one is compared with it."),
        Sentence("Questions that nobody has answered: {n}. They stay open, and are said to be.", n=missing),
        Sentence("Steps go on. A year from now the calendar asks for the next assessment."),
    ]
    return render(request, "readiness/finish.html", {"found": found, "will": will})


@page("report/readiness/<uuid:assessment_id>.pdf", name="readiness.pdf", permission="readiness.see", place="report")
def as_file(request: Request, assessment_id: UUID) -> HttpResponse:
    """As a PDF."""
    found, today = assessment_by_id(request.actor, str(assessment_id)), localdate()
    return pdf_response(assessment_document(request.actor, found, today), f"ai-readiness-{today}")


@page("report/readiness/<uuid:assessment_id>.docx", name="readiness.docx", permission="readiness.see", place="report")
def as_word(request: Request, assessment_id: UUID) -> HttpResponse:
    """For a word processor."""
    found, today = assessment_by_id(request.actor, str(assessment_id)), localdate()
    return docx_response(assessment_document(request.actor, found, today), f"ai-readiness-{today}")


def _shown(request: Request, found: Assessment) -> HttpResponseBase:
    actor, today = request.actor, localdate()
    stands = standing(actor, found, today)
    table = _table(request, stands)
    if table.wants_file:
        return table.file()
    plan = list(steps(actor))
    context: dict[str, Any] = {
        "found": found,
        "is_open": found.finished_on is None,
        "headline": headline(stands),
        "stands": stands,
        "missing": sum(each.not_answered for each in stands.domains),
        "all": len(stands.items),
        "by_records": sum(each.found is not None and each.said is None for each in stands.items),
        "table": table,
        "levels": [(LEVEL_NAMES[each], LEVEL_MEANINGS[each], TONES[each]) for each in TONES],
        "first": [question_told(each, found) for each in _first(stands)],
        "late": sum(is_late(each, today) for each in plan),
        "steps": [
            step_told(each, today, may_settle=actor.may("readiness.settle_step", owner_id=str(each.owner_id)))
            for each in plan
        ],
        "may_begin": actor.may("readiness.begin"),
        "may_plan": actor.may("readiness.plan"),
        "others": [_other(each) for each in assessments(actor).exclude(pk=found.pk)],
    }
    return render(request, "readiness/show.html", context)


def _first(stands: Standing) -> list[Any]:
    """The lowest questions for which no step is planned."""
    planned = {each.item for each in stands.assessment.steps.all()}
    unmet = [
        each for each in stands.items if each.level is not None and not each.is_met and each.item.id not in planned
    ]
    return sorted(unmet, key=lambda each: each.level or 0)[:MOST_FIRST]


def _table(request: Request, stands: Standing) -> Table:
    columns = [
        Column("domain", _("Domain")),
        Column("mean", _("Mean, of 3")),
        Column("lowest", _("Lowest in it")),
        Column("open", _("Not answered")),
        Column("who", _("Who answers")),
    ]
    if stands.before_on:
        columns.insert(2, Column("before", _("Since last time")))
    names = {each.person_id: _name(request, each) for each in stands.domains}
    return Table(
        request,
        "domains",
        caption=_("Seven domains, the lowest first"),
        columns=columns,
        rows=list(stands.domains),
        row=lambda each: _row(stands, each, names),
    )


def _row(stands: Standing, each: DomainStanding, names: dict[str, str]) -> list[Any]:
    lowest = each.lowest
    address = address_of("readiness.domain", stands.assessment.pk, each.id)
    level = lowest.level if lowest else None
    cells = [
        Link(DOMAIN_NAMES[each.id], address),
        tenths(each.mean),
        Status(LEVEL_NAMES[level], TONES[level]) if level is not None else "",
        said(Sentence("{n} of {all}", n=each.not_answered, all=len(each.items))),
        names[each.person_id],
    ]
    if stands.before_on:
        cells.insert(2, said(moved(each.mean, each.mean_before)))
    return cells


def _name(request: Request, each: DomainStanding) -> str:
    return str(person_shown(request.actor, each.person_id)) if each.person_id else ""


def _other(found: Assessment) -> dict[str, Any]:
    day = found.finished_on or found.begun_on
    return {
        "title": Sentence("Assessment of {day}", day=day),
        "url": address_of("readiness.show", found.pk),
        "detail": Sentence("Begun by {name}.", name=str(found.begun_by)),
        "chip": Sentence("Finished") if found.finished_on else Sentence("Open"),
    }
