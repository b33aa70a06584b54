"""The table of use cases."""

from __future__ import annotations

import uuid

from django.db import models


class UseCase(models.Model):
    """One way AI might help with a problem, as it is outlined now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    problem = models.ForeignKey("purpose_problems.DistrictProblem", on_delete=models.PROTECT, related_name="use_cases")
    title = models.CharField(max_length=120)
    how_it_helps = models.TextField()
    purpose = models.CharField(max_length=40, db_index=True)
    area = models.CharField(max_length=30)
    kind = models.CharField(max_length=20)
    roles = models.JSONField(default=list)
    grade_bands = models.JSONField(default=list)
    flags_people = models.BooleanField(default=False)
    inputs = models.JSONField(default=list)
    human_decision = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    errors_by_group = models.TextField(blank=True)
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="use_cases_proposed")
    proposed_at = models.DateTimeField()
    revised_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(flags_people=False) | ~models.Q(human_decision=""),
                name="whatever_flags_people_has_a_human_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.title
