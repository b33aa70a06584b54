"""Tables of courses and completions."""

from __future__ import annotations

import uuid

from django.db import models


class Course(models.Model):
    """A training. ``slug`` is how conditions name it; ``months`` is how long a completion holds, 0 for always."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    where = models.TextField()
    months = models.PositiveSmallIntegerField()
    offered_by = models.CharField(max_length=64)
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Completion(models.Model):
    """Somebody did a training on a day. ``until_on``: its last day, empty when it does not run out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="completions")
    completed_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-completed_on"]
        constraints = [
            models.UniqueConstraint(fields=["course", "person", "completed_on"], name="one_completion_a_day"),
        ]
