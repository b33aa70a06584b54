"""Protect: who is on call, for the district and for a school."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.on_call.api import Rota, RotaWords, Shift, rota_of, set_rota
from chalkline.people.api import Actor, School, schools
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, ByHand, Questions, sent

MOST_ROWS = 10
NEW_ROWS = 2
DAYS: dict[str, tuple[frozenset[int], Any]] = {
    "week": (frozenset(range(5)), lazy("Monday to Friday")),
    "every": (frozenset(range(7)), lazy("Every day")),
    "end": (frozenset({5, 6}), lazy("Saturday and Sunday")),
    "0": (frozenset({0}), lazy("Monday")),
    "1": (frozenset({1}), lazy("Tuesday")),
    "2": (frozenset({2}), lazy("Wednesday")),
    "3": (frozenset({3}), lazy("Thursday")),
    "4": (frozenset({4}), lazy("Friday")),
    "5": (frozenset({5}), lazy("Saturday")),
    "6": (frozenset({6}), lazy("Sunday")),
}


class RotaForm(Questions):
    """Who is asked in which order, when, and who always."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {"shifts": ByHand("shifts", "minutes", lazy("Who is asked first, and when"))}

    fallback = forms.ChoiceField(
        label=lazy("Who is always reached?"),
        help_text=lazy("At night, on holidays, and when nobody else has taken an alert in time."),
    )
    minutes = forms.CharField(
        label=lazy("After how many minutes is the next person told?"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        max_length=10,
    )
    people = forms.CharField(
        label=lazy("Whom can a student turn to?"),
        help_text=lazy("As a student should read it, for example: Ms. Rivera, your counselor (room 12)."),
        max_length=LONGEST,
        required=False,
    )
    people_es = forms.CharField(label=lazy("The same in Spanish"), max_length=LONGEST, required=False)

    def __init__(self, actor: Actor, rows: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        chosen = str(self["fallback"].value() or "")
        self.fields["fallback"].choices = [("", _("Choose somebody")), *possible_owners(actor, chosen)]  # type: ignore[attr-defined]
        for at in range(rows):
            self._row(actor, at)

    def _row(self, actor: Actor, at: int) -> None:
        self.fields[f"person_{at}"] = forms.ChoiceField(label=_("Person {n}").format(n=at + 1))
        self.fields[f"days_{at}"] = forms.ChoiceField(
            label=_("Days"), choices=[(name, label) for name, (_days, label) in DAYS.items()]
        )
        self.fields[f"begins_{at}"] = forms.CharField(label=_("From"), widget=_clock(), max_length=10)
        self.fields[f"ends_{at}"] = forms.CharField(label=_("Until"), widget=_clock(), max_length=10)
        chosen = str(self[f"person_{at}"].value() or "")
        people = [("", _("Nobody")), *possible_owners(actor, chosen)]
        self.fields[f"person_{at}"].choices = people  # type: ignore[attr-defined]

    @property
    def lines_of_rota(self) -> list[dict[str, Any]]:
        """The rows as they are drawn."""
        names = ("person", "days", "begins", "ends")
        return [{name: self[f"{name}_{at}"] for name in names} for at in range(self.rows)]

    def said(self) -> RotaWords:
        """What the answers say: the rules judge it."""
        shifts = []
        for at in range(self.rows):
            person = self.answer(f"person_{at}")
            if person:
                days = DAYS.get(self.answer(f"days_{at}"), (frozenset(), ""))[0]
                shifts.append(Shift(person, days, _time(self.answer(f"begins_{at}")), _time(self.answer(f"ends_{at}"))))
        minutes = self.answer("minutes").strip()
        return RotaWords(
            tuple(shifts),
            self.answer("fallback"),
            int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) < 5 else 0,
            self.answer("people"),
            self.answer("people_es"),
        )


@page("protect/alerts/rota/", name="alerts.rota", permission="alerts.name")
def home(request: Request) -> HttpResponse:
    """The district's rota and those of schools that have one of their own."""
    actor = request.actor
    told = [
        {"name": each.name, "url": address_of("alerts.rota_of", each.pk), "rota": rota_of(str(each.pk))}
        for each in schools()
        if actor.may("alerts.name", school_id=str(each.pk))
    ]
    may_all = actor.may("alerts.name")
    context = {"district": rota_of(""), "schools": told, "may_all": may_all, "url": address_of("alerts.rota_district")}
    return render(request, "protect/rotas.html", context)


@page("protect/alerts/rota/district/", name="alerts.rota_district", permission="alerts.name", methods=("GET", "POST"))
def district(request: Request) -> HttpResponse:
    """Who is on call for every school without a rota of its own."""
    request.actor.must("alerts.name")
    return _rota(request, None)


@page("protect/alerts/rota/<uuid:school_id>/", name="alerts.rota_of", permission="alerts.name", methods=("GET", "POST"))
def of_school(request: Request, school_id: UUID) -> HttpResponse:
    """Who is on call for one school."""
    request.actor.must("alerts.name", school_id=str(school_id))
    school = schools().filter(pk=school_id).first()
    if school is None:
        raise not_found(Sentence("school"))
    return _rota(request, school)


def _rota(request: Request, school: School | None) -> HttpResponse:
    actor = request.actor
    known = rota_of(str(school.pk) if school else "")
    initial = _initial(known)
    rows = min(MOST_ROWS, sum(name.startswith("person_") for name in initial) + NEW_ROWS)
    form = RotaForm(actor, rows, request.POST or None, initial=initial)

    def keep() -> Any:
        return set_rota(actor, form.said(), school=school, now=utc_now())

    if request.method == "POST" and sent(form, keep):
        messages.success(request, _("It holds from now on. Gateways learn of it within seconds."))
        return redirect("alerts.home")
    zone = known.zone if known else settings.TIME_ZONE
    return render(request, "protect/rota.html", {"form": form, "school": school, "zone": zone})


def _initial(rota: Rota | None) -> dict[str, Any]:
    if rota is None:
        return {"minutes": "10"}
    told: dict[str, Any] = {
        "fallback": str(rota.fallback_id),
        "minutes": str(rota.minutes),
        "people": rota.people,
        "people_es": rota.people_es,
    }
    lines = [(each, name) for each in rota.shifts.all() for name in _day_names(frozenset(each.days))]
    for at, (each, name) in enumerate(lines[:MOST_ROWS]):
        told |= {
            f"person_{at}": str(each.person_id),
            f"days_{at}": name,
            f"begins_{at}": f"{each.begins:%H:%M}",
            f"ends_{at}": f"{each.ends:%H:%M}",
        }
    return told


def _day_names(days: frozenset[int]) -> list[str]:
    """The choices that say these days: one where there is one, else each day by itself."""
    whole = [name for name, (covered, _label) in DAYS.items() if covered == days]
    return whole or [str(each) for each in sorted(days)]


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "class": "short"})


def _time(text: str) -> time:
    """A time as browsers send it; midnight for what is none: the rules then say that it cannot be."""
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        return time()
