"""Tables of drills."""

from __future__ import annotations

import uuid

from django.db import models


class Drill(models.Model):
    """One drill. ``seconds`` is from the stop's command until the gateway refused; None where nothing was measured."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="drills")
    begun_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12)
    seconds = models.FloatField(null=True)

    class Meta:
        ordering = ["-begun_at"]
