"""Tables of feedback. None holds who answered; a remark does not say which other answers came with it."""

from __future__ import annotations

import uuid

from django.db import models


class Round(models.Model):
    """A few questions to one audience. ``code`` is its public address; ``questions`` are kind, en, es."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=12, unique=True)
    title_en = models.CharField(max_length=120)
    title_es = models.CharField(max_length=120, blank=True)
    audience = models.CharField(max_length=10)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, null=True, related_name="rounds")
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, null=True, related_name="rounds")
    questions = models.JSONField(default=list)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="rounds")
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opened_on")), name="round_closes_after"),
        ]

    def __str__(self) -> str:
        return self.title_en


class Answered(models.Model):
    """Somebody answered on a day: what was picked, by number of the question. Words are kept apart, as remarks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answered")
    said_on = models.DateField()
    picks = models.JSONField(default=dict)


class Theme(models.Model):
    """What several remarks say, in one sentence; and what was done about it, when that is said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="themes")
    heard_en = models.CharField(max_length=300)
    heard_es = models.CharField(max_length=300, blank=True)
    named_by = models.CharField(max_length=64)
    named_on = models.DateField()
    done_en = models.TextField(blank=True)
    done_es = models.TextField(blank=True)
    answered_by = models.CharField(max_length=64, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["named_on", "heard_en"]
        constraints = [
            models.UniqueConstraint(fields=["round", "heard_en"], name="one_theme_a_sentence"),
        ]


class Remark(models.Model):
    """One free text, as it may be kept. ``doubts``: words that may name a child and are not shown yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="remarks")
    question = models.PositiveSmallIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=5)
    taken = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="new")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="remarks")

    class Meta:
        ordering = ["question", "id"]
        indexes = [models.Index(fields=["round", "state"], name="remark_by_round")]
