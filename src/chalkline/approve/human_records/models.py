"""Tables of human records."""

from __future__ import annotations

import uuid

from django.db import models


class HumanRecord(models.Model):
    """One matter that a person decides. ``offered_to`` is a colleague who was asked to decide it instead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="human_records")
    purpose = models.CharField(max_length=40)
    matter = models.TextField()
    decider = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="human_records")
    opened_at = models.DateTimeField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    offered_to = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)
    decided_first = models.BooleanField(null=True)
    followed = models.CharField(max_length=10, blank=True)
    why = models.TextField(blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["decider", "state"], name="record_by_decider"),
            models.Index(fields=["state", "until_on"], name="record_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(offered_to=None, ended_at__isnull=False),
                name="what_is_over_is_offered_to_nobody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(decided_first__isnull=False), name="closed_says_when"
            ),
            models.CheckConstraint(
                condition=models.Q(offered_to=None) | ~models.Q(offered_to=models.F("decider")),
                name="nobody_is_offered_their_own",
            ),
        ]
