"""Tables of the calendar: reviews held or missed, notices given, feeds."""

from __future__ import annotations

import uuid

from django.db import models


class PeriodicReview(models.Model):
    """Somebody looked again, or nobody did (outcome "missed", no person)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    due_on = models.DateField()
    outcome = models.CharField(max_length=10)
    summary = models.TextField(blank=True)
    held_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField()
    next_on = models.DateField(null=True)

    class Meta:
        ordering = ["-held_at"]
        indexes = [models.Index(fields=["kind", "subject_id", "-held_at"], name="periodic_review_of")]


class AskedAnew(models.Model):
    """Something happened that asks for a review before its day. It counts until the next review is held."""

    kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    why = models.CharField(max_length=300)
    asked_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        ordering = ["asked_on"]
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id", "asked_on"], name="one_asking_anew_a_day")]


class Notice(models.Model):
    """Notice that a review comes due, ``days`` before (30, 14, 3)."""

    kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    due_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    given_on = models.DateField()

    class Meta:
        ordering = ["given_on"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "due_on", "days"], name="one_notice_a_distance")
        ]


class CalendarFeed(models.Model):
    """A link by which a calendar program reads what is due. Kept as a digest; whoever has the link may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(ended_at=None), name="one_open_feed_a_person")
        ]
