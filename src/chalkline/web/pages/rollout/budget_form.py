"""The questions about money: a source, a line, an amount, a day of the purchasing calendar."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as lazy

from chalkline.people.api import Actor
from chalkline.rollout.budget.api import (
    PURCHASE_STEP_NAMES,
    SOURCE_KIND_NAMES,
    WHAT_FOR_NAMES,
    dollars_from,
    fiscal_year_from,
    fiscal_years,
    sources,
)
from chalkline.web.pages.rollout.telling import day_field, text_field, uses_to_choose
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said
from chalkline.web.tool_field import ToolField

NO_NUMBER = -1  # what no rule accepts


class AmountForm(Questions):
    """Whole dollars of a fiscal year from a source."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"source": lazy("Choose who pays.")}

    fiscal_year = forms.CharField(
        label=lazy("For which fiscal year?"), help_text=lazy("Such as 2026-27."), max_length=20,
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip
    amount = forms.CharField(
        label=lazy("How much, in whole dollars?"), max_length=30, widget=forms.TextInput(attrs={"class": "short"})
    )
    source = forms.ChoiceField(label=lazy("Who pays?"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.pk), each.name) for each in sources(actor)]
        self.fields["source"].choices = [("", ""), *named]  # type: ignore[attr-defined]  # a field of choices has them

    def year(self) -> int | None:
        """The year, or None for what names none."""
        return fiscal_year_from(self.answer("fiscal_year"))

    def dollars(self) -> Decimal | None:
        """The amount, or None for what names none."""
        return dollars_from(self.answer("amount"))


class LineForm(AmountForm):
    """What is paid for, and the first amount."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {
        "what_for": lazy("Choose what it is."),
        "source": lazy("Choose who pays."),
    }

    title = forms.CharField(
        label=lazy("What is paid for?"), help_text=lazy("Such as “MagicSchool, teacher plan”."), max_length=LONGEST
    )
    what_for = forms.ChoiceField(label=lazy("What is it?"), widget=forms.RadioSelect)
    use = forms.ChoiceField(label=lazy("For which approved use?"), required=False)
    tool = ToolField(
        label=lazy("Or for which tool as a whole?"),
        none=lazy("None in particular"),
        required=False,
        help_text=lazy("Leave it if a use is chosen above."),
    )
    people = forms.CharField(
        label=lazy("For how many people?"), required=False, max_length=12,
        help_text=lazy("Then the cost of an outcome can be worked out."),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    fte = forms.CharField(
        label=lazy("How many full-time positions?"), required=False, max_length=12,
        help_text=lazy("For staff time, such as 0.5."),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )  # fmt: skip
    recurs = forms.BooleanField(label=lazy("It has to be paid every year"), required=False, initial=True)
    note = text_field(lazy("What else should a reader know?"), rows=2, required=False)

    field_order = ("title", "what_for", "use", "tool", "fiscal_year", "amount", "source", "recurs", "people", "fte")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        self.order_fields(self.field_order)
        choices: dict[str, Any] = {
            "what_for": [(each.value, said(name)) for each, name in WHAT_FOR_NAMES.items()],
            "use": uses_to_choose(actor),
        }
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]  # as above
        self.fields["tool"].offer()  # type: ignore[attr-defined]  # a field of a tool

    def how_many(self) -> int | None:
        """The number of people; one that no rule accepts for what is no number."""
        text = self.answer("people").replace(",", "").strip()
        return (int(text) if text.isascii() and text.isdigit() else NO_NUMBER) if text else None

    def positions(self) -> Decimal | None:
        """Full-time positions; a number that no rule accepts for what is none."""
        text = self.answer("fte").strip()
        whole, _dot, part = text.partition(".")
        plain = all(each.isascii() and (each.isdigit() or not each) for each in (whole, part)) and len(text) <= 8
        return (Decimal(text) if plain and text != "." else Decimal(NO_NUMBER)) if text else None


class SourceForm(Questions):
    """A source of money and its end."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"kind": lazy("Choose what kind of money it is.")}

    name = forms.CharField(label=lazy("What is the source called?"), max_length=LONGEST)
    kind = forms.ChoiceField(label=lazy("What kind of money is it?"), widget=forms.RadioSelect)
    ends_on = day_field(
        lazy("What is the last day on which it pays?"), lazy("Leave it empty if it does not end."), required=False
    )
    after = text_field(
        lazy("What pays after it ends?"), lazy("If nobody knows yet, leave it empty: that is a warning by itself."),
        rows=2, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.value, said(name)) for each, name in SOURCE_KIND_NAMES.items()]  # type: ignore[attr-defined]  # as above


class EndForm(Questions):
    """The end of a source, stated anew."""

    ends_on = SourceForm.base_fields["ends_on"]
    after = SourceForm.base_fields["after"]


class PurchaseForm(Questions):
    """A day of the purchasing calendar."""

    step = forms.ChoiceField(label=lazy("What happens?"))
    on = day_field(lazy("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(each.value, said(name)) for each, name in PURCHASE_STEP_NAMES.items()]  # type: ignore[attr-defined]  # as above


def this_year(today: Any) -> str:
    """The fiscal year of today, as people write it."""
    years = fiscal_years()
    return years.said(years.of(today))
