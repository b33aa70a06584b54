"""The list of incidents, and one: its clocks, who was told, which uses were stopped, what changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import UseState, state_of, uses_of_tool
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import (
    ANCHOR_NAMES,
    AUDIENCE_NAMES,
    CLOCK_STATE_NAMES,
    KIND_NAMES,
    SEVERITY_NAMES,
    VENDOR_PART_NAMES,
    Account,
    Anchor,
    Audience,
    Clock,
    ClockState,
    Concern,
    Incident,
    IncidentKind,
    IncidentState,
    Severity,
    VendorPart,
    account_of,
    clocks,
    concern_by_id,
    district_state,
    incident_by_id,
    incidents,
    is_late,
    open_incident,
    revise_account,
)
from chalkline.people.api import Actor
from chalkline.rulebook.api import vocabulary
from chalkline.web.histories import happened_to
from chalkline.web.pages.oversee.incident_form import AccountForm, as_typed, typed
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import moment

SEVERITY_TONES = {Severity.LOW: "info", Severity.SERIOUS: "attend", Severity.SEVERE: "stop"}
ANCHOR_FACTS = {
    Anchor.DISCOVERED: Sentence("The district learned of it"),
    Anchor.VENDOR_FOUND: Sentence("The vendor found it"),
    Anchor.NOTICE_RECEIVED: Sentence("The vendor’s notice arrived"),
    Anchor.CONFIRMED: Sentence("It was confirmed"),
    Anchor.COMPLAINT: Sentence("A family complained"),
    Anchor.PLATFORM_ASKED: Sentence("The platform was asked"),
}
STATE_NAMES = {IncidentState.OPEN: Sentence("Open"), IncidentState.CLOSED: Sentence("Closed")}


@page("protect/incidents/", name="incidents.home", permission="incidents.see")
def home(request: Request) -> HttpResponseBase:
    """Every incident."""
    actor = request.actor
    table = Table(
        request,
        "incidents",
        columns=[
            Column("incident", lazy("Incident"), sort="number"),
            Column("state", lazy("Status"), sort="state"),
            Column("severity", lazy("How bad")),
            Column("next", lazy("Next deadline")),
            Column("opened", lazy("Opened"), sort="opened_at"),
        ],
        rows=incidents(actor),
        row=lambda each: _row(actor, each),
        search=lambda rows, words: rows.filter(title__icontains=words),
        filters=[
            Filter(
                "state",
                lazy("Status"),
                [(each.value, name) for each, name in STATE_NAMES.items()],
                lambda rows, value: rows.filter(state=value),
            )
        ],
        empty=lazy("No incident matches."),
    )
    if table.wants_file:
        return table.file()
    context = {
        "table": table,
        "tabs": tabs(request, actor, "incidents.home"),
        "may_run": actor.may("incidents.run"),
        "state": district_state(),
    }
    return render(request, "oversee/incidents.html", context)


@page("protect/incidents/open/", name="incidents.open", permission="incidents.run", methods=("GET", "POST"))
def open_(request: Request) -> HttpResponse:
    """Open one, from a concern or from what was found otherwise."""
    given = request.GET.get("concern", "")
    concern = concern_by_id(request.actor, given) if given else None
    form = AccountForm(request.POST or None, initial=_from_concern(concern))
    if request.method == "POST":
        made = sent(form, lambda: open_incident(request.actor, form.account(), concern=concern, now=utc_now()))
        if made:
            messages.success(request, _("The incident is open. These are its deadlines."))
            return redirect("incidents.show", made.pk)
    return render(request, "oversee/account.html", {"form": form, "concern": concern, "state": district_state()})


@page(
    "protect/incidents/<uuid:incident_id>/account/",
    name="incidents.revise",
    permission="incidents.run",
    methods=("GET", "POST"),
)
def revise(request: Request, incident_id: UUID) -> HttpResponse:
    """State anew what is known."""
    incident = incident_by_id(request.actor, str(incident_id))
    form = AccountForm(request.POST or None, initial=as_typed(account_of(incident)))
    if request.method == "POST":
        stated = sent(form, lambda: revise_account(request.actor, incident, form.account(), now=utc_now()))
        if stated:
            messages.success(request, _("Stated anew. Its deadlines were counted again."))
            return redirect("incidents.show", incident.pk)
    return render(request, "oversee/account.html", {"form": form, "incident": incident, "state": district_state()})


@page("protect/incidents/<uuid:incident_id>/", name="incidents.show", permission="incidents.see")
def show(request: Request, incident_id: UUID) -> HttpResponse:
    """Everything known of one."""
    actor, now = request.actor, utc_now()
    incident = incident_by_id(actor, str(incident_id))
    account = account_of(incident)
    told_clocks = [_clock(each, now) for each in clocks(actor, incident)]
    is_open = incident.state == IncidentState.OPEN
    late = sum(each["late"] and each["running"] for each in told_clocks)
    running = sum(each["running"] for each in told_clocks)
    context = {
        "incident": incident,
        "kind": KIND_NAMES[IncidentKind(incident.kind)],
        "severity": SEVERITY_NAMES[Severity(incident.severity)],
        "severity_tone": SEVERITY_TONES[Severity(incident.severity)],
        "state": STATE_NAMES[IncidentState(incident.state)],
        "is_open": is_open,
        "stands": _stands(is_open, running, late),
        "facts": _facts(account),
        "clocks": told_clocks,
        "tellings": [(each, AUDIENCE_NAMES[Audience(each.audience)]) for each in incident.tellings.all()],
        "stops": _stops(incident),
        "uses": _stoppable(actor, incident) if is_open else [],
        "changes": incident.changes.select_related("owner"),
        "history": happened_to("incident", str(incident.pk)),
        "may_run": is_open and actor.may("incidents.run"),
        "may_settle": is_open and actor.may("incidents.settle_clock"),
        "may_close": is_open and actor.may("incidents.close"),
        "may_note_changes": actor.could("incidents.note_change"),
        "tool_url": address_of("tools.show", incident.tool.slug) if incident.tool else "",
    }
    return render(request, "oversee/incident.html", context)


def _row(actor: Actor, incident: Incident) -> list[Any]:
    severity, state = Severity(incident.severity), IncidentState(incident.state)
    due = clocks(actor, incident).filter(state=ClockState.RUNNING.value, due_at__isnull=False).first()
    name = Sentence("{number}: {title}", number=str(incident), title=incident.title)
    return [
        Link(name, address_of("incidents.show", incident.pk), note=incident.tool.name if incident.tool else ""),
        Status(STATE_NAMES[state], "attend" if state is IncidentState.OPEN else "quiet"),
        Status(SEVERITY_NAMES[severity], SEVERITY_TONES[severity]),
        due.due_at if due else "",
        incident.opened_at,
    ]


def _stands(is_open: bool, running: int, late: int) -> Sentence:
    if not is_open:
        return Sentence("It is closed: every duty was settled and it says what changes.")
    if late:
        return Sentence("{late} of {running} deadlines that run have passed.", late=late, running=running)
    if running:
        return Sentence("{running} duties are not settled yet.", running=running)
    return Sentence("Every duty is settled. It can be closed once it says what changes.")


def _clock(clock: Clock, now: datetime) -> dict[str, Any]:
    state, late = ClockState(clock.state), is_late(clock, now)
    return {
        "clock": clock,
        "running": state is ClockState.RUNNING,
        "late": late,
        "chip": Sentence("Late") if late and state is ClockState.RUNNING else CLOCK_STATE_NAMES[state],
        "tone": "stop" if late else {"running": "attend", "done": "ok"}.get(state.value, "quiet"),
        "due": due_said(clock),
        "counted": _counted(clock),
    }


def due_said(clock: Clock) -> Sentence:
    """Until when, or what it waits for."""
    if clock.due_at:
        return Sentence("Until {when}", when=moment(clock.due_at))
    if clock.waits_for:
        return Sentence("Waits for a date: {question}", question=ANCHOR_NAMES[Anchor(clock.waits_for)])
    return Sentence("No number of days is set: as soon as you can")


def _counted(clock: Clock) -> Sentence | None:
    """How the deadline was counted."""
    if not clock.started_at or not clock.due_at:
        return None
    since = moment(clock.started_at)
    if clock.limit_hours:
        return Sentence("{n} hours from {since}.", n=clock.limit_hours, since=since)
    if clock.business:
        return Sentence(
            "{n} business days after {since}, without weekends, federal holidays and days the district is closed.",
            n=clock.limit_days,
            since=since,
        )
    return Sentence("{n} calendar days after {since}, weekends included.", n=clock.limit_days, since=since)


def _facts(account: Account) -> list[tuple[Sentence, Any]]:
    kinds = vocabulary().kinds
    data = [Sentence(kinds[each].label) for each in account.data_kinds if each in kinds]
    if account.about_staff:
        data.append(Sentence("Records of staff"))
    rows: list[tuple[Sentence, Any]] = [
        (Sentence("Data"), Sentence("{words}", words=tuple(data)) if data else Sentence("None that is known")),
        (Sentence("People"), Sentence("Not known yet") if account.people is None else f"{account.people:,}"),
        (Sentence("Vendor"), VENDOR_PART_NAMES[VendorPart(account.vendor)]),
    ]
    return [
        *rows,
        *((ANCHOR_FACTS[anchor], moment(account.anchors[anchor])) for anchor in Anchor if anchor in account.anchors),
    ]


def _stops(incident: Incident) -> list[dict[str, Any]]:
    found = incident.stops.select_related("use", "suspension__suspended_by", "suspension__lifted_by")
    return [
        {
            "title": each.use.title,
            "url": address_of("uses.show", each.use_id),
            "detail": Sentence(
                "Stopped by {name} on {day}.", name=str(each.suspension.suspended_by), day=each.suspension.suspended_at
            ),
            "chip": Sentence("goes on again") if each.suspension.lifted_at else Sentence("stopped"),
            "tone": "ok" if each.suspension.lifted_at else "stop",
        }
        for each in found
    ]


def _stoppable(actor: Actor, incident: Incident) -> list[dict[str, Any]]:
    """Approved uses of its tool that still hold."""
    if incident.tool is None or not actor.may("incidents.stop_use"):
        return []
    today = localdate()
    held = [each for each in uses_of_tool(actor, incident.tool) if state_of(each, today) is UseState.ACTIVE]
    return [{"use": each, "url": address_of("incidents.stop", incident.pk, each.pk)} for each in held]


def _from_concern(concern: Concern | None) -> dict[str, Any]:
    if concern is None:
        return {Anchor.DISCOVERED.value: typed(utc_now())}
    return {
        "what_happened": concern.what,
        "tool": concern.tool.slug if concern.tool else "",
        Anchor.DISCOVERED.value: typed(concern.raised_at),
    }
