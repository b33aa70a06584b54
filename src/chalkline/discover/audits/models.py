"""Tables of audits: what was taken, and never changes."""

from __future__ import annotations

import uuid

from django.db import models


class TakenAudit(models.Model):
    """An audit of one day. ``contents`` are spelled by rules.SPELLING; ``digest`` is of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    taken_by = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    tools = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True)
    sources = models.PositiveIntegerField()
    catalogue_version = models.PositiveIntegerField()
    policy_revision = models.PositiveIntegerField()
    contents = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)
