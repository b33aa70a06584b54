"""Tables of minutes: passages and the approved text, corrections that were asked for, sealed notes."""

from __future__ import annotations

import uuid

from django.db import models


class MeetingMinutes(models.Model):
    """What was written about a meeting beside its facts; ``approved`` is the whole text as it was approved."""

    meeting = models.OneToOneField(
        "govern_committees.Meeting", on_delete=models.PROTECT, primary_key=True, related_name="minutes"
    )
    passages = models.JSONField(default=dict)
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    approved = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    decision = models.OneToOneField("govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved__isnull=True, approved_at__isnull=True, decision__isnull=True)
                | (models.Q(approved_at__isnull=False, decision__isnull=False) & ~models.Q(digest="")),
                name="approved_by_a_decision",
            )
        ]


class Correction(models.Model):
    """How a member asks a passage to read; taken in, or set aside with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey("govern_committees.Meeting", on_delete=models.PROTECT, related_name="corrections")
    passage = models.CharField(max_length=80)
    text = models.TextField()
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    is_taken_in = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at"]


class SealedNote(models.Model):
    """What was said in closed session: sealed with a key of the key folder, for those who were in the room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey("govern_committees.AgendaItem", on_delete=models.PROTECT, related_name="sealed_notes")
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    readers = models.JSONField()
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at"]
