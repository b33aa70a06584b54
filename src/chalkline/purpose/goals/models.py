"""The table of goals."""

from __future__ import annotations

import uuid

from django.db import models


class Goal(models.Model):
    """A goal of the district, as it is stated now; earlier statements are in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    what_it_says = models.TextField()
    plan = models.CharField(max_length=30)
    adopted_by = models.CharField(max_length=200)
    link = models.CharField(max_length=500, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="goals_set")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["from_on", "title"]
        constraints = [
            models.CheckConstraint(condition=models.Q(until_on__gt=models.F("from_on")), name="goal_has_an_end"),
            models.CheckConstraint(condition=~models.Q(title=""), name="goal_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title
