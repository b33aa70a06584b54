"""The table of presented packets."""

from __future__ import annotations

import uuid

from django.db import models


class BoardPacket(models.Model):
    """A packet as it was presented. ``document`` is the tree that its digest is taken of, and is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    first_on = models.DateField()
    last_on = models.DateField()
    document = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    presented_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="packets_presented")
    presented_at = models.DateTimeField()

    class Meta:
        ordering = ["-presented_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(first_on__lte=models.F("last_on")), name="packet_days_in_order")
        ]
