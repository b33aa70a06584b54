"""What only the committee sets: a proposal's page, proposing weights or a limit, putting it before a meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.govern.committees.api import MeetingState, day_of, meeting_by_id, meetings_ahead, seat_of, waiting_item
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.portfolio.api import (
    CRITERION_NAMES,
    RULE_NAMES,
    Criterion,
    PortfolioRule,
    RuleKind,
    RuleState,
    limit_in_force,
    points_of,
    propose_rule,
    put_rule_on_agenda,
    rule_by_id,
    rule_in_force,
)
from chalkline.web.histories import happened_to
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said

STATES = {
    RuleState.PROPOSED: (Sentence("proposed"), "info"),
    RuleState.IN_FORCE: (Sentence("in force"), "ok"),
    RuleState.DECLINED: (Sentence("turned down"), "stop"),
    RuleState.REPLACED: (Sentence("replaced by a later one"), "quiet"),
}
NO_NUMBER = -1
BECAUSE = gettext_lazy("Why?")
BECAUSE_HELP = gettext_lazy("Members read it before they vote.")


class WeightsForm(Questions):
    """Points for every criterion: how much its step from worst to best matters on this list."""

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for each in Criterion:
            self.fields[f"points_{each}"] = forms.CharField(
                label=said(CRITERION_NAMES[each]),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
                max_length=10,
            )
        self.fields["because"] = forms.CharField(
            label=BECAUSE, help_text=BECAUSE_HELP, widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
        )

    def points(self) -> dict[Criterion, int]:
        """What the answers say: the rules judge it."""
        return {each: _number(self.answer(f"points_{each}")) for each in Criterion}


class LimitForm(Questions):
    """How many high-impact use cases may be active at a time."""

    limit = forms.CharField(
        label=gettext_lazy("How many high-impact use cases may be active at a time?"),
        help_text=gettext_lazy("Two or three can be done well. More takes people who look after them."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        max_length=10,
    )
    because = forms.CharField(
        label=BECAUSE, help_text=BECAUSE_HELP, widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )


@page(
    "purpose/portfolio/weights/", name="purpose.propose_weights", permission="portfolio.propose_rule",
    methods=("GET", "POST"),
)  # fmt: skip
def propose_weights(request: Request) -> HttpResponse:
    """Propose weights to the committee."""
    now = points_of(rule_in_force(RuleKind.WEIGHTS, on=localdate()))
    initial = {f"points_{each}": n for each, n in now.items()}
    form = WeightsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":

        def act() -> PortfolioRule:
            return propose_rule(request.actor, points=form.points(), because=form.answer("because"), now=utc_now())

        made = sent(form, act)
        if made:
            return _proposed(request, made)
    return render(request, "purpose/rule_form.html", {"form": form, "kind": "weights"})


@page(
    "purpose/portfolio/limit/", name="purpose.propose_limit", permission="portfolio.propose_rule",
    methods=("GET", "POST"),
)  # fmt: skip
def propose_limit(request: Request) -> HttpResponse:
    """Propose a limit to the committee."""
    initial = {"limit": limit_in_force(on=localdate())}
    form = LimitForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":

        def act() -> PortfolioRule:
            limit = _number(form.answer("limit"))
            return propose_rule(request.actor, limit=limit, because=form.answer("because"), now=utc_now())

        made = sent(form, act)
        if made:
            return _proposed(request, made)
    return render(request, "purpose/rule_form.html", {"form": form, "kind": "limit"})


@page("purpose/portfolio/rules/<uuid:rule_id>/", name="purpose.rule", permission="purpose.see")
def rule(request: Request, rule_id: UUID) -> HttpResponse:
    """A proposal: what it says, who made it and why, what became of it."""
    found = rule_by_id(request.actor, str(rule_id))
    word, tone = STATES[RuleState(found.state)]
    item = waiting_item("portfolio_rule", str(found.pk))
    ahead = [] if item or found.state != RuleState.PROPOSED else _meetings_open_to(request)
    context = {
        "rule": found,
        "title": RULE_NAMES[RuleKind(found.kind)],
        "said": rule_said(found),
        "rows": [(CRITERION_NAMES[each], n) for each, n in points_of(found).items()]
        if found.kind == RuleKind.WEIGHTS
        else [],
        "word": word,
        "tone": tone,
        "item": item,
        "meetings": [(each, day_of(each)) for each in ahead],
        "history": happened_to("portfolio_rule", str(found.pk)),
    }
    return render(request, "purpose/rule.html", context)


@page(
    "purpose/portfolio/rules/<uuid:rule_id>/agenda/",
    name="purpose.rule_on_agenda",
    permission="portfolio.propose_rule",
    methods=("POST",),
)
def on_agenda(request: Request, rule_id: UUID) -> HttpResponse:
    """Put a proposal before a meeting."""
    found = rule_by_id(request.actor, str(rule_id))
    meeting = meeting_by_id(request.actor, request.POST.get("meeting", ""))
    put_rule_on_agenda(request.actor, found, meeting, now=utc_now())
    messages.success(request, _("It is on the agenda. The committee decides."))
    return redirect("purpose.rule", found.pk)


def rule_said(rule: PortfolioRule) -> Sentence:
    """What is proposed, in one line."""
    if rule.kind == RuleKind.LIMIT:
        return Sentence("At most {n} high-impact use cases active at a time", n=rule.content["limit"])
    parts = tuple(Sentence("{name} {n}", name=CRITERION_NAMES[each], n=n) for each, n in points_of(rule).items())
    return Sentence("Weights: {parts}", parts=parts)


def _meetings_open_to(request: Request) -> list[Any]:
    today = localdate()
    found = meetings_ahead(request.actor).filter(state=MeetingState.CALLED.value).select_related("committee")
    return [
        each
        for each in found
        if request.actor.may(
            "portfolio.propose_rule", seat=seat_of(request.actor.id, each.committee, today) is not None
        )
    ]


def _proposed(request: Request, made: PortfolioRule) -> HttpResponse:
    messages.success(request, _("The proposal is made. Put it on the agenda of a meeting: the committee decides."))
    return redirect(reverse("purpose.rule", args=[made.pk]))


def _number(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() else NO_NUMBER
