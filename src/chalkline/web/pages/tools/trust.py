"""What a tool's page says of its evaluation and its cost: gates first, the picture by group, what one person costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chalkline.discover.findings.api import Reach
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rollout.budget.api import PURCHASE_STEP_NAMES, PurchaseStep, fiscal_years, lines, purchase_dates
from chalkline.tools.evaluations.api import WITH_NAMES, evaluation_in_force, record_of, shared_evaluations
from chalkline.tools.register.api import Tool
from chalkline.web.pages.data.element_choice import named_all
from chalkline.web.pages.discover.telling import number
from chalkline.web.pages.evaluations.telling import (
    WITH_TONES,
    block_told,
    picture,
    proof_told,
    standing_said,
    tone_of,
    who_has_it,
)
from chalkline.web.routes import address_of

SOON = timedelta(days=90)
DOLLAR = Decimal(1)


def evaluation_told(actor: Actor, slug: str, tool: Tool | None, today: date) -> dict[str, Any]:
    """How the tool stands; what would begin an evaluation where there is none."""
    if not actor.may("evaluations.see"):
        return {}
    start = f"{address_of('evaluations.new')}?tool={slug}" if tool and actor.may("evaluations.start") else ""
    shared = [
        {
            "title": Sentence("By {district}", district=each.key.district),
            "url": address_of("evaluations.shared_one", each.pk),
            "detail": Sentence("Finished on {day}; it counts once we take it over.", day=each.finished_on),
        }
        for each in shared_evaluations(actor, slug)
    ]
    found = evaluation_in_force(slug)
    if found is None:
        return {"none": True, "start": start, "shared": shared}
    kept = record_of(found)
    standing = kept.standing(today)
    holder, has_it = who_has_it(kept, utc_now())
    ending = [each for each in kept.evidence if each.good_until <= today + SOON]
    return {
        "none": False,
        "url": address_of("evaluations.show", found.pk),
        "finished": standing.is_finished,
        "finished_on": standing.finished_on,
        "said": standing_said(found.tool.name, standing),
        "tone": tone_of(standing) if standing.is_finished else WITH_TONES[holder],
        "word": Sentence("{n} percent of points", n=standing.percent) if standing.is_finished else WITH_NAMES[holder],
        "has_it": "" if standing.is_finished else has_it,
        "blocks": [block_told(each, str(found.pk), may_accept=False) for each in standing.blocks if each.how],
        "chart": picture(found.tool.name, standing) if standing.is_finished else None,
        "ending": [proof_told(actor, each, today) for each in ending],
        "proof": len(kept.evidence),
        "companies": [
            Sentence("{name}, {country}: {data}", name=each.name, country=each.country,
                     data=(*named_all(each.elements), *each.unclear) or each.purpose)
            for each in kept.subprocessors
        ],
        "shared": shared,
        "start": start if standing.is_finished else "",
    }  # fmt: skip


def cost_told(actor: Actor, tool: Tool | None, reach: Reach | None, today: date) -> dict[str, Any]:
    """What is planned for a tool, from where and until when, and what that is for each person reached."""
    if tool is None or not actor.may("budget.see"):
        return {}
    years = fiscal_years()
    year = years.of(today)
    mine = list(lines(actor).filter(tool=tool))
    amounts = [each for line in mine for each in line.amounts.all()]
    now = [each for each in amounts if each.fiscal_year == year]
    total = sum((each.dollars for each in now), Decimal(0))
    people = number(reach.people) if reach else None
    return {
        "year": years.said(year),
        "total": int(total),
        "none": not amounts,
        "sources": [
            Sentence(
                "{source}: ${n}, until {day}",
                source=each.source.name,
                n=f"{int(each.dollars):,}",
                day=each.source.ends_on,
            )
            if each.source.ends_on
            else Sentence("{source}: ${n}", source=each.source.name, n=f"{int(each.dollars):,}")
            for each in now
        ],
        "each": _for_each(total, people),
        "dates": [
            Sentence("{step}: {day}", step=PURCHASE_STEP_NAMES[PurchaseStep(each.step)], day=each.on)
            for each in (purchase_dates(actor).filter(line__tool=tool) if mine else ())
        ],
        "url": address_of("rollout.budget"),
    }


def _for_each(total: Decimal, people: int | None) -> Sentence:
    if not people:
        return Sentence("What it costs for each person cannot be told: not counted, or too few to show.")
    if not total:
        return Sentence("Nothing is planned for it this year.")
    return Sentence(
        "About ${n} for each of the {people} people the logs show.",
        n=f"{(total / people).quantize(DOLLAR):,}", people=people,
    )  # fmt: skip
