"""The form in which a key is issued: for whom it is, within what the approved use allows."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.people.api import people_by_email, schools
from chalkline.publish.standing_pack.api import HOLDER_NAMES, Holder, HolderKind
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, Everything, Terms, band_name, role_name
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said

NOBODY = "00000000-0000-4000-8000-000000000000"


class KeyForm(Questions):
    """Who or what will call, as whom, for which grades, at which school, and who answers for it."""

    kind = forms.ChoiceField(
        label=_("Who or what will use this key?"),
        help_text=_("One person and a class speak for one grade and school. An app or a script says so at each call."),
        widget=forms.RadioSelect,
    )
    label = forms.CharField(
        label=_("What shall it be called?"),
        help_text=_("So that somebody knows what it is for months from now: “Science 7, period 2”."),
        max_length=LONGEST,
    )
    role = forms.ChoiceField(label=_("Who will be at the keyboard?"), widget=forms.RadioSelect)
    grade_bands = forms.MultipleChoiceField(
        label=_("For which grades?"),
        help_text=_("One for a person or a class. Leave it empty for an app that says the grade at each call."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    school = forms.ChoiceField(
        label=_("At which school?"),
        help_text=_("Leave it empty for an app that says the school at each call."),
        required=False,
    )
    class_id = forms.CharField(
        label=_("Which class of the roster is it?"),
        help_text=_(
            "For a key of a class: its id in the roster. Where the decision lets teachers look, its teacher then sees "
            "what the class used it for, in counts. Leave it empty where nobody needs to."
        ),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        max_length=100,
        required=False,
    )
    people_sign_in = forms.BooleanField(
        label=_("Each call names the person behind the app"),
        help_text=_(
            "For an app whose people sign in. Role, grade, school and trainings come from the roster; a call without "
            "proof of who it is for is refused."
        ),
        required=False,
    )
    email = forms.CharField(
        label=_("Who answers for it? Their district e-mail address"),
        help_text=_("They see the key in their list and can revoke it. When they leave the district, it stops."),
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
        max_length=254,
        required=False,
    )

    FIELD_OF = {"person": "email"}

    def __init__(self, terms: Terms, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"kind": HolderKind.CLASS.value})
        self._choose("kind", [(kind.value, said(name)) for kind, name in HOLDER_NAMES.items()])
        self._choose("role", [(role, said(role_name(role))) for role in ROSTER_ROLES if role in terms.roles])
        bands = [
            band
            for band in (*BANDS, NO_CLASS)
            if isinstance(terms.grade_bands, Everything) or band in terms.grade_bands
        ]
        self._choose("grade_bands", [(band, said(band_name(band))) for band in bands])
        offered = [
            (str(each.pk), each.name)
            for each in schools()
            if isinstance(terms.schools, Everything) or str(each.pk) in terms.schools
        ]
        self._choose("school", [("", said(_("Said at each call"))), *offered])

    def holder(self) -> Holder:
        """For whom it is, as it was answered: the rules judge it."""
        address = self.answer("email").strip()
        person = people_by_email([address]).get(address) if address else None
        return Holder(
            kind=HolderKind(self.answer("kind") or HolderKind.PERSON),
            label=self.answer("label"),
            role=self.answer("role"),
            grade_bands=frozenset(self.answer("grade_bands") or ()),
            school_id=self.answer("school"),
            person_id=str(person.pk) if person else "",
            class_id=self.answer("class_id"),
            people_sign_in=bool(self.answer("people_sign_in")),
        )

    def clean_email(self) -> str:
        """An address that is given must be somebody's."""
        address = str(self.cleaned_data.get("email", "")).strip()
        if address and address not in people_by_email([address]):
            raise forms.ValidationError(_("Nobody here has this address. Check it, or leave it empty."))
        return address

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
