"""Calls that were sent with an Idempotency-Key, and what was answered: kept for a day."""

from __future__ import annotations

from django.db import models


class RepeatableCall(models.Model):
    """One call. ``status`` is null while it runs; ``sealed`` is the answer, readable only with the caller's key."""

    actor_id = models.CharField(max_length=80)
    key_digest = models.CharField(max_length=64)
    call_digest = models.CharField(max_length=64)
    attempt = models.UUIDField()
    begun_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key_digest"], name="one_call_a_key")]
        indexes = [models.Index(fields=["begun_at"], name="repeatable_call_by_age")]
