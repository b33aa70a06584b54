"""Fields of the district's own: which there are, adding one, retiring one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.custom_fields.api import (
    ABOUT_NAMES,
    KIND_NAMES,
    About,
    Field,
    FieldKind,
    FieldPlan,
    add_field,
    choice_named,
    choices_of,
    choices_read,
    field_by_id,
    fields,
    help_of,
    name_of,
    retire_field,
)
from chalkline.kernel.clock import utc_now
from chalkline.web.custom import language
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, sent
from chalkline.web.templatetags.saying import said


class FieldForm(Questions):
    """One more question."""

    about = forms.ChoiceField(label=lazy("About what"))
    kind = forms.ChoiceField(label=lazy("What is entered"))
    name_en = forms.CharField(label=lazy("Name in English"), max_length=60)
    name_es = forms.CharField(label=lazy("Name in Spanish"), max_length=60, required=False)
    help_en = forms.CharField(label=lazy("Help in English"), max_length=200, required=False)
    help_es = forms.CharField(label=lazy("Help in Spanish"), max_length=200, required=False)
    choices = forms.CharField(
        label=lazy("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("Only for one of a list: one a line, English | Spanish."),
    )  # fmt: skip
    is_required = forms.BooleanField(label=lazy("It must be filled in"), required=False)

    half: ClassVar[set[str]] = {"name_en", "name_es"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("about", [(each.value, said(name)) for each, name in ABOUT_NAMES.items()])
        self._offer("kind", [(each.value, said(name)) for each, name in KIND_NAMES.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def plan(self) -> FieldPlan:
        """As the command takes it."""
        given = self.cleaned_data
        return FieldPlan(
            About(given["about"]), FieldKind(given["kind"]), given["name_en"], given["name_es"], given["help_en"],
            given["help_es"], choices_read(given["choices"]), bool(given["is_required"]),
        )  # fmt: skip


@page("fields/", name="fields.home", permission="fields.see", methods=("GET", "POST"))
def home(request: Request) -> HttpResponse:
    """All fields by what they are about; one can be added."""
    actor = request.actor
    may = actor.may("fields.define")
    form = FieldForm(request.POST if request.method == "POST" else None, initial={"about": request.GET.get("about")})
    if request.method == "POST" and (made := sent(form, lambda: add_field(actor, form.plan, now=utc_now()))):
        messages.success(request, _("“{name}” is asked from now on.").format(name=made.name_en))
        return redirect("fields.home")
    every = list(fields(actor))
    groups = [(ABOUT_NAMES[about], [_told(each) for each in every if each.about == about]) for about in About]
    context = {"groups": groups, "any": bool(every), "form": form, "may_define": may}
    return render(request, "fields/home.html", context)


@page("fields/<uuid:field_id>/retire/", name="fields.retire", permission="fields.define", methods=("POST",))
def retire(request: Request, field_id: str) -> HttpResponse:
    """No longer ask it."""
    field = retire_field(request.actor, field_by_id(request.actor, str(field_id)), now=utc_now())
    messages.success(request, _("“{name}” is no longer asked. What was entered stays.").format(name=field.name_en))
    return redirect("fields.home")


def _told(field: Field) -> dict[str, Any]:
    named = [choice_named(field, each.key, language()) for each in choices_of(field)]
    return {
        "id": field.pk,
        "name": name_of(field, language()),
        "kind": KIND_NAMES[FieldKind(field.kind)],
        "help": help_of(field, language()),
        "choices": ", ".join(named),
        "is_required": field.is_required,
        "is_retired": field.retired_at is not None,
    }
