"""Reads of stops: what is stopped now, one of them, and what gateways are told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from chalkline.approve.requests.api import everyone_who_asked
from chalkline.approve.uses.api import ApprovedUse, uses_in_force
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.reading import once_a_reading
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor, system_actor
from chalkline.publish.stops import rules
from chalkline.publish.stops.models import Stop
from chalkline.publish.stops.words import StopOf
from chalkline.rulebook.stops import Drilled, Instead
from chalkline.tools.register.api import tools_known


def stops(actor: Actor) -> QuerySet[Stop]:
    """Every stop there ever was, the latest first; drills are not among them."""
    return _seen(actor).filter(drill_key="")


def open_stops(actor: Actor) -> QuerySet[Stop]:
    """What is stopped now."""
    return stops(actor).filter(restored_at=None)


def open_drills(actor: Actor) -> QuerySet[Stop]:
    """Stops of drills that wait for two people, the latest first."""
    return _seen(actor).exclude(drill_key="").filter(restored_at=None)


def refuse_waiting(of: str, subject: str) -> None:
    """Raise Problem("stops.drill_waits") while the stop of an earlier drill of the same thing waits for two people."""
    waits = Stop.objects.filter(of=of, subject=subject, restored_at=None).exclude(drill_key="").first()
    if waits:
        raise rules.drill_waits(waits.called)


def stop_by_id(actor: Actor, stop_id: str) -> Stop:
    """One stop, of a drill too. Raises Problem("not_found")."""
    found = _seen(actor).filter(pk=id_from(stop_id)).first()
    if found is None:
        raise not_found(Sentence("stop"))
    return found


@once_a_reading
def stop_of_tool(slug: str) -> Stop | None:
    """The stop that holds a tool now. Takes no actor: everybody may know what must not be used."""
    found = Stop.objects.filter(of=StopOf.TOOL.value, subject=slug, restored_at=None, drill_key="")
    return found.select_related("stopped_by", "restore_asked_by").first()


def stopped_tools() -> frozenset[str]:
    """Slugs of tools that are stopped whole. Takes no actor: it is for compiling, and names no person."""
    return _open(StopOf.TOOL)


def stopped_models() -> frozenset[str]:
    """Names of models that are stopped. Takes no actor: it is for compiling, and names no person."""
    return _open(StopOf.MODEL)


def told_instead() -> tuple[Instead, ...]:
    """What people are told to use instead, in one order."""
    said = Stop.objects.filter(restored_at=None, drill_key="").exclude(instead="").order_by("of", "subject")
    return tuple(Instead(each.of, each.subject, each.instead) for each in said)


def drilled_stops() -> tuple[Drilled, ...]:
    """Stops that are tried out, each for one key. Takes no actor, as above."""
    held = Stop.objects.filter(restored_at=None).exclude(drill_key="").order_by("of", "subject")
    return tuple(Drilled(each.of, each.subject, each.drill_key) for each in held)


def models_named() -> dict[str, tuple[str, ...]]:
    """The names under which calls ask for models, each with the slugs of the tools that it answers for."""
    found: dict[str, list[str]] = {}
    for tool in tools_known():
        for name in tool.model_names:
            found.setdefault(str(name), []).append(tool.slug)
    return {name: tuple(sorted(slugs)) for name, slugs in sorted(found.items())}


def tools_touched(of: StopOf, subject: str) -> tuple[str, ...]:
    """The tools that a stop touches."""
    return (subject,) if of is StopOf.TOOL else models_named().get(subject, ())


def uses_touched(of: StopOf, subject: str, on: date) -> list[ApprovedUse]:
    """The approved uses in force that a stop touches."""
    held = uses_in_force(system_actor("stops"), on).filter(tool__slug__in=tools_touched(of, subject))
    return list(held.select_related("request"))


def have_asked(uses: Iterable[ApprovedUse]) -> frozenset[str]:
    """The ids of everybody who asked for one of these: they do not decide that it goes on."""
    return frozenset(person for use in uses for person in everyone_who_asked(use.request))


def stop_ref(stop: Stop) -> SubjectRef:
    """How facts name a stop."""
    return SubjectRef("stop", str(stop.pk))


@once_a_reading
def _open(of: StopOf) -> frozenset[str]:
    held = Stop.objects.filter(of=of.value, restored_at=None, drill_key="")
    return frozenset(held.values_list("subject", flat=True))


def _seen(actor: Actor) -> QuerySet[Stop]:
    actor.must("stops.see")
    return Stop.objects.select_related("stopped_by", "restore_asked_by", "restored_by")
