"""The form in which one row is written: who, with what data, for which kind of tool and purpose, and what then."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from chalkline.govern.policies.api import clauses_in_force
from chalkline.rulebook.api import (
    BANDS,
    DEMAND_NAMES,
    EVERY,
    KIND_NAMES,
    NARROWING,
    NO_CLASS,
    ROSTER_ROLES,
    TRAITS,
    VERDICT_NAMES,
    Demand,
    DistrictRule,
    Promise,
    Scope,
    Selection,
    Verdict,
    band_name,
    role_name,
    vocabulary,
)
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said

RULE, PROMISE = "rule:", "promise:"
MANY = forms.CheckboxSelectMultiple


class RuleForm(Questions):
    """One row. Nothing chosen means everything."""

    roles = forms.MultipleChoiceField(
        label=_("Who?"), help_text=_("None chosen: everybody."), widget=MANY, required=False
    )
    bands = forms.MultipleChoiceField(
        label=_("In which grades?"), help_text=_("None chosen: every grade."), widget=MANY, required=False
    )
    elements = forms.MultipleChoiceField(
        label=_("With what data?"), help_text=_("None chosen: whatever data."), widget=MANY, required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("With which kind of tool?"), help_text=_("None chosen: every tool."), widget=MANY, required=False
    )
    purpose = forms.ChoiceField(label=_("For what?"), required=False)
    then = forms.ChoiceField(
        label=_("What then?"),
        help_text=_("The first ones are obeyed at each call. The last ones are checked before a policy is published."),
    )
    name = forms.CharField(
        label=_("A short name"), help_text=_("For example R7. It stands in every refusal."), max_length=40
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("People read it when they are refused."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )
    clause = forms.ChoiceField(
        label=_("The clause of the district's policy"),
        help_text=_("The rule cites it, and whoever is refused can read it."),
        required=False,
    )
    law = forms.CharField(label=_("The law behind it"), required=False)

    SHOWN_AT = {
        "id": "name", "grade_bands": "bands", "purposes": "purpose", "verdict": "then",
        "says": "why",
    }  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, name: str = "") -> None:
        super().__init__(data, initial={"name": name})
        words = vocabulary()
        kinds = [*KIND_NAMES.items(), *TRAITS.items()]
        choices: dict[str, list[tuple[str, str]]] = {
            "roles": [(role, said(role_name(role))) for role in ROSTER_ROLES],
            "bands": [(band, said(band_name(band))) for band in (*BANDS, NO_CLASS)],
            "elements": [(kind.id, said(kind.label)) for kind in words.data_kinds],
            "kinds": [(kind, said(each)) for kind, each in kinds],
            "purpose": [("", said(_("Every purpose"))), *((each.id, said(each.name)) for each in words.purpose_list)],
            "clause": [
                ("", said(_("No clause"))),
                *((each.ref, f"{each.ref} {each.title}: {each.heading}") for each in clauses_in_force(localdate())),
            ],
            "then": [
                *((RULE + each.value, said(VERDICT_NAMES[each])) for each in NARROWING),
                *((PROMISE + each.value, said(says)) for each, says in DEMAND_NAMES.items()),
            ],
        }
        for field, offered in choices.items():
            self.fields[field].choices = offered  # type: ignore[attr-defined]  # a choice field

    def row(self) -> DistrictRule | Promise:
        """The row as it was answered: the rules judge it."""
        purpose = str(self.answer("purpose"))
        wanted = Selection(
            roles=_scope(self.answer("roles")),
            grade_bands=_scope(self.answer("bands")),
            elements=_elements(self.answer("elements")),
            kinds=frozenset(self.answer("kinds") or ()),
            purposes=frozenset({purpose}) if purpose else EVERY,
        )
        then, name, why = (str(self.answer(each)).strip() for each in ("then", "name", "why"))
        if then.startswith(PROMISE):
            return Promise(name, wanted, Demand(then.removeprefix(PROMISE)), why)
        verdict = Verdict(then.removeprefix(RULE) or Verdict.REFUSE)
        return DistrictRule(name, wanted, verdict, why, str(self.answer("clause")), str(self.answer("law")))


def _scope(chosen: Any) -> Scope:
    return frozenset(chosen) if chosen else EVERY


def _elements(kinds: Any) -> Scope:
    return vocabulary().elements_of_kinds(kinds) if kinds else EVERY
