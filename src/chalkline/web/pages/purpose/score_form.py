"""The form in which a use case is scored: the sentence that comes closest, how one knows, and where to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chalkline.purpose.portfolio.api import ANCHORS, CRITERION_NAMES, LEVELS, QUESTIONS, Criterion, Score
from chalkline.web.sending import LONGEST, Questions
from chalkline.web.templatetags.saying import said

NOT_CHOSEN = -1


@dataclass(frozen=True)
class Asked:
    """The three answers to one question."""

    name: str
    points: BoundField
    because: BoundField
    link: BoundField


class ScoreForm(Questions):
    """All six questions. ``again``: scores were given before, so a change takes a reason."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None, again: bool = False
    ) -> None:
        super().__init__(data, initial=initial)
        if again:
            self.fields["because"] = forms.CharField(
                label=_("Why do you change your scores?"),
                help_text=_("Others have seen them. The change stays visible, with your reason."),
                max_length=LONGEST,
            )
        for criterion in Criterion:
            self.fields[f"points_{criterion}"] = forms.ChoiceField(
                label=said(QUESTIONS[criterion]),
                widget=forms.RadioSelect,
                choices=[
                    (points, f"{said(words)} ({points})")
                    for points, words in zip(LEVELS, ANCHORS[criterion], strict=True)
                ],
            )
            self.fields[f"because_{criterion}"] = forms.CharField(
                label=_("How do you know? ({about})").format(about=said(CRITERION_NAMES[criterion]).lower()),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=LONGEST,
            )
            self.fields[f"link_{criterion}"] = forms.CharField(
                label=_("A link to what shows it ({about})").format(about=said(CRITERION_NAMES[criterion]).lower()),
                widget=forms.URLInput(attrs={"class": "medium"}),
                max_length=LONGEST,
                required=False,
            )

    SHOWN_AT = {each.value: f"points_{each}" for each in Criterion}  # as the base class declares it

    @property
    def asked(self) -> list[Asked]:
        """Question after question, as they are drawn."""
        return [
            Asked(said(CRITERION_NAMES[each]), self[f"points_{each}"], self[f"because_{each}"], self[f"link_{each}"])
            for each in Criterion
        ]

    def scores(self) -> tuple[Score, ...]:
        """What the answers say: the rules judge it."""
        given = self.answer
        return tuple(
            Score(each, _points(given(f"points_{each}")), given(f"because_{each}"), given(f"link_{each}"))
            for each in Criterion
        )


def scores_as_typed(scores: Sequence[Score]) -> dict[str, Any]:
    """Scores as the answers that would give them."""
    typed: dict[str, Any] = {}
    for each in scores:
        typed[f"points_{each.criterion}"] = each.points
        typed[f"because_{each.criterion}"] = each.because
        typed[f"link_{each.criterion}"] = each.link
    return typed


def _points(text: str) -> int:
    return int(text) if text else NOT_CHOSEN
