"""Protect: drills of the stop. How long it takes until a gateway obeys, measured on the way a real stop goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.drills.api import (
    OF_NAMES,
    STATE_NAMES,
    WITHIN,
    Drill,
    DrillOf,
    DrillState,
    ask_for_alert_drill,
    ask_for_drill,
    drills,
)
from chalkline.publish.bundle.api import policy_in_force
from chalkline.rulebook.api import KeptBy
from chalkline.web.pages.protect.telling import tabs, title_of_use
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import Questions, sent
from chalkline.web.templatetags.saying import said, titled

TONES = {
    DrillState.RUNNING: "info",
    DrillState.OBEYED: "ok",
    DrillState.LATE: "attend",
    DrillState.NOT_OBEYED: "stop",
    DrillState.NOT_READY: "quiet",
}


class DrillForm(Questions):
    """With a key of which use."""

    use = forms.ChoiceField(
        label=lazy("With a key of which approved use?"),
        help_text=lazy("A key that nobody holds is issued. What is stopped is stopped for it alone."),
    )

    what = forms.ChoiceField(
        label=lazy("What is stopped for this key?"),
        widget=forms.RadioSelect,
        choices=[
            (DrillOf.TOOL.value, lazy("The tool, as if it were stopped whole")),
            (DrillOf.MODEL.value, lazy("The model that it calls")),
            (DrillOf.STOP.value, lazy("The key itself")),
        ],
        initial=DrillOf.TOOL.value,
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = choices  # type: ignore[attr-defined]


@page("protect/drills/", name="drills.home", permission="drills.see", methods=("GET", "POST"))
def home(request: Request) -> HttpResponse:
    """Drills so far, and a new one."""
    actor, policy = request.actor, policy_in_force()
    kept = [terms for terms in policy.terms if KeptBy.GATEWAY in terms.kept_by]
    choices = [(terms.use_id, said(title_of_use(policy, terms))) for terms in kept]
    form = (
        DrillForm(choices, request.POST if "use" in request.POST else None)
        if actor.may("drills.run") and choices
        else None
    )

    def begin() -> Drill:
        assert form is not None
        what = DrillOf(form.answer("what") or DrillOf.STOP.value)
        return ask_for_drill(actor, use_by_id(actor, form.answer("use")), of=what, now=utc_now())

    may_alert = actor.may("alerts.drill")
    if request.method == "POST" and request.POST.get("do") == "alert":
        ask_for_alert_drill(actor, now=utc_now())
        messages.success(request, _("The drill runs. Whoever is on call is told within seconds; look again."))
        return redirect("drills.home")
    if request.method == "POST" and form and sent(form, begin):
        messages.success(request, _("The drill runs. It takes a few seconds; look again."))
        return redirect("drills.home")
    context = {
        "tabs": tabs(request, actor, "drills.home"),
        "form": form,
        "may_alert": may_alert,
        "drills": [_line(each) for each in drills(actor)[:50]],
        "within": int(WITHIN),
    }
    return render(request, "protect/drills.html", context)


def _line(drill: Drill) -> dict[str, Any]:
    state = DrillState(drill.state)
    return {
        "title": titled(drill.use.title) if drill.use else OF_NAMES[DrillOf(drill.of)],
        "of": OF_NAMES[DrillOf(drill.of)] if drill.use else "",
        "stop": drill.stopped,
        "alert_url": address_of("alerts.show", drill.alert_id) if drill.alert_id else "",
        "told": drill.alert.responsible if drill.alert else "",
        "state": STATE_NAMES[state],
        "tone": TONES[state],
        "at": drill.begun_at,
        "by": drill.begun_by,
        "took": Sentence("{n} seconds", n=f"{drill.seconds:.1f}") if drill.seconds is not None else "",
    }
