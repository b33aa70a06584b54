"""Tables of reviews: reviews, and questions to the person who asked."""

from __future__ import annotations

import uuid

from django.db import models


class Review(models.Model):
    """One version of one kind of review of a request. ``working`` is unfinished; ``answer`` was sent.

    ``request_digest`` is the version of the request that was looked at. ``assigned_to`` is whose name is on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey("approve_requests.Request", on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    assigned_to = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    assigned_because = models.TextField(blank=True)
    reminded_on = models.DateField(null=True)
    working = models.JSONField(default=dict)
    working_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    working_at = models.DateTimeField(null=True)
    answer = models.JSONField(default=dict)
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="reviews")
    answered_at = models.DateTimeField(null=True)
    request_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["kind", "-version"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="review_by_state"),
            models.Index(fields=["due_on", "id"], name="review_by_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "version"], name="one_review_a_version"),
            models.UniqueConstraint(
                fields=["request", "kind"], condition=~models.Q(state="superseded"), name="one_review_a_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered") | models.Q(answered_by__isnull=False),
                name="answered_by_somebody",
            ),
        ]


class Question(models.Model):
    """What a reviewer asked the person who asked, and the answer. ``wants_change``: to change the request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    wants_change = models.BooleanField(default=False)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="questions_asked")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
