"""Binding acts on a version: opened for comment, taken back, put before a committee, recorded as adopted, reminded."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.govern.committees.api import Committee, day_of, meeting_by_id, meetings_ahead, seat_of
from chalkline.govern.policies.api import (
    PolicyVersion,
    begin_version,
    open_comments,
    policy_by_id,
    put_before,
    record_board_adoption,
    remind_signers,
    take_back,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.pages.policies.forms import AdoptionForm, MeetingForm
from chalkline.web.pages.policies.show import found_version
from chalkline.web.routes import Request, page
from chalkline.web.sending import day_from, sent
from chalkline.web.templatetags.saying import said

MOST_MEETINGS = 20
A_FORTNIGHT, A_YEAR = timedelta(days=14), timedelta(days=365)


def _of(request: Request, policy_id: UUID, number: int) -> PolicyVersion:
    return found_version(request.actor, policy_id, number)


def _page_of(of: PolicyVersion) -> str:
    return reverse("policies.version", args=[of.policy_id, of.number])


ON_VERSION = ActsOn(
    "decide/policies/<uuid:policy_id>/<int:number>/", "policies", _of, lambda of: of.policy.title, _page_of
)


@ON_VERSION.act("open", permission="policies.write")
def open_for_comment(request: Request, of: PolicyVersion) -> Act:
    """People may say what they think of it."""
    return Act(
        title=_("Open it for comment"),
        button=_("Open it"),
        done=_("It is open for comment."),
        will=(
            Sentence("Everybody who signs in here can read this version and comment on it, until the end of that day."),
            Sentence("Each comment is answered here before anybody decides."),
        ),
        asks=(Ask("until_on", _("Until when?"), "day", value=str(localdate() + A_FORTNIGHT)),),
        do=lambda given: open_comments(request.actor, of, day_from(given["until_on"]), now=utc_now()),
    )


@ON_VERSION.act("take-back", permission="policies.write", name="take_back")
def back_to_draft(request: Request, of: PolicyVersion) -> Act:
    """Write on."""
    return Act(
        title=_("Take it back to a draft"),
        button=_("Take it back"),
        done=_("It is a draft again."),
        will=(Sentence("Nobody can comment any more. The comments and their answers stay."),),
        do=lambda _given: take_back(request.actor, of, now=utc_now()),
    )


@ON_VERSION.act("remind", permission="policies.remind")
def remind(request: Request, of: PolicyVersion) -> Act:
    """Whoever has not signed."""
    return Act(
        title=_("Remind those who have not signed"),
        button=_("Remind them"),
        done=_("They are reminded."),
        will=(Sentence("It stands first on the page Today of everybody who has not signed. Once a day at most."),),
        do=lambda _given: remind_signers(request.actor, of, now=utc_now()),
    )


@page("decide/policies/<uuid:policy_id>/next/", name="policies.next", permission="policies.write", methods=("POST",))
def next_version(request: Request, policy_id: UUID) -> HttpResponse:
    """Begin the next version, with the words of the last."""
    made = begin_version(request.actor, policy_by_id(request.actor, str(policy_id)), now=utc_now())
    return redirect("policies.write", made.policy_id, made.number)


@page(
    "decide/policies/<uuid:policy_id>/<int:number>/put-before/",
    name="policies.put_before",
    permission="policies.write",
    methods=("GET", "POST"),
)
def before_a_committee(request: Request, policy_id: UUID, number: int) -> HttpResponse:
    """On the agenda of a meeting, exactly as it stands."""
    of, actor = found_version(request.actor, policy_id, number), request.actor
    offered = meetings_offered(actor)
    today = localdate()
    initial = {"effective_on": str(today + A_FORTNIGHT), "review_on": str(today + A_YEAR)}
    form = MeetingForm(offered, request.POST or None, initial=initial)

    def do() -> object:
        return put_before(actor, of, meeting_by_id(actor, form.answer("meeting")), form.days(), now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("It is on the agenda. The committee decides on exactly this version."))
        return redirect("policies.version", of.policy_id, of.number)
    return render(request, "policies/put_before.html", {"form": form, "of": of, "offered": offered})


@page(
    "decide/policies/<uuid:policy_id>/<int:number>/adoption/",
    name="policies.adoption",
    permission="policies.record_adoption",
    methods=("GET", "POST"),
)
def adoption(request: Request, policy_id: UUID, number: int) -> HttpResponse:
    """What a school board decided, with its minutes."""
    of, actor = found_version(request.actor, policy_id, number), request.actor
    today = localdate()
    initial = {"body": _("Board of Education"), "effective_on": str(today), "review_on": str(today + A_YEAR)}
    form = AdoptionForm(request.POST or None, request.FILES or None, initial=initial)

    def do() -> object:
        return record_board_adoption(actor, of, form.decided_by(form.answer("body")), form.days(), now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("It is adopted. Whoever it binds is asked to sign."))
        return redirect("policies.version", of.policy_id, of.number)
    return render(request, "policies/adoption.html", {"form": form, "of": of})


def meetings_offered(actor: Actor, committee: Committee | None = None) -> list[tuple[str, str]]:
    """Meetings ahead on whose agenda the actor may put something; of one committee, or of any."""
    ahead = meetings_ahead(actor).select_related("committee")
    return [
        (str(each.pk), said(Sentence("{committee}, {day}", committee=each.committee.name, day=day_of(each))))
        for each in (ahead.filter(committee=committee) if committee else ahead)[:MOST_MEETINGS]
        if actor.may("meetings.set_agenda", seat=seat_of(actor.id, each.committee, day_of(each)) is not None)
    ]
