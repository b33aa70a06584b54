"""The table of questionnaires."""

from __future__ import annotations

import uuid

from django.db import models


class Questionnaire(models.Model):
    """One version of the questions. Never changed and never removed: evaluations rest on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    questions = models.JSONField()
    shipped_version = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)
