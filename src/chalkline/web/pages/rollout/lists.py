"""Lists handed in as CSV: looked at first, with the rows to mend as a file, and taken over only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.budget.api import LineRow, WhatFor, dollars, fiscal_years, read_lines, take_over_lines
from chalkline.rollout.reading.api import Rejected, Sorted
from chalkline.rollout.training.api import (
    CompletedRow,
    completions,
    course_by_id,
    read_completions,
    take_over_completions,
)
from chalkline.web.files import csv_response
from chalkline.web.routes import Request, address_of, page
from chalkline.web.templatetags.saying import said

SHOWN = 20
AN_HOUR = 60 * 60
T = TypeVar("T")


@dataclass(frozen=True)
class List:
    """One kind of list: how its page speaks, how a file is read, shown and taken over."""

    title: str
    lead: Any
    columns: Any
    back: str
    back_label: str
    head: tuple[Any, ...]
    read: Callable[[Any], Sorted[Any]]
    show: Callable[[Any], Sequence[Any]]
    spell: Callable[[Any], dict[str, Any]]
    restore: Callable[[dict[str, Any]], Any]
    take: Callable[[list[Any]], int]


@page("rollout/budget/import/", name="rollout.import_lines", permission="budget.plan", methods=("GET", "POST"))
def lines(request: Request) -> HttpResponse:
    """Budget lines from a file."""
    actor = request.actor
    actor.must("budget.plan")
    years = fiscal_years()
    kind = List(
        title=_("Budget lines from a file"),
        lead=_("One row for each amount: what is paid for, in which fiscal year, from which source."),
        columns=_(
            "Columns: title, what for, fiscal year, amount, source; and if you like tool, every year, people, fte."
        ),
        back=address_of("rollout.budget"),
        back_label=_("Budget"),
        head=(_("What is paid for"), _("Fiscal year"), _("Amount"), _("Who pays")),
        read=lambda file: read_lines(actor, file.chunks()),
        show=lambda row: (row.title, years.said(row.fiscal_year), dollars(row.amount), row.source),
        spell=_spelled,
        restore=_line,
        take=lambda rows: take_over_lines(actor, rows, now=utc_now()),
    )
    return _list(request, kind)


@page("training/<uuid:course_id>/import/", name="training.import", permission="training.record", place="decide",
      methods=("GET", "POST"))  # fmt: skip
def completed(request: Request, course_id: UUID) -> HttpResponse:
    """Who did a training, from a file."""
    actor = request.actor
    actor.must("training.record")
    course = course_by_id(actor, str(course_id))
    kind = List(
        title=_("Who did it, from a file"),
        lead=course.title,
        columns=_("Columns: email, completed on. A day is written 2026-10-12 or 10/12/2026."),
        back=address_of("training.home"),
        back_label=_("Training"),
        head=(_("E-mail address"), _("When")),
        read=lambda file: read_completions(actor, file.chunks(), today=localdate()),
        show=lambda row: (row.email, row.completed_on),
        spell=_spelled,
        restore=lambda kept: CompletedRow(kept["email"], date.fromisoformat(kept["completed_on"])),
        take=lambda rows: take_over_completions(actor, course, rows, now=utc_now()),
    )
    return _list(request, kind)


@page("training/<uuid:course_id>/completions/", name="training.completions", permission="training.record",
      place="decide")  # fmt: skip
def export(request: Request, course_id: UUID) -> HttpResponse:
    """Who did a training, as a file."""
    course = course_by_id(request.actor, str(course_id))
    rows = completions(request.actor).filter(course=course)
    head = ["name", "email", "school", "training", "completed on", "current until"]
    told = (
        [str(each.person), each.person.email, each.person.school.name if each.person.school else "", course.title,
         each.completed_on.isoformat(), each.until_on.isoformat() if each.until_on else ""]
        for each in rows.iterator(2000)
    )  # fmt: skip
    return csv_response(f"training-{course.slug}", head, told)


def _list(request: Request, kind: List) -> HttpResponse:
    """Ask for the file; show what it holds; take it over: three pages at one address."""
    context: dict[str, Any] = {"kind": kind}
    salt = f"list:{request.path}:{request.actor.id}"
    if "rows" in request.POST:
        rows = [kind.restore(each) for each in _opened(request.POST["rows"], salt)]
        count = kind.take(rows)
        messages.success(request, _("Taken over: %(n)s rows.") % {"n": count})
        return redirect(kind.back)
    if "rejected" in request.POST:
        return _to_mend(_opened(request.POST["rejected"], salt))
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Problem("lists.no_file", what=Sentence("Choose the file first."),
                              why=Sentence("Nothing was handed in."), next_step=Sentence("Choose a CSV file."),
                              fields={"file": Sentence("Choose the file first.")})  # fmt: skip
            found = kind.read(file)
            context |= _looked_at(found, kind, salt)
        except Problem as problem:
            if problem.kind is not Kind.INVALID:
                raise
            context["errors"] = [("file", " ".join((said(problem.what), said(problem.next_step))))]
    return render(request, "rollout/list.html", context)


def _looked_at(found: Sorted[Any], kind: List, salt: str) -> dict[str, Any]:
    mend = [_mended(each) for each in found.rejected]
    return {
        "found": found,
        "shown": [kind.show(row) for row in found.good[:SHOWN]],
        "more": max(0, len(found.good) - SHOWN),
        "rejected": found.rejected[:SHOWN],
        "rows": signing.dumps([kind.spell(row) for row in found.good], salt=salt, compress=True) if found.good else "",
        "mend": signing.dumps([list(found.head), *mend], salt=salt, compress=True) if mend else "",
    }


def _mended(each: Rejected) -> list[Any]:
    return [each.line, said(each.why), *each.cells]


def _to_mend(rows: list[list[Any]]) -> HttpResponse:
    head, *rest = rows
    return csv_response("rows-to-mend", [_("row"), _("what is wrong"), *head], rest)


def _opened(text: str, salt: str) -> list[Any]:
    try:
        return list(signing.loads(text, salt=salt, max_age=AN_HOUR))
    except signing.BadSignature:
        raise Problem(
            "lists.too_old",
            what=Sentence("This list was looked at too long ago, or by somebody else."),
            why=Sentence("What is taken over must be what you have just seen."),
            next_step=Sentence("Hand the file in again."),
            kind=Kind.CONFLICT,
        ) from None


def _spelled(row: Any) -> dict[str, Any]:
    plain = {each.name: getattr(row, each.name) for each in fields(row)}
    return {name: str(value) if isinstance(value, (Decimal, date)) else value for name, value in plain.items()}


def _line(kept: dict[str, Any]) -> LineRow:
    fte = kept["fte"]
    return LineRow(
        **{
            **kept,
            "what_for": WhatFor(kept["what_for"]),
            "amount": Decimal(kept["amount"]),
            "fte": Decimal(fte) if fte else None,
        }
    )
