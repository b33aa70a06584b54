"""Tables of limits and of what was told of them."""

from __future__ import annotations

import uuid

from django.db import models


class Limit(models.Model):
    """At most so much. ``subject`` is an id, a role, or "" for each one apart; ``most`` is micro-dollars for money."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    scope = models.CharField(max_length=10)
    subject = models.CharField(max_length=80, blank=True)
    most = models.BigIntegerField()
    warn_percent = models.PositiveSmallIntegerField()
    reason = models.TextField()
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=64, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "scope", "subject"],
                condition=models.Q(lifted_at=None),
                name="one_limit_in_force_of_a_kind",
            ),
            models.CheckConstraint(condition=models.Q(most__gte=0), name="limit_is_not_negative"),
        ]


class Notice(models.Model):
    """Most of a limit is used, or all of it: told once a span. ``subject`` as gateways name it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    limit = models.ForeignKey(Limit, on_delete=models.PROTECT, related_name="notices")
    subject = models.CharField(max_length=80, blank=True)
    span = models.CharField(max_length=10)
    level = models.CharField(max_length=4)
    used = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["limit", "subject", "span", "level"], name="one_notice_a_span_and_level")
        ]
