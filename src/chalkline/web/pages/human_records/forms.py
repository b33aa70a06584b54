"""What is asked of a person who decides: to open a record, to write the decision, to ask a colleague."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.human_records.api import FOLLOWED_NAMES, Decided, Matter
from chalkline.approve.uses.api import ApprovedUse
from chalkline.web.scopes import purpose_said
from chalkline.web.sending import LONGEST, Questions, day_from
from chalkline.web.templatetags.saying import said

YES, NO = "yes", "no"


class RecordForm(Questions):
    """Which use, what is decided, until when."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"use": lazy("Choose what you use.")}

    use = forms.ChoiceField(label=lazy("Which approved use will you look at?"), widget=forms.RadioSelect)
    matter = forms.CharField(
        label=lazy("What do you decide?"),
        help_text=lazy("A few words, without a child’s name: “Who is invited to the reading group in spring”."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )
    until_on = forms.CharField(
        label=lazy("Until when?"),
        help_text=lazy("At most thirty days. After that day no call goes out under this record."),
        widget=forms.TextInput(attrs={"type": "date", "class": "short"}),
    )

    def __init__(self, offered: list[ApprovedUse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(each.pk), f"{each.tool.name}: {said(purpose_said(each.purpose))}") for each in offered
        ]

    def matter_said(self) -> Matter:
        """What was answered."""
        return Matter(self.answer("matter"), day_from(self.answer("until_on")))


class DecisionForm(Questions):
    """What a person decided, before or after an answer, following it or not, and why."""

    decision = forms.CharField(
        label=lazy("What did you decide?"),
        help_text=lazy("Without a child’s name. It stays as you write it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    decided_first = forms.ChoiceField(
        label=lazy("Had you decided before you looked at an answer of the AI?"),
        widget=forms.RadioSelect,
        choices=[(YES, lazy("Yes, I had decided before")), (NO, lazy("No, I looked at an answer first"))],
    )
    followed = forms.ChoiceField(label=lazy("Did you follow the answer?"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=lazy("Why?"),
        help_text=lazy("What spoke for it: what you know, saw, or heard from others."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["followed"].choices = [(each.value, said(name)) for each, name in FOLLOWED_NAMES.items()]  # type: ignore[attr-defined]  # a choice field

    def decided(self) -> Decided:
        """What was answered."""
        first = {YES: True, NO: False}.get(self.answer("decided_first"))
        return Decided(self.answer("decision"), self.answer("why"), self.answer("followed"), first)


class ColleagueForm(Questions):
    """Who is asked to decide instead."""

    colleague = forms.CharField(
        label=lazy("Who shall decide it?"),
        help_text=lazy("Their e-mail address here. Nothing changes until they accept."),
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
        max_length=LONGEST,
    )


def in_a_fortnight(today: date, latest: date) -> date:
    """The day that stands in the form at first."""
    return min(date.fromordinal(today.toordinal() + 14), latest)
