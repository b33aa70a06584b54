"""Tables of agreements."""

from __future__ import annotations

import uuid

from django.db import models


class Agreement(models.Model):
    """A signed agreement about a tool. Never changed: a new one is recorded, an old one is ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=20)
    signed_on = models.DateField()
    ends_on = models.DateField()
    elements = models.JSONField(default=list)
    file = models.FileField(upload_to="agreements", blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="addenda")
    version = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=2, blank=True)
    renews_by_itself = models.BooleanField(null=True)
    notice_days = models.PositiveSmallIntegerField(null=True)
    breach_hours = models.PositiveIntegerField(null=True)
    deletion_days = models.PositiveSmallIntegerField(null=True)
    certificate = models.BooleanField(null=True)
    data_in = models.CharField(max_length=120, blank=True)
    ai_terms = models.CharField(max_length=10, default="not_said")
    offer_ends_on = models.DateField(null=True)
    joined_from = models.CharField(max_length=120, blank=True)
    clauses = models.JSONField(default=dict)

    class Meta:
        ordering = ["-signed_on", "-recorded_at"]
        indexes = [models.Index(fields=["ends_on", "id"], name="agreement_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("signed_on")), name="agreement_ends_after_signing"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="addendum", amends__isnull=False)
                | (~models.Q(kind="addendum") & models.Q(amends=None)),
                name="only_an_addendum_amends_another",
            ),
        ]
