"""The table of current trainings."""

from __future__ import annotations

import uuid

from django.db import models


class CurrentTraining(models.Model):
    """A person's training and its last day; no last day means that it does not run out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="current_trainings")
    training = models.CharField(max_length=80)
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "training"], name="one_standing_a_training")]
