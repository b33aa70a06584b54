"""Tables of paired prompts: checks, and what was measured in each answer."""

from __future__ import annotations

import uuid

from django.db import models


class PairedCheck(models.Model):
    """One model, asked the same with different names. ``replaced`` counts answers whose name the gateway replaced."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    model = models.CharField(max_length=200)
    prompt_set = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    repeats = models.PositiveSmallIntegerField()
    total = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    work_id = models.CharField(max_length=64, blank=True)
    replaced = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    made = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-asked_at"]


class PairedAnswer(models.Model):
    """One answer as numbers. Its words are not kept."""

    check_of = models.ForeignKey(PairedCheck, on_delete=models.PROTECT, related_name="answers")
    request_id = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    groups = models.JSONField(default=list)
    run = models.PositiveSmallIntegerField()
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_of", "request_id", "name", "run"], name="one_answer_a_prompt")
        ]
