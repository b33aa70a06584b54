"""The table of rule sets."""

from __future__ import annotations

import uuid

from django.db import models


class RuleSet(models.Model):
    """Rules of the way of requests, as somebody proposed them to the committee; in force by its decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    content = models.JSONField(default=dict)
    because = models.TextField()
    state = models.CharField(max_length=20)
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decision = models.OneToOneField("govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(state="in_force"), name="one_rule_set_in_force"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_force", "replaced"]) | models.Q(decision__isnull=False),
                name="a_rule_set_needs_a_decision",
            ),
        ]
