"""The form in which a signed agreement is recorded, with its schedule of data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from chalkline.people.api import Actor
from chalkline.tools.agreements.api import (
    AI_TERMS_NAMES,
    KIND_NAMES,
    Agreement,
    AgreementKind,
    AiTerms,
    InForce,
    Terms,
    agreements_in_force,
    terms_of,
)
from chalkline.tools.register.api import tool_names
from chalkline.web.sending import LONGEST, ByHand, Questions
from chalkline.web.templatetags.saying import said
from chalkline.web.tool_field import ToolField, TypedTool

DAY = {"type": "date", "class": "short"}
YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", _("It does not say"))]
CLAUSE_WORDS = {
    "notice": "notice_days",
    "breach": "breach_hours",
    "deletion": "deletion_days",
    "certificate": "certificate",
    "place": "data_in",
    "ai": "ai",
}


def _yes(value: str) -> bool:
    return value == "yes"


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short", "min": 1, "inputmode": "numeric"}),
    )


def _agreements_to_amend(form: forms.Form) -> tuple[InForce, ...]:
    """Those in force; where there are very many tools, those of the tool that is meant."""
    field, on = form.fields["tool"], localdate()
    if not isinstance(field.widget, TypedTool):
        return agreements_in_force(on)
    try:
        meant = str(field.to_python(form.data.get("tool") or form.initial.get("tool")))
    except forms.ValidationError:
        meant = ""
    return agreements_in_force(on, tools=[meant]) if meant else ()


class AgreementForm(Questions):
    """With whom, what was signed, from when to when; the schedule is ticked by hand."""

    BY_HAND: ClassVar[dict[str, ByHand]] = {"elements": ByHand("elements", "ends_on", _("Schedule of data"))}
    MUST_CHOOSE: ClassVar[dict[str, object]] = {
        "tool": _("Choose the tool it is about."),
        "kind": _("Choose what was signed."),
    }

    tool = ToolField(label=_("Which tool is it about?"))
    kind = forms.ChoiceField(label=_("What was signed?"), widget=forms.RadioSelect)
    signed_on = forms.DateField(label=_("Signed on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label=_("Its last day"),
        help_text=_("On the day after, the gateway keeps back student information."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    file = forms.FileField(
        label=_("The signed PDF"),
        help_text=_("Kept exactly as it is, with its digest. At most 20 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf", "class": "usa-file"}),
    )

    amends = forms.ChoiceField(
        label=_("Which agreement does the addendum belong to?"), required=False, help_text=_("Only for an addendum.")
    )
    state = forms.CharField(
        label=_("Whose state form or addendum is it?"),
        help_text=_("Two letters, such as CA."),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    version = forms.CharField(
        label=_("Which version of the form?"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    joined_from = forms.CharField(
        label=_("Whose agreement was joined?"),
        help_text=_("Only where you joined by its general offer."),
        max_length=LONGEST,
        required=False,
    )
    offer_ends_on = forms.DateField(
        label=_("Until when may other districts join by its general offer?"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    renews_by_itself = forms.TypedChoiceField(
        label=_("Does it renew by itself?"),
        required=False,
        coerce=_yes,
        empty_value=None,
        widget=forms.RadioSelect,
        choices=YES_NO,
    )
    notice_days = _number(_("How many days before its end must notice be given?"))
    breach_hours = _number(_("Within how many hours must the vendor tell us of a breach?"))
    deletion_days = _number(_("Within how many days must it delete our data?"))
    certificate = forms.TypedChoiceField(
        label=_("Does it have to certify the deletion?"),
        required=False,
        coerce=_yes,
        empty_value=None,
        widget=forms.RadioSelect,
        choices=YES_NO,
    )
    data_in = forms.CharField(
        label=_("Where does the data live?"),
        help_text=_("As the agreement says it: “United States”."),
        max_length=LONGEST,
        required=False,
    )
    ai = forms.ChoiceField(label=_("What does it say about AI?"), widget=forms.RadioSelect, required=False)
    clauses = forms.CharField(
        label=_("Where do these stand?"),
        help_text=_("One a line: breach 4.3, deletion 4.6, certificate 4.6, notice 7.1, place 5.2, ai G 2"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].offer()  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.value, said(name)) for kind, name in KIND_NAMES.items()]  # type: ignore[attr-defined]
        self.fields["ai"].choices = [(each.value, said(name)) for each, name in AI_TERMS_NAMES.items()]  # type: ignore[attr-defined]
        held = [each for each in _agreements_to_amend(self) if each.kind is not AgreementKind.ADDENDUM]
        names = tool_names(each.tool for each in held)
        under = [
            (each.agreement_id, f"{names.get(each.tool, each.tool)}, {said(KIND_NAMES[each.kind])}, {each.signed_on}")
            for each in held
        ]
        self.fields["amends"].choices = [("", said(_("None"))), *under]  # type: ignore[attr-defined]

    @property
    def terms(self) -> Terms:
        """What it promises besides its schedule; the rules judge it."""
        return Terms(
            version=str(self.answer("version")),
            state=str(self.answer("state")).strip().upper(),
            renews_by_itself=self.answer("renews_by_itself") if self.answer("renews_by_itself") != "" else None,
            notice_days=self.answer("notice_days") or None,
            breach_hours=self.answer("breach_hours") or None,
            deletion_days=self.answer("deletion_days") or None,
            certificate=self.answer("certificate") if self.answer("certificate") != "" else None,
            data_in=str(self.answer("data_in")),
            ai=AiTerms(self.answer("ai") or AiTerms.NOT_SAID),
            offer_ends_on=self.answer("offer_ends_on") or None,
            joined_from=str(self.answer("joined_from")),
            clauses=tuple(_clauses(str(self.answer("clauses")))),
        )


def renewal(actor: Actor, agreement: Agreement) -> dict[str, object]:
    """What a renewal begins with: the same tool, kind and terms, signed where the last one ends."""
    terms = terms_of(agreement)
    words = {name: word for word, name in CLAUSE_WORDS.items()}
    return {
        "tool": agreement.tool.slug,
        "kind": AgreementKind(agreement.kind).value,
        "amends": str(agreement.amends_id or ""),
        "state": terms.state,
        "version": terms.version,
        "joined_from": terms.joined_from,
        "renews_by_itself": _said_yes(terms.renews_by_itself),
        "notice_days": terms.notice_days,
        "breach_hours": terms.breach_hours,
        "deletion_days": terms.deletion_days,
        "certificate": _said_yes(terms.certificate),
        "data_in": terms.data_in,
        "ai": terms.ai.value,
        "clauses": "\n".join(f"{words[name]} {where}" for name, where in terms.clauses if name in words),
    }


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    for line in text.replace(",", "\n").splitlines():
        word, _space, where = line.strip().partition(" ")
        if word:
            yield CLAUSE_WORDS.get(word.casefold().strip(":"), word), where.strip()


def _said_yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
