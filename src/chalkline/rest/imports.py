"""/api/v1/imports: many tools, requests, agreements or makers at once, by the rules of the pages for files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.approve.requests.api import take_over_requests
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.taking_over import OnConflict, TakenOver
from chalkline.people.api import Actor
from chalkline.rest.shapes import REFUSALS, Place, ProblemDocument, Sent, Short, Text, like, said, who
from chalkline.rollout.reading.api import Given, Sorted, read_agreements, read_makers, read_requests, read_tools
from chalkline.tools.agreements.api import take_over_agreements
from chalkline.tools.register.api import take_over_makers, take_over_tools

router = Place(tags=["imports"])
MOST_ROWS = 2000
Take = Callable[[Actor, Sequence[Any], OnConflict], TakenOver]


class RowsSent(Sent):
    """Rows by the names of columns, as a file has them. ``on_conflict``: what happens where a row says something else
    than what is here; ``leave_rejected``: take the others over though some rows cannot be.
    """

    model_config = like(rows=[{"tool": "Diffit", "maker": "Diffit Inc."}], on_conflict="stop", leave_rejected=False)

    rows: list[dict[Short, Text]] = Field(min_length=1, max_length=MOST_ROWS)
    on_conflict: OnConflict = OnConflict.STOP
    leave_rejected: bool = False


class RowRejected(Schema):
    """A row that was not taken over: which of those sent, from 1, and why."""

    row: int
    why: str


class RowsTaken(Schema):
    """What came of it: rows that were new, changed what is here, or differ and were left; rows that cannot be."""

    model_config = like(new=12, changed=1, skipped=0, rejected=[])

    new: int
    changed: int
    skipped: int
    rejected: list[RowRejected]


@router.post("/imports/tools", response={200: RowsTaken, REFUSALS: ProblemDocument})
def import_tools(request: HttpRequest, sent: RowsSent) -> object:
    """Put tools on the register: tool; maker; custom fields by name or key. It says nothing about their use."""
    who(request).must("tools.import")
    return _taken(who(request), sent, read_tools, lambda *given: take_over_tools(*given, now=utc_now()))


@router.post("/imports/requests", response={200: RowsTaken, REFUSALS: ProblemDocument})
def import_requests(request: HttpRequest, sent: RowsSent) -> object:
    """File requests in the names of those who asked: asked by (e-mail), tool, what for, who, grades, why; schools, data
    and custom fields. Several in one cell stand apart by a semicolon. Whoever sends them cannot decide them.
    """
    who(request).must("requests.import")
    return _taken(who(request), sent, read_requests, lambda *given: take_over_requests(*given, now=utc_now()))


@router.post("/imports/agreements", response={200: RowsTaken, REFUSALS: ProblemDocument})
def import_agreements(request: HttpRequest, sent: RowsSent) -> object:
    """Record signed agreements: tool, kind, signed, last day, data; state, version, joined from, notice days, renews by
    itself, breach hours, deletion days. One that still runs and is said otherwise is ended and recorded anew.
    """
    who(request).must("agreements.record")
    now = utc_now()
    today = local_day(now, settings.TIME_ZONE)
    return _taken(
        who(request),
        sent,
        lambda table: read_agreements(table, today),
        lambda *given: take_over_agreements(*given, now=now),
    )


@router.post("/imports/makers", response={200: RowsTaken, REFUSALS: ProblemDocument})
def import_makers(request: HttpRequest, sent: RowsSent) -> object:
    """Fill in custom fields about makers, by name or key: maker, as tools name it; a person by e-mail address."""
    who(request).must("tools.import")
    return _taken(who(request), sent, read_makers, lambda *given: take_over_makers(*given, now=utc_now()))


def _taken(actor: Actor, sent: RowsSent, read: Callable[[Any], Sorted[Any]], take: Take) -> RowsTaken:
    found = read(_as_table(sent.rows))
    rejected = [RowRejected(row=each.line, why=said(each.why)) for each in found.rejected]
    if rejected and not sent.leave_rejected:
        raise Problem(
            "imports.rejected",
            what=Sentence("Nothing was taken over: {n} rows cannot be.", n=len(rejected)),
            why=Sentence("Each is named here with what is wrong."),
            next_step=Sentence("Correct them and send all again, or ask to leave them out."),
            fields={f"rows.{each.row}": Sentence("{why}", why=each.why) for each in rejected},
        )
    taken = take(actor, found.good, sent.on_conflict) if found.good else TakenOver()
    return RowsTaken(new=taken.new, changed=taken.changed, skipped=taken.skipped, rejected=rejected)


def _as_table(rows: Sequence[dict[str, str]]) -> Given:
    head = tuple(dict.fromkeys(name for row in rows for name in row))
    return Given(head, tuple(tuple(row.get(name, "") for name in head) for row in rows))
