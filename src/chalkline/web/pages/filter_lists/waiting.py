"""What filter lists put on Today: an edition that waits for a second person, lists that fell behind or do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.filter_lists.api import edition_in_force, edition_waiting, unpublished
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, waits_for_me


@waits_for_me
def lists_to_look_at(actor: Actor, today: date) -> Iterator[Waiting]:
    """Lists that wait for this person, or that no longer say what the policy says."""
    if not actor.may("filter_lists.see"):
        return
    waiting = edition_waiting(actor)
    if waiting:
        is_mine = waiting.prepared_by == actor.id and waiting.widens
        if actor.may("filter_lists.activate") and not is_mine:
            yield Waiting(
                Sentence("Edition {n} of the filter lists waits for a second person", n=waiting.number),
                address_of("filter_lists.edition", waiting.pk),
                Sentence("Look at it"),
                Sentence("It lets more through than before. Until then filters keep the old lists."),
            )
        return
    if edition_in_force() is None or not actor.may("filter_lists.prepare"):
        return
    try:
        look = unpublished(actor)
    except Problem:
        return  # the policy itself is not in force any more: its own page says so
    if look.changes:
        count = len({each.slug for each in look.changes})
        yield Waiting(
            Sentence("Filter lists fall behind: {n} tools would change", n=count)
            if count > 1
            else Sentence("Filter lists fall behind: one tool would change"),
            address_of("filter_lists.publish"),
            Sentence("See who would lose what"),
            Sentence("The policy, the catalogue or a choice has changed since they were published."),
        )
