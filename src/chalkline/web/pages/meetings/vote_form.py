"""The form of a vote: for, against or abstaining, with a reason, on exactly the motion that was read."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chalkline.govern.committees.api import Choice
from chalkline.web.sending import LONGEST, Questions


class VoteForm(Questions):
    """One vote."""

    MUST_CHOOSE: ClassVar[dict[str, Any]] = {"choice": _("Choose one.")}

    choice = forms.ChoiceField(
        label=_("How do you vote on this motion?"),
        widget=forms.RadioSelect,
        choices=[
            (Choice.FOR.value, _("For")),
            (Choice.AGAINST.value, _("Against")),
            (Choice.ABSTAIN.value, _("Abstain")),
        ],
    )
    reason = forms.CharField(
        label=_("Your reason"),
        help_text=_("It stands in the minutes under your name. You may leave it empty if you vote for the motion."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    on_motion = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
