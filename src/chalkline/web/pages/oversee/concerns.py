"""Raising a concern in a minute, on a phone; reading what came of it; handling it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.kernel.clock import utc_now
from chalkline.oversee.incidents.api import (
    AFFECTED_NAMES,
    CONCERN_STATE_NAMES,
    Affected,
    Concern,
    ConcernState,
    ConcernWords,
    answer_concern,
    concern_by_id,
    concerns,
    raise_concern,
    take_up_concern,
)
from chalkline.people.api import Actor
from chalkline.tools.register.api import tool_by_slug, tools_known
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said
from chalkline.web.tool_field import MOST_LISTED

TONES = {
    ConcernState.NEW: "attend",
    ConcernState.LOOKING: "info",
    ConcernState.INCIDENT: "stop",
    ConcernState.ANSWERED: "ok",
}
FIRST_WORDS = 80


class ConcernForm(Questions):
    """One box, and three small questions."""

    what = forms.CharField(
        label=lazy("What worries you?"),
        help_text=lazy("In your own words. Leave out the names of students where you can."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )
    tool = forms.CharField(
        label=lazy("Which tool is it about?"),
        widget=forms.TextInput(attrs={"list": "tools", "class": "medium"}),
        max_length=200,
        required=False,
    )
    affected = forms.ChoiceField(label=lazy("Is a student affected?"), widget=forms.RadioSelect, required=False)
    unnamed = forms.BooleanField(
        label=lazy("Do not show my name"),
        help_text=lazy("Only those who handle concerns will see it. Nobody else, and not the record of what happened."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["affected"].choices = [(each.value, said(name)) for each, name in AFFECTED_NAMES.items()]  # type: ignore[attr-defined]

    def words(self) -> ConcernWords:
        """What was said."""
        return ConcernWords(
            what=self.answer("what"),
            affected=Affected(self.answer("affected") or Affected.UNSURE),
            tool=self.answer("tool"),
            unnamed=bool(self.answer("unnamed")),
        )


class AnswerForm(Questions):
    """What was found."""

    SHOWN_AT: ClassVar[dict[str, str]] = {"answer": "found"}

    found = forms.CharField(
        label=lazy("What did you find?"),
        help_text=lazy("Whoever raised it reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )


@page("concern/", name="concerns.raise", permission="concerns.raise", methods=("GET", "POST"))
def raise_(request: Request) -> HttpResponse:
    """Say that something is not right."""
    about = tool_by_slug(request.GET.get("tool", "")[:200])
    form = ConcernForm(request.POST or None, initial={"tool": about.name if about else ""})
    if request.method == "POST":
        concern = sent(form, lambda: raise_concern(request.actor, form.words(), now=utc_now()))
        if concern:
            messages.success(request, _("Thank you. It has been passed on, and you will see here what comes of it."))
            return redirect("concerns.show", concern.pk)
    names = [each.name for each in tools_known()[:MOST_LISTED]]  # any other is typed as it is called
    return render(request, "oversee/raise.html", {"form": form, "tools": names})


@page("protect/concerns/", name="concerns.home", permission="concerns.see")
def home(request: Request) -> HttpResponseBase:
    """The concerns one may read: one's own, or all for those who handle them."""
    actor = request.actor
    handles = actor.may("concerns.handle")
    table = Table(
        request,
        "concerns",
        columns=[
            Column("what", lazy("Concern")),
            Column("state", lazy("Status"), sort="state"),
            Column("tool", lazy("Tool"), sort="tool_said"),
            Column("raised", lazy("Raised"), sort="raised_at"),
        ],
        rows=concerns(actor),
        row=_row,
        search=(lambda rows, words: rows.filter(what__icontains=words)) if handles else None,
        filters=[
            Filter(
                "state",
                lazy("Status"),
                [(each.value, name) for each, name in CONCERN_STATE_NAMES.items()],
                lambda rows, value: rows.filter(state=value),
            )
        ],
        empty=lazy("No concern matches."),
    )
    if table.wants_file:
        return table.file()
    context = {"table": table, "handles": handles, "tabs": tabs(request, actor, "concerns.home")}
    return render(request, "oversee/concerns.html", context)


@page("protect/concerns/<uuid:concern_id>/", name="concerns.show", permission="concerns.see", methods=("GET", "POST"))
def show(request: Request, concern_id: UUID) -> HttpResponse:
    """What was said and what came of it; for its handlers, what to do."""
    actor, now = request.actor, utc_now()
    concern = concern_by_id(actor, str(concern_id))
    asked = request.POST.get("do", "")
    form = AnswerForm(request.POST if asked == "answer" else None)
    if asked == "take_up":
        take_up_concern(actor, concern, now=now)
        messages.success(request, _("Your name is shown to whoever raised it."))
        return redirect("concerns.show", concern.pk)
    if asked == "answer":
        answered = sent(form, lambda: answer_concern(actor, concern, answer=form.answer("found"), now=now))
        if answered:
            messages.success(request, _("Answered."))
            return redirect("concerns.show", concern.pk)
    return render(request, "oversee/concern.html", _told(actor, concern, form))


def _told(actor: Actor, concern: Concern, form: AnswerForm) -> dict[str, Any]:
    state = ConcernState(concern.state)
    incident = getattr(concern, "incident", None)
    handles = actor.may("concerns.handle")
    return {
        "concern": concern,
        "form": form,
        "state": CONCERN_STATE_NAMES[state],
        "tone": TONES[state],
        "affected": AFFECTED_NAMES[Affected(concern.affected)],
        "is_mine": str(concern.raised_by_id) == actor.id,
        "may_handle": handles and state in {ConcernState.NEW, ConcernState.LOOKING},
        "may_take_up": handles and state is ConcernState.NEW,
        "may_open": actor.may("incidents.run"),
        "incident": incident,
        "incident_url": address_of("incidents.show", incident.pk) if incident and actor.may("incidents.see") else "",
        "tool_url": address_of("tools.show", concern.tool.slug) if concern.tool else "",
    }


def _row(concern: Concern) -> list[Any]:
    state = ConcernState(concern.state)
    words = concern.what if len(concern.what) <= FIRST_WORDS else concern.what[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
    return [
        Link(words, address_of("concerns.show", concern.pk)),
        Status(CONCERN_STATE_NAMES[state], TONES[state]),
        concern.tool_said,
        concern.raised_at,
    ]
