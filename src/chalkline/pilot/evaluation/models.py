"""The table of results. One a pilot, never changed."""

from __future__ import annotations

import uuid

from django.db import models


class Result(models.Model):
    """What was reckoned, from what, by which code; ``digest`` is of all of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pilot = models.OneToOneField("pilot_plans.Pilot", on_delete=models.PROTECT, related_name="result")
    upload = models.ForeignKey("pilot_measures.Upload", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)
    reckoned = models.JSONField()
    plan_digest = models.CharField(max_length=64)
    sides_digest = models.CharField(max_length=64)
    rows_digest = models.CharField(max_length=64)
    code = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    judged_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ["-judged_at"]
