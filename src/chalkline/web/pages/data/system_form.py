"""The form in which a system is put on the map."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chalkline.data.systems.api import HOSTING_NAMES, KIND_NAMES, System, Told
from chalkline.web.sending import LONGEST, ByHand, Questions
from chalkline.web.templatetags.saying import said


class SystemForm(Questions):
    """What it is called, what it is for, where it runs, who answers for it, what it holds."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {"elements": ByHand("elements", "steward", _("What it holds"))}

    name = forms.CharField(label=_("What is it called here?"), max_length=LONGEST)
    kind = forms.ChoiceField(label=_("What is it for?"))
    vendor = forms.CharField(label=_("Who makes it?"), max_length=LONGEST, required=False)
    hosting = forms.ChoiceField(label=_("Where does it run?"), widget=forms.RadioSelect)
    owner = forms.CharField(
        label=_("Who answers for it? Their district e-mail address"),
        help_text=_("Whoever decides what is kept in it and who may see it."),
        max_length=254,
    )
    steward = forms.CharField(
        label=_("Who looks after its data day by day? Their e-mail address"), max_length=254, required=False
    )
    kept_for = forms.CharField(
        label=_("How long are its records kept?"),
        help_text=_("As the records schedule says it: “grades for ever, attendance seven years”."),
        max_length=LONGEST,
        required=False,
    )
    notes = forms.CharField(
        label=_("Anything else one should know"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field, names in (("kind", KIND_NAMES), ("hosting", HOSTING_NAMES)):
            choices = [(key.value, said(name)) for key, name in names.items()]
            self.fields[field].choices = [("", said(_("Choose"))), *choices] if field == "kind" else choices  # type: ignore[attr-defined]

    def told(self) -> Told:
        """What was said, as the rules judge it."""
        return Told(
            **{name: str(self.answer(name)) for name in self.fields},
            elements=frozenset(self.data.getlist("elements")) if hasattr(self.data, "getlist") else frozenset(),
        )


def first_answers(system: System) -> dict[str, object]:
    """What is said of a system now, to be corrected."""
    return {
        "name": system.name, "kind": system.kind, "vendor": system.vendor, "hosting": system.hosting,
        "owner": system.owner.email, "steward": system.steward.email if system.steward else "",
        "kept_for": system.kept_for, "notes": system.notes,
    }  # fmt: skip
