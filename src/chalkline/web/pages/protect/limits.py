"""Protect: limits. How much may be used, how far it is used, and who set it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import names_of, schools_and_office
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.limits.api import (
    EACH_NAMES,
    MICROS,
    SCOPE_NAMES,
    Level,
    Limit,
    LimitKind,
    LimitScope,
    lift_limit,
    limit_by_id,
    limits_set,
    notices,
    notices_of_today,
    person_of,
    set_limit,
    standing,
)
from chalkline.rulebook.api import Policy, role_name
from chalkline.web.pages.protect.limit_form import LimitForm
from chalkline.web.pages.protect.telling import tabs, title_of_use
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent
from chalkline.web.templatetags.saying import said

MOST_TOLD = 6  # notices that the page of a limit names
UNITS: dict[LimitKind, Sentence] = {
    LimitKind.CALLS_MINUTE: Sentence("{n} calls in a minute"),
    LimitKind.TOKENS_DAY: Sentence("{n} tokens in a day"),
    LimitKind.TOKENS_MONTH: Sentence("{n} tokens in a month"),
    LimitKind.DOLLARS_MONTH: Sentence("{n} in a month"),
}


@page("protect/limits/", name="protect.limits", permission="limits.see")
def limits(request: Request) -> HttpResponse:
    """Every limit in force, and how far it is used."""
    actor, policy = request.actor, policy_in_force()
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    stopped = {str(each.limit_id) for each in notices_of_today(actor, today) if each.level == Level.STOP}
    found = list(limits_set(actor))
    names = names_of([each.set_by for each in found])
    return render(
        request,
        "protect/limits.html",
        {
            "tabs": tabs(request, actor, "protect.limits"),
            "limits": [
                {
                    "limit": each,
                    "what": what_of(each),
                    "whose": whose(each, policy),
                    "percent": percent_of(each, today),
                    "used": used_of(each, today),
                    "is_stopped": str(each.pk) in stopped,
                    "set_by": names[each.set_by],
                    "is_each": not each.subject and each.scope != LimitScope.DISTRICT,
                }
                for each in found
            ],
            "may_set": actor.may("limits.set"),
        },
    )


@page("protect/limits/new/", name="protect.set_limit", permission="limits.set", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Set a limit."""
    form = LimitForm(policy_in_force(), request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = sent(form, lambda: set_limit(request.actor, form.wanted(), now=utc_now()))
        if done:
            return redirect("protect.limits")
    return render(request, "protect/limit_form.html", {"form": form})


@page("protect/limits/<uuid:limit_id>/", name="protect.limit", permission="limits.see")
def limit(request: Request, limit_id: UUID) -> HttpResponse:
    """One limit, and lifting it."""
    found = limit_by_id(request.actor, str(limit_id))
    names = names_of([each for each in (found.set_by, found.lifted_by) if each])
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    will = [Sentence("Calls are no longer counted against it within seconds."), Sentence("It can be set again.")]
    return render(
        request,
        "protect/limit.html",
        {
            "limit": found,
            "what": what_of(found),
            "whose": whose(found, policy_in_force()),
            "percent": percent_of(found, today) if not found.lifted_at else None,
            "used": used_of(found, today),
            "is_each": not found.subject and found.scope != LimitScope.DISTRICT,
            "told": [
                (each.at, each.level == Level.STOP) for each in notices(request.actor).filter(limit=found)[:MOST_TOLD]
            ],
            "set_by": names[found.set_by],
            "lifted_by": names[found.lifted_by] if found.lifted_by else "",
            "may_lift": not found.lifted_at and request.actor.may("limits.set"),
            "will": will,
            "back": reverse("protect.limits"),
        },
    )


@page("protect/limits/<uuid:limit_id>/lift/", name="protect.lift_limit", permission="limits.set", methods=("POST",))
def lift(request: Request, limit_id: UUID) -> HttpResponse:
    """End a limit."""
    lift_limit(request.actor, limit_by_id(request.actor, str(limit_id)), now=utc_now())
    return redirect("protect.limits")


def amount_told(kind: str, amount: int) -> str:
    """A number as people say it; money in dollars."""
    return f"${amount / MICROS:,.2f}" if kind == LimitKind.DOLLARS_MONTH else f"{amount:,}"


def what_of(limit: Limit) -> Sentence:
    """ "250,000 tokens in a day"."""
    return Sentence(UNITS[LimitKind(limit.kind)].template, n=amount_told(limit.kind, limit.most))


def whose(limit: Limit, policy: Policy) -> str:
    """Whose calls count."""
    scope = LimitScope(limit.scope)
    if not limit.subject:
        return said((EACH_NAMES | {LimitScope.DISTRICT: SCOPE_NAMES[LimitScope.DISTRICT]})[scope])
    if scope is LimitScope.ROLE:
        return capfirst(said(role_name(limit.subject)))
    if scope is LimitScope.USE:
        terms = policy.by_use.get(limit.subject)
        return said(title_of_use(policy, terms)) if terms else _("A use that is not in force")
    if scope is LimitScope.SCHOOL:
        return schools_and_office().get(limit.subject) or _("A school that is no longer there")
    return str(person_of(limit) or _("Somebody who has left"))


def percent_of(limit: Limit, today: Any) -> int | None:
    """How far a limit is used; None where nothing is said: of minutes, and of single people."""
    if limit.kind == LimitKind.CALLS_MINUTE or limit.scope == LimitScope.PERSON:
        return None
    return standing(limit, today) * 100 // limit.most if limit.most else 100


def used_of(limit: Limit, today: Any) -> str:
    """How much of a limit is used; "" where nothing is said."""
    if percent_of(limit, today) is None:
        return ""
    return amount_told(limit.kind, standing(limit, today))
