"""Tables of duties."""

from __future__ import annotations

import uuid

from django.db import models


class Duty(models.Model):
    """One rule of law for one tool or for the district, by one day. Its next turn is another duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rule = models.CharField(max_length=60)
    group = models.CharField(max_length=20)
    subject = models.CharField(max_length=100)
    subject_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10)
    evidence = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    opened_on = models.DateField()
    settled_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "subject_name", "rule"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject"], condition=models.Q(state="open"), name="one_open_duty_of_a_rule"
            ),
            models.UniqueConstraint(fields=["rule", "subject", "due_on"], name="one_duty_a_turn"),
        ]
