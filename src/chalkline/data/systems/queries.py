"""Reads of systems."""

from __future__ import annotations

from django.db.models import QuerySet

from chalkline.data.systems.models import System
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


def systems(actor: Actor, *, with_retired: bool = False) -> QuerySet[System]:
    """The systems that hold data, by name."""
    actor.must("systems.see")
    found = System.objects.select_related("owner", "steward")
    return found if with_retired else found.filter(retired_at=None)


def system_by_id(actor: Actor, system_id: str) -> System:
    """One system, retired ones too. Raises Problem("not_found")."""
    found = systems(actor, with_retired=True).filter(pk=id_from(system_id)).first()
    if found is None:
        raise not_found(Sentence("system"))
    return found
