"""Protect: recent calls. How many went out, how many were stopped and why; never what was written, never who."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chalkline.approve.uses.api import uses
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import schools_and_office
from chalkline.protect.disclosure import Cell, Shown
from chalkline.publish.bundle.api import policy_in_force
from chalkline.report.calls.api import (
    BY_NAMES,
    FATE_NAMES,
    By,
    Calls,
    Fate,
    Line,
    reason_name,
    recent_calls,
)
from chalkline.rulebook.api import role_name, vocabulary
from chalkline.web.charts import lines
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.protect.telling import tabs, title_of_use
from chalkline.web.routes import Request, page
from chalkline.web.tables import Column, Table
from chalkline.web.templatetags.saying import said, say_date, titled

DAYS = 30
SPANS = (7, 30, 90, 365)


@page("protect/calls/", name="protect.calls", permission="exchanges.see")
def calls(request: Request) -> HttpResponseBase:
    """Calls of the last thirty days."""
    actor = request.actor
    span = request.GET.get("days", "")
    days = int(span) if span.isdigit() and int(span) in SPANS else DAYS
    seen = recent_calls(actor, days=days, now=utc_now())
    chart = _by_day(seen)
    if file := file_asked_for(request, chart):
        return file
    policy = policy_in_force()
    over = Sentence("no longer in force")
    known = uses(actor) if actor.could("uses.see") else ()
    titles = {str(use.pk): f"{titled(use.title)} ({said(over)})" for use in known}
    titles |= {terms.use_id: said(title_of_use(policy, terms)) for terms in policy.terms}
    table = Table(
        request,
        "uses",
        caption=_("Calls by approved use"),
        columns=[
            Column("use", _("Approved use")),
            *(Column(fate.value, said(FATE_NAMES[fate]), number=True) for fate in Fate),
            Column("all", _("All"), number=True),
        ],
        rows=list(seen.uses),
        row=lambda line: [
            titles.get(line.key) or _("No approved use (the key was unknown)"),
            *(number(line.by_fate[fate]) for fate in Fate),
            number(line.all),
        ],
    )
    others = [_counted(request, by, lines) for by, lines in seen.others.items()]
    for each in (table, *others):
        if each.wants_file:
            return each.file()
    return render(
        request,
        "protect/calls.html",
        {
            "tabs": tabs(request, actor, "protect.calls"),
            "calls": seen,
            "days": days,
            "spans": [(each, f"?days={each}", each == days) for each in SPANS],
            "others": others,
            "chart": chart,
            "table": table,
            "lead": _lead(seen, days),
            "replaced": number(seen.by_fate[Fate.REPLACED]),
            "unanswered": number(seen.by_fate[Fate.UNANSWERED]),
            "reasons": [(reason_name(code), number(cell)) for code, cell in seen.reasons],
        },
    )


def number(cell: Cell) -> int | None:
    """What may be shown; None is said to be fewer than 10 or hidden beside such a one."""
    return cell.count if isinstance(cell, Shown) else None


def _counted(request: Request, by: By, lines_of: tuple[Line, ...]) -> Table:
    """Calls by purpose, role or school."""
    return Table(
        request,
        by.value,
        caption=said(BY_NAMES[by]),
        columns=[
            Column("what", said(BY_NAMES[by])),
            *(Column(fate.value, said(FATE_NAMES[fate]), number=True) for fate in Fate),
            Column("all", _("All"), number=True),
        ],
        rows=list(lines_of),
        row=lambda line: [
            named(by, line.key),
            *(number(line.by_fate[fate]) for fate in Fate),
            number(line.all),
        ],
    )


def named(by: By, key: str) -> str:
    """A purpose, role or school in words."""
    if not key:
        return _("Not known")
    if by is By.ROLE:
        return capfirst(said(role_name(key)))
    if by is By.SCHOOL:
        return schools_and_office().get(key, _("Another school"))
    purpose = vocabulary().purposes.get(key)
    return said(Sentence(purpose.name)) if purpose else key


def _lead(seen: Calls, days: int) -> Sentence:
    total, stopped = number(seen.total), number(seen.by_fate[Fate.STOPPED])
    if total is None:
        return Sentence("Few calls went through the gateway in the last {days} days.", days=days)
    if stopped is None:
        return Sentence("In the last {days} days {total} calls came to the gateway.", days=days, total=f"{total:,}")
    return Sentence(
        "In the last {days} days {total} calls came to the gateway; {stopped} of them were stopped.",
        days=days,
        total=f"{total:,}",
        stopped=f"{stopped:,}",
    )


def _by_day(seen: Calls) -> Any:
    return lines(
        "by-day",
        _title(seen),
        {_("Calls"): [number(cell) for _day, cell in seen.days]},
        [say_date(day) for day, _cell in seen.days],
        text=Sentence("Calls that came to the gateway on each of the last {days} days.", days=len(seen.days)),
        head=_("Day"),
        filled=True,
        note=Sentence("Days with fewer than 10 calls are left out."),
    )


def _title(seen: Calls) -> Sentence:
    shown = [(cell.count, day) for day, cell in seen.days if isinstance(cell, Shown) and cell.count]
    if not shown:
        return Sentence("Calls by day")
    most, day = max(shown)
    return Sentence("Most calls came on {day}: {n}", day=day, n=f"{most:,}")
