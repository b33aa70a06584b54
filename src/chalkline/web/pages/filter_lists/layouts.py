"""Columns of products that publish none: copy the header once, say what each column holds, and it is kept."""

from __future__ import annotations

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.publish.filter_lists.api import (
    COURSE_NAMES,
    HOLDS_NAMES,
    USUAL_WORDS,
    Column,
    Course,
    Holds,
    guessed,
    layout_by_id,
    save_layout,
    withdraw_layout,
)
from chalkline.web.routes import Request, page
from chalkline.web.templatetags.saying import said

LONGEST_HEADER = 4000
WORDS = (Course.ALLOW, Course.WARN, Course.BLOCK)


@page("protect/filter-lists/columns/", name="filter_lists.columns", permission="feeds.open", methods=("GET", "POST"))
def columns(request: Request) -> HttpResponse:
    """First the header as the product writes it, then what each column holds, guessed from its name."""
    given = request.POST if request.method == "POST" else request.GET
    header, name = given.get("header", "")[:LONGEST_HEADER], given.get("name", "")
    headers = _headers(header)
    error: dict[str, str] = {}
    held = [_column(request, number, each) for number, each in enumerate(headers)]
    words = {each.value: given.get(f"word-{each.value}", USUAL_WORDS[each.value]) for each in WORDS}
    if request.method == "POST" and "save" in request.POST:
        try:
            save_layout(request.actor, name, held, words, now=utc_now())
        except Problem as problem:
            error = {field: said(text) for field, text in problem.fields.items()} or {"header": said(problem.what)}
        else:
            messages.success(request, _("Files are written with these columns from now on."))
            return redirect("filter_lists.home")
    context: dict[str, Any] = {
        "header": header,
        "name": name,
        "columns": [
            (f"holds-{n}", each.header, each.holds.value, f"text-{n}", each.text) for n, each in enumerate(held)
        ],
        "holds": [(each.value, HOLDS_NAMES[each]) for each in Holds],
        "words": [(f"word-{each.value}", COURSE_NAMES[each], words[each.value]) for each in WORDS],
        "error": error,
    }
    return render(request, "filter_lists/columns.html", context)


@page(
    "protect/filter-lists/columns/<uuid:layout_id>/withdraw/", name="filter_lists.withdraw_columns",
    permission="feeds.open", methods=("POST",),
)  # fmt: skip
def withdraw(request: Request, layout_id: UUID) -> HttpResponse:
    """Use them no more."""
    withdraw_layout(request.actor, layout_by_id(request.actor, str(layout_id)), now=utc_now())
    return redirect("feeds.home")


def _headers(line: str) -> list[str]:
    """The headings of a pasted first line, whichever of comma, semicolon and tab parts them."""
    first = next((each for each in line.splitlines() if each.strip()), "")
    mark = max(",;\t", key=first.count)
    return [each.strip() for each in next(csv.reader([first], delimiter=mark), [])] if first else []


def _column(request: Request, number: int, header: str) -> Column:
    holds = request.POST.get(f"holds-{number}", "")
    known = Holds(holds) if holds in set(Holds) else guessed(header)
    return Column(header, known, request.POST.get(f"text-{number}", "")[:200])
