"""The forms in which documents and answers are added."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chalkline.assist.library.api import AUDIENCE_NAMES, LANGUAGES, LARGEST_FILE, THEME_NAMES, About, Audience, Theme
from chalkline.people.api import ROLE_NAMES, Actor, open_grants
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said


class _AboutForm(Questions):
    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"theme": _("Choose one."), "audience": _("Choose one.")}

    title = forms.CharField(label=_("Title"), help_text=_("As families would call it."), max_length=LONGEST)
    theme = forms.ChoiceField(label=_("What is it about?"))
    audience = forms.ChoiceField(
        label=_("Who may be told what it says?"),
        help_text=_("Answers to families quote only what is for families and the public."),
        widget=forms.RadioSelect,
    )
    roles = forms.MultipleChoiceField(
        label=_("Which roles, if only some?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    language = forms.ChoiceField(label=_("In which language is it written?"))
    owner = forms.ChoiceField(
        label=_("Who answers for it?"), help_text=_("Is asked when it has to be looked at again.")
    )

    def __init__(self, actor: Actor, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial or {"owner": actor.id, "audience": "public"}, **kwargs)
        self.actor = actor
        for name, choices in (
            ("theme", [("", "—"), *((theme.value, said(word)) for theme, word in THEME_NAMES.items())]),
            ("audience", [(each.value, said(word)) for each, word in AUDIENCE_NAMES.items()]),
            ("roles", [(role.value, said(word)) for role, word in ROLE_NAMES.items()]),
            ("language", [(each, said(word)) for each, word in LANGUAGES.items()]),
            ("owner", _owners(actor)),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # all of them are choices

    def about(self) -> About:
        """What was answered, as the rules judge it."""
        given = self.answer
        return About(
            title=given("title"),
            owner_id=str(given("owner")),
            audience=Audience(given("audience") or Audience.STAFF),
            theme=Theme(given("theme") or Theme.OTHER),
            language=str(given("language")),
            roles=frozenset(given("roles") or ()),
        )


class DocumentForm(_AboutForm):
    """A file, and what is said of it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word (.docx), a web page or plain text; at most 20 MB."),
        allow_empty_file=True,
        required=True,
    )
    field_order = ("file", "title", "theme", "audience", "roles", "language", "owner")

    def upload(self) -> tuple[bytes, str]:
        """The bytes and the name of the file; a little more than the limit is read at most."""
        file = self.files.get("file")
        return (file.read(LARGEST_FILE + 1), file.name or "") if file else (b"", "")


class AnswerForm(_AboutForm):
    """A question families keep asking, and its answer, word for word as it will be quoted."""

    title = forms.CharField(label=_("The question, as families ask it"), max_length=LONGEST)
    answer_text = forms.CharField(
        label=_("The answer"),
        help_text=_("A few plain sentences. They are quoted word for word."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )
    SHOWN_AT: ClassVar[dict[str, str]] = {"answer": "answer_text"}
    field_order = ("title", "answer_text", "theme", "audience", "roles", "language", "owner")


def _owners(actor: Actor) -> list[tuple[str, str]]:
    people = {str(grant.person_id): str(grant.person) for grant in open_grants()}
    people.pop(actor.id, None)
    return [(actor.id, actor.name), *sorted(people.items(), key=lambda each: each[1].casefold())]
