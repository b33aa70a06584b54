"""Tables of drills."""

from __future__ import annotations

import uuid

from django.db import models


class Drill(models.Model):
    """One drill, of a stop (of a key of a use, of its tool or its model) or of the way of an alert.

    ``seconds`` is from the stop's command until the gateway refused, or from asking the gateway for an alert until
    somebody on call was told; None where nothing was measured.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.CharField(max_length=10, default="stop")
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, null=True, related_name="drills")
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, null=True, related_name="+")
    alert = models.ForeignKey("oversee_on_call.Alert", on_delete=models.PROTECT, null=True, related_name="+")
    stopped = models.ForeignKey("publish_stops.Stop", on_delete=models.PROTECT, null=True, related_name="+")
    begun_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12)
    seconds = models.FloatField(null=True)

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(of="alert", use=None)
                | models.Q(of__in=["stop", "tool", "model"], use__isnull=False),
                name="a_stop_has_a_use",
            )
        ]
