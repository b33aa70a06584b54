"""The page behind an invitation: set a password, once. It is the link that lets one in, not an account."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.people.api import accept_invitation, invitation_by_secret, system_actor
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, sent

LONGEST_PASSWORD = 200


class PasswordForm(Questions):
    """The password, typed once where it can be shown, so once is enough to get it right."""

    MUST_CHOOSE = {"password": gettext_lazy("Choose a password.")}

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy(
            "At least twelve characters. Three or four words that you can remember make a good one."
        ),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "medium", "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The same once more"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "medium", "autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, object]:
        """Both must be the same: nobody sees what is typed."""
        given = super().clean()
        if given.get("password") and given.get("password") != given.get("again"):
            self.add_error("again", _("The two are not the same."))
        return given


@page("invitation/<str:secret>/", name="invitation.open", public=True, methods=("GET", "POST"))
def invitation(request: Request, secret: str) -> HttpResponse:
    """Set the password; then sign in, and set up the second step."""
    now = utc_now()
    found = invitation_by_secret(secret, now=now)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and sent(form, lambda: _accept(secret, form)):
        messages.success(request, _("Your password is set. Sign in with it now."))
        return redirect("account_login")
    context = {"form": form, "account": found.account, "until": found.expires_at}
    response = render(request, "people/invitation.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _accept(secret: str, form: PasswordForm) -> bool:
    accept_invitation(system_actor("invitation"), secret, form.answer("password"), now=utc_now())
    return True
