"""The steps of an incident: a clock settled, people told, a use stopped, the end and what changes."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import (
    AUDIENCE_NAMES,
    Audience,
    Change,
    ClockState,
    clock_by_id,
    close_incident,
    incident_by_id,
    note_change_made,
    note_telling,
    settle_clock,
    stop_use_for_incident,
)
from chalkline.web.pages.oversee.incident_form import instant_from, typed
from chalkline.web.pages.oversee.incidents import due_said
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.templatetags.saying import said

SETTLED = [
    (ClockState.DONE.value, Sentence("It was done")),
    (ClockState.WAIVED.value, Sentence("It does not apply")),
]
CHANGES = 3


class SettleForm(Questions):
    """Done or not applying, and why."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"how": lazy("Choose one.")}

    how = forms.ChoiceField(label=lazy("What is so?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("What was done, or why does it not apply?"),
        help_text=lazy("Your name and the time are kept with it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(value, said(name)) for value, name in SETTLED]  # type: ignore[attr-defined]


class TellingForm(Questions):
    """Who, how, when."""

    audience = forms.ChoiceField(label=lazy("Who was told?"))
    how = forms.CharField(
        label=lazy("How, and what were they told?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )
    told_at = forms.CharField(
        label=lazy("When?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "short"}),
        max_length=40,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(each.value, said(name)) for each, name in AUDIENCE_NAMES.items()]  # type: ignore[attr-defined]


class ClosingForm(Questions):
    """A calm look back: what was learned, what will be different."""

    BY_HAND: ClassVar[dict[str, Any]] = {}
    SHOWN_AT: ClassVar[dict[str, str]] = {"changes": "what_0"}

    lessons = forms.CharField(
        label=lazy("What did we learn?"),
        help_text=lazy("What made it possible, not who. What went well counts too."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )

    def __init__(self, actor: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = possible_owners(actor, "")
        for n in range(CHANGES):
            self.fields[f"what_{n}"] = forms.CharField(
                label=_("Change {n}: what will be different?").format(n=n + 1), max_length=LONGEST, required=False
            )
            self.fields[f"owner_{n}"] = forms.ChoiceField(
                label=_("Change {n}: who sees to it?").format(n=n + 1), choices=owners, required=False
            )
            self.fields[f"due_on_{n}"] = forms.CharField(
                label=_("Change {n}: until when?").format(n=n + 1),
                widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
                max_length=40,
                required=False,
            )

    def changes(self) -> list[Change]:
        """The changes that were filled in."""
        rows = []
        for n in range(CHANGES):
            what, due = self.answer(f"what_{n}").strip(), self.answer(f"due_on_{n}").strip()
            if what or due:
                rows.append(Change(what, self.answer(f"owner_{n}"), day_from(due) if due else date.min))
        return rows

    @property
    def rows(self) -> list[list[Any]]:
        """The questions of each change."""
        return [[self[f"{name}_{n}"] for name in ("what", "owner", "due_on")] for n in range(CHANGES)]


@page(
    "protect/incidents/<uuid:incident_id>/clocks/<uuid:clock_id>/",
    name="incidents.settle",
    permission="incidents.settle_clock",
    methods=("GET", "POST"),
)
def settle(request: Request, incident_id: UUID, clock_id: UUID) -> HttpResponse:
    """Settle one clock."""
    incident = incident_by_id(request.actor, str(incident_id))
    clock = clock_by_id(request.actor, incident, str(clock_id))
    form = SettleForm(request.POST or None)

    def act() -> Any:
        how = ClockState(form.answer("how") or ClockState.DONE)
        return settle_clock(request.actor, clock, how, reason=form.answer("reason"), now=utc_now())

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Settled."))
        return redirect("incidents.show", incident.pk)
    context = {"incident": incident, "clock": clock, "due": due_said(clock), "form": form}
    return render(request, "oversee/settle.html", context)


@page(
    "protect/incidents/<uuid:incident_id>/tell/",
    name="incidents.tell",
    permission="incidents.run",
    methods=("GET", "POST"),
)
def tell(request: Request, incident_id: UUID) -> HttpResponse:
    """Note who was told."""
    incident, now = incident_by_id(request.actor, str(incident_id)), utc_now()
    form = TellingForm(request.POST or None, initial={"told_at": typed(now)})

    def act() -> Any:
        at = instant_from(form.answer("told_at")) or now
        audience = Audience(form.answer("audience") or Audience.OTHER)
        return note_telling(request.actor, incident, audience, how=form.answer("how"), told_at=at, now=now)

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Noted."))
        return redirect("incidents.show", incident.pk)
    return render(request, "oversee/tell.html", {"incident": incident, "form": form})


@page(
    "protect/incidents/<uuid:incident_id>/stop/<uuid:use_id>/",
    name="incidents.stop",
    permission="incidents.stop_use",
    methods=("GET", "POST"),
)
def stop(request: Request, incident_id: UUID, use_id: UUID) -> HttpResponse:
    """Stop an approved use because of it. What will happen comes first."""
    incident = incident_by_id(request.actor, str(incident_id))
    use = use_by_id(request.actor, str(use_id))
    if request.method == "POST":
        stop_use_for_incident(request.actor, incident, use, now=utc_now())
        messages.success(request, _("It is stopped."))
        return redirect("incidents.show", incident.pk)
    will = (
        Sentence("{title} is stopped for everybody, at once.", title=use.title),
        Sentence("The gateway refuses its calls within seconds; the question page says that it is paused."),
        Sentence("To let it go on, two people must agree: one asks, another one agrees."),
    )
    return render(request, "oversee/stop.html", {"incident": incident, "use": use, "will": will})


@page(
    "protect/incidents/<uuid:incident_id>/close/",
    name="incidents.close",
    permission="incidents.close",
    methods=("GET", "POST"),
)
def close(request: Request, incident_id: UUID) -> HttpResponse:
    """Close it, with what was learned and what changes."""
    incident = incident_by_id(request.actor, str(incident_id))
    form = ClosingForm(request.actor, request.POST or None)

    def act() -> Any:
        changes, now = form.changes(), utc_now()
        return close_incident(request.actor, incident, lessons=form.answer("lessons"), changes=changes, now=now)

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("The incident is closed."))
        return redirect("incidents.show", incident.pk)
    return render(request, "oversee/close.html", {"incident": incident, "form": form})


@page(
    "protect/incidents/<uuid:incident_id>/changes/<uuid:change_id>/",
    name="incidents.change",
    permission="incidents.note_change",
    methods=("POST",),
)
def change_made(request: Request, incident_id: UUID, change_id: UUID) -> HttpResponse:
    """Say that a change was made."""
    incident = incident_by_id(request.actor, str(incident_id))
    planned = incident.changes.filter(pk=id_from(change_id)).first()
    if planned is None:
        raise not_found(Sentence("change"))
    note_change_made(request.actor, planned, now=utc_now())
    messages.success(request, _("Noted."))
    return redirect("incidents.show", incident.pk)
