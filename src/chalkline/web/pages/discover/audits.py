"""Audits taken: the list, one as a document, two compared; as a page, a PDF, a Word file, CSV and XLSX."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.discover.audits.api import (
    TakenAudit,
    ToolThen,
    audits_taken,
    compare_audits,
    contents_taken,
    take_audit,
    taken_audit,
)
from chalkline.discover.findings.api import SOURCE_NAMES, STANDING_NAMES, SourceKind
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import names_of
from chalkline.report.documents.api import Document
from chalkline.report.found.api import document_of_audit, document_of_comparison
from chalkline.rulebook.api import Standing
from chalkline.web.documents import chart_file, docx_response, pdf_response, shown
from chalkline.web.pages.discover.telling import TONES, number, tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.scopes import capital
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said, say_date

SEE = "discover.see_audit"


@page("discover/audits/", name="discover.audits", permission=SEE)
def audits(request: Request) -> HttpResponseBase:
    """Every audit that was taken; take one; compare two."""
    actor = request.actor
    taken = audits_taken(actor)
    names = names_of(set(taken.values_list("taken_by", flat=True)))
    table = Table(
        request,
        "audits",
        caption=_("Audits taken"),
        columns=[
            Column("number", _("Audit"), sort="number"),
            Column("on", _("Taken on"), sort="on"),
            Column("period", _("Logs of")),
            Column("tools", _("Tools"), sort="tools", number=True),
            Column("people", _("People"), number=True),
            Column("sources", _("Sources"), number=True),
            Column("by", _("Taken by")),
        ],
        rows=taken,
        row=lambda each: [
            Link(_("Audit {n}").format(n=each.number), address_of("discover.taken", each.pk), each.note),
            each.on,
            said(Sentence("{first} to {last}", first=each.first_on, last=each.last_on)) if each.first_on else "",
            each.tools,
            each.people,
            each.sources,
            names.get(each.taken_by, ""),
        ],
        empty=_("No audit has been taken yet."),
    )
    if table.wants_file:
        return table.file()
    choices = [(str(each.number), _told(each)) for each in taken[:60]]
    context = {
        "tabs": tabs(request, actor, "discover.audits"),
        "table": table,
        "choices": choices,
        "before": choices[1][0] if len(choices) > 1 else "",
        "may_take": actor.may("discover.take_audit"),
    }
    return render(request, "discover/audits.html", context)


def _told(each: TakenAudit) -> str:
    return _("Audit {n}, {day}").format(n=each.number, day=say_date(each.on))


@page("discover/audits/take/", name="discover.take", permission="discover.take_audit", methods=("POST",))
def take(request: Request) -> HttpResponse:
    """Freeze what may be shown now."""
    try:
        taken = take_audit(request.actor, note=request.POST.get("note", ""), now=utc_now())
    except Problem as problem:
        if problem.code != "discover.nothing_to_take":
            raise
        messages.warning(request, f"{said(problem.what)} {said(problem.next_step)}")
        return redirect("discover.audits")
    messages.success(request, _("Audit {n} is taken. It will not change any more.").format(n=taken.number))
    return redirect("discover.taken", taken.pk)


@page("discover/audits/<uuid:audit_id>/", name="discover.taken", permission=SEE)
def taken(request: Request, audit_id: UUID) -> HttpResponseBase:
    """One audit as it was taken."""
    one = taken_audit(request.actor, str(audit_id))
    contents = contents_taken(request.actor, one)
    table = _table(request, contents.tools)
    if table.wants_file:
        return table.file()
    context = shown(_document(request, one))
    if file := chart_file(request, context):
        return file
    earlier = audits_taken(request.actor).filter(number__lt=one.number).first()
    context |= {
        "taken": one,
        "by": names_of([one.taken_by]).get(one.taken_by, ""),
        "table": table,
        "pdf_url": address_of("discover.taken_pdf", one.pk),
        "docx_url": address_of("discover.taken_docx", one.pk),
        "compare_url": f"{address_of('discover.compare')}?before={earlier.number}&after={one.number}"
        if earlier
        else "",
    }
    return render(request, "discover/taken.html", context)


def _compare_url(earlier: TakenAudit, one: TakenAudit) -> str:
    return f"{address_of('discover.compare')}?before={earlier.number}&after={one.number}"


@page("discover/audits/<uuid:audit_id>.pdf", name="discover.taken_pdf", permission=SEE)
def taken_pdf(request: Request, audit_id: UUID) -> HttpResponse:
    """The same as a PDF."""
    one = taken_audit(request.actor, str(audit_id))
    return pdf_response(_document(request, one), f"ai-audit-{one.number}")


@page("discover/audits/<uuid:audit_id>.docx", name="discover.taken_docx", permission=SEE)
def taken_docx(request: Request, audit_id: UUID) -> HttpResponse:
    """The same for a word processor."""
    one = taken_audit(request.actor, str(audit_id))
    return docx_response(_document(request, one), f"ai-audit-{one.number}")


@page("discover/audits/compare/", name="discover.compare", permission=SEE)
def compare(request: Request) -> HttpResponseBase:
    """Two audits side by side: ?before=1&after=2; &as=pdf or docx for a file."""
    try:
        document, name = _compared(request)
    except Problem as problem:
        if problem.code != "discover.same_audit":
            raise
        messages.warning(request, f"{said(problem.what)} {said(problem.why)}")
        return redirect("discover.audits")
    wanted = request.GET.get("as", "")
    if wanted == "pdf":
        return pdf_response(document, name)
    if wanted == "docx":
        return docx_response(document, name)
    here = f"{address_of('discover.compare')}?before={request.GET['before']}&after={request.GET['after']}"
    context = shown(document) | {"pdf_url": f"{here}&as=pdf", "docx_url": f"{here}&as=docx"}
    return render(request, "discover/compare.html", context)


def _compared(request: Request) -> tuple[Document, str]:
    one, other = (taken_audit(request.actor, request.GET.get(name, "")) for name in ("before", "after"))
    found = compare_audits(request.actor, one, other)
    first, second = sorted((one.number, other.number))
    document = document_of_comparison(found, first, second, district=settings.CHALKLINE.district)
    return document, f"ai-audits-{first}-and-{second}"


def _document(request: Request, one: TakenAudit) -> Document:
    return document_of_audit(contents_taken(request.actor, one), one.number, district=settings.CHALKLINE.district)


def _table(request: Request, tools: tuple[ToolThen, ...]) -> Table:
    """Every tool of a taken audit, to sort, search and take away."""
    return Table(
        request,
        "tools",
        caption=_("Every tool of this audit"),
        columns=[
            Column("name", _("Tool"), sort=lambda each: each.name.casefold()),
            Column("people", _("People"), sort=lambda each: number(each.people) or 0, number=True),
            Column("students", _("Students"), sort=lambda each: number(each.students) or 0, number=True),
            Column("allowed", _("Let through"), sort=lambda each: number(each.allowed) or 0, number=True),
            Column("blocked", _("Blocked"), sort=lambda each: number(each.blocked) or 0, number=True),
            Column("schools", _("Schools"), number=True),
            Column("sources", _("Seen by")),
            Column("standing", _("Standing"), sort=lambda each: list(STANDING_NAMES).index(each.standing)),
        ],
        rows=list(tools),
        row=_row,
        search=lambda rows, words: [
            each for each in rows if words.casefold() in f"{each.name} {each.vendor}".casefold()
        ],
        filters=[
            Filter(
                "standing",
                _("Standing"),
                [(each.value, STANDING_NAMES[each]) for each in STANDING_NAMES],
                lambda rows, value: [each for each in rows if each.standing is Standing(value)],
            )
        ],
    )


def _row(each: ToolThen) -> list[Any]:
    kinds = tuple(SOURCE_NAMES[SourceKind(kind)] for kind in each.kinds)
    return [
        Link(each.name, address_of("tools.show", each.slug), each.vendor),
        number(each.people),
        number(each.students),
        number(each.allowed),
        number(each.blocked),
        each.schools if number(each.people) else None,
        capital(said(Sentence("{kinds}", kinds=kinds))),
        Status(STANDING_NAMES[each.standing], TONES[each.standing]),
    ]
