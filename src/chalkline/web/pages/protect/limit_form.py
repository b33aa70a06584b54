"""The form in which a limit is set: on what, for whom, how much, and why."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.people.api import people_by_email, schools
from chalkline.publish.limits.api import EACH_NAMES, KIND_NAMES, MICROS, SCOPE_NAMES, LimitKind, LimitScope, Wanted
from chalkline.rulebook.api import ROSTER_ROLES, Policy, role_name
from chalkline.web.pages.protect.telling import title_of_use
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said

ONE_PERSON = "person:one"


class LimitForm(Questions):
    """One most, for some calls that count together or each one apart."""

    kind = forms.ChoiceField(
        label=_("What shall be limited?"),
        help_text=_("A token is about four letters of English, of the question and of the answer."),
        widget=forms.RadioSelect,
    )
    whose = forms.ChoiceField(label=_("Whose calls count together?"))
    email = forms.CharField(
        label=_("For one person: their district e-mail address"),
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
        max_length=254,
        required=False,
    )
    most = forms.CharField(
        label=_("How much at most?"),
        help_text=_("A number of calls or tokens, or an amount in dollars like 250 or 12.50."),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}),
        max_length=30,
    )
    warn_percent = forms.IntegerField(
        label=_("At how many percent is somebody told?"),
        help_text=_("Callers get a header with each call from there on; you see it on this page and on Today."),
        widget=forms.NumberInput(attrs={"class": "short"}),
        initial=80,
    )
    reason = forms.CharField(
        label=_("What is it to prevent?"),
        help_text=_("One sentence. It stays in the record."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )

    SHOWN_AT = {"subject": "whose"}
    MUST_CHOOSE = {"kind": _("Choose what shall be limited.")}

    def __init__(self, policy: Policy, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(kind.value, said(name)) for kind, name in KIND_NAMES.items()]  # type: ignore[attr-defined]  # a choice field
        self.fields["whose"].choices = _whose(policy)  # type: ignore[attr-defined]  # a choice field

    def wanted(self) -> Wanted:
        """The limit as it was answered: the rules judge it."""
        kind = LimitKind(self.answer("kind") or LimitKind.CALLS_MINUTE)
        scope, _colon, subject = str(self.answer("whose")).partition(":")
        if f"{scope}:{subject}" == ONE_PERSON:
            address = str(self.answer("email")).strip()
            person = people_by_email([address]).get(address) if address else None
            subject = str(person.pk) if person else "nobody"
        return Wanted(
            kind=kind,
            scope=LimitScope(scope or LimitScope.DISTRICT),
            most=most_of(kind, str(self.answer("most"))),
            reason=str(self.answer("reason")),
            subject=subject,
            warn_percent=int(self.answer("warn_percent") or 0),
        )


def most_of(kind: LimitKind, text: str) -> int:
    """The amount as it is counted; -1 for what is none: the rules say so."""
    try:
        amount = Decimal(text.replace(",", "").replace("$", "").strip())
        whole = int(amount * MICROS) if kind is LimitKind.DOLLARS_MONTH else int(amount)
    except (InvalidOperation, ValueError, OverflowError):
        return -1
    return whole if amount.is_finite() and (kind is LimitKind.DOLLARS_MONTH or whole == amount) else -1


def _whose(policy: Policy) -> list[tuple[str, object]]:
    uses = [(f"use:{terms.use_id}", said(title_of_use(policy, terms))) for terms in policy.terms]
    places = [(f"school:{each.pk}", each.name) for each in schools()]
    roles = [(f"role:{role}", said(role_name(role))) for role in ROSTER_ROLES]
    each = [(f"{scope.value}:", said(name)) for scope, name in EACH_NAMES.items()]
    one = SCOPE_NAMES
    return [
        ("district:", said(one[LimitScope.DISTRICT])),
        (said(_("Each one apart")), each),
        (said(one[LimitScope.USE]), uses),
        (said(one[LimitScope.SCHOOL]), places),
        (said(one[LimitScope.ROLE]), roles),
        (said(one[LimitScope.PERSON]), [(ONE_PERSON, said(_("The person with the address below")))]),
    ]
