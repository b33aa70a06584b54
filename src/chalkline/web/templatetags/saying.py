"""Saying things in the reader's language: sentences, dates, people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext

from chalkline.kernel.sentences import Sentence

register = template.Library()


def say_date(day: date) -> str:
    """A day as people say it: "Mar 6, 2027"; "6 de marzo de 2027"."""
    return dateformat.format(day, "j \\d\\e F \\d\\e Y" if get_language() == "es" else "M j, Y")


@register.filter
def said(words: Any) -> str:
    """A Sentence (or a text) in the reader's language."""
    if isinstance(words, Sentence):
        return words.said(gettext, say_date)
    return str(words)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date or an instant as a day in the district's zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return say_date(value)
