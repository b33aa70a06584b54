"""The table of access requests."""

from __future__ import annotations

import uuid

from django.db import models


class AccessRequest(models.Model):
    """Somebody asks to see what is held about a child. ``child`` is empty until it is certain who asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    child_said = models.CharField(max_length=200)
    asker = models.CharField(max_length=200)
    reach = models.CharField(max_length=200)
    wish = models.TextField(blank=True)
    is_from_public_page = models.BooleanField(default=False)
    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="access_requests")
    state = models.CharField(max_length=12, default="received")
    received_on = models.DateField()
    due_on = models.DateField()
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    known_by = models.TextField(blank=True)
    exported_at = models.DateTimeField(null=True)
    settled_how = models.TextField(blank=True)
    settled_by = models.CharField(max_length=64, blank=True)
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(condition=models.Q(due_on__gt=models.F("received_on")), name="access_due_after"),
        ]
