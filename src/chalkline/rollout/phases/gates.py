"""What each gate needs to be met, and what it asks for once its phase moves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Suppressed, share
from chalkline.rollout.budget.rules import dollars
from chalkline.rollout.budget.words import FiscalYears
from chalkline.rollout.phases.words import Evidence, GateKind, Reading, Values


def training_met(course: str, current: int, people: int, percent: int, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """At least ``percent`` of the people of the phase; with nobody in it, it is not met.

    It is read by many and kept for good: no count, a share with its ends coded, and no number of a small group.
    """
    met = people > 0 and 100 * current >= percent * people
    if not people:
        says = Sentence("The roster shows nobody in this phase who could do “{course}”.", course=course)
        return Reading(met, says, Sentence("Check the schools and roles of the phase."), evidence)
    says = _current(share(current, people), met, course)
    return Reading(met, says, Sentence("More of them do the training, and it is recorded."), evidence)


def _current(told: tuple[str, int] | Suppressed, met: bool, course: str) -> Sentence:
    if isinstance(told, Suppressed):
        return (
            Sentence("Enough people of this phase are current in “{course}”.", course=course)
            if met
            else Sentence("Not enough people of this phase are current in “{course}”.", course=course)
        )
    bound, percent = told
    values = {"percent": percent, "course": course}
    if bound == "<=":
        return Sentence("At most {percent} percent of the people of this phase are current in “{course}”.", **values)
    if bound == ">=":
        return Sentence("At least {percent} percent of the people of this phase are current in “{course}”.", **values)
    return Sentence("{percent} percent of the people of this phase are current in “{course}”.", **values)


def pilot_met(verdict: str, verdict_name: Sentence | None, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """The newest verdict of a pilot of this use, or of its tool where none is of the use."""
    to_do = Sentence("Finish a pilot of this use. If its verdict is to stop, ask the committee what follows.")
    if verdict_name is None:
        return Reading(False, Sentence("No pilot has a verdict yet."), to_do)
    says = Sentence("The latest verdict is “{verdict}”.", verdict=verdict_name)
    return Reading(verdict in {"scale", "iterate"}, says, to_do, evidence)


def incidents_met(count: int, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """None may be open."""
    says = Sentence("No incident about the tool is open.")
    if count:
        says = (
            Sentence("One incident about the tool is open.")
            if count == 1
            else Sentence("{n} incidents about the tool are open.", n=count)
        )
    return Reading(count == 0, says, Sentence("Close the incident first."), evidence)


def agreement_met(ends_on: date | None, until_on: date, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """In force now, and until the day that is asked for."""
    to_do = Sentence("Renew the agreement until {day} or later.", day=until_on)
    if ends_on is None:
        return Reading(False, Sentence("No agreement about student data is in force."), to_do)
    return Reading(ends_on >= until_on, Sentence("The agreement holds until {day}.", day=ends_on), to_do, evidence)


def message_met(audience: Sentence, planned: int, unsent: int, evidence: tuple[Evidence, ...] = ()) -> Reading:
    """Something was planned for the audience about this use, and all of it was sent in every language."""
    told = {"audience": audience}
    if not planned:
        says = Sentence("No message about this use is planned for this audience: {audience}.", **told)
        return Reading(False, says, Sentence("Plan a message about this use for this audience, and send it."))
    if unsent:
        says = Sentence("{audience}: {n} of {planned} messages are not sent in every language.", n=unsent,
                        planned=planned, **told)  # fmt: skip
        return Reading(False, says, Sentence("Send it in every planned language, and note what was sent."), evidence)
    says = Sentence("{audience}: every message about this use was sent in every language.", **told)
    return Reading(True, says, Sentence("Nothing."), evidence)


@dataclass(frozen=True)
class Audited:
    """The latest roster audit."""

    score: float
    on: date
    has_stops: bool


def roster_met(latest: Audited | None, score: int, days: int, today: date) -> Reading:
    """The latest audit reaches the score, found nothing that stops, and is not older than so many days."""
    to_do = Sentence("Mend the rows that the audit lists, and audit a new export.")
    if latest is None:
        return Reading(False, Sentence("No roster was audited yet."), to_do)
    recent = (today - latest.on).days <= days
    says = Sentence("The audit of {day} gives {score} of 100.", day=latest.on, score=f"{latest.score:.1f}")
    if latest.has_stops:
        says = Sentence("The audit of {day} found something that stops the roster.", day=latest.on)
    elif not recent:
        says = Sentence("The latest audit is of {day}: older than {days} days.", day=latest.on, days=days)
    met = recent and not latest.has_stops and latest.score >= score
    return Reading(met, says, to_do, (Evidence(Sentence("Roster audit"), "data.rosters"),))


def budget_met(
    planned: Decimal, failing: Decimal, needed: int, year: str, evidence: tuple[Evidence, ...] = ()
) -> Reading:
    """Money whose source lasts through the fiscal year must reach what is needed. ``failing`` rests on a cliff."""
    lasting = planned - failing
    told = {"amount": dollars(lasting), "year": year}
    says = Sentence("{amount} is planned for {year} from sources that last through it.", **told)
    if failing:
        says = Sentence(
            "{amount} is planned for {year} from sources that last through it; {failing} more rests on one that ends.",
            failing=dollars(failing), **told,
        )  # fmt: skip
    to_do = Sentence("Plan {needed} for {year} from a source that lasts.", needed=dollars(Decimal(needed)), year=year)
    return Reading(lasting >= max(needed, 1), says, to_do, evidence)


def moved_along(
    kind: GateKind, values: Mapping[str, str], before: date, after: date, years: FiscalYears
) -> dict[str, str]:
    """What a gate asks for when its phase moves: a later day of an agreement, a later year of money; never earlier."""
    kept = Values(values)
    if kind is GateKind.AGREEMENT and after > before:
        return {**values, "until_on": (kept.day("until_on") + (after - before)).isoformat()}
    if kind is GateKind.BUDGET and years.of(after) > kept.number("fiscal_year"):
        return {**values, "fiscal_year": str(years.of(after))}
    return dict(values)
