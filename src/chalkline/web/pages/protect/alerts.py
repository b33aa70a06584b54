"""Protect: alerts. What is open, one alert with what can be done, and a drill."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import Account, Anchor, IncidentKind, Severity
from chalkline.oversee.on_call.api import (
    STATE_NAMES,
    STEP_NAMES,
    Alert,
    AlertSignal,
    AlertState,
    Opened,
    Rota,
    StepKind,
    alert_by_id,
    alerts,
    category_name,
    chain,
    close_alert,
    facts_of,
    hand_over_alert,
    has_text,
    is_theirs,
    make_incident,
    raise_drill,
    read_alert,
    rota_of,
    rotas,
    take_alert,
    where,
)
from chalkline.people.api import Actor, person_by_id
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said

MINUTES_FROM, HOURS_FROM = 120, 7200  # seconds
TONES: dict[AlertState, str] = {AlertState.OPEN: "stop", AlertState.TAKEN: "attend", AlertState.CLOSED: "ok"}


class ReadForm(Questions):
    """Why it is read."""

    reason = forms.CharField(
        label=lazy("Why do you read it?"),
        help_text=lazy("One short sentence. It is written down with your name and the time."),
        max_length=LONGEST,
    )


class CloseForm(Questions):
    """What was done."""

    words = forms.CharField(
        label=lazy("What was done?"),
        help_text=lazy("Whom you spoke to and what follows. Leave out the student’s name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )


class GiveForm(Questions):
    """To whom it goes."""

    person = forms.ChoiceField(label=lazy("Who takes over?"), help_text=lazy("They are told at once."))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose somebody")), *possible_owners(actor, "")[1:]]  # type: ignore[attr-defined]


@page("protect/alerts/", name="alerts.home", permission="alerts.have", methods=("GET", "POST"))
def home(request: Request) -> HttpResponseBase:
    """Who is on call now, what is open, and what was."""
    actor = request.actor
    if request.method == "POST":
        drill = raise_drill(actor, now=utc_now())
        messages.success(request, _("{name} was told. Its page shows the time until somebody has it.").format(
            name=drill.responsible
        ))  # fmt: skip
        return redirect("alerts.show", drill.pk)
    table = _table(request, actor)
    if table and table.wants_file:
        return table.file()
    district, named = rota_of(""), list(rotas())
    context = {
        "tabs": tabs(request, actor, "alerts.home"),
        "table": table,
        "is_named": district is not None and district.fallback.is_active,
        "on_call": [_on_call(each, is_only=len(named) == 1) for each in named],
        "may_name": actor.could("alerts.name"),
        "may_drill": actor.may("alerts.drill"),
    }
    return render(request, "protect/alerts.html", context)


@page("protect/alerts/<uuid:alert_id>/", name="alerts.show", permission="alerts.have", methods=("GET", "POST"))
def show(request: Request, alert_id: UUID) -> HttpResponse:
    """One alert: who has it, since when, and the next step. What was typed is shown only in answer to a reason."""
    actor = request.actor
    alert = alert_by_id(actor, str(alert_id))
    doing = request.POST.get("do", "")
    reading = ReadForm(request.POST if doing == "read" else None)
    closing = CloseForm(request.POST if doing == "close" else None)
    giving = GiveForm(actor, request.POST if doing == "give" else None)
    opened: Opened | None = None
    at = utc_now()
    if doing == "take":
        take_alert(actor, alert, now=at)
        messages.success(request, _("You have it. Everybody who looks here sees that."))
        return redirect("alerts.show", alert.pk)
    if doing == "read":
        opened = sent(reading, lambda: read_alert(actor, alert, reason=reading.answer("reason"), now=at))
    elif doing == "close":
        if sent(closing, lambda: _close(request, alert, closing)):
            messages.success(request, _("It is closed."))
            return redirect("alerts.show", alert.pk)
    elif doing == "give":
        if given := sent(giving, lambda: _give(actor, alert, giving.answer("person"))):
            messages.success(request, _("{name} was told.").format(name=given.responsible))
            return redirect("alerts.home")
    elif doing == "incident":
        incident = make_incident(actor, alert, _account(alert), now=at)
        return redirect("incidents.show", incident.pk)
    forms_told = {"reading": reading, "closing": closing, "giving": giving}
    return render(request, "protect/alert.html", {**_told(actor, alert, opened), **forms_told})


def _close(request: Request, alert: Alert, closing: CloseForm) -> Alert:
    seen = request.POST.get("seen", "")
    count = int(seen) if seen.isdecimal() else None
    return close_alert(request.actor, alert, words=closing.answer("words"), seen=count, now=utc_now())


def _give(actor: Actor, alert: Alert, person_id: str) -> Alert:
    person = person_by_id(person_id) if person_id else None
    if person is None:
        raise not_found(Sentence("person"))
    return hand_over_alert(actor, alert, person, now=utc_now())


def _account(alert: Alert) -> Account:
    """What is known at once; the rest is stated on the incident's own page."""
    kind = IncidentKind.HARMFUL_ANSWER if alert.direction == "out" else IncidentKind.OTHER
    return Account(
        title=_("An alert about a student’s safety"),
        what_happened=alert.words or _("A student’s call to an AI tool gave a signal of danger. See the alert."),
        kind=kind,
        severity=Severity.SEVERE,
        anchors={Anchor.DISCOVERED: alert.opened_at},
        tool=alert.use.tool.slug if alert.use else "",
    )


def _table(request: Request, actor: Actor) -> Table | None:
    rows = alerts(actor)
    if not rows.exists():
        return None
    states = [(state.value, said(name)) for state, name in STATE_NAMES.items()]
    return Table(
        request,
        "alerts",
        caption=_("Alerts"),
        columns=[
            Column("what", _("What it is about")),
            Column("state", _("State"), sort="state"),
            Column("who", _("Who has it")),
            Column("at", _("When"), sort="at"),
            Column("taken", _("Until somebody had it")),
        ],
        rows=rows,
        row=lambda each: [
            Link(said(category_name(each.category)), address_of("alerts.show", each.pk), note=_note(each)),
            _state(each),
            str(each.responsible),
            localtime(each.at),
            duration(each.seconds_until_taken),
        ],
        filters=[Filter("state", _("State"), states, lambda found, value: found.filter(state=value))],
        order="-at",
    )


def duration(seconds: int | None) -> str:
    """ "47 s", "12 min": how long, as short as it is clear; "" for what has no end yet."""
    if seconds is None:
        return ""
    if seconds < MINUTES_FROM:
        return _("{n} s").format(n=seconds)
    if seconds < HOURS_FROM:
        return _("{n} min").format(n=seconds // 60)
    return _("{n} h").format(n=seconds // 3600)


def _on_call(rota: Rota, *, is_only: bool) -> dict[str, Any]:
    facts = facts_of(rota)
    order = [person_by_id(each) for each in chain(facts, now())]
    names = [str(each) for each in order if each]
    return {
        "school": rota.school.name if rota.school else _("All schools") if is_only else _("All other schools"),
        "first": names[0] if names else "",
        "then": names[1:],
        "minutes": rota.minutes,
        "url": address_of("alerts.rota_of", rota.school_id) if rota.school_id else address_of("alerts.rota_district"),
    }


def _state(alert: Alert) -> Status:
    state = AlertState(alert.state)
    return Status(said(STATE_NAMES[state]), TONES[state])


def _note(alert: Alert) -> str:
    """Where, and how many signals when there is more than one."""
    count = alert.signals.count()
    if count == 1:
        return _place(alert)
    signals = _("{n} signals").format(n=count)
    return f"{_place(alert)} · {signals}" if _place(alert) else signals


def _place(alert: Alert) -> str:
    return alert.school.name if alert.school else ""


def _signal(signal: AlertSignal) -> dict[str, Any]:
    return {"what": category_name(signal.category), "at": signal.at, "is_answer": signal.direction == "out"}


def _told(actor: Actor, alert: Alert, opened: Opened | None) -> dict[str, Any]:
    state = AlertState(alert.state)
    theirs = is_theirs(actor, alert)
    may_handle = theirs or actor.may("alerts.handle", school_id=where(alert))
    may_read = theirs or actor.may("alerts.read", school_id=where(alert))
    waited = int((now() - alert.at).total_seconds())
    return {
        "alert": alert,
        "title": category_name(alert.category),
        "state": _state(alert),
        "place": _place(alert),
        "waited": duration(waited),
        "taken_after": duration(alert.seconds_until_taken),
        "is_open": state is AlertState.OPEN,
        "is_closed": state is AlertState.CLOSED,
        "is_theirs": theirs,
        "may_take": may_handle and (state is AlertState.OPEN or (state is AlertState.TAKEN and not theirs)),
        "may_close": may_handle and state is not AlertState.CLOSED,
        "may_give": may_handle and state is not AlertState.CLOSED,
        "may_read": may_read and has_text(alert),
        "signals": [_signal(each) for each in alert.signals.all()],
        "may_open_incident": actor.may("incidents.run") and alert.incident_id is None and not alert.is_drill,
        "incident_url": address_of("incidents.show", alert.incident_id) if alert.incident_id else "",
        "opened": opened,
        "steps": [(each.person, said(STEP_NAMES[StepKind(each.kind)]), each.at) for each in alert.steps.all()],
        "readings": alert.readings.select_related("reader") if may_read else [],
    }
