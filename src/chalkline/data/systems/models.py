"""Tables of systems."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower


class System(models.Model):
    """A place where the district's data is held, with the people who answer for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    hosting = models.CharField(max_length=20)
    vendor = models.TextField(blank=True)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    steward = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    elements = models.JSONField(default=list)
    kept_for = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), condition=models.Q(retired_at=None), name="one_system_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
