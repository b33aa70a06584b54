"""The table of versions that were put before a committee."""

from __future__ import annotations

import uuid

from django.db import models


class StrategyVersion(models.Model):
    """A version as it was put on an agenda. ``document`` is the tree that its digest is taken of, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decision = models.OneToOneField(
        "govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="strategy"
    )
    adopted_on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="adopted")
                | models.Q(decision__isnull=False, adopted_on__isnull=False, until__isnull=False),
                name="adopted_by_a_decision",
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
