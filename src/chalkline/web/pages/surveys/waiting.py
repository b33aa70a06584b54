"""What surveys put on Today: one that asks staff, and one of mine that has closed and waits to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.discover.surveys.api import closed_lately, open_to_staff
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.pages.surveys.telling import title_of
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, comes_next, waits_for_me

A_FORTNIGHT = timedelta(days=14)


@comes_next
def asked_of_staff(actor: Actor, today: date) -> Iterator[Waiting]:
    """For people who work here. Who has answered is not known, so it stays until its last day."""
    if not actor.may("concerns.raise") or not actor.could("people.see_staff"):
        return
    for each in open_to_staff(today):
        yield Waiting(
            Sentence("Say which AI you use, and what would help"),
            address_of("surveys.answer", each.code.lower()),
            Sentence("Answer"),
            Sentence("Two minutes, without your name. Open until then."),
            due_on=each.closes_on,
            happens=True,
        )


@waits_for_me
def closed_ones(actor: Actor, today: date) -> Iterator[Waiting]:
    """Surveys of mine that closed within a fortnight."""
    for each in closed_lately(actor, today - A_FORTNIGHT):
        yield Waiting(
            Sentence("A survey has closed: {title}", title=title_of(each)),
            address_of("surveys.show", each.pk),
            Sentence("See what was said"),
            Sentence("What many need can become a problem of the district."),
            note=Sentence("new"),
        )
