"""What can be done with a request: answer a question, attach a problem, put it on an agenda, withdraw."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.model_checks.api import go_without_check, models_without_check
from chalkline.approve.packets.api import put_on_agenda, take_off_agenda
from chalkline.approve.requests.api import asked_count, attach_use_case, request_by_id, title_of, withdraw_request
from chalkline.approve.reviews.api import give_information, question_by_id
from chalkline.govern.committees.api import day_of, meeting_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.use_cases.api import use_case_by_id
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said


@page(
    "decide/requests/<uuid:request_id>/attach/",
    name="requests.attach",
    permission="requests.attach_use_case",
    methods=("POST",),
)
def attach(request: Request, request_id: UUID) -> HttpResponse:
    """Put a use case, and so a problem, behind it."""
    found = request_by_id(request.actor, str(request_id))
    use_case = use_case_by_id(request.actor, request.POST.get("use_case", ""))
    attach_use_case(request.actor, found, use_case, now=utc_now())
    messages.success(request, _("The request now says which problem it would help with."))
    return redirect("requests.show", found.pk)


@page(
    "decide/requests/<uuid:request_id>/questions/<uuid:question_id>/",
    name="requests.answer",
    permission="requests.revise",
    methods=("POST",),
)
def answer(request: Request, request_id: UUID, question_id: UUID) -> HttpResponse:
    """Answer a reviewer's question."""
    question = question_by_id(request.actor, str(question_id))
    give_information(request.actor, question, request.POST.get("text", ""), now=utc_now())
    messages.success(request, _("Your answer is with the reviewer."))
    return redirect("requests.show", request_id)


@page(
    "decide/requests/<uuid:request_id>/agenda/",
    name="requests.agenda",
    permission="requests.put_on_agenda",
    methods=("GET", "POST"),
)
def agenda(request: Request, request_id: UUID) -> HttpResponse:
    """Put it on the agenda of a meeting: shown before it happens, as it binds what the committee reads."""
    found = request_by_id(request.actor, str(request_id))
    given = request.POST if request.method == "POST" else request.GET
    meeting = meeting_by_id(request.actor, given.get("meeting", ""))
    if request.method == "POST":
        put_on_agenda(request.actor, found, meeting, now=utc_now())
        text = Sentence("It is on the agenda of the {committee}.", committee=meeting.committee.name)
        messages.success(request, said(text))
        return redirect("requests.show", found.pk)
    will = [
        Sentence(
            "“{title}” goes before the {committee} on {day}.",
            title=title_of(found),
            committee=meeting.committee.name,
            day=day_of(meeting),
        ),
        Sentence("Members read exactly this version: terms, problem, reviews and the conditions they ask for."),
        Sentence("Until it is decided, nobody can change what is asked for, or send another review."),
        Sentence("The {n} people who ask for it cannot vote on it.", n=asked_count(found))
        if asked_count(found) > 1
        else Sentence("{name}, who asked, cannot vote on it.", name=str(found.asked_by)),
    ]
    return render(request, "requests/agenda.html", {"found": found, "meeting": meeting, "will": will})


class WithoutForm(Questions):
    """Why, in a sentence or two."""

    reason = forms.CharField(
        label=lazy("Why does it go to the committee without a check?"),
        help_text=lazy("Members read it before they vote, and it stays on the page of what they approve."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )


@page(
    "decide/requests/<uuid:request_id>/without-check/",
    name="requests.without_check",
    permission="model_checks.go_without",
    methods=("GET", "POST"),
)
def without_check(request: Request, request_id: UUID) -> HttpResponse:
    """Say in writing why a request goes to the committee though nobody checked its models for bias."""
    found = request_by_id(request.actor, str(request_id))
    form = WithoutForm(request.POST if request.method == "POST" else None)

    def act() -> bool:
        go_without_check(request.actor, found, reason=form.answer("reason"), now=utc_now())
        return True

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Recorded. Members read your reason before they vote."))
        return redirect("requests.show", found.pk)
    missing = models_without_check(found, localdate())
    will = [
        Sentence(
            "“{title}” may go to the committee though nobody checked {models}.", title=title_of(found), models=missing
        ),
        Sentence("Your name and your reason stand in what members read, on the decision and on the approved use."),
        Sentence("It holds for exactly what is asked for now. If the terms change, it has to be said again."),
    ]
    return render(request, "requests/without_check.html", {"found": found, "form": form, "will": will})


@page(
    "decide/requests/<uuid:request_id>/take-off/",
    name="requests.take_off",
    permission="requests.put_on_agenda",
    methods=("GET", "POST"),
)
def take_off(request: Request, request_id: UUID) -> HttpResponse:
    """Take it off its agenda, so that it can be changed or put there as it is now."""
    found = request_by_id(request.actor, str(request_id))
    if request.method == "POST":
        take_off_agenda(request.actor, found, reason=request.POST.get("reason", ""), now=utc_now())
        messages.success(request, _("It is off the agenda, and can be put on another one."))
        return redirect("requests.show", found.pk)
    return render(request, "requests/take_off.html", {"found": found, "title": title_of(found)})


@page(
    "decide/requests/<uuid:request_id>/withdraw/",
    name="requests.withdraw",
    permission="requests.withdraw",
    methods=("GET", "POST"),
)
def withdraw(request: Request, request_id: UUID) -> HttpResponse:
    """Stop asking."""
    found = request_by_id(request.actor, str(request_id))
    if request.method == "POST":
        withdraw_request(request.actor, found, reason=request.POST.get("reason", ""), now=utc_now())
        messages.success(request, _("You no longer ask for this."))
        return redirect("requests.show", found.pk)
    others = asked_count(found) - 1
    will = (
        [
            Sentence("You are no longer counted among those who ask for it."),
            Sentence("{n} others still ask, so the request goes on without you.", n=others),
        ]
        if others > 0
        else [
            Sentence("The request ends here; reviewers and the committee stop working on it."),
            Sentence("Its history stays readable. You can ask again later."),
        ]
    )
    will.append(Sentence("You still cannot review it or vote on it."))
    return render(request, "requests/withdraw.html", {"found": found, "title": title_of(found), "will": will})
