"""Tables of the district's notes on elements."""

from __future__ import annotations

import uuid

from django.db import models


class ElementNote(models.Model):
    """What the district says of one element of the vocabulary."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    element = models.CharField(max_length=60, unique=True)
    note = models.TextField(blank=True)
    noted_by = models.CharField(max_length=64)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["element"]
