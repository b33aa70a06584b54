"""The forms in which a front end is registered and an issuer of sign-ins is named."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.people.api import people_by_email
from chalkline.publish.front_ends.api import ISSUER_NAMES, PROGRAM_NAMES, FrontEndWanted, IssuerWanted, Program
from chalkline.rulebook.api import Algorithm, IssuerKind
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said


class FrontEndForm(Questions):
    """What it is, for which uses it speaks, who answers for it, and how it signs."""

    name = forms.CharField(
        label=_("What is it called here?"), help_text=_("For example “Chat for students”."), max_length=LONGEST
    )
    program = forms.ChoiceField(label=_("What does it run?"), widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(
        label=_("For which approved uses may it say who calls?"), widget=forms.CheckboxSelectMultiple
    )
    owner = forms.CharField(
        label=_("Who answers for it? Their district e-mail address"),
        help_text=_("When they leave the district, the front end is believed no more."),
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
        max_length=254,
    )
    algorithm = forms.ChoiceField(label=_("How does it sign?"), widget=forms.RadioSelect)
    public_key = forms.CharField(
        label=_("Its public key"),
        help_text=_("Only where it signs with a key of its own: 32 bytes as 64 hex digits."),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, offered: list[tuple[str, str]], data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"program": Program.OPEN_WEBUI, "algorithm": Algorithm.HMAC})
        _choose(self, "program", [(each.value, said(name)) for each, name in PROGRAM_NAMES.items()])
        _choose(self, "uses", offered)
        ways = [
            (Algorithm.HMAC.value, str(_("With a secret that it shares with the gateway; it is shown once"))),
            (Algorithm.ED25519.value, str(_("With a key of its own (Ed25519)"))),
        ]
        _choose(self, "algorithm", ways)

    def wanted(self) -> FrontEndWanted:
        """The front end, as it was answered: the rules judge it."""
        address = self.answer("owner").strip()
        owner = people_by_email([address]).get(address) if address else None
        return FrontEndWanted(
            name=self.answer("name"),
            program=Program(self.answer("program") or Program.OTHER),
            owner_id=str(owner.pk) if owner else "",
            uses=frozenset(self.answer("uses") or ()),
            algorithm=Algorithm(self.answer("algorithm") or Algorithm.HMAC),
            public_key=self.answer("public_key").strip().lower(),
        )


class IssuerForm(Questions):
    """Whose sign-ins are believed, of which organization, and for which apps."""

    kind = forms.ChoiceField(label=_("Where do people of the district sign in?"), widget=forms.RadioSelect)
    tenant = forms.CharField(
        label=_("The district's own number or domain there"),
        help_text=_("Google: your domain. Microsoft, ClassLink: tenant ID. Clever: district ID."),
        max_length=LONGEST,
        required=False,
    )
    audiences = forms.CharField(
        label=_("Client IDs of the front ends"),
        help_text=_("One a line, as the provider's console shows them. A sign-in made for another app does not count."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    issuer = forms.CharField(
        label=_("The issuer's address"),
        help_text=_("Only for another provider: the “issuer” of its discovery document."),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"kind": IssuerKind.GOOGLE})
        _choose(self, "kind", [(each.value, said(name)) for each, name in ISSUER_NAMES.items()])

    def wanted(self) -> IssuerWanted:
        """The issuer, as it was answered."""
        return IssuerWanted(
            kind=IssuerKind(self.answer("kind") or IssuerKind.OTHER),
            audiences=frozenset(self.answer("audiences").split()),
            tenant=self.answer("tenant"),
            issuer=self.answer("issuer"),
        )


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices
