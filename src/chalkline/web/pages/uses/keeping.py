"""Conditions that people keep: who sees to each, by when, and noting that it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import KeptCondition, kept_condition_by_id, name_keeper, note_kept
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, person_by_id, staff
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.sending import LONGEST, Questions, sent


class KeeperForm(Questions):
    """Who sees to it, and by when."""

    person = forms.ChoiceField(label=lazy("Who sees to it?"))
    due_on = forms.DateField(
        label=lazy("By which day?"), widget=forms.DateInput(attrs={"type": "date", "class": "medium"})
    )

    def __init__(self, actor: Actor, kept: KeptCondition, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"person": str(kept.owner_id), "due_on": kept.due_on})
        people = {str(kept.owner_id): str(kept.owner), **{str(each.pk): str(each) for each in staff(actor)[:300]}}
        self.fields["person"].choices = list(people.items())  # type: ignore[attr-defined]  # a field of choices


class NoteForm(Questions):
    """How it is kept."""

    note = forms.CharField(
        label=lazy("How is it kept?"),
        help_text=lazy("What was done, when, by whom: the committee reads it when the use is renewed."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )


@page(
    "decide/conditions/<uuid:kept_id>/keeper/",
    name="uses.keeper",
    permission="uses.name_keeper",
    methods=("GET", "POST"),
)
def keeper(request: Request, kept_id: UUID) -> HttpResponse:
    """Say who sees to a condition, and by when."""
    kept = kept_condition_by_id(request.actor, str(kept_id))
    form = KeeperForm(request.actor, kept, request.POST if request.method == "POST" else None)

    def act() -> KeptCondition:
        person = person_by_id(form.answer("person"))
        if person is None:
            raise not_found(Sentence("person"))
        return name_keeper(request.actor, kept, person, form.answer("due_on") or date.min, now=utc_now())

    if request.method == "POST" and (named := sent(form, act)):
        messages.success(request, _("It is in their name now, and stands on their Today."))
        return redirect("uses.show", named.use_id)
    return render(request, "uses/kept.html", {"kept": kept, "form": form, "title": _("Who sees to it")})


@page("decide/conditions/<uuid:kept_id>/", name="uses.kept", permission="uses.note_kept", methods=("GET", "POST"))
def done(request: Request, kept_id: UUID) -> HttpResponse:
    """Note that a condition is kept."""
    kept = kept_condition_by_id(request.actor, str(kept_id))
    form = NoteForm(request.POST if request.method == "POST" else None)

    def act() -> KeptCondition:
        return note_kept(request.actor, kept, note=form.answer("note"), now=utc_now())

    if request.method == "POST" and (noted := sent(form, act)):
        messages.success(request, _("Noted. It is on the page of the use."))
        return redirect("uses.show", noted.use_id)
    context: dict[str, Any] = {"kept": kept, "form": form, "title": _("Note that it is kept")}
    return render(request, "uses/kept.html", context)
