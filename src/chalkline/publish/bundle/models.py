"""Table of bundles: kept for ever, bytes included."""

from __future__ import annotations

import uuid

from django.db import models


class Bundle(models.Model):
    """A compiled policy. Prepared by one person, activated by another; never changed after that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    body = models.BinaryField()
    compiled_on = models.DateField()
    good_until = models.DateTimeField()
    restores = models.PositiveIntegerField(null=True)
    prepared_by = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    activated_by = models.CharField(max_length=64, blank=True)
    activated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-revision", "-prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"], condition=models.Q(activated_at__isnull=False), name="one_bundle_a_revision"
            ),
            models.CheckConstraint(
                condition=~models.Q(activated_by=models.F("prepared_by")), name="two_people_publish"
            ),
        ]
