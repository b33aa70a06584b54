"""Tables of the library."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Document(models.Model):
    """Something the district says, in versions. ``digest`` of a version tells exactly what was approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=160)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="documents_owned")
    audience = models.CharField(max_length=10)
    roles = models.JSONField(default=list)
    theme = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    is_answer = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One file, or one answer, as it was added. Never changed but for its state and its term."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="library")
    pages = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20)
    concerns = models.JSONField(default=list)
    problem = models.JSONField(default=dict)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="versions_added")
    added_at = models.DateTimeField()
    approved_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="approvals")
    approved_at = models.DateTimeField(null=True)
    begins_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    sent_back_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="approved"), name="one_approved_version_a_document"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(
                    approved_by__isnull=False,
                    begins_on__isnull=False,
                    review_on__gte=F("begins_on"),
                    ends_on__gte=F("review_on"),
                ),
                name="approved_version_has_a_term",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("added_by")), name="second_person_approves"
            ),
        ]


class Passage(models.Model):
    """A piece of one version, verbatim. ``start``: its offset in the version's text; ``page``: 0 for none."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="passages")
    place = models.PositiveIntegerField()
    headings = models.JSONField(default=list)
    page = models.PositiveIntegerField(default=0)
    start = models.PositiveIntegerField(default=0)
    text = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["version", "place"]
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="one_passage_a_place")]
