"""Tokens: programs that act as oneself, through the API. Made, shown once, ended."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.people.api import end_token, make_token, token_by_id, tokens_of
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions


class TokenForm(Questions):
    """What the program is called."""

    label = forms.CharField(
        label=gettext_lazy("What will use it?"),
        help_text=gettext_lazy("Such as “Monthly report”. You will know by this name what to end."),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "medium"}),
    )


@page("tokens/", name="tokens.home", permission="people.make_token", place="today", methods=("GET", "POST"))
def home(request: Request) -> HttpResponse:
    """One's own tokens; making one shows its secret this once."""
    actor, now = request.actor, utc_now()
    if request.method == "POST":
        token, secret = make_token(actor, request.POST.get("label", ""), now=now)
        shown = {"token": token, "secret": secret, "address": request.build_absolute_uri(reverse("api:api-root"))}
        response = render(request, "tokens/made.html", shown)
        response["Cache-Control"] = "no-store"
        return response
    tokens = [
        {"token": token, "is_open": token.ended_at is None and token.expires_at > now} for token in tokens_of(actor)
    ]
    return render(request, "tokens/home.html", {"tokens": tokens, "form": TokenForm(), "title": _("Tokens")})


@page("tokens/<uuid:token_id>/end/", name="tokens.end", permission="people.make_token", place="today",
      methods=("POST",))  # fmt: skip
def end(request: Request, token_id: UUID) -> HttpResponse:
    """End a token; it opens nothing from the next request on."""
    end_token(request.actor, token_by_id(request.actor, str(token_id)), now=utc_now())
    return redirect("tokens.home")
