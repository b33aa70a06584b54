"""The forms behind a vendor's link, which staff use too when they answer from documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import read_elements
from chalkline.tools.evaluations.api import (
    ACCEPTED,
    PROOF_NAMES,
    SAYS_NAMES,
    AnswerGiven,
    ProofGiven,
    ProofKind,
    Record,
    Respondent,
    Says,
    Subprocessor,
)
from chalkline.tools.questionnaires.api import Question
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said

DAY = {"type": "date", "class": "short"}


class WhoForm(Questions):
    """Who answers for the vendor."""

    name = forms.CharField(
        label=_("Your name"), max_length=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    position = forms.CharField(
        label=_("What you do there"),
        help_text=_("For example: privacy lead, head of product."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    @property
    def respondent(self) -> Respondent:
        """As the rules judge it."""
        return Respondent(str(self.answer("name")), str(self.answer("email")), str(self.answer("position")))


class GroupForm(Questions):
    """The questions of a group: what the answer comes to, and words."""

    def __init__(self, kept: Record, asked: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        again = {each.question: each.words for each in kept.open_follow_ups} if kept.submissions else {}
        self.again = again
        choices = [(key.value, said(name)) for key, name in SAYS_NAMES.items()]
        for each in asked:
            before = kept.answers.get(each.id)
            self.fields[f"says_{each.id}"] = forms.ChoiceField(
                label=_("Your answer"), choices=choices, widget=forms.RadioSelect, initial=before.says if before else ""
            )
            self.fields[f"words_{each.id}"] = forms.CharField(
                label=_("In your words"),
                max_length=LONGEST,
                required=False,
                initial=before.words if before else "",
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def answers(self) -> dict[str, AnswerGiven]:
        """What was answered; a question without a choice is not answered yet."""
        return {
            each.id: AnswerGiven(Says(says), str(self.answer(f"words_{each.id}")))
            for each in self.asked
            if (says := self.answer(f"says_{each.id}"))
        }

    @property
    def items(self) -> list[dict[str, Any]]:
        """Each question with its two fields, as it is drawn."""
        return [
            {
                "question": each,
                "says": self[f"says_{each.id}"],
                "words": self[f"words_{each.id}"],
                "again": self.again.get(each.id, ""),
            }
            for each in self.asked
        ]


class FileForm(Questions):
    """A file that shows an answer."""

    MUST_CHOOSE = {"kind": _("Choose what it is.")}

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A PDF, a picture, an Office file or a text, of at most 20 MB."),
        widget=forms.FileInput(attrs={"class": "usa-file", "accept": ACCEPTED}),
    )
    kind = forms.ChoiceField(label=_("What is it?"))
    title = forms.CharField(label=_("What is it called?"), max_length=LONGEST, required=False)
    version = forms.CharField(
        label=_("Which version of the product is it about?"), max_length=LONGEST, required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip
    issued_on = forms.DateField(
        label=_("Made on"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label=_("Good until"),
        help_text=_("Left empty, it counts for a year from the day it was made."),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    questions = forms.MultipleChoiceField(
        label=_("Which questions does it answer?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    is_confidential = forms.BooleanField(
        label=_("It is confidential"),
        help_text=_("Only those who look after privacy and security open it, and it is never passed on."),
        required=False,
    )

    def __init__(self, kept: Record, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(key.value, said(name)) for key, name in PROOF_NAMES.items()]
        self.fields["kind"].choices = [("", said(_("Choose"))), *kinds]  # type: ignore[attr-defined]  # a choice field has them
        self.fields["questions"].choices = [  # type: ignore[attr-defined]  # the same
            (each.id, f"{each.id} {said(each.asked)}") for each in kept.questions
        ]

    def clean(self) -> dict[str, Any]:
        """A file is no text of the form: it is asked for by itself."""
        given = super().clean()
        if not self.files.get("file"):
            self.add_error("file", _("Choose a file."))
        return given

    @property
    def given(self) -> ProofGiven:
        """As the rules judge it."""
        return ProofGiven(
            kind=ProofKind(self.answer("kind") or ProofKind.OTHER),
            title=str(self.answer("title")),
            questions=tuple(self.answer("questions") or ()),
            version=str(self.answer("version")),
            issued_on=self.answer("issued_on") or None,
            expires_on=self.answer("expires_on") or None,
            is_confidential=bool(self.answer("is_confidential")),
        )


class CompaniesForm(Questions):
    """Who else gets data, a company a line: name; country; what for; which data."""

    SHOWN_AT = {"subprocessors": "companies"}

    companies = forms.CharField(
        label=_("One company a line: name; country; what for; which data"),
        help_text=_("For example: CloudHost; United States; hosting; student work, first name"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONGEST,
        required=False,
    )

    @property
    def given(self) -> list[Subprocessor]:
        """As the rules judge it: what of the data is one of ours by its id, the rest in its words."""
        return [_company(line) for line in str(self.answer("companies")).splitlines() if line.strip()]


def first_companies(kept: Record) -> str:
    """The list as it was stated, to be changed."""
    names = {each.id: each.label for each in vocabulary().element_list}
    return "\n".join(
        "; ".join(
            [each.name, each.country, each.purpose, ", ".join([*(names[e] for e in each.elements), *each.unclear])]
        ).rstrip("; ")
        for each in kept.subprocessors
    )


def _company(line: str) -> Subprocessor:
    parts = [each.strip() for each in line.split(";")] + [""] * 4
    read = read_elements(parts[3]) if parts[3] else None
    return Subprocessor(
        parts[0], parts[1], parts[2], tuple(sorted(read.elements)) if read else (), read.unclear if read else ()
    )
