"""Tables of output review: monitors, sampled answers, reviews."""

from __future__ import annotations

import uuid

from django.db import models


class Monitor(models.Model):
    """Who reviews the answers of one use; ``second`` looks where the monitor may not look alone."""

    use = models.OneToOneField(
        "approve_uses.ApprovedUse", on_delete=models.PROTECT, primary_key=True, related_name="monitor"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()
    named_by = models.CharField(max_length=64)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(second=models.F("person")), name="a_second_is_another_person")
        ]


class Sample(models.Model):
    """One answer that was drawn. ``id`` is the id of the call's decision; its text is a kept text while it lasts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="samples")
    key = models.ForeignKey("publish_standing_pack.Key", on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    due_on = models.DateField()
    text_until = models.DateField()
    reviewer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["due_on", "made_at"]
        indexes = [models.Index(fields=["reviewer", "state"], name="sample_by_reviewer")]


class Review(models.Model):
    """What one person found in one sampled answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(max_length=10)
    severity = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    counts = models.BooleanField()
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "reviewer"], name="one_review_a_person"),
            models.UniqueConstraint(fields=["sample"], condition=models.Q(counts=True), name="one_review_counts"),
        ]
