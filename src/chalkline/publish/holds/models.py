"""Tables of holds: what the standing pack says of held calls."""

from __future__ import annotations

from django.db import models


class Hold(models.Model):
    """One held call. ``id`` is the id of the call's decision; ``digest`` is made by the gateway, of key and body."""

    id = models.CharField(max_length=80, primary_key=True)
    key_id = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    good_until = models.DateTimeField()
    shown_until = models.DateTimeField(db_index=True)
