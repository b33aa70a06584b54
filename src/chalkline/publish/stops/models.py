"""Table of stops: kept for ever, those that are over as well."""

from __future__ import annotations

import uuid

from django.db import models


class Stop(models.Model):
    """A tool (by its slug) or a model (by the name calls ask for) that nobody may use for now. ``called``: its name.

    ``instead``: in words for those who work with it. One person stops; one asks that it may go on, another agrees.
    ``drill_key``: the id of a key that nobody has, for whose calls alone it counts; "" for a stop that is no drill.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    called = models.CharField(max_length=200)
    reason = models.TextField()
    instead = models.TextField(blank=True)
    stopped_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField()
    look_by = models.DateField()
    restore_reason = models.TextField(blank=True)
    restore_asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    restore_asked_at = models.DateTimeField(null=True)
    restored_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    restored_at = models.DateTimeField(null=True)
    drill_key = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-stopped_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "subject"],
                condition=models.Q(restored_at=None, drill_key=""),
                name="one_open_stop_of_a_thing",
            ),
            models.UniqueConstraint(
                fields=["of", "subject"],
                condition=models.Q(restored_at=None) & ~models.Q(drill_key=""),
                name="one_open_drill_of_a_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(restored_by=None)
                | (models.Q(restore_asked_by__isnull=False) & ~models.Q(restored_by=models.F("restore_asked_by"))),
                name="two_people_restore",
            ),
        ]

    def __str__(self) -> str:
        return self.called
