"""Letting people sign in: adding somebody who is not on the roster, the link for a first password, ending it."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import (
    Account,
    Invitation,
    account_of,
    add_person,
    end_account,
    invite,
    open_account,
    person_shown,
)
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent

log = logging.getLogger(__name__)


class PersonForm(Questions):
    """Somebody the roster does not know."""

    given_name = forms.CharField(
        label=gettext_lazy("First name"), max_length=100, widget=forms.TextInput(attrs={"class": "medium"})
    )
    family_name = forms.CharField(
        label=gettext_lazy("Last name"), max_length=100, widget=forms.TextInput(attrs={"class": "medium"})
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("They sign in with it. If the roster brings the same address later, it is this person."),
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
    )


@page("people/add/", name="people.add", permission="people.open_account", methods=("GET", "POST"))
def add(request: Request) -> HttpResponse:
    """Enter a parent, a board member, an auditor."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = sent(
            form,
            lambda: add_person(
                request.actor,
                given_name=form.answer("given_name"),
                family_name=form.answer("family_name"),
                email=form.answer("email"),
                now=utc_now(),
            ),
        )
        if made:
            messages.success(request, _("Added. Next: give them a role, then a way to sign in."))
            return redirect("people.show", made.pk)
    return render(request, "people/add.html", {"form": form})


@page("people/<uuid:person_id>/invite/", name="people.invite", permission="people.invite", methods=("POST",))
def invitation(request: Request, person_id: UUID) -> HttpResponse:
    """Open the account if there is none, and make the link; it is shown this once."""
    actor, now = request.actor, utc_now()
    person = person_shown(actor, str(person_id))
    account = open_account(actor, person, now=now)
    made, secret = invite(actor, account, now=now)
    link = _address(request, secret)
    context = {"person": person, "account": account, "invitation": made, "link": link}
    context["mailed"] = _mailed(account, made, link)
    response = render(request, "people/invited.html", context)
    response["Cache-Control"] = "no-store"
    return response


@page("people/<uuid:person_id>/account/end/", name="people.end_account", permission="people.end_account",
      methods=("GET", "POST"))  # fmt: skip
def end(request: Request, person_id: UUID) -> HttpResponse:
    """End somebody's way to sign in, after what it means was shown."""
    request.actor.must("people.end_account")
    person = person_shown(request.actor, str(person_id))
    account = account_of(request.actor, person)
    if account is None:
        raise not_found(Sentence("account"))
    if request.method == "POST":
        end_account(request.actor, account, now=utc_now())
        messages.success(request, _("The account is ended."))
        return redirect("people.show", person.pk)
    will = (
        Sentence("{name} is signed out and cannot sign in any more.", name=str(person)),
        Sentence("Their tokens open nothing from now on. Roles stay written down, but nobody can use them."),
        Sentence("What they did stays theirs. The account can be opened again."),
    )
    return render(request, "people/end_account.html", {"person": person, "will": will})


def _address(request: Request, secret: str) -> str:
    path = reverse("invitation.open", args=[secret])
    public = settings.CHALKLINE.public_url.rstrip("/")
    return f"{public}{path}" if public else request.build_absolute_uri(path)


def _mailed(account: Account, made: Invitation, link: str) -> str:
    """ "sent", "failed", or "" where no mail server is set: then nothing may print the link either."""
    if not settings.CHALKLINE.email_host:
        return ""
    values = {"person": account.person, "link": link, "until": made.expires_at, "district": settings.CHALKLINE.district}
    with translation.override(account.language):
        text = render_to_string("people/invitation_mail.txt", values)
        subject = _("Your account in Chalkline, %(district)s") % {"district": settings.CHALKLINE.district}
    try:
        send_mail(subject, text, None, [account.email])
    except (OSError, SMTPException) as error:
        log.warning("an invitation could not be mailed: %s", type(error).__name__)
        return "failed"
    return "sent"
