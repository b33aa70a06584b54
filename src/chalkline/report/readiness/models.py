"""Tables of readiness: assessments, who answers which domain, what people said, steps."""

from __future__ import annotations

import uuid

from django.db import models


class Assessment(models.Model):
    """The questions on a day. ``kept``: what the records answered when it was finished, by question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.CharField(max_length=10)
    begun_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()
    finished_on = models.DateField(null=True)
    finished_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    kept = models.JSONField(default=dict)

    class Meta:
        ordering = ["-begun_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(finished_on=None), name="one_open_assessment"
            )
        ]


class DomainShare(models.Model):
    """Who answers the questions of one domain."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="shares")
    domain = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "domain"], name="one_person_a_domain")]


class ItemAnswer(models.Model):
    """What a person answers to one question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    why = models.TextField(blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    evidence_on = models.DateField(null=True)
    said_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="one_answer_a_question"),
            models.CheckConstraint(condition=models.Q(level__lte=3), name="level_is_one_of_four"),
        ]


class Step(models.Model):
    """One thing to do about one question, by whom and by when, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="steps")
    item = models.CharField(max_length=10)
    text = models.CharField(max_length=300)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="readiness_steps")
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    planned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField()
    note = models.TextField(blank=True)
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "item"]
        indexes = [models.Index(fields=["state", "due_on"], name="step_by_state")]
