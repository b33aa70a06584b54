"""Giving somebody a role, and ending one: what it lets them do is shown before it happens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import (
    ROLE_NAMES,
    Actor,
    Person,
    Role,
    end_role,
    grant_by_id,
    grant_role,
    person_shown,
    roles_to_give,
    schools_shown,
)
from chalkline.web.pages.people.telling import grant_said
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, day_from, sent


class RoleForm(Questions):
    """Which role, where, up to when."""

    MUST_CHOOSE = {"role": gettext_lazy("Choose a role.")}

    role = forms.ChoiceField(label=gettext_lazy("Which role?"), widget=forms.Select(attrs={"class": "medium"}))
    school = forms.ChoiceField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("A principal has it at one school; most other roles count in the whole district."),
        required=False,
        widget=forms.Select(attrs={"class": "medium"}),
    )
    ends_on = forms.CharField(
        label=gettext_lazy("Last day, if it is for a time"),
        help_text=gettext_lazy("Leave it empty for a role without an end, such as one that goes with the job."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )

    def __init__(self, actor: Actor, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools_shown(actor).filter(is_active=True, kind="school")}
        self.fields["role"].choices = [("", ""), *((role, ROLE_NAMES[role]) for role in roles_to_give(actor, person))]  # type: ignore[attr-defined]
        everywhere = ("", gettext_lazy("In the whole district"))
        self.fields["school"].choices = [  # type: ignore[attr-defined]
            everywhere, *((key, school.name) for key, school in self.schools.items())
        ]  # fmt: skip


@page("people/<uuid:person_id>/roles/", name="people.give_role", permission="people.grant_role",
      methods=("GET", "POST"))  # fmt: skip
def give_role(request: Request, person_id: UUID) -> HttpResponse:
    """Give a person a role."""
    request.actor.must("people.grant_role")
    person = person_shown(request.actor, str(person_id))
    form = RoleForm(request.actor, person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and sent(form, lambda: _give(request, person, form)):
        said = _("%(name)s holds the role from now on.") % {"name": person}
        messages.success(request, said)
        return redirect("people.show", person.pk)
    return render(request, "people/give_role.html", {"form": form, "person": person})


def _give(request: Request, person: Person, form: RoleForm) -> bool:
    until = form.answer("ends_on").strip()
    grant_role(
        request.actor,
        person,
        Role(form.answer("role")),
        school=form.schools.get(form.answer("school")),
        ends_on=day_from(until) if until else None,
        now=utc_now(),
    )
    return True


@page("people/roles/<uuid:grant_id>/end/", name="people.end_role", permission="people.end_role",
      methods=("GET", "POST"))  # fmt: skip
def end(request: Request, grant_id: UUID) -> HttpResponse:
    """End a role, after what it means was shown."""
    request.actor.must("people.end_role")
    grant = grant_by_id(request.actor, str(grant_id))
    if request.method == "POST":
        end_role(request.actor, grant, now=utc_now())
        messages.success(request, _("The role is ended."))
        return redirect("people.show", grant.person_id)
    will = (
        Sentence("{name} no longer holds the role {role}.", name=str(grant.person), role=grant_said(grant)),
        Sentence("It stops counting at once, also for programs that use their tokens."),
        Sentence("What they did while they held it stays theirs."),
    )
    return render(request, "people/end_role.html", {"grant": grant, "person": grant.person, "will": will})
