"""Deciding a request in the fast lane: by somebody to whom the committee gave the right."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.packets.api import decide_request, latest_expiry, packet_of, suggested_expiry
from chalkline.approve.requests.api import no_problem, request_by_id, title_of
from chalkline.approve.routes.api import route_of
from chalkline.govern.committees.api import KEPT_WITHIN, Outcome, kept_by_people
from chalkline.govern.decisions.api import Decision
from chalkline.govern.delegations.api import Said
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.web.lights import light_said
from chalkline.web.pages.requests.keeping import QuestionsWithKeepers, who_may_keep
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.sending import LONGEST, sent


class DecideForm(QuestionsWithKeepers):
    """Yes or no, until when, and why."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"outcome": lazy("Choose one.")}
    SHOWN_AT: ClassVar[dict[str, str]] = {"because": "reason"}

    outcome = forms.ChoiceField(
        label=lazy("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[("approve", lazy("Approve it")), ("decline", lazy("Decline it"))],
    )
    expires_on = forms.DateField(
        label=lazy("Until which day?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
        required=False,
    )
    reason = forms.CharField(
        label=lazy("Why?"),
        help_text=lazy("Whoever asked reads it, and the committee if it is drawn for a look."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )


@page(
    "decide/requests/<uuid:request_id>/decide/",
    name="requests.decide",
    permission="requests.decide_by_delegation",
    methods=("GET", "POST"),
)
def decide(request: Request, request_id: UUID) -> HttpResponse:
    """Decide it for the committee."""
    found = request_by_id(request.actor, str(request_id))
    route = route_of(found)
    mine = next((each for each in route.delegates if str(each.person.pk) == request.actor.id), None)
    if mine is None:
        raise not_found()
    packet = packet_of(found)
    if packet is None:
        raise no_problem()
    today = localdate()
    suggested = suggested_expiry(today, route.level)
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        kept=kept_by_people(packet.conditions),
        people=who_may_keep(request.actor, found),
        due=min(today + KEPT_WITHIN, suggested),
        initial={"expires_on": suggested},
    )

    def act() -> Decision:
        outcome = Outcome(form.answer("outcome"))
        if outcome is Outcome.APPROVE and packet.conditions:
            outcome = Outcome.APPROVE_WITH_CONDITIONS
        until = form.answer("expires_on") or latest_expiry(today, route.level)
        until_on, keepers = (until, form.keepers()) if outcome.approves else (None, ())
        words = Said(outcome, form.answer("reason"), packet.conditions, until_on, keepers)
        return decide_request(request.actor, found, mine.delegation, words, now=utc_now())

    if request.method == "POST" and (made := sent(form, act)):
        messages.success(request, _("Recorded. This is what was decided."))
        return redirect("decisions.show", str(made))
    context = {
        "found": found,
        "title": title_of(found),
        "delegation": mine.delegation,
        "light": light_said(route.level),
        "conditions": packet.conditions,
        "form": form,
    }
    return render(request, "requests/decide.html", context)
