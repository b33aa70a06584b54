"""One person: what they hold and who gave it, how they sign in, where they sit, what happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from chalkline.govern.committees.api import CONSTITUENCY_NAMES, Constituency, seats_of_person
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import (
    CHILDREN_AND_FAMILIES,
    Grant,
    Person,
    account_of,
    grants_of,
    invitation_open,
    is_above,
    is_held,
    may_end_role,
    names_of,
    particulars_held,
    person_shown,
)
from chalkline.web.histories import happened_to
from chalkline.web.pages.people.telling import PARTICULARS_NAMES, grant_said, roster_role_said, sign_in_said
from chalkline.web.routes import Request, page


@page("people/<uuid:person_id>/", name="people.show", permission="people.see_staff")
def show(request: Request, person_id: UUID) -> HttpResponse:
    """One person's page."""
    actor = request.actor
    person = person_shown(actor, str(person_id))
    is_child = person.roster_role in CHILDREN_AND_FAMILIES
    grants = grants_of(actor, person)
    givers = names_of({grant.granted_by for grant in grants})
    context = {
        "person": person,
        "is_me": str(person.pk) == actor.id,
        "is_child": is_child,
        "particulars": [PARTICULARS_NAMES[kind] for kind in particulars_held(actor, person)] if is_child else [],
        "names_kept": is_child and actor.may("nicknames.keep", school_id=str(person.school_id or "")),
        "on_roster_as": roster_role_said(person),
        "held": [_told(grant, givers, request) for grant in grants if is_held(grant)],
        "past": [_told(grant, givers, request) for grant in grants if not is_held(grant)],
        "gives": actor.may("people.grant_role") and not is_child and str(person.pk) != actor.id and person.is_active,
        "sign_in": _sign_in(request, person) if not is_child else None,
        "seats": [
            (seat, CONSTITUENCY_NAMES[Constituency(seat.constituency)])
            for seat in seats_of_person(actor, str(person.pk)).filter(ends_on__gte=localdate())
        ],
        "history": happened_to("person", str(person.pk), limit=25)
        if actor.may("people.see_history", owner_id=str(person.pk))
        else [],
    }
    return render(request, "people/show.html", context)


def _told(grant: Grant, givers: dict[str, str], request: Request) -> dict[str, Any]:
    return {
        "grant": grant,
        "role": grant_said(grant),
        "by": givers.get(grant.granted_by) or Sentence("Somebody"),
        "ended_on": grant.ended_at or grant.ends_on,
        "may_end": may_end_role(request.actor, grant),
    }


def _sign_in(request: Request, person: Person) -> dict[str, Any] | None:
    actor = request.actor
    if not actor.may("people.open_account"):
        return None
    account = account_of(actor, person)
    status = sign_in_said(account)
    return {
        "account": account,
        "status": status,
        "link": invitation_open(actor, account) if account else None,
        "has_password": bool(account and account.has_usable_password()),
        "has_second_step": bool(account and is_mfa_enabled(account, [Authenticator.Type.TOTP])),
        "above": is_above(actor, person),
        "may_end": bool(account and account.is_active) and str(person.pk) != actor.id,
    }
