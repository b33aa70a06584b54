"""Tables of custom fields: the fields, and what is entered, each kind in a column of its type."""

from __future__ import annotations

import uuid

from django.db import models


class Field(models.Model):
    """A question of the district's own. Its kind and what it is about never change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    about = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    name_en = models.CharField(max_length=60)
    name_es = models.CharField(max_length=60, blank=True)
    help_en = models.CharField(max_length=200, blank=True)
    help_es = models.CharField(max_length=200, blank=True)
    choices = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at", "key"]
        constraints = [models.UniqueConstraint(fields=["about", "key"], name="one_field_a_key")]

    def __str__(self) -> str:
        return self.name_en


class Entry(models.Model):
    """What a field says of one row: a tool, a request, a maker. ``folded`` is the text as it is looked for."""

    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="entries")
    row_id = models.UUIDField()
    text = models.CharField(max_length=500, blank=True)
    folded = models.CharField(max_length=160, blank=True)
    number = models.DecimalField(max_digits=17, decimal_places=4, null=True)
    day = models.DateField(null=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row_id", "field"], name="one_entry_a_row")]
        indexes = [
            models.Index(fields=["field", "folded", "row_id"], name="entry_by_text"),
            models.Index(fields=["field", "number", "row_id"], name="entry_by_number"),
            models.Index(fields=["field", "day", "row_id"], name="entry_by_day"),
            models.Index(fields=["field", "person", "row_id"], name="entry_by_person"),
        ]
