"""The table of appeals."""

from __future__ import annotations

import uuid

from django.db import models

PERSON = "people.Person"


class Appeal(models.Model):
    """One appeal against one decision. ``hearer`` hears it, or else the ``committee`` does on an agenda."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey("approve_requests.Request", on_delete=models.PROTECT, related_name="appeals")
    decision = models.OneToOneField("govern_decisions.Decision", on_delete=models.PROTECT, related_name="appeal")
    about = models.CharField(max_length=20)
    conditions = models.JSONField(default=list)
    reason = models.TextField()
    filed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    hear_by = models.DateField()
    hearer = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="appeals_to_hear")
    committee = models.ForeignKey("govern_committees.Committee", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20)
    outcome = models.ForeignKey("govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-filed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(state="open"), name="one_open_appeal_a_request"
            ),
            models.CheckConstraint(
                condition=models.Q(hearer__isnull=False, committee=None)
                | models.Q(hearer=None, committee__isnull=False),
                name="an_appeal_is_heard_by_one",
            ),
        ]
