"""Writes of systems: put one on the map, correct it, retire it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.data.systems import rules
from chalkline.data.systems.events import SystemRecorded, SystemRetired, SystemRevised
from chalkline.data.systems.models import System
from chalkline.data.systems.words import Told
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, command, people_by_email
from chalkline.rulebook.api import vocabulary


@command(records=(SystemRecorded,))
def record_system(actor: Actor, told: Told, *, now: datetime) -> System:
    """Put a system on the map."""
    actor.must("systems.record")
    system = _filled(System(recorded_at=now), told)
    record(SystemRecorded(*_facts(system)), actor_id=actor.id, now=now)
    return system


@command(records=(SystemRevised,))
def revise_system(actor: Actor, system: System, told: Told, *, now: datetime) -> System:
    """Say anew what a system holds and who answers for it."""
    actor.must("systems.record")
    current = System.objects.select_for_update().get(pk=system.pk)
    if current.retired_at:
        raise rules.retired()
    record(SystemRevised(*_facts(_filled(current, told))), actor_id=actor.id, now=now)
    return current


@command(records=(SystemRetired,))
def retire_system(actor: Actor, system: System, *, now: datetime) -> System:
    """Say that a system holds nothing any more. Flows from it are shown as to be stated anew."""
    actor.must("systems.record")
    current = System.objects.select_for_update().get(pk=system.pk)
    if current.retired_at:
        raise rules.retired()
    current.retired_at = now
    current.save(update_fields=["retired_at"])
    record(SystemRetired(_ref(current), current.name), actor_id=actor.id, now=now)
    return current


def _filled(system: System, told: Told) -> System:
    named = people_by_email([address for address in (told.owner.strip(), told.steward.strip()) if address])
    owner, steward = named.get(told.owner.strip()), named.get(told.steward.strip())
    rules.check_told(
        told,
        vocabulary().elements,
        owner_works_here=_works_here(owner),
        steward_works_here=_works_here(steward),
    )
    assert owner is not None
    system.name, system.kind, system.hosting = told.name.strip(), told.kind, told.hosting
    system.vendor, system.kept_for, system.notes = told.vendor.strip(), told.kept_for.strip(), told.notes.strip()
    system.owner, system.steward = owner, steward
    system.elements = sorted(told.elements)
    try:
        with transaction.atomic():
            system.save()
    except IntegrityError:
        raise rules.name_taken(system.name) from None
    return system


def _works_here(person: Person | None) -> bool:
    return person is not None and person.is_active and person.roster_role != "student"


def _facts(system: System) -> tuple[SubjectRef, SubjectRef, str, str, str, tuple[str, ...]]:
    owner = SubjectRef("person", str(system.owner_id))
    return (_ref(system), owner, system.name, system.kind, system.hosting, tuple(system.elements))


def _ref(system: System) -> SubjectRef:
    return SubjectRef("system", str(system.id))
