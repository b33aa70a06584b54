"""Tables of outcomes. No name and no number of a person: ``person`` is a code keyed for this one pilot."""

from __future__ import annotations

import uuid

from django.db import models


class Upload(models.Model):
    """An outcome file that was read. ``told``: what of it was used, what was not and why (``reading.orders.Told``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pilot = models.ForeignKey("pilot_plans.Pilot", on_delete=models.PROTECT, related_name="uploads")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    measured = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    told = models.JSONField(default=dict)
    rows_digest = models.CharField(max_length=64)
    handed_in_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering = ["-handed_in_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["pilot"], condition=models.Q(state="counts"), name="one_upload_counts_a_pilot"
            )
        ]


class Outcome(models.Model):
    """One person's outcome, before and after, in the unit of the measure."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="outcomes")
    person = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    pre = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    post = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    groups = models.JSONField(default=dict)
    guard = models.DecimalField(max_digits=16, decimal_places=6, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "person"], name="one_outcome_a_person")]
