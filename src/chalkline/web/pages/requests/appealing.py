"""Appealing a no or a condition, following the appeal, hearing it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.appeals.api import (
    APPEAL_STATE_NAMES,
    About,
    Appeal,
    AppealState,
    appeal_by_id,
    conditions_if_granted,
    decision_to_appeal,
    file_appeal,
    hear_appeal,
    who_hears,
    withdraw_appeal,
)
from chalkline.approve.packets.api import latest_expiry
from chalkline.approve.requests.api import RequestState, asks_now, has_asked, request_by_id, title_of
from chalkline.govern.committees.api import KEPT_WITHIN, Light, kept_by_people
from chalkline.govern.decisions.api import Decision, decided_by
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.web.histories import happened_to
from chalkline.web.pages.requests.keeping import QuestionsWithKeepers, who_may_keep
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.sending import LONGEST, Questions, sent

TONES = {
    AppealState.OPEN: "attend",
    AppealState.GRANTED: "ok",
    AppealState.TURNED_DOWN: "stop",
    AppealState.WITHDRAWN: "quiet",
}
REASON = forms.Textarea(attrs={"rows": 4})


class AppealForm(Questions):
    """What is not accepted, and why."""

    conditions = forms.MultipleChoiceField(
        label=lazy("Which conditions do you not accept?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label=lazy("What should be looked at again, and why?"),
        help_text=lazy("Whoever hears it reads this, your request, the reviews and the decision."),
        widget=REASON,
        max_length=LONGEST,
    )

    def __init__(self, decision: Decision, data: QueryDict | None = None) -> None:
        super().__init__(data)
        choices = [(str(place), each["text"]) for place, each in enumerate(decision.conditions)]
        if choices:
            self.fields["conditions"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        else:
            del self.fields["conditions"]

    def chosen(self) -> list[int]:
        """The conditions appealed, by their place."""
        return [int(each) for each in self.answer("conditions") or ()]


class HearForm(QuestionsWithKeepers):
    """Granted or not, and why; and who sees to what people keep if it is granted."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"grants": lazy("Choose one.")}

    grants = forms.ChoiceField(
        label=lazy("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[("yes", lazy("Grant the appeal")), ("no", lazy("Turn it down"))],
    )
    until = forms.DateField(
        label=lazy("If it is granted: until which day may it be used?"),
        help_text=lazy("Left open, as long as its care allows."),
        widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
        required=False,
    )
    reason = forms.CharField(
        label=lazy("Why?"),
        help_text=lazy("Whoever appealed and the committee read it."),
        widget=REASON,
        max_length=LONGEST,
    )


@page(
    "decide/requests/<uuid:request_id>/appeal/",
    name="requests.appeal",
    permission="appeals.file",
    methods=("GET", "POST"),
)
def appeal(request: Request, request_id: UUID) -> HttpResponse:
    """Appeal what was decided on a request of one's own."""
    found = request_by_id(request.actor, str(request_id))
    decision = decision_to_appeal(found, localdate())
    if decision is None or not asks_now(request.actor.id, found):
        raise not_found()
    form = AppealForm(decision, request.POST if request.method == "POST" else None)

    def act() -> Appeal:
        said = form.answer("reason")
        return file_appeal(request.actor, found, decision, reason=said, conditions=form.chosen(), now=utc_now())

    if request.method == "POST" and (made := sent(form, act)):
        messages.success(request, _("Your appeal is made. You can follow it here."))
        return redirect("appeals.show", made.pk)
    context = {"found": found, "title": title_of(found), "decision": decision, "by": decided_by(decision), "form": form}
    return render(request, "requests/appeal.html", context)


@page("decide/appeals/<uuid:appeal_id>/", name="appeals.show", permission="appeals.see", methods=("GET", "POST"))
def show(request: Request, appeal_id: UUID) -> HttpResponse:
    """An appeal: who hears it and by when; for that person, the place to decide."""
    found = appeal_by_id(request.actor, str(appeal_id))
    waits = found.state == AppealState.OPEN and found.request.state == RequestState.APPEALED
    hearer = who_hears(found) if waits else found.hearer
    is_mine = hearer is not None and str(hearer.pk) == request.actor.id
    hears = waits and is_mine and not has_asked(request.actor.id, found.request)
    form = HearForm(
        request.POST if request.method == "POST" else None,
        kept=kept_by_people(conditions_if_granted(found)) if hears else (),
        people=who_may_keep(request.actor, found.request),
        due=min(localdate() + KEPT_WITHIN, latest_expiry(localdate(), Light(found.decision.light))),
    )

    def act() -> Appeal:
        return hear_appeal(
            request.actor,
            found,
            grants=form.answer("grants") == "yes",
            reason=form.answer("reason"),
            until=form.answer("until") or None,
            keepers=form.keepers() if form.answer("grants") == "yes" else (),
            now=utc_now(),
        )

    if request.method == "POST" and (heard := sent(form, act)):
        messages.success(request, _("Recorded. This is what was decided."))
        return redirect("appeals.show", heard.pk)
    state = AppealState(found.state)
    context = {
        "appeal": found,
        "hearer": hearer,
        "title": title_of(found.request),
        "word": APPEAL_STATE_NAMES[state],
        "tone": TONES[state],
        "is_late": waits and found.hear_by < localdate(),
        "about_conditions": found.about == About.CONDITIONS,
        "by": decided_by(found.decision),
        "form": form if hears else None,
        "may_withdraw": waits and str(found.filed_by_id) == request.actor.id,
        "history": happened_to("appeal", str(found.pk)),
    }
    return render(request, "requests/appeal_show.html", context)


@page(
    "decide/appeals/<uuid:appeal_id>/withdraw/",
    name="appeals.withdraw",
    permission="appeals.withdraw",
    methods=("POST",),
)
def withdraw(request: Request, appeal_id: UUID) -> HttpResponse:
    """Take it back."""
    found = appeal_by_id(request.actor, str(appeal_id))
    withdraw_appeal(request.actor, found, now=utc_now())
    messages.success(request, _("You took the appeal back. The decision stands."))
    return redirect("requests.show", found.request_id)
