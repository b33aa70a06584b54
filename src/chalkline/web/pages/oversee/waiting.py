"""What oversight puts on Today: concerns to look at, clocks that run, reviews that come due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localtime

from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Kept, Sentence
from chalkline.oversee.incidents.api import ConcernState, concerns, running_clocks
from chalkline.oversee.review_calendar.api import if_missed, may_review, reviews_near
from chalkline.oversee.security_audits.api import WeaknessState, weaknesses
from chalkline.people.api import Actor
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, waits_for_me


@waits_for_me
def concerns_to_handle(actor: Actor, today: date) -> Iterator[Waiting]:
    """New concerns, for those who handle them."""
    if not actor.may("concerns.handle"):
        return
    new = concerns(actor).filter(state=ConcernState.NEW.value)
    count, first = new.count(), new.last()
    if first:
        yield Waiting(
            Sentence("One concern has not been looked at")
            if count == 1
            else Sentence("{count} concerns have not been looked at", count=count),
            address_of("concerns.show", first.pk) if count == 1 else address_of("concerns.home"),
            Sentence("Look into it"),
            Sentence("Somebody took a minute to say that something is not right."),
            note=Sentence("new"),
        )


@waits_for_me
def deadlines_of_incidents(actor: Actor, today: date) -> Iterator[Waiting]:
    """For each incident the clock that is due first, for those who settle clocks."""
    if not actor.may("incidents.settle_clock"):
        return
    seen = set()
    for clock in running_clocks(actor):
        if clock.incident_id in seen:
            continue
        seen.add(clock.incident_id)
        yield Waiting(
            Sentence("Incident {number}: {title}", number=str(clock.incident), title=clock.incident.title),
            address_of("incidents.show", clock.incident_id),
            Sentence("See its deadlines"),
            Sentence("{must}.", must=clock.must.rstrip(".")),
            due_on=localtime(clock.due_at).date() if clock.due_at else None,
            note="" if clock.due_at else Sentence("as soon as you can"),
        )


@waits_for_me
def reviews_to_hold(actor: Actor, today: date) -> Iterator[Waiting]:
    """Reviews within 30 days: for those who hold them, and for whoever the thing belongs to."""
    if not actor.may("calendar.see"):
        return
    for entry in reviews_near(actor, today):
        thing = entry.thing
        holds = may_review(actor, entry)
        if not holds and thing.owner_id != actor.id:
            continue
        yield Waiting(
            Sentence("Look again: {title}", title=Kept(thing.title)),
            address_of("calendar.show", thing.kind, thing.id),
            Sentence("Review it") if holds else Sentence("See its review"),
            if_missed(entry),
            due_on=entry.review_on,
        )


@waits_for_me
def weaknesses_to_mend(actor: Actor, today: date) -> Iterator[Waiting]:
    """Weaknesses that this person sees to."""
    if not actor.could("security_audits.mend"):
        return
    for weakness in weaknesses(actor).filter(owner_id=id_from(actor.id), state=WeaknessState.OPEN.value):
        yield Waiting(
            Sentence("A weakness waits to be mended"),
            address_of("security_audits.home"),
            Sentence("Mend it"),
            Sentence("{text}", text=weakness.text),
            due_on=weakness.due_on,
        )
