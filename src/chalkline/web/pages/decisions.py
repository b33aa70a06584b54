"""Decisions: the list, and one decision with exactly what was approved, by whom, why, until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import USE_STATE_NAMES, UseState, state_of, uses
from chalkline.govern.committees.api import (
    CONSTITUENCY_NAMES,
    OUTCOME_NAMES,
    Choice,
    Constituency,
    Outcome,
    VoteRule,
    closed_to,
)
from chalkline.govern.committees.api import VOTE_RULE_NAMES as RULES
from chalkline.govern.decisions.api import (
    Basis,
    Decision,
    DecisionStanding,
    answer_recommendation,
    conditions_of,
    decided_by,
    decision_by_id,
    decisions,
    is_intact,
    keepers_of,
    subject_decided,
    votes_counted,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Kept, Sentence
from chalkline.people.api import names_of
from chalkline.web.charts.files import file_asked_for
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.histories import happened_to
from chalkline.web.lights import light_said
from chalkline.web.pages.meetings import telling
from chalkline.web.pages.meetings.packets import charts_of, packet_told
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, rehearse, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table


@page("decide/decisions/", name="decisions.home", permission="decisions.see")
def home(request: Request) -> HttpResponseBase:
    """Every decision, latest first; by year, outcome or words; as a file."""
    found = decisions(request.actor)
    years = [str(year) for year in found.order_by("-year").values_list("year", flat=True).distinct()]
    table = Table(
        request,
        "decisions",
        columns=[
            Column("number", lazy("Number"), sort="decided_at"),  # numbers are given in this order
            Column("title", lazy("What was decided on"), sort="title"),
            Column("outcome", lazy("Outcome"), sort="outcome"),
            Column("decided", lazy("Decided"), sort="decided_on"),
            Column("until", lazy("Holds until"), sort="expires_on"),
            Column("committee", lazy("Committee"), sort="committee__name"),
        ],
        rows=found,
        row=lambda each: [
            str(each),
            Link(each.title, reverse("decisions.show", args=[str(each)])),
            Status(*telling.outcome_chip(each)),
            each.decided_on,
            each.expires_on or "",
            each.committee.name,
        ],
        search=lambda rows, words: decisions(request.actor, search=words) & rows,
        filters=[
            Filter("year", lazy("Year"), [(year, year) for year in years], lambda rows, year: rows.filter(year=year)),
            Filter(
                "outcome",
                lazy("Outcome"),
                [(outcome.value, name) for outcome, name in OUTCOME_NAMES.items()],
                lambda rows, value: rows.filter(outcome=value),
            ),
        ],
    )
    if table.wants_file:
        return table.file()
    parts = parts_of_deciding(request, "decisions.home")
    return render(request, "decisions/home.html", {"table": table, "parts": parts})


@page("decide/decisions/<str:number>/", name="decisions.show", permission="decisions.see")
def decision(request: Request, number: str) -> HttpResponse:
    """One decision: the outcome in one sentence, and everything it rests on."""
    found = decision_by_id(request.actor, number)
    record: dict[str, Any] = found.record
    chip, tone = telling.outcome_chip(found)
    waits = found.standing == DecisionStanding.RECOMMENDED
    packet = packet_told(request.actor, found)
    context = {
        "decision": found,
        "chip": chip,
        "tone": tone,
        "said": outcome_sentence(found),
        "waits": waits,
        "light": light_said(found.light),
        "conditions": telling.conditions_said(conditions_of(found), keepers_of(found)),
        "subject": subject_decided(found),
        "packet": packet,
        "by": decided_by(found),
        "right": _right_said(found),
        **(_vote_of(record, sealed=_is_sealed(request, found)) if found.basis == Basis.VOTE else {}),
        "answer": record.get("answer"),
        "is_intact": is_intact(found),
        "is_over": bool(found.expires_on and found.expires_on < localdate()),
        "follows": _what_followed(request, found),
        "may_answer": waits and request.actor.could("decisions.answer"),
        "history": happened_to("decision", str(found.pk)),
        "subject_history": happened_to(found.subject_kind, found.subject_id, limit=20),
    }
    if file := file_asked_for(request, *charts_of(packet)):
        return file
    return render(request, "decisions/decision.html", context)


def _is_sealed(request: Request, decision: Decision) -> bool:
    """Whether why members voted so was said in closed session, where this reader may not be."""
    return bool(decision.item and closed_to(request.actor, decision.item))


def _vote_of(record: dict[str, Any], *, sealed: bool) -> dict[str, Any]:
    """How the committee voted; for what one person decided there is nothing of it. ``sealed``: without the reasons."""
    return {
        "sealed": sealed,
        "votes": [_vote_told(each | {"reason": ""} if sealed else each) for each in record["votes"]],
        "tally": record["tally"],
        "rule": RULES[VoteRule(record["tally"]["rule"])],
        "quorum": Sentence(
            "{here} of {seats} members with a vote took part; {needed} were needed.",
            here=len(record["quorum"]["counted"]),
            seats=record["quorum"]["voting_seats"],
            needed=record["quorum"]["needed"],
        ),
        "no_part": [(name, "" if sealed else why) for name, why in _no_part(record)],
    }


def _right_said(decision: Decision) -> Sentence | None:
    """By what right one person decided; None for a vote."""
    name, committee = decided_by(decision), decision.committee.name
    if decision.basis == Basis.APPEAL:
        return Sentence("{name} heard the appeal against what the {committee} decided.", name=name, committee=committee)
    if decision.basis == Basis.DELEGATION:
        number = decision.record["rests_on"]["decision"]
        return Sentence(
            "{name} decided for the {committee}, which gave the right to by decision {number}.",
            name=name,
            committee=committee,
            number=number,
        )
    return None


def outcome_sentence(decision: Decision) -> Sentence:
    """ "Approved with 2 conditions, until Jun 30, 2027, by 4 to 1."."""
    votes = votes_counted(decision)
    count = (
        Sentence("{yes} to {no}", yes=votes.in_favor, no=votes.against)
        if votes
        else Sentence("by {name}", name=decided_by(decision))
    )
    if decision.standing == DecisionStanding.RECOMMENDED:
        word, _tone = telling.outcome_chip(decision)
        return Sentence("{outcome}, {count}. The superintendent decides.", outcome=word, count=count)
    outcome = Outcome(decision.outcome)
    if not outcome.approves:
        return Sentence("{outcome}, {count}.", outcome=OUTCOME_NAMES[outcome], count=count)
    conditions = len(decision.conditions)
    if not conditions:
        if decision.expires_on is None:
            return Sentence("Approved, {count}.", count=count)
        return Sentence("Approved until {day}, {count}.", day=decision.expires_on, count=count)
    if conditions == 1:
        return Sentence("Approved with one condition until {day}, {count}.", day=decision.expires_on, count=count)
    return Sentence(
        "Approved with {n} conditions until {day}, {count}.", n=conditions, day=decision.expires_on, count=count
    )


def _vote_told(vote: dict[str, Any]) -> dict[str, Any]:
    choice = Choice(vote["choice"])
    return {
        "name": vote["name"],
        "speaks_for": CONSTITUENCY_NAMES[Constituency(vote["constituency"])],
        "choice": telling.CHOICES[choice],
        "tone": telling.CHOICE_TONES[choice],
        "reason": vote["reason"],
        "has_reviewed": vote["has_reviewed"],
    }


def _no_part(record: dict[str, Any]) -> list[tuple[str, str]]:
    names = names_of(each["person_id"] for each in record["barred"])
    barred = [(names.get(each["person_id"], ""), each["reason"]) for each in record["barred"]]
    return [*barred, *((each["name"], each["reason"]) for each in record["recusals"])]


def _what_followed(request: Request, decision: Decision) -> list[dict[str, Any]]:
    """The approved use that this decision granted."""
    today = localdate()
    return [
        {
            "title": Kept(use.title),
            "url": address_of("uses.show", use.pk) or address_of("uses.home") or address_of("data.home"),
            "detail": Sentence("May be used from {first} to {last}.", first=use.starts_on, last=use.expires_on),
            "chip": USE_STATE_NAMES[state_of(use, today)],
            "tone": "ok" if state_of(use, today) is UseState.ACTIVE else "attend",
        }
        for use in uses(request.actor).filter(decision=decision)
    ]


class AnswerForm(Questions):
    """The superintendent's answer to a recommendation."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"agrees": lazy("Choose one.")}

    agrees = forms.ChoiceField(
        label=lazy("Do you follow the committee?"),
        widget=forms.RadioSelect,
        choices=[("yes", lazy("Yes, I follow it")), ("no", lazy("No, I decide otherwise"))],
    )
    reason = forms.CharField(
        label=lazy("Your reason"),
        help_text=lazy("Needed when you decide otherwise: its members and whoever asked will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )


@page(
    "decide/decisions/<str:number>/answer/",
    name="decisions.answer",
    permission="decisions.answer",
    methods=("GET", "POST"),
)
def answer(request: Request, number: str) -> HttpResponse:
    """Decide on an advisory committee's recommendation; first shown, then done."""
    found = decision_by_id(request.actor, number)
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def act() -> Decision:
        agrees = form.answer("agrees") == "yes"
        return answer_recommendation(request.actor, found, agrees=agrees, reason=form.answer("reason"), now=utc_now())

    context: dict[str, Any] = {"form": form, "decision": found, "said": outcome_sentence(found)}
    if request.method == "POST" and "sure" in request.POST:
        if sent(form, act):
            messages.success(request, _("Recorded. This is what was decided."))
            return redirect("decisions.show", str(found))
    elif request.method == "POST":
        said = sent(form, lambda: rehearse(act, outcome_sentence))
        if said:
            context["will"] = (
                Sentence("Decision {number} on “{title}”: {said}", number=str(found), title=found.title, said=said),
                Sentence("It is recorded under your name, with your reason, in the ledger."),
                Sentence("It cannot be taken back: changing it takes a new decision."),
            )
            return render(request, "decisions/confirm_answer.html", context)
    return render(request, "decisions/answer.html", context)
