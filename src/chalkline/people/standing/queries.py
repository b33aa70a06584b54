"""Reads of standing."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from chalkline.people.standing.models import CurrentTraining


def current_trainings(on: date) -> dict[str, frozenset[str]]:
    """Person id -> trainings that are current on a day. Takes no actor: the standing pack is made of it."""
    found: dict[str, set[str]] = {}
    held = CurrentTraining.objects.filter(Q(until_on=None) | Q(until_on__gte=on))
    for person, training in held.values_list("person_id", "training"):
        found.setdefault(str(person), set()).add(training)
    return {person: frozenset(trainings) for person, trainings in found.items()}
