"""The form in which a pilot is planned. What is missing is said by the rules of plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.kernel.problem import Words
from chalkline.pilot.plans.api import ASSIGNED_NAMES, DESIGN_NAMES, STANDARD_NAMES, STRATA_NAMES
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said

Choices = Callable[[], list[tuple[str, Any]]]


def _text(label: Any, help_text: Any = "", *, rows: int = 0, short: bool = False, optional: bool = False) -> Any:
    widget: Any = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    if short:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=LONGEST, required=not optional)


def _day(label: Any, help_text: Any = "") -> Any:
    widget = forms.DateInput(attrs={"type": "date", "class": "short"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=40)


def _choice(label: Any, choices: Choices, help_text: Any = "") -> Any:
    return forms.ChoiceField(label=label, help_text=help_text, choices=choices, widget=forms.RadioSelect)


def _named(names: Mapping[Any, Words]) -> Choices:
    return lambda: [(key.value, said(words)) for key, words in names.items()]


def _better() -> list[tuple[str, Any]]:
    return [("more", _("More of it")), ("less", _("Less of it"))]


PARTS: tuple[tuple[Any, dict[str, forms.Field]], ...] = (
    (
        _("What you want to know"),
        {
            "title": _text(_("What is this pilot called?")),
            "question": _text(
                _("What do you want to know?"), _("One question that could be answered with no."), rows=2
            ),
            "who": _text(
                _("Who takes part?"), _("Which schools, grades or classes, and how they were chosen."), rows=2
            ),
        },
    ),
    (
        _("What decides"),
        {
            "measure": _text(
                _("What will be measured?"), _("The one outcome that decides. How often it is used is never one.")
            ),
            "counts": _text(_("What do its numbers count?"), _("Such as “points” or “minutes a week”.")),
            "direction": _choice(_("What is better?"), _better),
            "smallest": _text(
                _("What is the smallest effect that matters?"),
                _("In that same unit. Below it, the cost and the work would not be worth it."),
                short=True,
            ),
            "spread": _text(
                _("How far do people differ in it?"),
                _(
                    "The standard deviation, from last year's figures. "
                    "Two thirds of people lie within this of the average."
                ),
                short=True,
            ),
        },
    ),
    (
        _("Two sides"),
        {
            "assigned": _choice(_("What is put on one side or the other as a whole?"), _named(ASSIGNED_NAMES)),
            "design": _choice(_("How do they come to a side?"), _named(DESIGN_NAMES)),
            "strata": _choice(
                _("Where is the draw made?"),
                _named(STRATA_NAMES),
                _("Inside schools is best: each school then has both sides."),
            ),
            "planned_units": _text(_("How many of them, on both sides together?"), short=True),
            "planned_each": _text(
                _("How many people in each?"), _("For classes and schools."), short=True, optional=True
            ),
        },
    ),
    (
        _("Measured before"),
        {
            "pretest": _text(
                _("What is measured before the start?"),
                _("The same measure, or last year's test. It makes the pilot see smaller effects."),
                optional=True,
            ),
            "explained": _text(
                _("How much of the difference between people does it explain, in percent?"),
                _("50 is usual for a test of last year."),
                short=True,
            ),
            "alike": _text(
                _("How much of it lies between classes or schools, in percent?"),
                _("20 is usual for test scores, 10 for other things."),
                short=True,
            ),
        },
    ),
    (
        _("Groups"),
        {
            "subgroups": _text(
                _("For which groups will you look apart?"),
                _(
                    "The names of columns, separated by commas, such as “EL, SWD”. "
                    "At most six; fewer than ten are never shown."
                ),
                optional=True,
            ),
            "harm": _text(
                _("How much worse may it be for such a group?"),
                _("In the same unit. Clearly worse than this for one group stops it for all. 0 leaves this out."),
                short=True,
            ),
        },
    ),
    (
        _("What has to be kept safe"),
        {
            "guardrail": _text(
                _("What must not get worse?"),
                _("Something else that is measured after, on both sides. Leave it empty if there is nothing."),
                optional=True,
            ),
            "guardrail_counts": _text(_("What do its numbers count?"), optional=True),
            "guardrail_direction": _choice(_("What is better?"), _better),
            "guardrail_harm": _text(
                _("How much worse is too much?"),
                _("In that unit. Clearly worse than this stops it, however well it helps elsewhere."),
                short=True,
                optional=True,
            ),
        },
    ),
    (
        _("The rule"),
        {
            "level": _choice(
                _("How sure do you want to be?"), lambda: [("90", _("90 percent")), ("95", _("95 percent"))]
            ),
            "standard": _choice(_("When do you use it more widely?"), _named(STANDARD_NAMES)),
            "stop_rule": _text(_("When do you stop before the end?"), _("Harm needs no statistics."), rows=2),
        },
    ),
    (
        _("Days"),
        {
            "starts_on": _day(_("First day")),
            "ends_on": _day(_("Last day"), _("Outcomes are handed in from this day on, and not before.")),
            "measured_until": _day(_("Last day for outcomes")),
        },
    ),
)


class PlanForm(Questions):
    """What is asked before a pilot starts."""

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for _title, questions in PARTS:
            self.fields.update(deepcopy(questions))

    @property
    def parts(self) -> list[tuple[Any, list[Any]]]:
        """The questions in groups, as the page shows them."""
        return [(title, [self[name] for name in questions]) for title, questions in PARTS]
