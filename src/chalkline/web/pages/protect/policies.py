"""Protect: the policy in force, what waits to be published, and publishing it by two people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import names_of
from chalkline.publish.bundle.api import (
    RENEW_WITHIN,
    Bundle,
    Look,
    State,
    activate_bundle,
    bundle_by_id,
    bundles,
    in_force,
    look_at,
    policy_in_force,
    prepare_bundle,
    roll_back_bundle,
    signed_by,
    state_of,
    stops_in_force,
    unpublished,
    waiting,
)
from chalkline.publish.standing_pack.api import pack_contents, pack_head
from chalkline.web.pages.protect.telling import (
    broken,
    cells,
    state_told,
    tabs,
    told_again,
    turned,
    use_told,
    waits_in_words,
)
from chalkline.web.routes import Request, page
from chalkline.web.sending import rehearse
from chalkline.web.tables import Column, Link, Status, Table


@page("protect/", name="protect.home", permission="bundles.see")
def home(request: Request) -> HttpResponse:
    """What is in force, whether anything waits, and what gateways know right now."""
    actor = request.actor
    current, policy, now = in_force(), policy_in_force(), utc_now()
    look, candidate = unpublished(actor), waiting(actor)
    stops = stops_in_force()
    head = pack_head()
    return render(
        request,
        "protect/home.html",
        {
            "tabs": tabs(request, actor, "protect.home"),
            "current": current,
            "people": _people(current),
            "key_name": signed_by(),
            "ends_soon": _ends_soon(current),
            "is_over": bool(current and current.good_until < now),
            "waits": waits_in_words(look, policy),
            "is_broken": bool(broken(look)),
            "candidate": candidate,
            "candidate_by": _name(candidate.prepared_by) if candidate else "",
            "candidate_is_mine": bool(candidate and candidate.prepared_by == actor.id),
            "may_prepare": actor.may("bundles.prepare"),
            "may_activate": actor.may("bundles.activate"),
            "may_see_keys": actor.could("keys.see"),
            "uses": [use_told(policy, terms, stops) for terms in policy.terms],
            "head": head,
            "pack_is_old": bool(head and head.good_until and head.good_until < now),
            "pack": pack_contents(actor),
        },
    )


@page("protect/changes/", name="protect.changes", permission="bundles.see")
def changes(request: Request) -> HttpResponse:
    """What the records would change if they were published today."""
    actor = request.actor
    look, current = unpublished(actor), in_force()
    number = look.policy.revision
    return render(
        request,
        "protect/changes.html",
        {
            **_looked_at(look),
            "current": current,
            "number": number,
            "may_renew": _ends_soon(current),
            "may_prepare": actor.may("bundles.prepare"),
            "will": [
                Sentence("Policy {n} is compiled from today's records and kept with its digest.", n=number),
                Sentence("Nothing changes yet: it takes effect when another person activates it."),
                Sentence("Your name stands with it in the ledger."),
            ],
        },
    )


@page("protect/prepare/", name="protect.prepare", permission="bundles.prepare", methods=("POST",))
def prepare(request: Request) -> HttpResponse:
    """Compile a policy that another person can activate."""
    bundle = prepare_bundle(request.actor, now=utc_now())
    return redirect("protect.policy", bundle.pk)


@page("protect/policies/<uuid:bundle_id>/", name="protect.policy", permission="bundles.see")
def policy(request: Request, bundle_id: UUID) -> HttpResponse:
    """One policy: what it changes, what it was checked against, and activating it."""
    actor = request.actor
    bundle = bundle_by_id(actor, str(bundle_id))
    look, state, current = look_at(actor, bundle), state_of(bundle), in_force()
    name, tone = state_told(state)
    is_waiting = state is State.WAITING
    is_mine = bundle.prepared_by == actor.id
    return render(
        request,
        "protect/policy.html",
        {
            **_looked_at(look),
            "bundle": bundle,
            "current": current,
            "people": _people(bundle),
            "state": name,
            "tone": tone,
            "is_waiting": is_waiting,
            "is_mine": is_mine,
            "may_dry_run": actor.may("exchanges.see"),
            "may_activate": is_waiting and not is_mine and actor.may("bundles.activate"),
            "will": _what_activating_does(bundle, look, current) if is_waiting else [],
        },
    )


@page("protect/policies/<uuid:bundle_id>/activate/", name="protect.activate", permission="bundles.activate",
      methods=("POST",))  # fmt: skip
def activate(request: Request, bundle_id: UUID) -> HttpResponse:
    """Put a policy in force, as the second person."""
    actor = request.actor
    activate_bundle(actor, bundle_by_id(actor, str(bundle_id)), now=utc_now())
    return redirect("protect.home")


@page("protect/roll-back/", name="protect.roll_back", permission="bundles.prepare", methods=("GET", "POST"))
def roll_back(request: Request) -> HttpResponse:
    """Go back to the policy before: look first, then prepare it as the next one."""
    actor, now = request.actor, utc_now()
    if request.method == "POST":
        return redirect("protect.policy", roll_back_bundle(actor, now=now).pk)
    seen: dict[str, Any] = {}
    try:
        bundle, look = rehearse(lambda: roll_back_bundle(actor, now=now), lambda made: (made, look_at(actor, made)))
        seen = {
            **_looked_at(look),
            "number": bundle.revision,
            "restores": bundle.restores,
            "will": [
                Sentence("Policy {n} is prepared with the content of policy {old}.", n=bundle.revision,
                         old=bundle.restores),
                Sentence("Nothing changes yet: it takes effect when another person activates it."),
                Sentence("Uses that were paused or ended since stay so."),
            ],
        }  # fmt: skip
    except Problem as problem:
        seen = {"problem": problem}
    return render(request, "protect/roll_back.html", {**seen, "current": in_force()})


@page("protect/policies/", name="protect.history", permission="bundles.see")
def history(request: Request) -> HttpResponseBase:
    """Every policy there ever was."""
    actor = request.actor
    known = bundles(actor)
    names = names_of([each for pair in known.values_list("prepared_by", "activated_by") for each in pair])

    def row(bundle: Bundle) -> list[Any]:
        label, tone = state_told(state_of(bundle))
        note = Sentence("goes back to policy {n}", n=bundle.restores) if bundle.restores else ""
        return [
            Link(Sentence("Policy {n}", n=bundle.revision), reverse("protect.policy", args=[bundle.pk]), note),
            Status(label, tone),
            bundle.activated_at,
            names[bundle.prepared_by],
            names.get(bundle.activated_by, ""),
            bundle.digest[:12],
        ]

    table = Table(
        request,
        "policies",
        caption=_("Policies"),
        columns=[
            Column("revision", _("Policy"), sort="revision"),
            Column("state", _("Where it is")),
            Column("activated", _("In force since"), sort="activated_at"),
            Column("prepared", _("Prepared by")),
            Column("by", _("Activated by")),
            Column("digest", _("Digest begins")),
        ],
        rows=known,
        row=row,
    )
    if table.wants_file:
        return table.file()
    return render(
        request,
        "protect/history.html",
        {
            "tabs": tabs(request, actor, "protect.history"),
            "table": table,
            "may_roll_back": actor.may("bundles.prepare") and known.filter(activated_at__isnull=False).count() > 1,
            "current": in_force(),
        },
    )


def _looked_at(look: Look) -> dict[str, Any]:
    return {"look": look, "turned": turned(look), "broken": broken(look), "cells": cells(look)}


def _ends_soon(current: Bundle | None) -> bool:
    """Whether the policy in force may be published again unchanged, so that gateways do not stop."""
    return bool(current and current.good_until - utc_now() <= RENEW_WITHIN)


def _people(bundle: Bundle | None) -> dict[str, str]:
    if bundle is None:
        return {}
    return {"prepared": _name(bundle.prepared_by), "activated": _name(bundle.activated_by)}


def _name(actor_id: str) -> str:
    return names_of([actor_id])[actor_id] if actor_id else ""


def _what_activating_does(bundle: Bundle, look: Look, current: Bundle | None) -> list[Sentence]:
    first = (
        Sentence("Policy {n} takes the place of policy {old}. Gateways obey it within seconds.", n=bundle.revision,
                 old=current.revision)
        if current
        else Sentence("Policy {n} is the first. Gateways obey it within seconds.", n=bundle.revision)
    )  # fmt: skip
    return [
        first,
        *told_again(look),
        Sentence("It holds until {day}, unless another one replaces it.", day=bundle.good_until),
        Sentence("Your name and {name} stand with it in the ledger. Going back takes two people again.",
                 name=_name(bundle.prepared_by)),
    ]  # fmt: skip
