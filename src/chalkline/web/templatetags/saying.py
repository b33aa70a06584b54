"""Saying things in the reader's language, and the small turns that components need."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from chalkline.kernel.sentences import Kept, Sentence
from chalkline.rulebook.api import grade_name

register = template.Library()

SIGNS = {
    "ok": "M1.5 6.5 4.5 9.5 10.5 2.5",
    "attend": "M6 1v6M6 10.6v.2",
    "stop": "M2 2l8 8M10 2l-8 8",
    "info": "M6 5v6M6 1.2v.2",
}
NEAR_DAYS = 183
TONES = {"success": "ok", "warning": "attend", "error": "stop", "info": "info", "debug": "info"}


def say_date(day: date) -> str:
    """A day as people say it: "Mar 6, 2027"; "6 de marzo de 2027"."""
    return dateformat.format(day, "j \\d\\e F \\d\\e Y" if get_language() == "es" else "M j, Y")


@register.filter
def said(words: Any) -> str:
    """A Sentence (or a text) in the reader's language; nothing for None."""
    if words is None:
        return ""
    if isinstance(words, Sentence):
        return words.said(gettext, say_date)
    if isinstance(words, datetime):
        return day(words)
    if isinstance(words, date):
        return say_date(words)
    return words if isinstance(words, SafeString) else str(words)


@register.filter
def grade(value: str) -> str:
    """A grade of the roster as people say it: "grade 4", "kindergarten"; nothing for none."""
    return said(grade_name(value)) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """A date or an instant as a day in the district's zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return say_date(value)


@register.filter
def weekday(value: date | datetime | None) -> str:
    """A near day as people say it: "Fri, Mar 6"; "vie 6 de marzo"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return dateformat.format(value, "D j \\d\\e F" if get_language() == "es" else "D, M j")


@register.filter
def meeting_day(value: datetime) -> str:
    """The day of a meeting in a list of many: a far one with its year, or it would be taken for the nearest."""
    on = timezone.localtime(value).date()
    return weekday(on) if abs((on - timezone.localdate()).days) < NEAR_DAYS else say_date(on)


@register.filter
def moment(value: date | datetime | None) -> str:
    """An instant with its time of day, in the district's zone: "Mar 6, 2027, 2:05 p.m."."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return say_date(value)
    return f"{say_date(timezone.localtime(value).date())}, {clock(value)}"


@register.filter
def lately(value: date | datetime | None) -> str:
    """An instant as people say it: "today, 2:05 p.m.", "yesterday", "Tue, Nov 17"; a far one with its year."""
    if value is None:
        return ""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    days = (timezone.localdate() - on).days
    if days == 0:
        return gettext("today, {time}").format(time=clock(value)) if isinstance(value, datetime) else gettext("today")
    if days == 1:
        return gettext("yesterday")
    return weekday(on) if 0 < days < NEAR_DAYS else say_date(on)


@register.filter
def clock(value: datetime) -> str:
    """The time of day in the district's zone: "2:05 p.m."; "14:05"."""
    return dateformat.format(timezone.localtime(value), "H:i" if get_language() == "es" else "g:i a")


@register.filter
def iso(value: date | datetime | None) -> str:
    """For the datetime attribute."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat() if value else ""


@register.filter
@lru_cache(maxsize=32)
def sign(tone: str) -> str:
    """The sign that repeats a tone, so that colour never stands alone."""
    if tone not in SIGNS:
        return ""
    return format_html('<svg viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>', SIGNS[tone])


@register.filter
def tone(tags: str) -> str:
    """The tone of one of Django's messages."""
    return next((TONES[tag] for tag in tags.split() if tag in TONES), "info")


@register.filter
def same(one: Any, other: Any) -> bool:
    """Whether two values are the same as text: what a form sends back is always text."""
    return str(one) == str(other)


@register.filter
def among(one: Any, others: Any) -> bool:
    """Whether a value is among others, as text."""
    return str(one) in {str(other) for other in others or ()}


@register.filter
def titled(title: str) -> str:
    """A title that is kept as text, in the reader's language as far as the catalogue knows its words."""
    return said(Kept(str(title)))


@register.filter
def single(tabs: Any) -> list[Any]:
    """Every tab that leads to a page of its own, those of the second row in the place of their group."""
    return [part for tab in tabs for part in (_of(tab, "parts") or [tab])]


@register.filter
def current(tabs: Any) -> Any:
    """The tab whose page this is; None where none is."""
    return next((tab for tab in single(tabs) if _of(tab, "current")), None)


def _of(tab: Any, name: str) -> Any:
    return tab.get(name) if isinstance(tab, dict) else getattr(tab, name, None)


@register.filter
def kind(field: Any) -> str:
    """How a form's field is drawn: "choices", "check" or "plain"."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"


@register.filter
def control(field: Any, extra: str = "") -> SafeString:
    """A form's field as its control: our classes, and led to its help and its error."""
    widget = field.field.widget
    base = "usa-input"
    if isinstance(widget, forms.Textarea):
        base = "usa-textarea"
    elif isinstance(widget, forms.Select):
        base = "usa-select"
    elif isinstance(widget, (forms.CheckboxInput, forms.FileInput)):
        base = ""
    classes = [base, widget.attrs.get("class", ""), extra or "", "usa-input--error" if field.errors and base else ""]
    described = [f"{field.auto_id}_help"] if field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    attributes: dict[str, Any] = {"class": " ".join(part for part in classes if part) or None}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return SafeString(field.as_widget(attrs={name: value for name, value in attributes.items() if value}))


@register.filter
def summary(form: Any, errors: Any = ()) -> list[tuple[str, str]]:
    """Every error of a form, each with the id of its field ("" for the form as a whole)."""
    lines = [(str(at), said(text)) for at, text in errors or ()]
    if form is None or not getattr(form, "is_bound", False):
        return lines
    if isinstance(whole := getattr(form, "lines", None), list):  # a form that has questions drawn by hand tells of them
        return lines + whole
    lines += [("", str(text)) for text in form.non_field_errors()]
    for field in form:
        lines += [(field.auto_id or field.name, f"{field.label}: {text}") for text in field.errors]
    return lines


@register.filter
def count(number: Any) -> str:
    """A whole number with its thousands apart: 48,210; "not shown" where it may not be shown."""
    if number is None:
        return gettext("not shown")
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    return f"{number:,}" if isinstance(number, (int, float)) else str(said(number))


@register.filter
def filled(line: str) -> str:
    """A chart's line closed down to its axis, each unbroken stretch by itself."""
    closed = []
    for stretch in line.split("M")[1:]:
        points = stretch.split("L")
        first, last = points[0].split(" ")[0], points[-1].split(" ")[0]
        closed.append(f"M{stretch}L{last} 100L{first} 100Z")
    return "".join(closed)


@register.filter
def drawing(svg: str) -> SafeString:
    """An SVG that a library of ours made, put into the page as it is (never one that anyone sent us)."""
    return SafeString(svg[svg.index("<svg") :])


@register.simple_tag
def json_link(address: str) -> SafeString:
    """A link that tells programs where the same thing is as JSON."""
    return format_html('<link rel="alternate" type="application/json" href="{}">', address)
