"""Protect: keys. For one approved use each, shown once, revoked at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chalkline.approve.uses.api import uses
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import history_of
from chalkline.people.api import Actor, names_of
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.publish.standing_pack.api import (
    HolderKind,
    Key,
    gateway_address,
    issue_key,
    key_by_id,
    keys_of,
    revoke_key,
)
from chalkline.rulebook.api import BANDS, Everything, KeptBy, Policy, Terms, named_bands, role_name
from chalkline.web.pages.protect.key_form import KeyForm
from chalkline.web.pages.protect.telling import people_of_use, tabs, title_of_use
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said, titled

STATES: dict[str, tuple[str, Sentence]] = {
    "open": ("ok", Sentence("Works")),
    "paused": ("attend", Sentence("Paused")),
    "gone": ("quiet", Sentence("Use not in force")),
    "left": ("quiet", Sentence("Holder has left")),
    "revoked": ("quiet", Sentence("Revoked")),
}


@page("protect/keys/", name="protect.keys", permission="keys.see")
def keys(request: Request) -> HttpResponseBase:
    """Every key one may see."""
    actor = request.actor
    policy, stopped = policy_in_force(), _stopped()
    titles = _titles(actor, policy)
    table = Table(
        request,
        "keys",
        caption=_("Keys"),
        columns=[
            Column("label", _("Key"), sort="label"),
            Column("state", _("State")),
            Column("use", _("Approved use")),
            Column("for", pgettext("whom", "For")),
            Column("person", _("Who answers for it")),
            Column("issued", _("Issued"), sort="issued_at"),
        ],
        rows=keys_of(actor),
        row=lambda key: [
            Link(key.label, reverse("protect.key", args=[key.pk]), f"…{key.hint}"),
            Status(STATES[_state(key, policy, stopped)][1], STATES[_state(key, policy, stopped)][0]),
            titles.get(str(key.use_id), ""),
            _for_whom(key),
            str(key.person or ""),
            key.issued_at,
        ],
        search=lambda rows, words: rows.filter(label__icontains=words),
        filters=[
            Filter("use", _("Approved use"), list(titles.items()), lambda rows, value: rows.filter(use_id=value)),
            Filter(
                "state",
                _("State"),
                [("open", _("Not revoked")), ("revoked", _("Revoked"))],
                lambda rows, value: rows.filter(revoked_at__isnull=value == "open"),
            ),
        ],
    )
    if table.wants_file:
        return table.file()
    return render(
        request,
        "protect/keys.html",
        {
            "tabs": tabs(request, actor, "protect.keys"),
            "table": table,
            "rows": [
                {
                    "key": each,
                    "tone": STATES[_state(each, policy, stopped)][0],
                    "state": STATES[_state(each, policy, stopped)][1],
                    "use": titles.get(str(each.use_id), ""),
                    "for_whom": _for_whom(each),
                }
                for each in table.shown
            ],
            "may_issue": actor.may("keys.issue"),
            "sees_all": actor.may("keys.see"),
        },
    )


@page("protect/keys/new/", name="protect.issue_key", permission="keys.issue", methods=("GET", "POST"))
def issue(request: Request) -> HttpResponse:
    """Choose an approved use that the gateway keeps, say for whom, and see the key this once."""
    policy = policy_in_force()
    terms = policy.by_use.get(request.GET.get("use", ""))
    if terms is None or KeptBy.GATEWAY not in terms.kept_by:
        return render(request, "protect/key_choose.html", {"offered": _offered(policy), "any": bool(policy.terms)})
    form = KeyForm(terms, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        issued = sent(form, lambda: issue_key(request.actor, terms.use_id, form.holder(), now=utc_now()))
        if issued:
            return _show_once(request, *issued, terms, policy)
    told = {"form": form, "use": title_of_use(policy, terms), "people": people_of_use(policy, terms), "terms": terms}
    return render(request, "protect/key_form.html", told)


@page("protect/keys/<uuid:key_id>/", name="protect.key", permission="keys.see")
def key(request: Request, key_id: UUID) -> HttpResponse:
    """One key: for whom, whether it opens anything, its history, and revoking it."""
    actor = request.actor
    found = key_by_id(actor, str(key_id))
    policy = policy_in_force()
    tone, state = STATES[_state(found, policy, _stopped())]
    facts = history_of("key", str(found.pk))
    names = names_of([fact.actor_id for fact in facts])
    may_revoke = not found.revoked_at and actor.may("keys.revoke", owner_id=str(found.person_id or ""))
    return render(
        request,
        "protect/key.html",
        {
            "key": found,
            "tone": tone,
            "state": state,
            "use": _titles(actor, policy).get(str(found.use_id), ""),
            "for_whom": _for_whom(found),
            "history": [{"at": fact.at, "text": fact.sentence(names[fact.actor_id])} for fact in facts],
            "may_revoke": may_revoke,
            "will": [
                Sentence("Calls with the key “{label}” (…{hint}) are refused within seconds.", label=found.label,
                         hint=found.hint),
                Sentence("It cannot be brought back. Whoever needs one gets a new key."),
            ],
        },
    )  # fmt: skip


@page("protect/keys/<uuid:key_id>/revoke/", name="protect.revoke_key", permission="keys.revoke", methods=("POST",))
def revoke(request: Request, key_id: UUID) -> HttpResponse:
    """End a key for good."""
    revoke_key(request.actor, key_by_id(request.actor, str(key_id)), now=utc_now())
    return redirect("protect.key", key_id)


def _show_once(request: Request, issued: Key, secret: str, terms: Terms, policy: Policy) -> HttpResponse:
    headers = _headers(issued, terms, policy)
    response = render(
        request,
        "protect/key_issued.html",
        {
            "key": issued,
            "secret": secret,
            "use": title_of_use(policy, terms),
            "gateway": gateway_address(),
            "model": next(iter(sorted(terms.models)), "model"),
            "headers": headers,
        },
    )
    response["Cache-Control"] = "no-store"
    return response


def _headers(key: Key, terms: Terms, policy: Policy) -> list[tuple[str, str]]:
    """What the caller must say at each call, with an example of each."""
    needed = []
    if len(key.grade_bands) != 1:
        open_to = BANDS if isinstance(terms.grade_bands, Everything) else terms.grade_bands
        needed.append(("X-Chalkline-Grade", min(key.grade_bands or open_to)))
    if not key.school_id:
        named_there = (each for each in policy.schools if _covers(terms, each.school))
        needed.append(("X-Chalkline-School", next((each.code or each.name for each in named_there), "")))
    if isinstance(terms.purposes, Everything) or len(terms.purposes) != 1:
        named = policy.purpose_names if isinstance(terms.purposes, Everything) else terms.purposes
        needed.append(("X-Chalkline-Purpose", min(named)))
    return needed


def _covers(terms: Terms, school: str) -> bool:
    return isinstance(terms.schools, Everything) or school in terms.schools


def _offered(policy: Policy) -> list[dict[str, Any]]:
    return [
        {
            "title": title_of_use(policy, terms),
            "url": f"{reverse('protect.issue_key')}?use={terms.use_id}",
            "detail": people_of_use(policy, terms),
        }
        for terms in sorted(policy.terms, key=lambda each: (each.tool_name.casefold(), each.decided_on, each.use_id))
        if KeptBy.GATEWAY in terms.kept_by
    ]


def _titles(actor: Actor, policy: Policy) -> dict[str, str]:
    """Approved uses by id: those in force by what they say, older ones by their title."""
    older = {str(use.pk): titled(use.title) for use in uses(actor)} if actor.could("uses.see") else {}
    return older | {terms.use_id: said(title_of_use(policy, terms)) for terms in policy.terms}


def _stopped() -> frozenset[str]:
    stops = stops_in_force()
    return stops.uses | stops.ended


def _state(key: Key, policy: Policy, stopped: frozenset[str]) -> str:
    if key.revoked_at:
        return "revoked"
    if key.person and not key.person.is_active:
        return "left"
    if str(key.use_id) not in policy.by_use:
        return "gone"
    return "paused" if str(key.use_id) in stopped else "open"


KINDS: dict[HolderKind, Sentence] = {
    HolderKind.PERSON: Sentence("One person"),
    HolderKind.CLASS: Sentence("A class"),
    HolderKind.APP: Sentence("An app"),
    HolderKind.SERVICE: Sentence("A script or service"),
}


def _for_whom(key: Key) -> Sentence:
    return Sentence(
        "{kind} · {role} · {bands} · {school}",
        kind=KINDS[HolderKind(key.holder_kind)],
        role=role_name(key.role),
        bands=named_bands(frozenset(key.grade_bands)) or Sentence("each call says the grade"),
        school=str(key.school) if key.school else Sentence("each call says the school"),
    )
