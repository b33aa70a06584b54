"""Tables of the roster extract: nicknames, and how far extracts have been issued."""

from __future__ import annotations

import uuid

from django.db import models


class Nickname(models.Model):
    """What somebody is called besides the name on the roster."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="nicknames")
    name = models.CharField(max_length=40)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], condition=models.Q(ended_at=None), name="one_open_nickname"
            )
        ]


class ExtractHead(models.Model):
    """The newest extract: its number, the digest of its file, and one of what it says. One row."""

    name = models.CharField(max_length=10, primary_key=True, default="roster")
    issue = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    people = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField(null=True)
