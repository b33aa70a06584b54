"""What deciding by people puts on Today: records whose day has passed, matters one is asked to take over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.approve.human_records.api import RecordState, counts, own_records
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, at_risk, comes_next, waits_for_me

MOST = 5


@waits_for_me
def decisions_to_write(actor: Actor, today: date) -> Iterator[Waiting]:
    """Records of this person whose last day is today or has passed, and those that a colleague offers."""
    if not actor.may("human_records.keep", owner_id=actor.id):
        return
    open_ones = own_records(actor).filter(state=RecordState.OPEN.value)
    for each in open_ones.filter(offered_to_id=id_from(actor.id))[:MOST]:
        yield Waiting(
            Sentence("{name} asks you to decide: {matter}", name=str(each.decider), matter=each.matter),
            address_of("human_records.show", each.pk),
            Sentence("Accept it or not"),
            note=Sentence("new"),
        )
    for each in open_ones.filter(decider_id=id_from(actor.id), until_on__lte=today)[:MOST]:
        yield Waiting(
            Sentence("Write what you decided: {matter}", matter=each.matter),
            address_of("human_records.decide", each.pk),
            Sentence("Write it down"),
            Sentence("No call goes out under this record after its last day."),
            due_on=each.until_on,
        )


@at_risk
def decisions_missing(actor: Actor, today: date) -> Iterator[Waiting]:
    """How many records of others are past their last day, for those who lead."""
    if not actor.may("human_records.count"):
        return
    overdue = sum(each.overdue for each in counts(actor, today))
    if overdue:
        yield Waiting(
            Sentence("One decision was not written down by its last day")
            if overdue == 1
            else Sentence("{count} decisions were not written down by their last day", count=overdue),
            address_of("human_records.home"),
            Sentence("See how many there are"),
            Sentence("Whoever decides is reminded on their own page."),
        )


@comes_next
def decisions_ahead(actor: Actor, today: date) -> Iterator[Waiting]:
    """One's own open records whose last day is still to come."""
    if not actor.may("human_records.keep", owner_id=actor.id):
        return
    ahead = own_records(actor).filter(state=RecordState.OPEN.value, decider_id=id_from(actor.id), until_on__gt=today)
    for each in ahead[:MOST]:
        yield Waiting(
            Sentence("You decide: {matter}", matter=each.matter),
            address_of("human_records.show", each.pk),
            Sentence("See the record"),
            due_on=each.until_on,
        )
