"""What expectations put on Today: a class whose level is above what is approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.expectations.api import LEVEL_NAMES, has_levels, my_classes
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, waits_for_me


@waits_for_me
def levels_above(actor: Actor, today: date) -> Iterator[Waiting]:
    """A use ended or was narrowed: the gateway keeps to what is approved, and students should read that."""
    if not actor.may("expectations.set", owner_id=actor.id) or not has_levels(actor):
        return
    for each in my_classes(actor):
        if each.level and each.level > each.highest:
            yield Waiting(
                Sentence("The AI level of {name} is above what is approved now", name=each.label),
                address_of("expectations.show", each.expectation_id),
                Sentence("Set it anew"),
                Sentence("Approved uses go up to “{level}”.", level=LEVEL_NAMES[each.highest]),
            )
