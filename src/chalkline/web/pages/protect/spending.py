"""Protect: spending. What calls to models cost in a month, and for what; never what one person used."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chalkline.approve.uses.api import uses
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import schools_and_office
from chalkline.publish.bundle.api import policy_in_force
from chalkline.report.spending.api import BY_NAMES, By, Line, Spending, spending_in
from chalkline.rulebook.api import ROSTER_ROLES, role_name
from chalkline.web.pages.protect.telling import tabs, title_of_use
from chalkline.web.routes import Request, page
from chalkline.web.tables import Column, Table
from chalkline.web.templatetags.saying import said, titled

MICROS = 1_000_000
MONTHS = 12
NAMES = {
    By.USE: Sentence("Approved use"), By.SCHOOL: Sentence("School"), By.ROLE: Sentence("Role"),
    By.MODEL: Sentence("Model"),
}  # fmt: skip


@page("protect/spending/", name="protect.spending", permission="spending.see")
def spending(request: Request) -> HttpResponseBase:
    """What the calls of a month cost."""
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    months = _months(today)
    chosen = next((each for each in months if f"{each:%Y-%m}" == request.GET.get("month")), months[0])
    seen = spending_in(request.actor, chosen)
    tables = [_table(request, seen, by) for by in By]
    for table in tables:
        if table.wants_file:
            return table.file()
    return render(
        request,
        "protect/spending.html",
        {
            "tabs": tabs(request, request.actor, "protect.spending"),
            "spending": seen,
            "tables": tables,
            "lead": _lead(seen),
            "months": [(f"{each:%Y-%m}", each) for each in months],
            "chosen": f"{chosen:%Y-%m}",
        },
    )


def _months(today: date) -> list[date]:
    """The first days of this month and those before it, newest first."""
    number = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number, number - MONTHS, -1)]


def money(micros: int) -> str:
    """Dollars and cents, rounded up to a cent: what cost something is not shown as nothing."""
    return f"${-(-micros // 10_000) / 100:,.2f}"


def _table(request: Request, seen: Spending, by: By) -> Table:
    names = _names(by, request)
    return Table(
        request,
        by.name.lower(),
        caption=said(BY_NAMES[by]),
        columns=[
            Column("key", said(NAMES[by])),
            Column("cost", _("Cost"), number=True),
            Column("calls", _("Calls"), number=True),
            Column("in", _("Tokens in"), number=True),
            Column("out", _("Tokens out"), number=True),
        ],
        rows=list(seen.tables[by]),
        row=lambda line: [names.get(line.key) or line.key or _("Not known"), *_sums(line)],
        empty=_("No call went to a model in this month."),
    )


def _sums(line: Line) -> list[int | str | None]:
    found = line.sum
    if found is None:
        return [None, None, None, None]
    return [money(found.cost_micros), found.calls, found.tokens_in, found.tokens_out]


def _names(by: By, request: Request) -> dict[str, str]:
    if by is By.USE:
        policy = policy_in_force()
        older = (
            {str(use.pk): titled(use.title) for use in uses(request.actor)} if request.actor.could("uses.see") else {}
        )
        return older | {terms.use_id: said(title_of_use(policy, terms)) for terms in policy.terms}
    if by is By.SCHOOL:
        return schools_and_office()
    return {role: capfirst(said(role_name(role))) for role in ROSTER_ROLES} if by is By.ROLE else {}


def _lead(seen: Spending) -> Sentence:
    if seen.total is None:
        return Sentence("Few calls were made in this month, so sums are not shown.")
    if not seen.total.cost_micros:
        return Sentence("{calls} calls went to models; none of them has a price.", calls=f"{seen.total.calls:,}")
    return Sentence(
        "{calls} calls went to models and cost {money}.",
        calls=f"{seen.total.calls:,}",
        money=money(seen.total.cost_micros),
    )
