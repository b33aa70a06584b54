"""What the roll-out puts on Today: messages that are due or late, phases that can open, money that ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rollout.budget.api import purchase_dates, sources
from chalkline.rollout.communications.api import MessageState, late_messages, messages
from chalkline.rollout.phases.api import phases_ready
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, at_risk, waits_for_me

A_WEEK = timedelta(days=7)
A_MONTH = timedelta(days=30)
HALF_A_YEAR = timedelta(days=180)


@waits_for_me
def messages_to_send(actor: Actor, today: date) -> Iterator[Waiting]:
    """Messages that are mine to say, due within a week or late."""
    if not actor.could("communications.see"):
        return
    mine = messages(actor).filter(sayer_id=id_from(actor.id), state=MessageState.PLANNED.value)
    for message in mine.filter(due_on__lte=today + A_WEEK):
        yield Waiting(
            Sentence("Send: {title}", title=message.title),
            address_of("rollout.message", message.pk),
            Sentence("Note that it was sent"),
            Sentence("{purpose}", purpose=message.purpose),
            due_on=message.due_on,
        )


@waits_for_me
def phases_to_open(actor: Actor, today: date) -> Iterator[Waiting]:
    """Phases whose gates are all met."""
    if not actor.may("rollout.open_phase"):
        return
    for phase in phases_ready(actor, today):
        yield Waiting(
            Sentence("{tool}: phase {number} can open", tool=phase.plan.use.tool.name, number=phase.number),
            address_of("rollout.plan", phase.plan_id),
            Sentence("Look and open it"),
            Sentence("Everything that “{title}” waits for is so.", title=phase.title),
            note=Sentence("ready"),
        )


@waits_for_me
def purchases_due(actor: Actor, today: date) -> Iterator[Waiting]:
    """Steps of buying within a month."""
    if not actor.may("budget.plan"):
        return
    for due in purchase_dates(actor).filter(on__lte=today + A_MONTH):
        yield Waiting(
            Sentence("A purchasing date comes: {line}", line=due.line.title),
            address_of("rollout.line", due.line_id),
            Sentence("See the line"),
            due_on=due.on,
        )


@at_risk
def messages_late(actor: Actor, today: date) -> Iterator[Waiting]:
    """Messages that somebody else should have sent by now."""
    if not actor.may("communications.plan"):
        return
    for message in late_messages(actor, today).exclude(sayer_id=id_from(actor.id)):
        yield Waiting(
            Sentence("A message is late: {title}", title=message.title),
            address_of("rollout.message", message.pk),
            Sentence("See the message"),
            Sentence("{name} is to send it.", name=str(message.sayer)),
            due_on=message.due_on,
        )


@at_risk
def money_that_ends(actor: Actor, today: date) -> Iterator[Waiting]:
    """Funding sources that end within half a year while something is planned on them."""
    if not actor.may("budget.see"):
        return
    ending = sources(actor).filter(ends_on__range=(today, today + HALF_A_YEAR))
    for source in ending.filter(amounts__line__dropped_at=None, amounts__isnull=False).distinct():
        yield Waiting(
            Sentence("{source} ends", source=source.name),
            address_of("rollout.budget"),
            Sentence("See the budget"),
            Sentence("Then: {after}", after=source.after)
            if source.after
            else Sentence("Nobody has said what pays then."),
            due_on=source.ends_on,
        )
