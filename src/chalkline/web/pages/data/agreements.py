"""Agreements: which tool is under which contract, until when, what its schedule lists against what flows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.data.flows.api import Ending, ScheduleCheck, ending
from chalkline.govern.committees.api import waiting_item
from chalkline.govern.decisions.api import decisions_on
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.report.flows.api import not_covered, schedule_checks
from chalkline.tools.agreements.api import (
    KIND_NAMES,
    Agreement,
    AgreementKind,
    ScheduleRead,
    agreement_by_id,
    agreements,
    end_agreement,
    last_day,
    record_agreement,
)
from chalkline.tools.register.api import only_tools_like, registered
from chalkline.web.histories import happened_to
from chalkline.web.pages.data.agreement_form import AgreementForm, renewal
from chalkline.web.pages.data.agreement_terms import terms_told
from chalkline.web.pages.data.element_choice import element_groups, named_all
from chalkline.web.pages.data.schedule_reading import Unclear, choices, read_from, settled, unclear_now
from chalkline.web.pages.data.telling import parts_of_data
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import day_from, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said

ENDING_SAID = {
    Ending.LATER: (Sentence("in force"), "ok"),
    Ending.SOON: (Sentence("ends soon"), "attend"),
    Ending.OVER: (Sentence("over"), "quiet"),
    Ending.MISSING: (Sentence("none"), "stop"),
}


@page("data/agreements/", name="data.agreements", permission="tools.see")
def home(request: Request) -> HttpResponseBase:
    """Every agreement, and which schedules do not fit what flows."""
    today = timezone.localdate()
    table = _table(request, today)
    if table.wants_file:
        return table.file()
    may_see = request.actor.may("data.see")
    amiss = not_covered(request.actor, today) if may_see else []
    context = {
        "parts": parts_of_data(request, "data.agreements"),
        "table": table,
        "amiss": [_amiss(each) for each in amiss],
        "may_record": request.actor.may("agreements.record"),
    }
    return render(request, "data/agreements.html", context)


@page("data/agreements/new/", name="data.new_agreement", permission="agreements.record", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Record one, from nothing or as the renewal of another (``?renews=``)."""
    actor = request.actor
    actor.must("agreements.record")
    before = agreement_by_id(actor, request.GET["renews"]) if request.GET.get("renews") else None
    first = renewal(actor, before) if before else {"tool": request.GET.get("tool", "")}
    form = AgreementForm(request.POST or None, request.FILES or None, initial=first)
    read, trouble = _read(request)
    rows = unclear_now(request, read) if request.method == "POST" else []
    asks_to_read = request.method == "POST" and "read" in request.POST
    if request.method == "POST" and not asks_to_read and (made := sent(form, lambda: _recorded(request, form, rows))):
        messages.success(request, _("It is recorded. It takes effect with the next policy that is published."))
        return redirect("data.agreement", made.pk)
    ticked = set(request.POST.getlist("elements") if request.method == "POST" else before.elements if before else [])
    context = {
        "form": form if not asks_to_read else AgreementForm(initial=request.POST.dict()),
        "groups": element_groups(ticked | (set(read.elements) if read else set())),
        "before": before,
        "error": form.elsewhere.get("elements") if not asks_to_read else "",
        "read": read,
        "trouble": trouble,
        "unclear": rows,
        "choices": choices() if rows else [],
    }
    return render(request, "data/agreement_form.html", context)


@page("data/agreements/<uuid:agreement_id>/", name="data.agreement", permission="tools.see")
def show(request: Request, agreement_id: UUID) -> HttpResponse:
    """One agreement: its term, its schedule, and how that stands to what flows."""
    agreement = agreement_by_id(request.actor, str(agreement_id))
    today = timezone.localdate()
    last = last_day(agreement)
    word, tone = ENDING_SAID[ending(last, today)]
    check = None
    if request.actor.may("data.see") and last >= today:
        found = schedule_checks(request.actor, today)
        check = next((each for each in found if each.tool == agreement.tool.slug), None)
    may = request.actor.may("agreements.record")
    context = {
        "agreement": agreement,
        "kind": KIND_NAMES[AgreementKind(agreement.kind)],
        "last": last,
        "word": word,
        "tone": tone,
        **terms_told(agreement, today),
        "schedule": [(group.name, [box.label for box in group.boxes if box.ticked])
                     for group in element_groups(agreement.elements) if group.ticked],
        "not_listed": named_all(check.not_listed) if check else [],
        "never_used": named_all(set(check.never_used) & set(agreement.elements)) if check else [],
        "may_record": may,
        "before": waiting_item("agreement", str(agreement.pk)),
        "decisions": decisions_on(request.actor, "agreement", str(agreement.pk))
        if request.actor.may("decisions.see")
        else [],
        "may_end": may and agreement.ended_on is None and last >= today,
        "history": happened_to("agreement", str(agreement.pk)),
    }  # fmt: skip
    return render(request, "data/agreement.html", context)


@page("data/agreements/<uuid:agreement_id>/file/", name="data.agreement_file", permission="tools.see")
def file(request: Request, agreement_id: UUID) -> FileResponse:
    """The signed PDF, as it was signed."""
    agreement = agreement_by_id(request.actor, str(agreement_id))
    if not agreement.file:
        raise not_found(Sentence("file"))
    name = f"agreement-{agreement.tool.slug}-{agreement.signed_on.isoformat()}.pdf"
    return FileResponse(agreement.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


@page("data/agreements/<uuid:agreement_id>/end/", name="data.end_agreement", permission="agreements.record",
      methods=("GET", "POST"))  # fmt: skip
def end(request: Request, agreement_id: UUID) -> HttpResponse:
    """End it before its term."""
    actor = request.actor
    actor.must("agreements.record")
    agreement = agreement_by_id(actor, str(agreement_id))
    given = {
        "ended_on": request.POST.get("ended_on", timezone.localdate().isoformat()),
        "why": request.POST.get("why", ""),
    }
    error = ""
    if request.method == "POST":
        try:
            end_agreement(actor, agreement, ended_on=day_from(given["ended_on"]), why=given["why"], now=utc_now())
        except Problem as problem:
            if problem.kind is not Kind.INVALID:
                raise
            error = f"{said(problem.why)} {said(problem.next_step)}"
        else:
            messages.success(request, _("It has ended. The gateway learns of it within seconds."))
            return redirect("data.agreement", agreement.pk)
    context = {
        "agreement": agreement,
        "given": given,
        "error": error,
        "errors": [("ended_on", error)] if error else [],
        "will": (
            Sentence("{tool} gets no student information after this day.", tool=agreement.tool.name),
            Sentence("The gateway refuses calls with such data within seconds of the end."),
            Sentence("What the vendor holds is to be deleted; ask for its confirmation."),
        ),
    }
    return render(request, "data/end_agreement.html", context)


def _read(request: Request) -> tuple[ScheduleRead | None, str]:
    """The schedule that was handed in for reading, or why it could not be read."""
    if request.method != "POST" or "read" not in request.POST:
        return None, ""
    try:
        found = read_from(request)
    except Problem as problem:
        return None, f"{said(problem.what)} {said(problem.next_step)}"
    return found, "" if found else _("Choose a file, or paste the table.")


def _recorded(request: Request, form: AgreementForm, rows: list[Unclear]) -> Agreement:
    signed, ends = form.answer("signed_on"), form.answer("ends_on")
    upload = form.answer("file")
    return record_agreement(
        request.actor,
        registered(str(form.answer("tool"))),
        AgreementKind(form.answer("kind") or AgreementKind.TERMS),
        signed_on=signed or date.max,
        ends_on=ends or date.min,
        elements=[*request.POST.getlist("elements"), *settled(rows)],
        file=upload.read() if upload else None,
        terms=form.terms,
        amends=agreement_by_id(request.actor, str(form.answer("amends"))) if form.answer("amends") else None,
        now=utc_now(),
    )


def _amiss(check: ScheduleCheck) -> dict[str, object]:
    return {
        "title": registered(check.tool).name,
        "url": address_of("tools.show", check.tool),
        "detail": Sentence("Goes there and stands in no schedule: {names}.", names=tuple(named_all(check.not_listed))),
        "chip": Sentence("no agreement") if check.ending is Ending.MISSING else Sentence("not in the schedule"),
        "tone": "stop",
    }


def _table(request: Request, today: date) -> Table:
    def row(each: Agreement) -> list[object]:
        word, tone = ENDING_SAID[ending(last_day(each), today)]
        return [
            Link(each.tool.name, address_of("data.agreement", each.pk)),
            KIND_NAMES[AgreementKind(each.kind)],
            each.signed_on,
            last_day(each),
            len(each.elements),
            Status(word, tone),
        ]

    return Table(
        request,
        "agreements",
        caption=_("Agreements"),
        columns=[
            Column("tool", _("Tool"), sort="tool__folded"),
            Column("kind", _("What was signed"), sort="kind"),
            Column("signed", _("Signed"), sort="signed_on"),
            Column("ends", _("Last day"), sort="ends_on"),
            Column("elements", _("Kinds of data"), number=True),
            Column("state", _("State")),
        ],
        rows=agreements(request.actor),
        row=row,
        search=lambda rows, words: only_tools_like(rows, words, tool="tool"),
        filters=[
            Filter(
                "kind",
                _("What was signed"),
                [(kind.value, name) for kind, name in KIND_NAMES.items()],
                lambda rows, value: rows.filter(kind=value),
            )
        ],
        order="ends",
    )
