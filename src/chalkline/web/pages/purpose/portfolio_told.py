"""How the portfolio is told: the picture, the order, what is blocked or waits, the rules in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.portfolio.api import (
    CRITERION_NAMES,
    GATE_NAMES,
    Candidate,
    Criterion,
    Entry,
    Order,
    Place,
    RuleKind,
    active_high_impact,
    active_ids,
    candidates,
    limit_in_force,
    order_of,
    points_of,
    rule_in_force,
    weights_in_force,
)
from chalkline.web.charts import Chart, Spot, plane
from chalkline.web.routes import address_of

ACTIVE = Sentence("active now")


@dataclass(frozen=True)
class PlaceTold:
    """One ranked use case: where it stands, why, and how sure that is."""

    place: Place
    url: str
    value: int
    details: tuple[Sentence, ...]
    is_active: bool


@dataclass(frozen=True)
class OutTold:
    """A use case that is not in the order: what keeps it out, and what would let it in."""

    title: str
    url: str
    reasons: tuple[tuple[Sentence, Any, Any], ...]


@dataclass(frozen=True)
class Portfolio:
    """The whole page."""

    order: Order
    places: tuple[PlaceTold, ...]
    blocked: tuple[OutTold, ...]
    waiting: tuple[OutTold, ...]
    chart: Chart | None
    weights: tuple[tuple[Sentence, int, int], ...]
    weights_from: Sentence
    limit_said: Sentence
    is_full: bool


def portfolio_told(actor: Actor, today: date) -> Portfolio:
    """The portfolio as it stands today."""
    found = candidates(actor, on=today)
    order = order_of(found, weights_in_force(on=today))
    active = active_ids(on=today)
    used, limit = active_high_impact(on=today), limit_in_force(on=today)
    return Portfolio(
        order=order,
        places=tuple(_told(each, active) for each in order.places),
        blocked=tuple(_out(each) for each in order.blocked),
        waiting=tuple(_out(each) for each in order.waiting),
        chart=chart_of(order, found, active) if order.places else None,
        weights=weights_told(today),
        weights_from=_weights_from(today),
        limit_said=_limit_said(used, limit, today),
        is_full=len(used) >= limit,
    )


def weights_told(today: date) -> tuple[tuple[Sentence, int, int], ...]:
    """Each criterion with its points and its share in 100."""
    points = points_of(rule_in_force(RuleKind.WEIGHTS, on=today))
    total = sum(points.values())
    return tuple((CRITERION_NAMES[each], points[each], round(points[each] / total * 100)) for each in Criterion)


def chart_of(order: Order, found: list[Candidate], active: frozenset[str]) -> Chart:
    """Outcome against risk: up is more to gain, left is less risk."""
    named = {each.entry.id: each for each in found}
    best = max(order.places, key=lambda each: each.outcome + each.safety)
    spots = [
        Spot(
            each.entry.title,
            across=each.risk,
            up=each.outcome,
            url=address_of("purpose.use_case", each.entry.id),
            tone="active" if each.entry.id in active else "",
            note=ACTIVE if each.entry.id in active else "",
        )
        for each in order.places
    ]
    title = Sentence("“{title}” has the best of both: most to gain for the least risk", title=best.entry.title)
    if any(each.outcome > best.outcome for each in order.places):
        title = Sentence("“{title}” has the best balance of gain and risk", title=best.entry.title)
    rows = tuple(
        (each.entry.title, round(each.outcome), round(each.risk), round(each.value), each.first_in)
        for each in order.places
    )
    high = sum(named[each.entry.id].is_high_impact for each in order.places)
    return plane(
        "outcome-against-risk",
        title,
        spots,
        up=(Sentence("Little to gain"), Sentence("Much to gain")),
        across=(Sentence("Little risk"), Sentence("Much risk")),
        text=Sentence(
            "Each number is a use case: the higher, the more there is to gain; the further left, the safer to try. "
            "{n} of {all} count as high-impact.",
            n=high,
            all=len(order.places),
        ),
        note=Sentence(
            "Tinted: much to gain and little risk, the corner to begin in. Means of what people scored on written "
            "anchors, by the weights in force."
        ),
        head=(
            Sentence("Use case"),
            Sentence("To gain (0 to 100)"),
            Sentence("Risk (0 to 100)"),
            Sentence("Value by the weights"),
            Sentence("First in, of 100 weightings"),
        ),
        rows=rows,
    )


def _told(place: Place, active: frozenset[str]) -> PlaceTold:
    entry = place.entry
    who = tuple(sheet.name for sheet in entry.sheets)
    details = [Sentence("Scored by {who}.", who=who)]
    if place.first_in_with_spread != place.first_in:
        details.append(
            Sentence("First in {n} of 100 when their differences count as well.", n=place.first_in_with_spread)
        )
    if entry.apart_on:
        apart = tuple(CRITERION_NAMES[each] for each in entry.apart_on)
        details.append(Sentence("They are far apart on: {names}. Talk before you decide.", names=apart))
    if place.dominated_by:
        details.append(Sentence("“{title}” is at least as good on everything.", title=place.dominated_by[0]))
    return PlaceTold(
        place, address_of("purpose.use_case", entry.id), round(place.value), tuple(details), entry.id in active
    )


def _out(entry: Entry) -> OutTold:
    reasons: list[tuple[Sentence, Any, Any]] = [
        (GATE_NAMES[gate.gate], gate.reason, gate.to_open)
        for gate in entry.gates
        if gate.state != "open" and (not entry.shut or gate.state == "shut")
    ]
    if not entry.shut and len(entry.sheets) < 2:
        waits = (
            Sentence("One person has scored it; the order takes two who scored apart from each other.")
            if entry.sheets
            else Sentence("Nobody has scored it yet.")
        )
        reasons.insert(0, (Sentence("Two people's scores"), waits, Sentence("Score it, or ask a colleague to.")))
    return OutTold(entry.title, address_of("purpose.use_case", entry.id), tuple(reasons))


def _weights_from(today: date) -> Sentence:
    rule = rule_in_force(RuleKind.WEIGHTS, on=today)
    if rule is None or rule.until_on is None:
        return Sentence("No committee has set weights yet, so all count alike.")
    return Sentence("Set by decision {number}, until {day}.", number=str(rule.decision), day=rule.until_on)


def _limit_said(used: dict[str, str], limit: int, today: date) -> Sentence:
    names = tuple(sorted(used.values()))
    active = (
        Sentence(
            "{n} of {limit} places for high-impact use cases are taken: {names}.", n=len(used), limit=limit, names=names
        )
        if used
        else Sentence("None of the {limit} places for high-impact use cases is taken.", limit=limit)
    )
    rule = rule_in_force(RuleKind.LIMIT, on=today)
    if rule is None or rule.until_on is None:
        return active
    by = Sentence("The limit was set by decision {number}, until {day}.", number=str(rule.decision), day=rule.until_on)
    return Sentence("{active} {by}", active=active, by=by)
