"""Parts of the audit's page that are the same for everybody: drawn once for what is loaded, a policy and a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from chalkline.web.routes import Request

MOST = 24  # parts, in two languages, of the audit of today and of the one before a source came
_drawn: dict[tuple[str, ...], SafeString] = {}


def part(
    request: Request, key: str, template: str, context: Callable[[], Mapping[str, Any]], *, follows: bool = False
) -> SafeString:
    """The part of the page in the reader's language; nothing in it may depend on who reads it.

    ``key`` changes with whatever ``context`` is made from. ``follows``: it is sorted and narrowed as the address says.
    """
    at = (key, template, get_language() or "", request.GET.urlencode() if follows else "")
    if at not in _drawn:
        while len(_drawn) >= MOST:
            _drawn.pop(next(iter(_drawn)))
        plain = copy(request)
        if not follows:
            plain.GET = QueryDict()  # links in it lead to this page as it opens
        _drawn[at] = render_to_string(template, {**context()}, plain)
    return _drawn[at]


_worked_out: dict[str, Any] = {}


def worked_out(key: str, make: Callable[[], Any]) -> Any:
    """What ``make`` gives, worked out once for a key; the last few are kept."""
    if key not in _worked_out:
        while len(_worked_out) >= MOST:
            _worked_out.pop(next(iter(_worked_out)))
        _worked_out[key] = make()
    return _worked_out[key]
