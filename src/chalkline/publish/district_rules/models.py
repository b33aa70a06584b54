"""Tables of rule sets and of laws that counsel has switched on or off."""

from __future__ import annotations

import uuid

from django.db import models


class RuleSet(models.Model):
    """One version of all rows and promises. Never changed: ``digest`` is over what it says.

    ``follows``: the number of the version that it was compared with when it was proposed; 0 before the first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    follows = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    why = models.TextField()
    state = models.CharField(max_length=10)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=64, blank=True)
    adopted_at = models.DateTimeField(null=True)
    at_once_because = models.TextField(blank=True)
    decision_number = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="in_force"), name="one_district_rule_set_in_force"
            ),
            models.CheckConstraint(
                condition=~models.Q(adopted_by=models.F("proposed_by")) | ~models.Q(at_once_because=""),
                name="two_people_adopt_unless_it_narrows",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class LawSwitch(models.Model):
    """Counsel says that a law holds here, or no longer. The latest of a law counts; none means off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    law = models.CharField(max_length=60)
    is_on = models.BooleanField()
    why = models.TextField()
    switched_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    switched_at = models.DateTimeField()

    class Meta:
        ordering = ["-switched_at"]
        indexes = [models.Index(fields=["law", "-switched_at"], name="law_switch_of")]
