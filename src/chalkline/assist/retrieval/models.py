"""The table of the shelf. The full-text index beside it is kept by the database itself (see the migration)."""

from __future__ import annotations

from django.db import models


class Shelved(models.Model):
    """A passage that can be found: its terms, and its vector of 384 float32 where an encoder made one."""

    passage = models.OneToOneField("assist_library.Passage", on_delete=models.PROTECT, related_name="shelved")
    language = models.CharField(max_length=5)
    terms = models.TextField()
    length = models.PositiveIntegerField()
    encoder = models.CharField(max_length=64, blank=True)
    vector = models.BinaryField(null=True)

    class Meta:
        ordering = ["id"]
