"""Tables of model checks: what checks found, and who said why a request goes without."""

from __future__ import annotations

import uuid

from django.db import models


class ModelCheck(models.Model):
    """What a finished check found. Its id is the check's own.

    ``changed_at``: the model is not the same any more. ``lapsed_at``: nobody checked it again in time.
    """

    id = models.UUIDField(primary_key=True)
    model = models.CharField(max_length=200)
    prompt_set = models.CharField(max_length=40)
    answers = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    replaced = models.PositiveIntegerField(default=0)
    says = models.BooleanField()
    made = models.CharField(max_length=200, blank=True)
    standing_out = models.JSONField(default=list)
    ended_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    changed_to = models.CharField(max_length=200, blank=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-ended_at"]
        indexes = [models.Index(fields=["model", "-ended_at"], name="model_check_by_model")]


class GoingWithout(models.Model):
    """Why a request goes to the committee without a check of these models. ``request_digest``: as it was asked then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey("approve_requests.Request", on_delete=models.PROTECT, related_name="goings_without")
    request_digest = models.CharField(max_length=64)
    model_names = models.JSONField(default=list)
    reason = models.TextField()
    said_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at"]
