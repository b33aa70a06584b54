"""Tables of requests: requests, who asked, the way they went, drafts."""

from __future__ import annotations

import uuid

from django.db import models


class Request(models.Model):
    """A request as it stands; ``asked_by`` is the person it belongs to now.

    ``asked_count``: how many people ask for it, counted anew whenever somebody joins or leaves (``commands.asking``).
    ``insists_because``: why it was asked anew though the same was on its way, or approved for others.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, related_name="requests")
    purpose = models.CharField(max_length=40)
    roles = models.JSONField(default=list)
    grade_bands = models.JSONField(default=list)
    school_ids = models.JSONField(default=list)
    elements = models.JSONField(default=list)
    why = models.TextField()
    costs = models.CharField(max_length=3, blank=True)
    insists_because = models.TextField(blank=True)
    use_case = models.ForeignKey(
        "purpose_use_cases.UseCase", on_delete=models.PROTECT, null=True, related_name="requests"
    )
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="requests")
    asked_count = models.PositiveIntegerField(default=1)
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=20)
    state_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-filed_at", "-id"]
        indexes = [
            models.Index(fields=["tool", "purpose"], name="request_by_tool_and_purpose"),
            models.Index(fields=["state", "-filed_at"], name="request_by_state"),
            models.Index(fields=["-filed_at", "-id"], name="request_by_day"),
            models.Index(fields=["asked_count", "id"], name="request_by_asked_count"),
        ]


class Asking(models.Model):
    """Somebody who asked for this: first, or by joining. Who left keeps a row: they stay barred from deciding it."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="askings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="askings")
    asked_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="one_asking_a_person")]


class Move(models.Model):
    """A step of a request on its way: what the parcel tracking shows."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="moves")
    state = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Draft(models.Model):
    """A form somebody has begun: kept until it is filed, seen by nobody else."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="one_draft_a_form")]
