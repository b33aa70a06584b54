"""Tables of sources. What was in a file stands in Parquet beside the database; here is what it was."""

from __future__ import annotations

import uuid

from django.db import models


class Source(models.Model):
    """One log file that was loaded. Counts are of rows; ``seen`` holds first and last second per service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    shape = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    size = models.BigIntegerField()
    rows = models.BigIntegerField()
    rejected = models.BigIntegerField()
    passed_over = models.BigIntegerField()
    no_host = models.BigIntegerField()
    ai_rows = models.BigIntegerField()
    events = models.BigIntegerField()
    hosts = models.BigIntegerField()
    not_on_roster = models.BigIntegerField()
    without_person = models.BigIntegerField()
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    seen = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    catalogue_version = models.PositiveIntegerField()
    loaded_by = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-loaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(state="loaded"), name="one_loaded_source_a_file"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mapping(models.Model):
    """What the district said about the columns of a header: {part: column name}."""

    header_digest = models.CharField(max_length=64, unique=True)
    header = models.JSONField()
    parts = models.JSONField()
    said_by = models.CharField(max_length=64)
    said_at = models.DateTimeField()


class Watched(models.Model):
    """A file seen in the watched folder: as large and as old as when it was looked at, and what came of it.

    ``told`` are sentences spelled out, one for each log in it; ``changed_ns`` its time of change on disk.
    """

    name = models.CharField(max_length=500, unique=True)
    size = models.BigIntegerField()
    changed_ns = models.BigIntegerField()
    state = models.CharField(max_length=20)
    told = models.JSONField(default=list)
    seen_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-seen_at", "name"]

    def __str__(self) -> str:
        return self.name
