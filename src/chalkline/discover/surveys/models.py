"""Tables of surveys. None holds an answer as somebody gave it: what was picked is counted, what was written stands
alone, and neither says when it came, nor beside what."""

from __future__ import annotations

import uuid

from django.db import models


class Survey(models.Model):
    """A ready questionnaire to one audience, about AI or about one tool. ``code`` is its public address.

    ``taken_on`` and ``taken_then``: how many answers came on the last day on which any did, against floods.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=12, unique=True)
    audience = models.CharField(max_length=10)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, null=True, related_name="surveys")
    tools = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField()
    allowed_by = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="surveys")
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    closes_on = models.DateField()
    closed_on = models.DateField(null=True)
    taken_on = models.DateField(null=True)
    taken_then = models.PositiveIntegerField(default=0)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opened_on")), name="survey_closes_after")
        ]

    def __str__(self) -> str:
        return self.code


class Tallied(models.Model):
    """How many people of a school and role picked something; with an empty question: how many answered at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="tallied")
    school_id = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=20)
    question = models.CharField(max_length=20, blank=True)
    option = models.CharField(max_length=120, blank=True)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "school_id", "role", "question", "option"], name="one_tally_an_option"
            )
        ]


class Written(models.Model):
    """One text, or the name of a tool in no catalogue, as it may be kept. ``doubts`` may name a child: not shown yet.

    Rows are written anew in a chance order when a survey closes, so that none says which came first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="written")
    question = models.CharField(max_length=20)
    text = models.TextField()
    language = models.CharField(max_length=5)
    taken = models.JSONField(default=list)
    doubts = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]


class SpentForm(models.Model):
    """A form that was sent: it counts once, however often it is sent. Gone after a day."""

    digest = models.CharField(primary_key=True, max_length=64)
    spent_on = models.DateField()


class NamedNeed(models.Model):
    """A need that became a problem of the district."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="named_needs")
    option = models.CharField(max_length=20)
    problem = models.ForeignKey("purpose_problems.DistrictProblem", on_delete=models.PROTECT, related_name="heard_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "option"], name="one_problem_a_need")]
