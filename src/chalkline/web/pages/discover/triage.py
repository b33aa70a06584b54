"""Triage: what the logs showed, what is being done about each, many at once where that helps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chalkline.discover.findings.api import (
    STATE_NAMES,
    Finding,
    FindingKind,
    FindingState,
    audit,
    dismiss_findings,
    finding_by_id,
    findings,
    name_host,
    send_to_triage,
    start_request_from_finding,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.tools.register.api import search_tools
from chalkline.web.pages.discover.telling import number, tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said

STATE_TONES = {
    FindingState.NEW: "attend",
    FindingState.IN_TRIAGE: "info",
    FindingState.DISMISSED: "quiet",
    FindingState.JOINED: "ok",
    FindingState.REQUESTED: "ok",
}
MOST_CHOSEN = 500


@page("discover/triage/", name="discover.triage", permission="discover.triage")
def triage(request: Request) -> HttpResponseBase:
    """Every finding, those that wait first."""
    found = audit(request.actor)
    people = {each.slug: number(each.people) for each in found.services}
    people |= {each.host: number(each.people) for each in found.proposed}
    reasons = {each.host: each.why for each in found.proposed}
    table = Table(
        request,
        "findings",
        caption=_("Findings"),
        columns=[
            Column("name", _("Found"), sort="name"),
            Column("people", _("People"), number=True),
            Column("state", _("Where it stands"), sort="state"),
            Column("reason", _("Why")),
        ],
        rows=findings(request.actor),
        row=lambda each: [
            Link(
                each.name, _page_of(each), _("a web address in no catalogue") if each.kind == FindingKind.HOST else ""
            ),
            people.get(each.subject, 0),
            Status(STATE_NAMES[FindingState(each.state)], STATE_TONES[FindingState(each.state)]),
            each.reason or reasons.get(each.subject, ""),
        ],
        search=lambda rows, words: rows.filter(name__icontains=words),
        filters=[
            Filter("state", _("Where it stands"), [(s.value, STATE_NAMES[s]) for s in FindingState], _in_state),
            Filter("kind", _("Kind"), [("service", _("Tools")), ("host", _("Unknown web addresses"))], _of_kind),
        ],
        choose=lambda each: str(each.pk),
        form="bulk",
        empty=_("No log has shown anything yet."),
    )
    if table.wants_file:
        return table.file()
    return render(
        request, "discover/triage.html", {"tabs": tabs(request, request.actor, "discover.triage"), "table": table}
    )


@page("discover/triage/settle/", name="discover.settle", permission="discover.triage", methods=("POST",))
def settle(request: Request) -> HttpResponse:
    """Do one thing to several findings: send them to triage, or set them aside with a reason."""
    actor, now = request.actor, utc_now()
    back = request.POST.get("back", "")
    address = reverse("discover.home") if back == "home" else reverse("discover.triage")
    ids = [each for each in request.POST.getlist("chosen") if each][:MOST_CHOSEN]
    chosen = [finding_by_id(actor, each) for each in ids]
    if not chosen:
        messages.warning(request, _("Choose at least one line first."))
        return redirect(address)
    try:
        if request.POST.get("do") == "dismiss":
            done = dismiss_findings(actor, chosen, why=request.POST.get("why", ""), now=now)
            said_so = ngettext("{n} finding was set aside.", "{n} findings were set aside.", len(done))
        else:
            done = send_to_triage(actor, chosen, now=now)
            said_so = ngettext("{n} finding is in triage now.", "{n} findings are in triage now.", len(done))
    except Problem as problem:
        messages.warning(request, f"{said(problem.what)} {said(problem.next_step)}")
        return redirect(address)
    messages.success(request, said_so.format(n=len(done)))
    return redirect(address)


@page("discover/findings/<uuid:finding_id>/", name="discover.finding", permission="discover.triage")
def finding(request: Request, finding_id: str) -> HttpResponse:
    """One unknown web address: what is known of it, and what can be done."""
    one = finding_by_id(request.actor, str(finding_id))
    if one.kind == FindingKind.SERVICE and address_of("tools.show", one.subject):
        return redirect("tools.show", one.subject)
    found = audit(request.actor)
    words = request.GET.get("q", "")
    context = {
        "finding": one,
        "state": STATE_NAMES[FindingState(one.state)],
        "tone": STATE_TONES[FindingState(one.state)],
        "proposed": next((each for each in found.proposed if each.host == one.subject), None),
        "words": words,
        "services": search_tools(request.actor, words) if words else [],
        "may_correct": request.actor.may("tools.import_catalogue"),
    }
    return render(request, "discover/finding.html", context)


@page(
    "discover/findings/<uuid:finding_id>/belongs/",
    name="discover.belongs",
    permission="discover.triage",
    methods=("POST",),
)
def belongs(request: Request, finding_id: str) -> HttpResponse:
    """An unknown web address belongs to a service of the catalogue."""
    one = name_host(
        request.actor, finding_by_id(request.actor, str(finding_id)), request.POST.get("service", ""), now=utc_now()
    )
    messages.success(
        request, _("{host} is known from now on. Load the log again to count it.").format(host=one.subject)
    )
    return redirect("discover.triage")


@page(
    "discover/findings/<uuid:finding_id>/request/",
    name="discover.request",
    permission="discover.triage",
    methods=("POST",),
)
def begin_request(request: Request, finding_id: str) -> HttpResponse:
    """A finding becomes a request: the form opens with what the logs show."""
    one = finding_by_id(request.actor, str(finding_id))
    prefill = start_request_from_finding(request.actor, one, now=utc_now())
    form = address_of("requests.new") or address_of("ask.home")
    if not form:
        return redirect("tools.show", prefill.tool)
    query = "&".join([f"tool={prefill.tool}", *(f"band={band}" for band in prefill.grade_bands)])
    return redirect(f"{form}?{query}")


def _page_of(each: Finding) -> str:
    if each.kind == FindingKind.SERVICE:
        return address_of("tools.show", each.subject)
    return address_of("discover.finding", each.pk)


def _in_state(rows: object, value: str) -> object:
    return rows.filter(state=value)  # type: ignore[attr-defined]


def _of_kind(rows: object, value: str) -> object:
    return rows.filter(kind=value)  # type: ignore[attr-defined]
