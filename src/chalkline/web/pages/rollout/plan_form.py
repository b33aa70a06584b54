"""The questions about a phase and about a gate."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.uses.api import ApprovedUse
from chalkline.people.api import Actor, schools
from chalkline.rollout.budget.api import fiscal_year_from
from chalkline.rollout.communications.api import AUDIENCE_NAMES
from chalkline.rollout.phases.api import ASKS, GATE_KIND_NAMES, GateKind, PhasePlan
from chalkline.rollout.training.api import courses
from chalkline.rulebook.api import named_roles
from chalkline.web.pages.rollout.telling import day_field
from chalkline.web.sending import LONGEST, Questions, day_from
from chalkline.web.templatetags.saying import said


class PhaseForm(Questions):
    """Who comes in this phase, and when."""

    title = forms.CharField(label=lazy("What is the phase called?"), max_length=LONGEST)
    school_ids = forms.MultipleChoiceField(
        label=lazy("Which schools?"),
        help_text=lazy("None chosen: every school that the use is approved for."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=lazy("Which people?"),
        help_text=lazy("None chosen: everybody that the use is approved for."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_on = day_field(lazy("From which day, if its gates are met?"))
    ends_on = day_field(lazy("Until when should it be done?"), required=False)

    def __init__(self, use: ApprovedUse, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = schools().filter(pk__in=use.school_ids) if use.school_ids else schools()
        roles = [(each, said(named_roles(frozenset({each}))[0])) for each in sorted(use.roles)]
        self.fields["school_ids"].choices = [(str(each.pk), each.name) for each in held]  # type: ignore[attr-defined]  # fields of choices have them
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]  # as above

    def planned(self) -> PhasePlan:
        """The phase that the answers describe."""
        ends = self.answer("ends_on")
        return PhasePlan(
            title=self.answer("title"),
            school_ids=tuple(self.answer("school_ids") or ()),
            roles=tuple(self.answer("roles") or ()),
            starts_on=day_from(self.answer("starts_on")),
            ends_on=day_from(ends) if ends.strip() else None,
        )


class GateForm(Questions):
    """One kind of gate, with what it asks for; shown with the questions of its kind only."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {}

    course = forms.ChoiceField(label=lazy("Which training?"))
    percent = forms.CharField(
        label=lazy("How many percent of its people?"), initial="80", widget=forms.TextInput(attrs={"class": "short"})
    )
    until_on = day_field(lazy("Until at least which day?"))
    audience = forms.ChoiceField(label=lazy("Who must have been told?"))
    score = forms.CharField(
        label=lazy("Which score of 100 at least?"), initial="98", widget=forms.TextInput(attrs={"class": "short"})
    )
    days = forms.CharField(
        label=lazy("Audited in the last how many days?"),
        initial="30",
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    dollars = forms.CharField(
        label=lazy("How many whole dollars must be planned?"), widget=forms.TextInput(attrs={"class": "short"})
    )
    fiscal_year = forms.CharField(
        label=lazy("For which fiscal year?"),
        help_text=lazy("Such as 2026-27."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )

    def __init__(self, actor: Actor, kind: GateKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in set(self.fields) - set(ASKS[kind]):
            del self.fields[name]
        choices: dict[str, Any] = {
            "course": [(each.slug, each.title) for each in courses(actor)],
            "audience": [(each.value, said(name)) for each, name in AUDIENCE_NAMES.items()],
        }
        for name in choices.keys() & self.fields.keys():
            self.fields[name].choices = choices[name]  # type: ignore[attr-defined]  # as above

    def values(self) -> dict[str, str]:
        """What the gate asks for, as text."""
        given = {name: str(self.answer(name)) for name in self.fields}
        if "fiscal_year" in given:
            year = fiscal_year_from(given["fiscal_year"])
            given["fiscal_year"] = "" if year is None else str(year)
        if "dollars" in given:
            given["dollars"] = given["dollars"].replace(",", "").removeprefix("$").strip()
        return given


def gate_kinds() -> list[tuple[str, str]]:
    """Every kind of gate, as a choice."""
    return [(each.value, said(name)) for each, name in GATE_KIND_NAMES.items()]
