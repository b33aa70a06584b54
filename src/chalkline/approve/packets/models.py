"""The table of packets."""

from __future__ import annotations

from django.db import models


class Packet(models.Model):
    """One version of what a committee was given, kept as it was."""

    digest = models.CharField(max_length=64, primary_key=True)
    request = models.ForeignKey("approve_requests.Request", on_delete=models.PROTECT, related_name="packets")
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
