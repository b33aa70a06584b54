"""Tables of filter lists: what was chosen, the editions, column layouts, feeds. No secret of a feed is in them."""

from __future__ import annotations

import uuid

from django.db import models


class Chosen(models.Model):
    """What happens with what nobody decided; the latest one counts for the next edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    choices = models.JSONField()
    reason = models.TextField()
    chosen_by = models.CharField(max_length=64)
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["-chosen_at"]


class Edition(models.Model):
    """All lists as they were compiled once. Put in force by another person where they let more through."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    body = models.BinaryField()
    revision = models.PositiveIntegerField()
    widens = models.BooleanField()
    changes = models.PositiveIntegerField()
    reason = models.TextField()
    prepared_by = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    activated_by = models.CharField(max_length=64, blank=True)
    activated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number", "-prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(activated_at__isnull=False), name="one_edition_a_number"
            ),
            models.CheckConstraint(
                condition=~models.Q(widens=True, activated_by=models.F("prepared_by")), name="two_people_let_through"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Layout(models.Model):
    """The columns of a product that publishes none, as the district told them once: [{"header", "holds", "text"}]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    columns = models.JSONField()
    words = models.JSONField()
    said_by = models.CharField(max_length=64)
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(withdrawn_at=None), name="one_open_layout_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """Where one appliance fetches its lists. ``served``: {file: [digest, since when]}, what it was given last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=20)
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, null=True, related_name="feeds")
    spans = models.JSONField()
    place = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    served = models.JSONField(default=dict)
    asked_at = models.DateTimeField(null=True)
    edition = models.PositiveIntegerField(default=0)
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "-opened_at"]

    def __str__(self) -> str:
        return self.name
