"""Protect: what is stopped now. A tool, a model or a use, by one person at once; two let it go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chalkline.approve.uses.api import ApprovedUse, UseState, open_suspension, suspend_use, use_by_id, uses_in_force
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.drills.api import STATE_NAMES, DrillOf, DrillState, drills
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.stops.api import (
    STOP_OF_NAMES,
    Stop,
    StopOf,
    ask_to_restore,
    have_asked,
    open_stops,
    restore,
    stop_by_id,
    stop_model,
    stop_tool,
    stops,
    tools_touched,
    uses_touched,
)
from chalkline.rulebook.api import Policy, Terms
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.histories import happened_to
from chalkline.web.pages.protect.stop_form import StopForm
from chalkline.web.pages.protect.telling import people_of_use, tabs, title_of_use
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent
from chalkline.web.templatetags.saying import titled

MOST_OVER = 20


@page("protect/stops/", name="stops.home", permission="stops.see")
def home(request: Request) -> HttpResponse:
    """What is stopped now, and what was."""
    actor, policy = request.actor, policy_in_force()
    now = list(open_stops(actor))
    over = list(stops(actor).exclude(restored_at=None)[:MOST_OVER])
    context = {
        "tabs": tabs(request, actor, "stops.home"),
        "stops": [_line(each, actor, policy) for each in now],
        "uses": [_use_line(each) for each in _paused(actor)],
        "over": [_line(each, actor, policy) for each in over],
        "may_stop": actor.may("stops.make"),
    }
    return render(request, "protect/stops.html", context)


@page("protect/stops/new/", name="stops.new", permission="stops.make", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Stop something, now."""
    actor, policy = request.actor, policy_in_force()
    chosen = request.GET.get("what", "")
    form = StopForm(policy, request.POST if request.method == "POST" else None, chosen=chosen)
    if request.method == "POST" and (done := sent(form, lambda: _stop(actor, form))):
        return redirect(done)
    return render(request, "protect/stop_form.html", {"form": form, "others": form.others})


@page("protect/stops/<uuid:stop_id>/", name="stops.show", permission="stops.see")
def show(request: Request, stop_id: UUID) -> HttpResponse:
    """One stop: why, whom it touches, what to use instead, and letting it go on."""
    actor, policy = request.actor, policy_in_force()
    stop = stop_by_id(actor, str(stop_id))
    context = {
        **_line(stop, actor, policy),
        "touched": [
            {"title": title_of_use(policy, terms), "people": people_of_use(policy, terms),
             "url": address_of("uses.show", terms.use_id)}
            for terms in _touched(policy, stop)
        ],
        "tool_url": address_of("tools.show", stop.subject) if stop.of == StopOf.TOOL else "",
        "history": happened_to("stop", str(stop.pk)),
        **_drilled(actor),
    }  # fmt: skip
    return render(request, "protect/stop.html", context)


def _drilled(actor: Actor) -> dict[str, Any]:
    """The latest drill of a stop that was measured, where one may see drills."""
    if not actor.may("drills.see"):
        return {}
    found = drills(actor).exclude(of=DrillOf.ALERT.value).exclude(seconds=None).first()
    if found is None:
        return {}
    state = DrillState(found.state)
    return {
        "drilled": found,
        "drilled_state": STATE_NAMES[state],
        "drilled_tone": "ok" if state is DrillState.OBEYED else "attend",
        "drilled_took": Sentence("{n} seconds", n=f"{found.seconds:.1f}"),
    }


ON_STOP = ActsOn[Stop](
    "protect/stops/<uuid:stop_id>/",
    "stops",
    lambda request, stop_id: stop_by_id(request.actor, str(stop_id)),
    lambda stop: stop.called,
    lambda stop: reverse("stops.show", args=[stop.pk]),
)


@ON_STOP.act("go-on", permission="stops.restore", name="restore")
def let_go_on(request: Request, stop: Stop) -> Act:
    """Ask that it may go on, or agree to it."""
    if stop.restore_asked_by is None:
        return Act(
            title=_("Ask that it may go on"),
            button=pgettext("a second person", "Ask"),
            done=_("A second person has to agree now."),
            will=(
                Sentence("Your name and your reason are shown to the second person."),
                Sentence("Nothing changes until somebody else agrees."),
            ),
            asks=(Ask("reason", _("What was done about the reason for the stop?")),),
            do=lambda given: ask_to_restore(request.actor, stop, reason=given["reason"], now=utc_now()),
        )
    again = Sentence("{name} may be used again as it was approved, at once.", name=stop.called)
    ends = Sentence("The drill is over. Nobody else was touched by it.")
    return Act(
        title=_("Let it go on"),
        button=_("I agree"),
        done=_("The drill is over.") if stop.drill_key else _("It may be used again."),
        will=(
            Sentence("{name} asked, and says: {reason}", name=str(stop.restore_asked_by), reason=stop.restore_reason),
            ends if stop.drill_key else again,
        ),
        do=lambda _given: restore(request.actor, stop, now=utc_now()),
    )


def _stop(actor: Actor, form: StopForm) -> str:
    """Do it; gives the page that shows it."""
    of, subject = form.chosen
    reason, now = str(form.answer("reason")), utc_now()
    if of == "use":
        suspend_use(actor, use_by_id(actor, subject), reason=reason, now=now)
        return reverse("uses.show", args=[subject])
    act = stop_model if of == StopOf.MODEL else stop_tool
    made = act(actor, subject, reason=reason, instead=str(form.answer("instead")), now=now)
    return reverse("stops.show", args=[made.pk])


def _line(stop: Stop, actor: Actor, policy: Policy) -> dict[str, Any]:
    asked_by = str(stop.restore_asked_by_id or "")
    touched = list(_touched(policy, stop))
    may = not stop.restored_at and actor.may("stops.restore") and actor.id not in _asked(stop)
    return {
        "stop": stop,
        "of": STOP_OF_NAMES[StopOf(stop.of)],
        "url": reverse("stops.show", args=[stop.pk]),
        "people": tuple(dict.fromkeys(people_of_use(policy, terms) for terms in touched)),
        "may_ask": may and not asked_by,
        "may_agree": may and bool(asked_by) and asked_by != actor.id,
        "is_late": not stop.restored_at and stop.look_by < local_day(utc_now(), settings.CHALKLINE.zone),
    }


def _asked(stop: Stop) -> frozenset[str]:
    return have_asked(uses_touched(StopOf(stop.of), stop.subject, local_day(utc_now(), settings.CHALKLINE.zone)))


def _touched(policy: Policy, stop: Stop) -> Iterable[Terms]:
    tools = set(tools_touched(StopOf(stop.of), stop.subject))
    return (
        terms
        for terms in policy.terms
        if terms.tool in tools and (stop.of == StopOf.TOOL or stop.subject in terms.models)
    )


def _paused(actor: Actor) -> Iterable[ApprovedUse]:
    return uses_in_force(actor, local_day(utc_now(), settings.CHALKLINE.zone)).filter(state=UseState.SUSPENDED.value)


def _use_line(use: ApprovedUse) -> dict[str, Any]:
    held = open_suspension(use)
    return {"title": titled(use.title), "url": reverse("uses.show", args=[use.pk]), "stop": held}
