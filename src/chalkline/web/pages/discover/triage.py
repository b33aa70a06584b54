"""Triage: what the logs showed, what is being done about each, many at once where that helps."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chalkline.discover.findings.api import (
    STANDING_NAMES,
    STATE_NAMES,
    Finding,
    FindingKind,
    FindingState,
    Proposed,
    audit,
    dismiss_findings,
    finding_by_id,
    findings,
    join_approved_use,
    name_host,
    send_to_triage,
    start_request_from_finding,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import search_tools
from chalkline.web.pages.discover.telling import TONES, number, tabs, where_used
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said

STATE_TONES = {
    FindingState.NEW: "attend",
    FindingState.IN_TRIAGE: "info",
    FindingState.DISMISSED: "quiet",
    FindingState.JOINED: "ok",
    FindingState.REQUESTED: "ok",
    FindingState.COVERED: "ok",
}
MOST_CHOSEN = 500
MOST_KEPT = 50  # of what was chosen, when a reason is missing; a page shows 25
LONGEST_QUERY = 1000
FORMS = {"request": "discover.requests", "ask": "surveys.new"}  # what needs a form of its own


@dataclass(frozen=True)
class Row:
    """A finding with what may be told of it. ``people`` is None where that is nobody's business."""

    finding: Finding
    state: FindingState
    people: int | None
    standing: Standing | None
    why: str

    @property
    def is_host(self) -> bool:
        """Whether it is a web address that the catalogue does not know."""
        return self.finding.kind == FindingKind.HOST

    @property
    def order(self) -> tuple[int, int, str]:
        """Those that wait first, and of them those that reach most people; few people say nothing by their place."""
        return (list(FindingState).index(self.state), -(self.people or 0), self.finding.name.casefold())


@page("discover/triage/", name="discover.triage", permission="discover.triage")
def triage(request: Request) -> HttpResponseBase:
    """Every finding, those that wait first."""
    found = sorted(_rows(request), key=lambda each: each.order)
    table = Table(
        request,
        "findings",
        caption=_("Findings"),
        columns=[
            Column("name", _("Found"), sort=lambda each: each.finding.name.casefold()),
            Column("people", _("People"), sort=lambda each: each.people or 0, number=True),
            Column("standing", _("Standing"), sort=lambda each: str(each.standing or "")),
            Column("state", _("What is done"), sort=lambda each: list(FindingState).index(each.state)),
            Column("reason", _("What is known")),
        ],
        rows=found,
        row=lambda each: [
            Link(each.finding.name, _page_of(each.finding), _("a web address in no catalogue") if each.is_host else ""),
            each.people,
            Status(STANDING_NAMES[each.standing], TONES[each.standing]) if each.standing else _("unknown"),
            Status(STATE_NAMES[each.state], STATE_TONES[each.state]),
            each.why,
        ],
        search=lambda rows, words: [each for each in rows if words.casefold() in each.finding.name.casefold()],
        filters=[
            Filter("state", _("What is done"), [(s.value, STATE_NAMES[s]) for s in FindingState], _in_state),
            Filter("kind", _("Kind"), [("service", _("Tools")), ("host", _("Unknown web addresses"))], _of_kind),
        ],
        choose=lambda each: str(each.finding.pk),
        form="bulk",
        chosen=request.GET.getlist("chosen"),
        empty=_("No log has shown anything yet."),
    )
    if table.wants_file:
        return table.file()
    kept = request.GET.copy()
    kept.pop("chosen", None)
    context = {
        "tabs": tabs(request, request.actor, "discover.triage"),
        "table": table,
        "headline": _headline(found),
        "narrowed": kept.urlencode(),
        "may_request": request.actor.may("requests.file"),
        "may_ask": request.actor.may("surveys.open"),
    }
    return render(request, "discover/triage.html", context)


def _why(host: Proposed) -> str:
    return " ".join(said(each) for each in (host.why, *host.signs))


def _rows(request: Request) -> list[Row]:
    """Findings with what the audit may tell of each."""
    seen = audit(request.actor)
    tools = {each.slug: each for each in seen.services}
    hosts = {each.host: each for each in seen.proposed}
    rows = []
    for each in findings(request.actor):
        tool, host = tools.get(each.subject), hosts.get(each.subject)
        cell = tool.people if tool else host.people if host else None
        rows.append(
            Row(
                each,
                FindingState(each.state),
                number(cell) if cell else 0,
                tool.standing if tool else None,
                each.reason or (_why(host) if host else said(where_used(tool) if tool else "")),
            )
        )
    return rows


def _headline(found: list[Row]) -> Sentence:
    """What waits, in one sentence."""
    fresh = sum(each.state is FindingState.NEW for each in found)
    looked_at = sum(each.state is FindingState.IN_TRIAGE for each in found)
    if not found:
        return Sentence("Nothing to look at yet")
    if not fresh and not looked_at:
        return Sentence("Every finding is settled")
    if not fresh:
        return Sentence("{n} findings are being looked at", n=looked_at)
    if not looked_at:
        return Sentence("{n} findings wait for a first look", n=fresh)
    return Sentence("{n} findings wait for a first look; {m} are in triage", n=fresh, m=looked_at)


@page("discover/triage/settle/", name="discover.settle", permission="discover.triage", methods=("POST",))
def settle(request: Request) -> HttpResponse:
    """Do one thing to several findings: send them to triage, settle them, or open the form that it takes."""
    actor, now = request.actor, utc_now()
    address = _back_to(request.POST.get("back", ""), request.POST.get("narrowed", ""))
    ids = [each for each in request.POST.getlist("chosen") if each][:MOST_CHOSEN]
    if not ids:
        messages.warning(request, _("Choose at least one line first."))
        return redirect(address)
    chosen = [finding_by_id(actor, each) for each in ids]
    if place := FORMS.get(request.POST.get("do", "")):
        return redirect(f"{reverse(place)}?{urlencode({'chosen': ids[:MOST_KEPT]}, doseq=True)}")
    try:
        if request.POST.get("do") == "cover":
            done = join_approved_use(actor, chosen, use_id=request.POST.get("use", ""), now=now)
            said_so = ngettext(
                "{n} finding belongs to an approved use now.", "{n} findings belong to approved uses now.", len(done)
            )
        elif request.POST.get("do") == "dismiss":
            done = dismiss_findings(actor, chosen, why=request.POST.get("why", ""), now=now)
            said_so = ngettext("{n} finding was set aside.", "{n} findings were set aside.", len(done))
        else:
            done = send_to_triage(actor, chosen, now=now)
            said_so = ngettext("{n} finding is in triage now.", "{n} findings are in triage now.", len(done))
    except Problem as problem:
        messages.warning(request, f"{said(problem.what)} {said(problem.next_step)}")
        still = QueryDict(mutable=True)
        still.setlist("chosen", ids[:MOST_KEPT])
        return redirect(f"{address}{'&' if '?' in address else '?'}{still.urlencode()}")
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
    "discover/findings/<uuid:finding_id>/join/", name="discover.join", permission="discover.triage", methods=("POST",)
)
def join(request: Request, finding_id: str) -> HttpResponse:
    """Somebody has asked for it already: the finding belongs to that request."""
    one = finding_by_id(request.actor, str(finding_id))
    asked = request.POST.get("request", "")
    prefill = start_request_from_finding(request.actor, one, request_id=asked, now=utc_now())
    messages.success(request, _("The finding of {tool} belongs to the request now.").format(tool=prefill.tool_name))
    return redirect("tools.show", prefill.tool)


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


def _back_to(back: str, narrowed: str) -> str:
    """Where the form stood: the audit, a tool's page, or the list of findings as it was narrowed."""
    if back == "home":
        return reverse("discover.home")
    if back and (tool := address_of("tools.show", back)):
        return tool
    query = QueryDict(narrowed[:LONGEST_QUERY]).urlencode()
    return reverse("discover.triage") + (f"?{query}" if query else "")


def _page_of(each: Finding) -> str:
    if each.kind == FindingKind.SERVICE:
        return address_of("tools.show", each.subject)
    return address_of("discover.finding", each.pk)


def _in_state(rows: list[Row], value: str) -> list[Row]:
    return [each for each in rows if each.state == value]


def _of_kind(rows: list[Row], value: str) -> list[Row]:
    return [each for each in rows if each.finding.kind == value]
