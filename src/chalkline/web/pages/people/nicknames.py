"""By what a child is called besides the name on the roster, so that the gateway notices it in a text."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from chalkline.kernel.clock import utc_now
from chalkline.people.api import person_shown
from chalkline.publish.roster_extract.api import add_nickname, nickname_by_id, nicknames_of, remove_nickname
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent


class NicknameForm(Questions):
    """One more name."""

    name = forms.CharField(
        label=_("Also called"), help_text=_("As others call the child, for example “Majo”."), max_length=LONGEST
    )


@page(
    "people/<uuid:person_id>/nicknames/", name="people.nicknames", permission="nicknames.keep", methods=("GET", "POST")
)
def nicknames(request: Request, person_id: UUID) -> HttpResponse:
    """The names, and one more."""
    person = person_shown(request.actor, str(person_id))
    form = NicknameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        added = sent(form, lambda: add_nickname(request.actor, person, form.answer("name"), now=utc_now()))
        if added:
            return redirect("people.nicknames", person_id)
    told = {"person": person, "form": form, "nicknames": nicknames_of(request.actor, person)}
    return render(request, "people/nicknames.html", told)


@page(
    "people/nicknames/<uuid:nickname_id>/remove/", name="people.remove_nickname", permission="nicknames.keep",
    methods=("POST",),
)  # fmt: skip
def remove(request: Request, nickname_id: UUID) -> HttpResponse:
    """One name less."""
    gone = remove_nickname(request.actor, nickname_by_id(request.actor, str(nickname_id)), now=utc_now())
    return redirect("people.nicknames", gone.person_id)
