"""Vendors: whose evaluation is under way, who has it now, and how every evaluated tool stands."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.api import (
    WITH_NAMES,
    Evaluation,
    district_keys,
    evaluations,
    record_of,
    shared_evaluations,
    under_way,
)
from chalkline.web.pages.discover.telling import tabs
from chalkline.web.pages.evaluations.telling import WITH_TONES, tone_of, who_has_it
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Status, Table


@page("evaluations/", name="evaluations.home", permission="evaluations.see")
def home(request: Request) -> HttpResponseBase:
    """What is under way, with who has it; below it every evaluation that was finished."""
    actor, now, today = request.actor, utc_now(), timezone.localdate()

    def row(each: Evaluation) -> list[object]:
        standing = record_of(each).standing(today)
        blocking = len(standing.blocking)
        word = Sentence("{n} in the way", n=blocking) if blocking else Sentence("nothing in the way")
        return [
            Link(each.tool.name, address_of("evaluations.show", each.pk), each.tool.vendor),
            each.finished_on,
            standing.percent,
            Status(word, tone_of(standing)),
            str(each.owner),
        ]

    table = Table(
        request,
        "evaluations",
        caption=_("Finished evaluations"),
        columns=[
            Column("tool", _("Product"), sort="tool__name"),
            Column("finished", _("Finished"), sort="finished_on"),
            Column("percent", _("Percent of points"), number=True),
            Column("blocks", _("Gates and red flags")),
            Column("owner", _("Looked after by"), sort="owner__family_name"),
        ],
        rows=evaluations(actor).exclude(finished_at=None),
        row=row,
        search=lambda rows, words: rows.filter(tool__name__icontains=words),
        order="-finished",
    )
    if table.wants_file:
        return table.file()
    context = {
        "tabs": tabs(request, actor, "evaluations.home"),
        "open": [_under_way(each, now) for each in under_way(actor)],
        "table": table,
        "shared": shared_evaluations(actor).count(),
        "strange_keys": district_keys(actor).filter(confirmed_at=None, refused_at=None).count(),
        "may_start": actor.may("evaluations.start"),
        "shared_url": address_of("evaluations.shared"),
    }
    return render(request, "evaluations/home.html", context)


def _under_way(each: Evaluation, now: Any) -> dict[str, Any]:
    holder, sentence = who_has_it(record_of(each), now)
    return {
        "title": each.tool.name,
        "url": address_of("evaluations.show", each.pk),
        "detail": sentence,
        "due": each.due_on,
        "late": each.due_on < timezone.localdate(),
        "chip": WITH_NAMES[holder],
        "tone": WITH_TONES[holder],
    }
