"""Tables of problems, and of the goals they stand in the way of."""

from __future__ import annotations

import uuid

from django.db import models


class DistrictProblem(models.Model):
    """A problem of the district, as it is stated now; earlier statements are in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    what_happens = models.TextField()
    area = models.CharField(max_length=30)
    evidence = models.JSONField(default=list)
    tried = models.TextField(blank=True)
    measure = models.CharField(max_length=200)
    unit = models.CharField(max_length=200, blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=3)
    target = models.DecimalField(max_digits=12, decimal_places=3)
    by_on = models.DateField()
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="problems_owned")
    named_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="problems_named")
    named_at = models.DateTimeField()
    revised_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-named_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(baseline=models.F("target")), name="problem_has_a_way_to_go"),
            models.CheckConstraint(condition=~models.Q(title=""), name="problem_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class ServedGoal(models.Model):
    """A problem stands in the way of a goal: solving it serves the goal."""

    problem = models.ForeignKey(DistrictProblem, on_delete=models.PROTECT, related_name="goals_served")
    goal = models.ForeignKey("purpose_goals.Goal", on_delete=models.PROTECT, related_name="problems_serving")
    attached_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["goal__from_on", "goal__title"]
        constraints = [models.UniqueConstraint(fields=["problem", "goal"], name="a_goal_is_served_once")]

    def __str__(self) -> str:
        return f"{self.problem} · {self.goal}"
