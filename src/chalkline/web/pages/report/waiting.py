"""What Report puts on Today and into the search box: a packet before the board meets, packets and the strategy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from chalkline.govern.committees.api import AgendaItem, Meeting, day_of
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.board.api import packets
from chalkline.report.strategy.api import (
    STRATEGY_STATE_NAMES,
    StrategyState,
    adopted,
    changed_since_adopted,
    propose_strategy,
    versions,
    waiting_version,
)
from chalkline.web.agenda_ready import CouldGoOn, may_go_on_agenda
from chalkline.web.routes import address_of
from chalkline.web.search import EACH, Found, finds
from chalkline.web.today import Waiting, waits_for_me

A_QUARTER = timedelta(days=92)


@may_go_on_agenda
def strategy_to_adopt(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """The strategy, once the records say something else than the version in force."""
    if not actor.may("strategy.propose") or waiting_version(actor) is not None:
        return
    held = adopted(actor, day_of(meeting))
    if held and not changed_since_adopted(actor, held, day_of(meeting)):
        return
    yield CouldGoOn(
        "strategy:draft",
        Sentence("The strategy for AI, as the records have it"),
        address_of("report.strategy_draft"),
        Sentence("The records say more than the version in force") if held else Sentence("No version is adopted yet"),
        _put_strategy,
    )


def _put_strategy(actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return propose_strategy(actor, meeting, now=now)


@waits_for_me
def packet_due(actor: Actor, today: date) -> Iterator[Waiting]:
    """Three months without a packet: for whoever presents it."""
    if not (actor.may("board.present") and actor.may("board.see")):
        return
    last = packets(actor).first()
    if last and last.last_on + A_QUARTER < today:
        yield Waiting(
            Sentence("The board has not had a packet since {day}", day=last.last_on),
            address_of("report.home"),
            Sentence("Read the report"),
            Sentence("It is made from the records. Present it when it says what the board should know."),
            due_on=last.last_on + A_QUARTER,
        )


@finds(order=46, label=Sentence("Reports"))
def found_reports(actor: Actor, words: str) -> Iterator[Found]:
    """Board packets and versions of the strategy, by what they are called."""
    wanted = words.casefold()
    if actor.may("board.see") and any(wanted in each for each in ("board packet", "report", "paquete", "informe")):
        for each in packets(actor)[: EACH + 1]:
            title = Sentence("Board packet, {first} to {last}", first=each.first_on, last=each.last_on)
            detail = Sentence("Presented on {day}.", day=timezone.localdate(each.presented_at))
            yield Found(title, address_of("report.packet", each.pk), detail)
    if actor.may("purpose.see") and any(wanted in each for each in ("strategy", "estrategia")):
        held = adopted(actor, timezone.localdate())
        yield Found(Sentence("Our strategy for AI"), address_of("report.strategy"), "" if held else Sentence("A draft"))
        for version in versions(actor)[:EACH]:
            state = STRATEGY_STATE_NAMES[StrategyState(version.state)]
            url = address_of("report.strategy_version", version.pk)
            yield Found(Sentence("Version {n}", n=version.number), url, "", state)
