"""What readiness puts on Today: questions to answer, steps to take; for those who lead, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.kernel.sentences import Kept, Sentence
from chalkline.people.api import Actor
from chalkline.report.readiness.api import DOMAIN_NAMES, my_domains, my_steps, open_steps
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, at_risk, waits_for_me


@waits_for_me
def questions_of_mine(actor: Actor, today: date) -> Iterator[Waiting]:
    """Domains that somebody gave me."""
    for each in my_domains(actor):
        yield Waiting(
            Sentence("How ready are we? Your part: {domain}", domain=DOMAIN_NAMES[each.domain]),
            address_of("readiness.domain", each.assessment_id, each.domain),
            Sentence("Answer"),
            Sentence("One question at a time. What the records answer is filled in."),
            note=Sentence("open now"),
        )


@waits_for_me
def steps_of_mine(actor: Actor, today: date) -> Iterator[Waiting]:
    """Steps that I said, or was asked, to take."""
    for each in my_steps(actor):
        yield Waiting(
            Sentence("{text}", text=Kept(each.text)),
            address_of("readiness.settle", each.pk),
            Sentence("Say what came of it"),
            Sentence("A step of the plan to be ready for AI."),
            due_on=each.due_on,
        )


@at_risk
def overdue(actor: Actor, today: date) -> Iterator[Waiting]:
    """Steps whose day has passed, for those who plan them."""
    if not actor.may("readiness.plan"):
        return
    for each in open_steps(actor).filter(due_on__lt=today):
        yield Waiting(
            Sentence("Overdue: {text}", text=Kept(each.text)),
            address_of("readiness.show", each.assessment_id),
            Sentence("See the plan"),
            Sentence("{name} was to do it.", name=str(each.owner)),
            due_on=each.due_on,
        )
