"""Tables of families' choices and of the letters by which they are asked."""

from __future__ import annotations

import uuid

from django.db import models


class Choice(models.Model):
    """What the family of one student said about one tool. Holds until it is withdrawn or another takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="family_choices")
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, related_name="family_choices")
    said = models.CharField(max_length=5)
    heard_by = models.CharField(max_length=10)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "tool"], condition=models.Q(withdrawn_at=None), name="one_choice_a_child_and_tool"
            ),
        ]


class Letter(models.Model):
    """A link by which a family answers, kept as a digest. ``is_for_change``: it follows an answer, to take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="family_letters")
    tools = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    is_for_change = models.BooleanField(default=False)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
