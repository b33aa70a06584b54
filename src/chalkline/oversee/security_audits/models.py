"""Tables of security audits: the audit, its answers, weaknesses."""

from __future__ import annotations

import uuid

from django.db import models


class SecurityAudit(models.Model):
    """One going through the checklist."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    checklist_version = models.CharField(max_length=20)
    begun_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at"]


class AuditAnswer(models.Model):
    """The answer to one item. The file itself stays with whoever has it: its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    audit = models.ForeignKey(SecurityAudit, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10)
    evidence = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    answered_by = models.CharField(max_length=64)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audit", "item"], name="one_answer_an_item")]


class Weakness(models.Model):
    """What is not as it should be: who sees to it, until when, and who tried it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    audit = models.ForeignKey(SecurityAudit, on_delete=models.PROTECT, related_name="weaknesses")
    item = models.CharField(max_length=40)
    text = models.TextField()
    severity = models.CharField(max_length=10)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=10)
    mended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    mended_note = models.TextField(blank=True)
    retested_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    retested_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "mended"]) | ~models.Q(retested_by=models.F("mended_by")),
                name="another_person_retests",
            )
        ]
