"""What stops put on Today: for those who work with what is stopped, and for a second person who may let it go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, person_by_id
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.stops.api import Stop, StopOf, open_stops, tools_touched
from chalkline.rulebook.api import Everything, Terms
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, waits_for_me


@waits_for_me
def what_is_stopped(actor: Actor, today: date) -> Iterator[Waiting]:
    """A tool or a model of my own work is stopped, and what to use instead; or my agreement is asked for."""
    if not actor.may("stops.see"):
        return
    for stop in open_stops(actor):
        address = address_of("stops.show", stop.pk)
        if stop.restore_asked_by_id and str(stop.restore_asked_by_id) != actor.id and actor.may("stops.restore"):
            yield Waiting(
                Sentence("{name} asks that {what} goes on", name=str(stop.restore_asked_by), what=stop.called),
                address,
                Sentence("Look at it"),
                Sentence("It was stopped; a second person has to agree."),
                note=Sentence("now"),
            )
        elif _touches(stop, actor):
            yield Waiting(
                Sentence("{what} is stopped for now", what=stop.called),
                address,
                Sentence("See why"),
                stop.instead or Sentence("Nobody has said yet what to use instead."),
                note=Sentence("now"),
            )


def _touches(stop: Stop, actor: Actor) -> bool:
    person = person_by_id(actor.id)
    if person is None:
        return False
    tools, school = set(tools_touched(StopOf(stop.of), stop.subject)), str(person.school_id or "")
    return any(
        terms.tool in tools and person.roster_role in terms.roles and _reaches(terms, school)
        for terms in policy_in_force().terms
        if stop.of == StopOf.TOOL or stop.subject in terms.models
    )


def _reaches(terms: Terms, school: str) -> bool:
    return isinstance(terms.schools, Everything) or school in terms.schools
