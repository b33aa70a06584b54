"""Chartering a committee: what it decides, how members are chosen, who must be in the room."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import (
    CONSTITUENCY_NAMES,
    OPENNESS_NAMES,
    USUAL_RULES,
    VOICE_NAMES,
    VOTE_RULE_NAMES,
    Authority,
    Charter,
    Committee,
    Constituency,
    Light,
    Openness,
    QuorumKind,
    QuorumRule,
    Voice,
    VoteRule,
    amend_charter,
    charter_committee,
    committee_by_id,
)
from chalkline.kernel.clock import utc_now
from chalkline.web.lights import light_said
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.templatetags.saying import said

CAREFUL = (Light.YELLOW, Light.RED)
QUORUM_KINDS = {
    QuorumKind.MAJORITY: lazy("More than half of the seats with a vote"),
    QuorumKind.NUMBER: lazy("A fixed number"),
    QuorumKind.SHARE: lazy("A share in percent"),
}
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
    SHOWN_AT: ClassVar[dict[str, str]] = {"promised": "promised_teacher"}

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
        help_text=lazy("Beside the quorum, which you set below."),
        choices=[(voice.value, name) for voice, name in VOICE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    voices_red = forms.MultipleChoiceField(
        label=lazy("And for one that is an exception?"),
        choices=[(voice.value, name) for voice, name in VOICE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    two_thirds_for = forms.MultipleChoiceField(
        label=lazy("What needs two thirds to approve, not just more than half?"),
        choices=[(light.value, light_said(light).word) for light in CAREFUL],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    quorum_kind = forms.ChoiceField(
        label=lazy("How many members with a vote must take part?"),
        choices=[(kind.value, name) for kind, name in QUORUM_KINDS.items()],
        widget=forms.RadioSelect,
    )
    quorum_value = forms.IntegerField(
        label=lazy("The number, or the percent"),
        help_text=lazy("Leave it empty for more than half."),
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    carries_with = forms.ChoiceField(
        label=lazy("What carries a motion that is no exception?"),
        choices=[(rule.value, VOTE_RULE_NAMES[rule]) for rule in USUAL_RULES],
        widget=forms.RadioSelect,
    )
    in_writing = forms.BooleanField(
        label=lazy("Members may vote in writing between meetings"),
        help_text=lazy(
            "Until a deadline that the chair sets; never on exceptions, nor where the law asks for open meetings."
        ),
        required=False,
    )
    openness = forms.ChoiceField(
        label=lazy("Who may follow the meetings?"),
        help_text=lazy(
            "Notices and approved minutes then stand on the public site. Ask counsel what your state wants."
        ),
        choices=[(each.value, name) for each, name in OPENNESS_NAMES.items()],
        widget=forms.RadioSelect,
    )
    conflict_rule = _text(lazy("What does a member with a conflict do?"))
    records_rule = _text(lazy("What is written down, and who can read it?"))
    review_on = forms.CharField(
        label=lazy("When is the charter itself reviewed?"),
        max_length=40,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each, named in CONSTITUENCY_NAMES.items():
            self.fields[f"promised_{each}"] = forms.IntegerField(
                label=said(named), required=False, widget=forms.NumberInput(attrs={"class": "short", "min": 0})
            )

    @property
    def promised_fields(self) -> list[Any]:
        """Seats by group, drawn together."""
        return [self[name] for name in self.fields if name.startswith("promised_")]

    @property
    def main_fields(self) -> list[Any]:
        """Everything else, in order."""
        return [self[name] for name in self.fields if not name.startswith("promised_")]

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
            quorum=QuorumRule(
                QuorumKind(self.answer("quorum_kind") or QuorumKind.MAJORITY), _number(self.answer("quorum_value") or 0)
            ),
            carries_with=VoteRule(self.answer("carries_with") or VoteRule.MAJORITY),
            promised={
                each: _number(self.answer(f"promised_{each}"))
                for each in Constituency
                if self.answer(f"promised_{each}") not in ("", None)
            },
            in_writing=bool(self.answer("in_writing")),
            openness=Openness(self.answer("openness") or Openness.MEMBERS),
        )


class AmendForm(CharterForm):
    """The same, with the reason for the change."""

    reason = forms.CharField(
        label=lazy("Why does the charter change?"),
        help_text=lazy("Members and families read it beside what was before."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
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
        "quorum_kind": QuorumKind.MAJORITY.value,
        "carries_with": VoteRule.MAJORITY.value,
        "in_writing": True,
        "openness": Openness.PUBLIC.value,
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


@page("decide/committees/<uuid:committee_id>/charter/", name="meetings.amend", permission="committees.charter",
      methods=("GET", "POST"))  # fmt: skip
def amend(request: Request, committee_id: UUID) -> HttpResponse:
    """Change the charter: a new version, with a reason."""
    request.actor.must("committees.charter")
    committee = committee_by_id(request.actor, str(committee_id))
    form = AmendForm(request.POST) if request.method == "POST" else AmendForm(initial=_as_it_is(committee))
    if request.method == "POST":
        reason = form.answer
        made = sent(
            form,
            lambda: amend_charter(request.actor, committee, form.charter(), reason=reason("reason"), now=utc_now()),
        )
        if made:
            messages.success(request, _("The charter is changed. What it said before stays readable."))
            return redirect("meetings.committee", committee.pk)
    return render(request, "meetings/charter.html", {"form": form, "committee": committee})


def _as_it_is(committee: Committee) -> dict[str, Any]:
    """The charter in force, as the form asks for it."""
    plain = (
        "name", "purpose", "authority", "chosen_how", "cadence", "conflict_rule", "records_rule", "notice_days",
        "term_months", "two_thirds_for", "quorum_kind", "carries_with", "in_writing", "openness",
    )  # fmt: skip
    return {
        **{name: getattr(committee, name) for name in plain},
        "review_on": committee.review_on.isoformat(),
        "quorum_value": committee.quorum_value or None,
        "voices_yellow": committee.voices.get(Light.YELLOW.value, []),
        "voices_red": committee.voices.get(Light.RED.value, []),
        **{f"promised_{each}": seats for each, seats in committee.promised.items()},
    }
