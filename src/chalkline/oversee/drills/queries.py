"""Reads of drills."""

from __future__ import annotations

from django.db.models import QuerySet

from chalkline.oversee.drills.models import Drill
from chalkline.people.api import Actor


def drills(actor: Actor) -> QuerySet[Drill]:
    """Every drill, the latest first."""
    actor.must("drills.see")
    return Drill.objects.select_related("use__tool", "begun_by", "stopped", "school", "alert__responsible")
