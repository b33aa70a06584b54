"""The questions about a message: as it is planned, and as it was sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as lazy

from chalkline.people.api import Actor
from chalkline.rollout.communications.api import (
    AUDIENCE_NAMES,
    CHANNEL_NAMES,
    LANGUAGE_NAMES,
    Audience,
    Channel,
    Message,
    MessagePlan,
    Sent,
    missing_languages,
)
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.pages.rollout.telling import day_field, text_field, uses_to_choose
from chalkline.web.sending import LONGEST, Questions, day_from
from chalkline.web.templatetags.saying import said


class MessageForm(Questions):
    """Whom it is for, what they should know, who says it, when and how."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {
        "audience": lazy("Choose whom it is for."),
        "channel": lazy("Choose how it reaches them."),
    }

    title = forms.CharField(label=lazy("What is it about, in a few words?"), max_length=LONGEST)
    audience = forms.ChoiceField(label=lazy("Whom is it for?"), widget=forms.RadioSelect)
    purpose = text_field(lazy("What should they know or do afterwards?"))
    use = forms.ChoiceField(
        label=lazy("Which approved use is it about?"),
        help_text=lazy("A phase of the rollout plan can wait until it is sent."),
        required=False,
    )
    sayer = forms.ChoiceField(label=lazy("Who says it?"))
    due_on = day_field(lazy("By which day?"))
    channel = forms.ChoiceField(label=lazy("How does it reach them?"))
    languages = forms.MultipleChoiceField(
        label=lazy("In which languages?"),
        help_text=lazy("It counts as sent when it was sent in each of them."),
        widget=forms.CheckboxSelectMultiple,
        initial=["en"],
    )

    def __init__(self, actor: Actor, *args: Any, message: Message | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "audience": [(each.value, said(name)) for each, name in AUDIENCE_NAMES.items()],
            "channel": [("", ""), *((each.value, said(name)) for each, name in CHANNEL_NAMES.items())],
            "languages": [(code, said(name)) for code, name in LANGUAGE_NAMES.items()],
            "sayer": possible_owners(actor, str(message.sayer_id) if message else ""),
            "use": uses_to_choose(actor),
        }
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]  # fields of choices have them
        if message:
            del self.fields["use"]  # what it is about does not change

    def planned(self) -> MessagePlan:
        """The plan that the answers describe."""
        return MessagePlan(
            title=self.answer("title"),
            audience=Audience(self.answer("audience") or Audience.EDUCATORS),
            purpose=self.answer("purpose"),
            due_on=day_from(self.answer("due_on")),
            channel=Channel(self.answer("channel") or Channel.EMAIL),
            languages=tuple(self.answer("languages") or ()),
        )


class SentForm(Questions):
    """What was actually sent."""

    language = forms.ChoiceField(label=lazy("In which language?"))
    text = text_field(lazy("What was sent?"), lazy("Paste the words as they were sent, or what was said."), rows=6)
    channel = forms.ChoiceField(label=lazy("How did it reach them?"))
    sent_on = day_field(lazy("On which day?"))
    sent_by = forms.ChoiceField(label=lazy("Who sent it?"))

    def __init__(self, actor: Actor, message: Message, *args: Any, **kwargs: Any) -> None:
        initial = {"channel": message.channel, "sent_on": localdate(), "sent_by": actor.id}
        super().__init__(*args, initial=initial, **kwargs)
        choices: dict[str, Any] = {
            "language": [(code, said(LANGUAGE_NAMES[code])) for code in missing_languages(message)],
            "channel": [(each.value, said(name)) for each, name in CHANNEL_NAMES.items()],
            "sent_by": possible_owners(actor, str(message.sayer_id)),
        }
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]  # fields of choices have them

    def told(self) -> Sent:
        """What was sent, as the answers say."""
        return Sent(
            language=self.answer("language"),
            text=self.answer("text"),
            channel=Channel(self.answer("channel") or Channel.EMAIL),
            sent_on=day_from(self.answer("sent_on")),
        )


def first_answers(message: Message) -> dict[str, Any]:
    """The answers that a message already has."""
    names = ("title", "audience", "purpose", "due_on", "channel", "languages")
    return {**{name: getattr(message, name) for name in names}, "sayer": str(message.sayer_id)}
