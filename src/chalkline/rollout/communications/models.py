"""Tables of messages and of what was sent."""

from __future__ import annotations

import uuid

from django.db import models


class Message(models.Model):
    """A message as planned. ``use``: the approved use it is about, where it is about one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, null=True, related_name="messages")
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=20)
    purpose = models.TextField()
    sayer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="messages_to_say")
    due_on = models.DateField()
    channel = models.CharField(max_length=20)
    languages = models.JSONField(default=list)
    state = models.CharField(max_length=20)
    planned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="messages_planned")
    planned_at = models.DateTimeField()
    dropped_because = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "title"]
        indexes = [models.Index(fields=["state", "due_on"], name="message_by_due")]

    def __str__(self) -> str:
        return self.title


class Sending(models.Model):
    """What was actually sent in one language, by whom, when and how. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="sendings")
    language = models.CharField(max_length=5)
    text = models.TextField()
    channel = models.CharField(max_length=20)
    sent_on = models.DateField()
    sent_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    noted_by = models.CharField(max_length=64)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_on", "noted_at"]
        constraints = [models.UniqueConstraint(fields=["message", "language"], name="one_sending_a_language")]
