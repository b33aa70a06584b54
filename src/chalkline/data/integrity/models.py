"""Tables of audits and of what is required of them."""

from __future__ import annotations

import uuid

from django.db import models


class Audit(models.Model):
    """One audit of one export. Holds counts and scores, never a row of the export."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=10)
    audited_on = models.DateField()
    audited_at = models.DateTimeField()
    audited_by = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    rules_of = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    faulty = models.PositiveIntegerField()
    score = models.FloatField()
    has_stops = models.BooleanField(default=False)
    files = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    asked = models.JSONField(default=list)
    dimensions = models.JSONField(default=dict)
    amiss = models.JSONField(default=dict)
    coverage = models.JSONField(default=dict)

    class Meta:
        ordering = ["-audited_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(score__gte=0) & models.Q(score__lte=100), name="audit_score"),
        ]


class Requirement(models.Model):
    """An approved use that holds only while the latest audit is recent and good enough.

    ``use_id`` names a record of a later step, so it is no foreign key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use_id = models.CharField(max_length=64)
    use_title = models.CharField(max_length=300)
    least_score = models.FloatField()
    within_days = models.PositiveIntegerField()
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["use_title", "set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["use_id"], condition=models.Q(dropped_at=None), name="one_requirement_a_use"
            ),
        ]
