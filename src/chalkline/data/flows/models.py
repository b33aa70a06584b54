"""Tables of flows."""

from __future__ import annotations

import uuid

from django.db import models


class Route(models.Model):
    """One element of one approved use: why, from where, how. ``use_id`` names a record of a later step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use_id = models.CharField(max_length=64)
    tool = models.CharField(max_length=80)
    element = models.CharField(max_length=60)
    why = models.TextField()
    system = models.ForeignKey("data_systems.System", on_delete=models.PROTECT, null=True, related_name="routes")
    way = models.CharField(max_length=20)
    stated_by = models.CharField(max_length=64)
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ["tool", "use_id", "element"]
        constraints = [models.UniqueConstraint(fields=["use_id", "element"], name="one_route_an_element")]
