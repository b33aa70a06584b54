"""What is asked where a body decides on a policy: from which day, before which meeting, what the minutes say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.policies.api import BoardAdoption, Brought, Days
from chalkline.web.sending import Questions, day_from


def _day(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"type": "date", "class": "short"}))


class DaysForm(Questions):
    """From when a version holds, and when it is looked at again."""

    effective_on = _day(lazy("From which day does it hold?"))
    review_on = _day(lazy("When is it looked at again?"))

    def days(self) -> Days:
        """Both days."""
        return Days(day_from(self.answer("effective_on")), day_from(self.answer("review_on")))


class EndForm(Questions):
    """From which day a policy ends."""

    effective_on = _day(lazy("From which day does it hold no more?"))

    def ends_on(self) -> date:
        """That day."""
        return day_from(self.answer("effective_on"))


class _Meeting(Questions):
    """Before which meeting of a committee."""

    field_order = ("meeting",)
    MUST_CHOOSE = {"meeting": lazy("Choose a meeting.")}

    meeting = forms.ChoiceField(label=lazy("Before which meeting?"), widget=forms.RadioSelect)

    def __init__(self, offered: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = offered  # type: ignore[attr-defined]  # a choice field


class _Minutes(Questions):
    """What a school board decided, with its minutes."""

    resolution = forms.CharField(
        label=lazy("Number of the resolution"), widget=forms.TextInput(attrs={"class": "short"}), max_length=400
    )
    minutes = forms.FileField(label=lazy("The minutes, as a file"))

    def decided_by(self, body: str) -> BoardAdoption:
        """What was answered."""
        upload = self.answer("minutes")
        minutes = Brought(upload.read(), upload.name) if upload else Brought(b"")
        if upload:
            upload.seek(0)
        return BoardAdoption(body, day_from(self.answer("adopted_on")), self.answer("resolution"), minutes)


class MeetingForm(_Meeting, DaysForm):
    """A version before a meeting."""


class MeetingOfBodyForm(_Meeting, EndForm):
    """A repeal before a meeting of the body that adopted the text."""


class AdoptionForm(_Minutes, DaysForm):
    """What a school board adopted."""

    field_order = ("body", "adopted_on", "resolution", "minutes")

    body = forms.CharField(label=lazy("Who adopted it?"), max_length=400)
    adopted_on = _day(lazy("On which day?"))


class BoardForm(_Minutes, EndForm):
    """What a school board repealed."""

    field_order = ("adopted_on", "resolution", "minutes")

    adopted_on = _day(lazy("On which day did it decide?"))
