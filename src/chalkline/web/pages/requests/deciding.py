"""Deciding a request in the fast lane: by somebody to whom the committee gave the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.packets.api import decide_request, latest_expiry, packet_of, suggested_expiry
from chalkline.approve.requests.api import Request as ToolRequest
from chalkline.approve.requests.api import no_problem, request_by_id, title_of
from chalkline.approve.routes.api import route_of
from chalkline.govern.committees.api import KEPT_WITHIN, Keeper, Outcome, kept_by_people
from chalkline.govern.decisions.api import Decision
from chalkline.govern.delegations.api import Said
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, staff
from chalkline.rulebook.api import Condition
from chalkline.web.lights import light_said
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said

MOST_STAFF = 300


class DecideForm(Questions):
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

    def __init__(
        self, data: QueryDict | None, *, suggested: date, kept: Sequence[Condition], people: list[tuple[str, str]]
    ) -> None:
        owner, due = people[0][0], min(localdate() + KEPT_WITHIN, suggested)
        first = {f"owner_{at}": owner for at, _each in enumerate(kept)}
        super().__init__(
            data, initial={"expires_on": suggested, **first, **{f"due_{at}": due for at in range(len(kept))}}
        )
        self.kept = kept
        for at, each in enumerate(kept):
            who = said(Sentence("Who sees to “{text}”?", text=each.text))
            self.fields[f"owner_{at}"] = forms.ChoiceField(label=who, choices=people)
            self.fields[f"due_{at}"] = forms.DateField(
                label=said(Sentence("By which day: “{text}”?", text=each.text)),
                widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
            )

    def keepers(self) -> tuple[Keeper, ...]:
        """Who sees to what people keep, by when."""
        return tuple(
            Keeper(each.text, self.answer(f"owner_{at}"), self.answer(f"due_{at}") or date.min)
            for at, each in enumerate(self.kept)
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
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        suggested=suggested_expiry(today, route.level),
        kept=kept_by_people(packet.conditions),
        people=_who_may_keep(request.actor, found),
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


def _who_may_keep(actor: Actor, request: ToolRequest) -> list[tuple[str, str]]:
    """Whom a condition can be given to; whoever asked first."""
    found = [request.asked_by, *(staff(actor)[:MOST_STAFF] if actor.may("people.see_staff") else [])]
    return list({str(each.pk): str(each) for each in found}.items())
