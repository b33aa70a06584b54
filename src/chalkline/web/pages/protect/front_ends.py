"""Protect: front ends that may say who calls, and issuers whose sign-ins are believed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import history_of
from chalkline.people.api import names_of
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.front_ends.api import (
    ISSUER_NAMES,
    PROGRAM_NAMES,
    FrontEnd,
    Program,
    TrustedIssuer,
    front_end_by_id,
    front_ends,
    issuer_by_id,
    issuers,
    name_issuer,
    register_front_end,
    replace_secret,
    withdraw_front_end,
    withdraw_issuer,
)
from chalkline.rulebook.api import Algorithm, IssuerKind, KeptBy
from chalkline.web.pages.protect.front_end_form import FrontEndForm, IssuerForm
from chalkline.web.pages.protect.telling import tabs, title_of_use
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent
from chalkline.web.templatetags.saying import said


@page("protect/front-ends/", name="protect.front_ends", permission="front_ends.see")
def home(request: Request) -> HttpResponse:
    """Front ends one may see, issuers, and how each kind of program is set up."""
    actor = request.actor
    return render(
        request,
        "protect/front_ends.html",
        {
            "tabs": tabs(request, actor, "protect.front_ends"),
            "front_ends": [_row(each) for each in front_ends(actor)],
            "issuers": [_issuer_row(each) for each in issuers(actor)] if actor.may("issuers.see") else None,
            "may_register": actor.may("front_ends.register"),
            "may_name": actor.may("issuers.name"),
            "programs": [
                {"title": name, "url": reverse("protect.set_up", args=[each.value])}
                for each, name in PROGRAM_NAMES.items()
                if each is not Program.OTHER
            ],
        },
    )


@page(
    "protect/front-ends/new/", name="protect.register_front_end", permission="front_ends.register",
    methods=("GET", "POST"),
)  # fmt: skip
def register(request: Request) -> HttpResponse:
    """Register a front end, and see its secret this once."""
    form = FrontEndForm(_offered(), request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = sent(form, lambda: register_front_end(request.actor, form.wanted(), now=utc_now()))
        if done:
            return _show_once(request, *done)
    return render(request, "protect/front_end_form.html", {"form": form})


@page("protect/front-ends/<uuid:front_end_id>/", name="protect.front_end", permission="front_ends.see")
def show(request: Request, front_end_id: UUID) -> HttpResponse:
    """One front end: for what it is believed, its history, a new secret, the end of it."""
    actor = request.actor
    found = front_end_by_id(actor, str(front_end_id))
    owner = str(found.owner_id)
    return render(
        request,
        "protect/front_end.html",
        {
            "front_end": found,
            "row": _row(found),
            "uses": _titles(found.uses),
            "signs": _ways()[Algorithm(found.algorithm)],
            "set_up": reverse("protect.set_up", args=[found.program]) if found.program != Program.OTHER else "",
            "history": _history("front_end", str(found.pk)),
            "may_replace": not found.withdrawn_at
            and not found.public_key
            and actor.may("front_ends.replace_secret", owner_id=owner),
            "may_withdraw": not found.withdrawn_at and actor.may("front_ends.withdraw", owner_id=owner),
            "replacing": [
                Sentence("What it signs with the secret of now is refused within seconds."),
                Sentence("Calls through it fail until the new secret is put in its place."),
            ],
            "withdrawing": [
                Sentence("Nothing that “{name}” says of a person is believed within seconds.", name=found.name),
                Sentence("Its keys stay. Where people have to be known behind them, calls are refused."),
            ],
        },
    )


@page(
    "protect/front-ends/<uuid:front_end_id>/secret/", name="protect.replace_secret",
    permission="front_ends.replace_secret", methods=("POST",),
)  # fmt: skip
def replace(request: Request, front_end_id: UUID) -> HttpResponse:
    """A new secret, seen this once."""
    found = front_end_by_id(request.actor, str(front_end_id))
    return _show_once(request, *replace_secret(request.actor, found, now=utc_now()))


@page(
    "protect/front-ends/<uuid:front_end_id>/withdraw/", name="protect.withdraw_front_end",
    permission="front_ends.withdraw", methods=("POST",),
)  # fmt: skip
def withdraw(request: Request, front_end_id: UUID) -> HttpResponse:
    """Believe it no more."""
    withdraw_front_end(request.actor, front_end_by_id(request.actor, str(front_end_id)), now=utc_now())
    return redirect("protect.front_end", front_end_id)


@page("protect/issuers/new/", name="protect.name_issuer", permission="issuers.name", methods=("GET", "POST"))
def name(request: Request) -> HttpResponse:
    """Name an issuer whose sign-ins gateways believe."""
    form = IssuerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = sent(form, lambda: name_issuer(request.actor, form.wanted(), now=utc_now()))
        if made:
            return redirect("protect.issuer", made.pk)
    return render(request, "protect/issuer_form.html", {"form": form})


@page("protect/issuers/<uuid:issuer_id>/", name="protect.issuer", permission="issuers.see")
def issuer(request: Request, issuer_id: UUID) -> HttpResponse:
    """One issuer: of whom, for which apps, its history, the end of it."""
    found = issuer_by_id(request.actor, str(issuer_id))
    return render(
        request,
        "protect/issuer.html",
        {
            "issuer": found,
            "row": _issuer_row(found),
            "history": _history("issuer", str(found.pk)),
            "may_withdraw": not found.withdrawn_at and request.actor.may("issuers.name"),
            "will": [
                Sentence("Sign-ins of {issuer} count no more within seconds.", issuer=found.issuer),
                Sentence("It can be named again at any time."),
            ],
        },
    )


@page(
    "protect/issuers/<uuid:issuer_id>/withdraw/", name="protect.withdraw_issuer", permission="issuers.name",
    methods=("POST",),
)  # fmt: skip
def withdraw_named(request: Request, issuer_id: UUID) -> HttpResponse:
    """Believe its sign-ins no more."""
    withdraw_issuer(request.actor, issuer_by_id(request.actor, str(issuer_id)), now=utc_now())
    return redirect("protect.issuer", issuer_id)


def _show_once(request: Request, front_end: FrontEnd, secret: str) -> HttpResponse:
    if not secret:
        return redirect("protect.front_end", front_end.pk)
    set_up = reverse("protect.set_up", args=[front_end.program]) if front_end.program != Program.OTHER else ""
    told = {"front_end": front_end, "secret": secret, "set_up": set_up}
    response = render(request, "protect/front_end_secret.html", told)
    response["Cache-Control"] = "no-store"
    return response


def _row(front_end: FrontEnd) -> dict[str, Any]:
    left = not front_end.owner.is_active
    tone, state = ("quiet", _("Withdrawn")) if front_end.withdrawn_at else ("ok", _("Believed"))
    if left and not front_end.withdrawn_at:
        tone, state = "attend", _("Its owner has left")
    return {
        "url": reverse("protect.front_end", args=[front_end.pk]),
        "name": front_end.name,
        "program": PROGRAM_NAMES[Program(front_end.program)],
        "owner": str(front_end.owner),
        "tone": tone,
        "state": state,
    }


def _issuer_row(issuer: TrustedIssuer) -> dict[str, Any]:
    return {
        "url": reverse("protect.issuer", args=[issuer.pk]),
        "name": ISSUER_NAMES[IssuerKind(issuer.kind)],
        "address": issuer.issuer,
        "tone": "quiet" if issuer.withdrawn_at else "ok",
        "state": _("Withdrawn") if issuer.withdrawn_at else _("Believed"),
    }


def _ways() -> dict[Algorithm, str]:
    return {Algorithm.HMAC: _("with a shared secret"), Algorithm.ED25519: _("with a key of its own (Ed25519)")}


def _history(kind: str, subject_id: str) -> list[dict[str, Any]]:
    facts = history_of(kind, subject_id)
    names = names_of([fact.actor_id for fact in facts])
    return [{"at": fact.at, "text": fact.sentence(names[fact.actor_id])} for fact in facts]


def _offered() -> list[tuple[str, str]]:
    policy = policy_in_force()
    return [
        (terms.use_id, said(title_of_use(policy, terms))) for terms in policy.terms if KeptBy.GATEWAY in terms.kept_by
    ]


def _titles(uses: list[str]) -> list[str]:
    policy = policy_in_force()
    known = [policy.by_use[each] for each in uses if each in policy.by_use]
    gone = len(uses) - len(known)
    return [said(title_of_use(policy, each)) for each in known] + [_("A use that is no longer in force")] * gone
