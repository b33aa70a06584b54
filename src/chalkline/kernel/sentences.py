"""Sentences that pure code hands to people, in a form that any door can translate.

A rule cannot know who will read its reason: a page in Spanish, the API in English, a teacher's
chat window. So it returns a template with values, and the door says it in the reader's language.
Templates are collected for translation by the keyword `Sentence` (see scripts/messages.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Translate = Callable[[str], str]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def plain(text: str) -> str:
    """English: the template as it is written."""
    return text


def day_as_said(day: date) -> str:
    """A date as people say it, in English: "Jun 30, 2027"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


@dataclass(frozen=True, init=False)
class Sentence:
    """A template with named values: ``Sentence("{n} people use {tool}.", n=61, tool="Gauth")``.

    Values may be text, numbers, dates, other sentences, or tuples of these (joined as a list).
    """

    template: str
    values: tuple[tuple[str, Any], ...]

    def __init__(self, template: str, **values: Any) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", tuple(sorted(values.items())))

    def said(self, translate: Translate = plain, say_date: Callable[[date], str] = day_as_said) -> str:
        """The sentence in the language of ``translate``, dates said by ``say_date``."""
        filled = {name: _said(value, translate, say_date) for name, value in self.values}
        return translate(self.template).format(**filled) if filled else translate(self.template)

    def __str__(self) -> str:
        return self.said()

    def spelled(self) -> dict[str, Any]:
        """As plain values that JSON can hold, for a sentence that is said later, in the language of its reader."""
        return {"template": self.template, "values": {name: _spelled(value) for name, value in self.values}}

    @staticmethod
    def read(plain_values: dict[str, Any]) -> Sentence:
        """The sentence that was spelled so."""
        return Sentence(plain_values["template"], **{n: _read(v) for n, v in plain_values["values"].items()})


class Kept(Sentence):
    """A text kept in English when something happened ("in review", "MagicSchool: Lesson and unit ideas").

    It is said in the reader's language as far as the catalogue knows its words, and otherwise as it is.
    """

    def said(self, translate: Translate = plain, say_date: Callable[[date], str] = day_as_said) -> str:
        """The text as the catalogue knows it: as it stands, begun with a capital, or what stands around its colon."""
        text = self.template
        for asked in (text, text[:1].upper() + text[1:]):
            if asked and (told := translate(asked)) != asked:
                return told if asked == text else told[:1].lower() + told[1:]
        head, colon, tail = text.partition(": ")
        return f"{translate(head)}: {translate(tail)}" if colon and head and tail else text


def lowered(name: Sentence) -> Kept:
    """A name as it stands in the middle of a sentence: "Buses" becomes "buses", "AI at school" stays."""
    text = name.template
    return Kept(text if text[1:2].isupper() else text[:1].lower() + text[1:])


def _spelled(value: Any) -> Any:
    if isinstance(value, Sentence):
        return {"sentence": value.spelled()}
    if isinstance(value, date):  # an instant is said as its day
        return {"date": (value.date() if isinstance(value, datetime) else value).isoformat()}
    if isinstance(value, (tuple, list, frozenset)):
        return [_spelled(item) for item in value]
    return value


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(item) for item in value)
    if isinstance(value, dict):
        return Sentence.read(value["sentence"]) if "sentence" in value else date.fromisoformat(value["date"])
    return value


def _said(value: Any, translate: Translate, say_date: Callable[[date], str]) -> Any:
    if isinstance(value, Sentence):
        return value.said(translate, say_date)
    if isinstance(value, datetime):
        return say_date(value.date())
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, (tuple, list, frozenset)):
        return listed([str(_said(item, translate, say_date)) for item in value], translate)
    return value


LISTED = Sentence("{first} and {last}")


def listed(items: list[str], translate: Translate = plain) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return translate(LISTED.template).format(first=", ".join(items[:-1]), last=items[-1])
