"""Chartering a committee: what it decides, how members are chosen, who must be in the room."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import VOICE_NAMES, Authority, Charter, Light, Voice, charter_committee
from chalkline.kernel.clock import utc_now
from chalkline.web.lights import light_said
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent

CAREFUL = (Light.YELLOW, Light.RED)
AUTHORITY_NAMES = {
    Authority.DECIDING: lazy("Its vote decides"),
    Authority.ADVISORY: lazy("It recommends, and the superintendent decides"),
}


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class CharterForm(Questions):
    """The charter, in plain questions. What is usual is filled in already."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"authority": lazy("Choose one.")}

    name = forms.CharField(label=lazy("What is it called?"), max_length=LONGEST)
    purpose = _text(lazy("What is it for?"))
    authority = forms.ChoiceField(
        label=lazy("What does its vote do?"), choices=list(AUTHORITY_NAMES.items()), widget=forms.RadioSelect
    )
    chosen_how = _text(lazy("How are members chosen?"))
    term_months = forms.IntegerField(
        label=lazy("For how many months is a seat?"), widget=forms.NumberInput(attrs={"class": "short"})
    )
    cadence = forms.CharField(label=lazy("How often does it meet?"), max_length=LONGEST)
    notice_days = forms.IntegerField(
        label=lazy("How many days before a meeting is it called?"), widget=forms.NumberInput(attrs={"class": "short"})
    )
    voices_yellow = forms.MultipleChoiceField(
        label=lazy("Who must be in the room for a matter that needs care?"),
        help_text=lazy("More than half of the members with a vote must be there in any case."),
        choices=[(voice.value, said) for voice, said in VOICE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    voices_red = forms.MultipleChoiceField(
        label=lazy("And for one that is an exception?"),
        choices=[(voice.value, said) for voice, said in VOICE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    two_thirds_for = forms.MultipleChoiceField(
        label=lazy("What needs two thirds to approve, not just more than half?"),
        choices=[(light.value, light_said(light).word) for light in CAREFUL],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    conflict_rule = _text(lazy("What does a member with a conflict do?"))
    records_rule = _text(lazy("What is written down, and who can read it?"))
    review_on = forms.CharField(
        label=lazy("When is the charter itself reviewed?"),
        max_length=40,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
    )

    def charter(self) -> Charter:
        """What the answers say."""
        chosen = {
            Light.YELLOW: tuple(Voice(name) for name in self.answer("voices_yellow") or ()),
            Light.RED: tuple(Voice(name) for name in self.answer("voices_red") or ()),
        }
        return Charter(
            name=self.answer("name"),
            purpose=self.answer("purpose"),
            authority=Authority(self.answer("authority") or Authority.DECIDING.value),
            chosen_how=self.answer("chosen_how"),
            cadence=self.answer("cadence"),
            conflict_rule=self.answer("conflict_rule"),
            records_rule=self.answer("records_rule"),
            review_on=day_from(self.answer("review_on")),
            notice_days=_number(self.answer("notice_days")),
            term_months=_number(self.answer("term_months")),
            voices={light: voices for light, voices in chosen.items() if voices},
            two_thirds_for=frozenset(Light(name) for name in self.answer("two_thirds_for") or ()),
        )


def _number(given: Any) -> int:
    return given if isinstance(given, int) else -1


def _usual() -> dict[str, Any]:
    """What most districts would write, to be changed."""
    everyone = [voice.value for voice in Voice]
    return {
        "name": _("AI oversight committee"),
        "purpose": _("Decides which AI may be used here, for which problem and with whose data."),
        "authority": Authority.DECIDING.value,
        "chosen_how": _("The superintendent seats members; each group names its own."),
        "term_months": 24,
        "cadence": _("Monthly in the first year"),
        "notice_days": 3,
        "voices_yellow": everyone,
        "voices_red": everyone,
        "two_thirds_for": [Light.RED.value],
        "conflict_rule": _(
            "A member with an interest declares it, leaves the item, and does not count toward its quorum."
        ),
        "records_rule": _("The agenda before the meeting, the minutes within a week; both are public."),
    }


@page("decide/committees/new/", name="meetings.charter", permission="committees.charter", methods=("GET", "POST"))
def charter(request: Request) -> HttpResponse:
    """Charter a committee."""
    request.actor.must("committees.charter")
    form = CharterForm(request.POST) if request.method == "POST" else CharterForm(initial=_usual())
    if request.method == "POST":
        made = sent(form, lambda: charter_committee(request.actor, form.charter(), now=utc_now()))
        if made:
            messages.success(request, _("The committee is chartered. Next: who sits on it?"))
            return redirect("meetings.committee", made.pk)
    return render(request, "meetings/charter.html", {"form": form})
