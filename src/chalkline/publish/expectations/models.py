"""Tables of expectations. How a class stood before is in the ledger; here is how it stands."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Expectation(models.Model):
    """How far one class of the roster works with AI, and the link under which that is read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    class_id = models.CharField(max_length=100, unique=True)
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    link = models.CharField(max_length=32, unique=True)
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["label"]
        constraints = [models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="one_of_five_levels")]

    def __str__(self) -> str:
        return self.label


class Work(models.Model):
    """A piece of work of a class with a level of its own. ``code`` names it in calls."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="works")
    code = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    opens_on = models.DateField()
    due_on = models.DateField()
    holds_class = models.BooleanField(default=False)
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="work_at_one_of_five_levels"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="work_is_due_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.title
