"""Budget lines and trainings done, handed in as lists."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.rollout.budget.api import LineRow, WhatFor, dollars, fiscal_years, read_lines, take_over_lines
from chalkline.rollout.training.api import (
    CompletedRow,
    completions,
    course_by_id,
    read_completions,
    take_over_completions,
)
from chalkline.web.files import csv_response
from chalkline.web.routes import Request, address_of, page
from chalkline.web.taking_over import List, list_page


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
        take=lambda rows, _how: take_over_lines(actor, rows, now=utc_now()),
    )
    return list_page(request, kind)


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
        take=lambda rows, _how: take_over_completions(actor, course, rows, now=utc_now()),
    )
    return list_page(request, kind)


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
