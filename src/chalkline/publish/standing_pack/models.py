"""Tables of the standing pack: keys (never the key itself), and how far packs have been issued."""

from __future__ import annotations

import uuid

from django.db import models


class Key(models.Model):
    """A gateway key. Only the SHA-256 of it is kept; ``hint`` is its last four characters.

    ``class_id``: the roster id of the class that it is for, where that was said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    label = models.CharField(max_length=120)
    holder_kind = models.CharField(max_length=10)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="gateway_keys")
    role = models.CharField(max_length=20)
    grade_bands = models.JSONField(default=list)
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, null=True, related_name="gateway_keys")
    people_sign_in = models.BooleanField(default=False)
    class_id = models.CharField(max_length=100, blank=True, default="", db_index=True)
    issued_by = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at"]


class PackHead(models.Model):
    """The newest pack: its number and a digest of what it said. One row; the pack itself is never kept."""

    name = models.CharField(max_length=10, primary_key=True, default="pack")
    issue = models.PositiveBigIntegerField(default=0)
    content_digest = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField(null=True)
