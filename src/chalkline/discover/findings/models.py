"""Tables of findings. What was counted is never kept here: it is counted anew from the sources."""

from __future__ import annotations

import uuid

from django.db import models


class Finding(models.Model):
    """A service, or an unknown host, that was seen in the logs, and what is being done about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10)
    subject = models.CharField(max_length=253)
    name = models.CharField(max_length=253)
    state = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    use_id = models.CharField(max_length=64, blank=True)
    found_at = models.DateTimeField()
    settled_by = models.CharField(max_length=64, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="one_finding_a_subject")]

    def __str__(self) -> str:
        return self.name


class Feature(models.Model):
    """A sign of AI in a tool with an approved use, so that a new one is noticed. ``signal`` "" marks a first look."""

    tool = models.SlugField(max_length=80)
    signal = models.CharField(max_length=40, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["tool", "signal"]
        constraints = [models.UniqueConstraint(fields=["tool", "signal"], name="one_feature_a_signal")]
