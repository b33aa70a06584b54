"""Asking, in a form by which one person decides, who sees to what people keep, and by which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict

from chalkline.approve.requests.api import Request
from chalkline.govern.committees.api import Keeper
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, staff
from chalkline.rulebook.api import Condition
from chalkline.web.sending import Questions
from chalkline.web.templatetags.saying import said

MOST_STAFF = 300


class QuestionsWithKeepers(Questions):
    """``kept``: what people keep; ``people``: whom it can be given to, the one suggested first; ``due``: the day."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kept: Sequence[Condition],
        people: list[tuple[str, str]],
        due: date,
        initial: dict[str, object] | None = None,
    ) -> None:
        first = {f"owner_{at}": people[0][0] for at in range(len(kept))}
        days = {f"due_{at}": due for at in range(len(kept))}
        super().__init__(data, initial={**(initial or {}), **first, **days})
        self.kept = kept
        for at, each in enumerate(kept):
            who = said(Sentence("Who sees to “{text}”?", text=each.text))
            self.fields[f"owner_{at}"] = forms.ChoiceField(label=who, choices=people)
            self.fields[f"due_{at}"] = forms.DateField(
                label=said(Sentence("By which day: “{text}”?", text=each.text)),
                widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
            )

    def keepers(self) -> tuple[Keeper, ...]:
        """Who sees to what people keep, by when."""
        return tuple(
            Keeper(each.text, self.answer(f"owner_{at}"), self.answer(f"due_{at}") or date.min)
            for at, each in enumerate(self.kept)
        )


def who_may_keep(actor: Actor, request: Request) -> list[tuple[str, str]]:
    """Whom a condition can be given to; whoever asked first."""
    found = [request.asked_by, *(staff(actor)[:MOST_STAFF] if actor.may("people.see_staff") else [])]
    return list({str(each.pk): str(each) for each in found}.items())
