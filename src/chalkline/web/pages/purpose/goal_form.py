"""The form in which a goal of the district is set down or restated."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.purpose.goals.api import PLAN_NAMES, GoalPlan, GoalStatement
from chalkline.web.sending import LONGEST, Questions, day_from
from chalkline.web.templatetags.saying import said


class GoalForm(Questions):
    """What the district wants, from which plan, adopted by whom, for which years."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"plan": _("Choose one.")}

    title = forms.CharField(
        label=_("What is the goal, in a few words?"),
        help_text=_("Such as “More students read science at grade level”."),
        max_length=LONGEST,
    )
    what_it_says = forms.CharField(
        label=_("What does the plan say?"),
        help_text=_("Its own words, so that nobody has to guess what was meant."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    plan = forms.ChoiceField(label=_("Which plan is it from?"), widget=forms.RadioSelect)
    adopted_by = forms.CharField(
        label=_("Who adopted it?"),
        help_text=_("Such as “School board” or “Superintendent's cabinet”."),
        widget=forms.TextInput(attrs={"class": "medium"}),
        max_length=LONGEST,
    )
    from_on = forms.CharField(
        label=_("From which day?"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}), max_length=40
    )
    until_on = forms.CharField(
        label=_("Until which day?"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}), max_length=40
    )
    link = forms.CharField(
        label=_("Where can people read the plan?"),
        widget=forms.URLInput(attrs={"class": "medium"}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["plan"].choices = [(plan.value, said(name)) for plan, name in PLAN_NAMES.items()]  # type: ignore[attr-defined]  # a choice field

    def statement(self) -> GoalStatement:
        """What the answers say: the rules judge it."""
        given = self.answer
        return GoalStatement(
            title=given("title"),
            what_it_says=given("what_it_says"),
            plan=GoalPlan(given("plan") or GoalPlan.IMPROVEMENT_PLAN),
            adopted_by=given("adopted_by"),
            from_on=day_from(given("from_on")),
            until_on=day_from(given("until_on")),
            link=given("link"),
        )


class GoalAnewForm(GoalForm):
    """The same, with the reason for stating it anew."""

    because = forms.CharField(
        label=_("Why is it stated anew?"),
        help_text=_("Problems rest on how it was stated before. One sentence is enough."),
        max_length=LONGEST,
    )


def goal_as_typed(statement: GoalStatement) -> dict[str, Any]:
    """A statement as the answers that would give it."""
    return statement.as_json() | {
        "from_on": statement.from_on.isoformat(),
        "until_on": statement.until_on.isoformat(),
    }
