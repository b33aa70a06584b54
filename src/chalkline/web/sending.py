"""What happens when a form is sent: done, or shown again with all that was typed and what to change.

    form = CallForm(request.POST or None)
    if request.method == "POST" and (meeting := sent(form, lambda: call_meeting(actor, committee, form.call, now=now))):
        return redirect(...)

What is missing or wrong is said by the command's own rules, in one place, so forms check nothing twice.
``rehearse`` does a thing, looks at what came of it, and takes it all back: what will happen, before it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db import transaction

from chalkline.kernel.problem import Kind, Problem
from chalkline.web.templatetags.saying import said

T = TypeVar("T")
R = TypeVar("R")

SHOWN_AGAIN = {Kind.INVALID, Kind.CONFLICT}
LONGEST = 20_000  # far beyond any limit of a rule: rules say their own limits


@dataclass(frozen=True)
class ByHand:
    """A question drawn by hand: the id of its control, the field it stands after, and how the summary calls it."""

    at: str
    after: str
    label: Any


class Questions(forms.Form):
    """Questions of a form.

    ``BY_HAND``: questions that are no fields of the form, by the name that the rules use.
    ``SHOWN_AT``: what a rule calls otherwise than the form does, its name -> the field its error is shown at.
    ``MUST_CHOOSE``: choices without an empty value, which no rule can miss, and what is said when none was made.
    """

    use_required_attribute = False
    BY_HAND: ClassVar[dict[str, ByHand]] = {}
    SHOWN_AT: ClassVar[dict[str, str]] = {}
    MUST_CHOOSE: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elsewhere: dict[str, str] = {}

    def full_clean(self) -> None:
        """As Django does, but an answer that was left out is left to the rules of the command."""
        super().full_clean()
        for name, errors in list(self.errors.items()):
            others = [each for each in errors.as_data() if each.code != "required"]
            if len(others) < len(errors.as_data()):
                del self.errors[name]
                for each in others:
                    self.add_error(name, each)

    def clean(self) -> dict[str, Any]:
        """Asks for what must be chosen."""
        given = super().clean() or self.cleaned_data
        for name, words in self.MUST_CHOOSE.items():
            if not self.data.get(name):
                self.add_error(name, words)
        return given

    def answer(self, name: str) -> Any:
        """What was answered, cleaned; "" where nothing was, or nothing that could be read."""
        return self.cleaned_data.get(name, "")

    def refuse(self, problem: Problem) -> None:
        """Take over what a command said: at the fields it names, or for the form as a whole."""
        for called, words in problem.fields.items():
            name = self.SHOWN_AT.get(called, called)
            if name in self.BY_HAND:
                self.elsewhere[name] = said(words)
            else:
                self.add_error(name if name in self.fields else None, said(words))
        if not problem.fields:
            parts = (problem.what, problem.why, problem.next_step)
            self.add_error(None, " ".join(said(part) for part in parts if part))

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The error summary, in the order of the page: (id of the control, what is wrong)."""
        return list(self._lines()) if self.is_bound else []

    def _lines(self) -> Iterator[tuple[str, str]]:
        yield from (("", str(text)) for text in self.non_field_errors())
        for field in self:
            yield from ((field.auto_id, f"{field.label}: {text}") for text in field.errors)
            for name, by_hand in self.BY_HAND.items():
                if by_hand.after == field.name and name in self.elsewhere:
                    yield by_hand.at, f"{by_hand.label}: {self.elsewhere[name]}"


def sent(form: Questions, act: Callable[[], T]) -> T | None:
    """Do what the form asks for; None when it has to be shown again.

    Raises Problem when another answer would not help: who asks may not do this at all.
    """
    try:
        if form.is_valid():
            return act()
        rehearse(act, lambda _: None)  # what else is wrong is said at once, not one thing after another
    except Problem as problem:
        if problem.kind is Kind.NOT_FOUND and form.errors:
            return None  # what does not exist is said at its field, and may be chosen anew
        if problem.kind not in SHOWN_AGAIN:
            raise
        form.refuse(problem)
    return None


def rehearse(act: Callable[[], T], look: Callable[[T], R]) -> R:
    """What would come of it: do it, look at it, take it back. Raises the Problem that doing it would."""
    with transaction.atomic():
        seen = look(act())
        transaction.set_rollback(True)
    return seen


def day_from(text: str) -> date:
    """The day a form names; the first day of all, which no rule accepts, when it names none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return date.min


def time_from(text: str) -> time | None:
    """The time of day a form names ("15:30"); None when it names none."""
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        return None
