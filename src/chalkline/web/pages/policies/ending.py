"""The end of a policy: proposed, put before the body that adopted it, recorded; and who answers for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import meeting_by_id
from chalkline.govern.policies.api import (
    Policy,
    Repeal,
    Repealing,
    able_to_own,
    body_of,
    hand_over_policy,
    policy_by_id,
    propose_repeal,
    put_repeal_before,
    record_board_repeal,
    repeal_by_id,
    repeal_decided,
    repeal_open,
    withdraw_repeal,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.pages.policies.acting import meetings_offered
from chalkline.web.pages.policies.forms import BoardForm, MeetingOfBodyForm
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, sent

A_MONTH = timedelta(days=30)


def _policy(request: Request, policy_id: UUID) -> Policy:
    return policy_by_id(request.actor, str(policy_id))


def _open(request: Request, policy_id: UUID) -> Repeal:
    found = repeal_open(_policy(request, policy_id))
    if found is None:
        raise not_found(Sentence("proposal"))
    return found


ON_POLICY = ActsOn(
    "decide/policies/<uuid:policy_id>/",
    "policies",
    _policy,
    lambda policy: policy.title,
    lambda policy: reverse("policies.show", args=[policy.pk]),
)
ON_REPEAL = ActsOn(
    "decide/policies/<uuid:policy_id>/repeal/",
    "policies",
    _open,
    lambda repeal: repeal.policy.title,
    lambda repeal: reverse("policies.show", args=[repeal.policy_id]),
)


@ON_POLICY.act("propose-repeal", permission="policies.write", name="propose_repeal")
def propose(request: Request, policy: Policy) -> Act:
    """Say why it shall end."""
    return Act(
        title=_("Propose to repeal it"),
        button=_("Propose it"),
        done=_("It is proposed. The policy holds until the body that adopted it has decided."),
        will=(
            Sentence("Nothing changes yet. The body that adopted this policy decides whether it ends, and from when."),
            Sentence("Everything that was signed and cited stays as it was."),
        ),
        asks=(
            Ask("why", _("Why shall it end?")),
            Ask("instead", _("What do people go by afterwards, if anything?"), optional=True),
        ),
        do=lambda given: propose_repeal(
            request.actor, policy, Repealing(given["why"], given["instead"]), now=utc_now()
        ),
    )


@ON_REPEAL.act("withdraw", permission="policies.write", name="withdraw_repeal")
def withdraw(request: Request, repeal: Repeal) -> Act:
    """Let the proposal go."""
    return Act(
        title=_("Withdraw the proposal"),
        button=_("Withdraw it"),
        done=_("The proposal is withdrawn. The policy goes on."),
        will=(Sentence("The policy goes on as it is. The proposal stays in its history."),),
        do=lambda _given: withdraw_repeal(request.actor, repeal, now=utc_now()),
    )


@page(
    "decide/policies/<uuid:policy_id>/repeal/put-before/",
    name="policies.put_repeal_before",
    permission="policies.write",
    methods=("GET", "POST"),
)
def before_the_body(request: Request, policy_id: UUID) -> HttpResponse:
    """On the agenda of the committee that adopted it."""
    of, actor = _open(request, policy_id), request.actor
    offered = meetings_offered(actor, of.version.decision.committee if of.version.decision else None)
    form = MeetingOfBodyForm(
        offered,
        request.POST if request.method == "POST" else None,
        initial={"effective_on": str(localdate() + A_MONTH)},
    )

    def do() -> object:
        return put_repeal_before(actor, of, meeting_by_id(actor, form.answer("meeting")), form.ends_on(), now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("It is on the agenda. The committee decides whether this policy ends."))
        return redirect("policies.show", of.policy_id)
    context = {"form": form, "of": of, "offered": offered, "body": body_of(of.version)}
    return render(request, "policies/put_repeal_before.html", context)


@page(
    "decide/policies/<uuid:policy_id>/repeal/record/",
    name="policies.record_repeal",
    permission="policies.record_adoption",
    methods=("GET", "POST"),
)
def record(request: Request, policy_id: UUID) -> HttpResponse:
    """What the school board decided about its end, with its minutes."""
    of, actor = _open(request, policy_id), request.actor
    body = body_of(of.version)
    form = BoardForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"effective_on": str(localdate())},
    )

    def do() -> object:
        return record_board_repeal(actor, of, form.decided_by(body), form.ends_on(), now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("Its end is recorded. Nobody is asked to sign it any more."))
        return redirect("policies.show", of.policy_id)
    return render(request, "policies/record_repeal.html", {"form": form, "of": of, "body": body})


@page("decide/policies/repeals/<uuid:repeal_id>/", name="policies.repeal", permission="policies.see")
def by_id(request: Request, repeal_id: UUID) -> HttpResponse:
    """One proposal to repeal, as agendas and facts name it: it stands on top of its policy."""
    return redirect("policies.show", repeal_by_id(request.actor, str(repeal_id)).policy_id)


@page("decide/policies/<uuid:policy_id>/repeal/minutes/", name="policies.repeal_minutes", permission="policies.see")
def minutes(request: Request, policy_id: UUID) -> FileResponse:
    """The minutes that prove what a board decided about its end."""
    found = repeal_decided(_policy(request, policy_id))
    if found is None or not found.minutes_digest:
        raise not_found(Sentence("file"))
    return FileResponse(found.minutes.open(), as_attachment=True, filename=found.minutes_name)


class OwnerForm(Questions):
    """Who answers for it from now on."""

    MUST_CHOOSE = {"email": lazy("Choose somebody.")}

    email = forms.ChoiceField(label=lazy("Who answers for it from now on?"), widget=forms.RadioSelect)

    def __init__(self, offered: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].choices = offered  # type: ignore[attr-defined]  # a choice field


@page(
    "decide/policies/<uuid:policy_id>/hand-over/",
    name="policies.hand_over",
    permission="policies.hand_over",
    methods=("GET", "POST"),
)
def hand_over(request: Request, policy_id: UUID) -> HttpResponse:
    """Another name on it."""
    policy, actor = _policy(request, policy_id), request.actor
    actor.must("policies.hand_over", owner_id=str(policy.owner_id))
    offered = [(str(each.pk), str(each)) for each in able_to_own() if each.pk != policy.owner_id]
    form = OwnerForm(offered, request.POST if request.method == "POST" else None)

    def do() -> object:
        return hand_over_policy(actor, policy, person_by_id(form.answer("email")), now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("It is handed over. They find it on its page, and reviews of it come to them."))
        return redirect("policies.show", policy.pk)
    return render(request, "policies/hand_over.html", {"form": form, "policy": policy, "offered": offered})
