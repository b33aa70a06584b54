"""Binding acts on an item: voting, and closing the vote. Each shows exactly what will happen before it does."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    ItemStanding,
    Outcome,
    cast_vote,
    item_by_id,
    motion_of,
    standing_of,
)
from chalkline.govern.decisions.api import Decision, DecisionStanding, close_item
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.web.pages.meetings import telling
from chalkline.web.pages.meetings.items import item_context
from chalkline.web.pages.meetings.vote_form import VoteForm
from chalkline.web.routes import Request, page
from chalkline.web.sending import rehearse, sent
from chalkline.web.templatetags.saying import said


@page("decide/items/<uuid:item_id>/vote/", name="meetings.vote", permission="meetings.vote", methods=("POST",))
def vote(request: Request, item_id: UUID) -> HttpResponse:
    """First show what the vote does, then cast it."""
    found = item_by_id(request.actor, str(item_id))
    form = VoteForm(request.POST)

    def cast() -> AgendaItem:
        choice = Choice(form.answer("choice") or Choice.FOR)
        reason, on_motion = form.answer("reason"), form.answer("on_motion")
        cast_vote(request.actor, found, choice, on_motion=on_motion, reason=reason, now=utc_now())
        return item_by_id(request.actor, str(found.pk))

    if "sure" in request.POST:
        if sent(form, cast):
            choice = telling.CHOICES[Choice(form.answer("choice"))]
            messages.success(request, said(Sentence("Recorded under your name: {choice}.", choice=choice)))
            return redirect("meetings.item", found.pk)
    else:
        standing = sent(form, lambda: rehearse(cast, standing_of))
        if standing:
            will = _what_a_vote_does(found, Choice(form.answer("choice")), standing)
            return render(request, "meetings/confirm_vote.html", {"item": found, "form": form, "will": will})
    now_so = item_by_id(request.actor, str(found.pk))  # the motion may have changed, or the vote have been closed
    return render(request, "meetings/item.html", item_context(request, now_so, form), status=422)


def _what_a_vote_does(item: AgendaItem, choice: Choice, after: ItemStanding) -> list[Sentence]:
    return [
        Sentence(
            "Your vote on “{title}”: {choice}. The motion is: {motion}",
            title=item.title,
            choice=telling.CHOICES[choice],
            motion=telling.motion_said(after.motion),
        ),
        Sentence("It is recorded under your name, with your reason, in the minutes and in the ledger."),
        Sentence("With it, the count is {tally}", tally=telling.tally_said(after.tally)),
        telling.if_closed_now(after),
        Sentence("You may change your vote until the chair closes it."),
    ]


@page(
    "decide/items/<uuid:item_id>/close/", name="meetings.close", permission="decisions.record", methods=("GET", "POST")
)
def close(request: Request, item_id: UUID) -> HttpResponse:
    """First show the decision that closing makes, then make it."""
    found = item_by_id(request.actor, str(item_id))
    if request.method == "POST":
        decision = close_item(request.actor, found, now=utc_now())
        messages.success(request, _("Recorded. This is what was decided."))
        return redirect("decisions.show", str(decision))
    will = rehearse(
        lambda: close_item(request.actor, found, now=utc_now()), lambda made: _what_closing_does(found, made)
    )
    return render(request, "meetings/confirm_close.html", {"item": found, "will": will})


def _what_closing_does(item: AgendaItem, decision: Decision) -> list[Sentence]:
    tally = decision.record["tally"]
    outcome, _tone = telling.outcome_chip(decision)
    will = [
        Sentence(
            "The vote ends: {yes} for, {no} against, {neither} abstaining.",
            yes=tally["for"],
            no=tally["against"],
            neither=tally["abstained"],
        ),
        Sentence("“{title}”: {outcome}.", title=decision.title, outcome=outcome),
    ]
    if decision.standing == DecisionStanding.RECOMMENDED:
        will.append(Sentence("The committee advises, so this goes to the superintendent, who decides."))
    else:
        will.append(Sentence("This becomes decision {number}.", number=str(decision)))
        will += _what_follows(item, decision)
    if tally["silent"]:
        will.append(Sentence("{n} members who are here have not voted. They count as not in favor.", n=tally["silent"]))
    will.append(Sentence("It cannot be opened again: changing it takes a new decision."))
    return will


def _what_follows(item: AgendaItem, decision: Decision) -> list[Sentence]:
    if not Outcome(decision.outcome).approves:
        return [Sentence("Nothing may be used because of it. Whoever asked is told, with the reasons.")]
    conditions = motion_of(item).conditions
    if decision.expires_on is None:
        return [Sentence("It is approved once and for all.")]
    holds = Sentence("It holds until {day}.", day=decision.expires_on)
    if not conditions:
        return [holds]
    return [Sentence("It holds until {day}, on {n} conditions.", day=decision.expires_on, n=len(conditions))]
