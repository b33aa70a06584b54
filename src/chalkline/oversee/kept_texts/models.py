"""Tables of kept texts: ciphertexts with their last day, and who opened one."""

from __future__ import annotations

import uuid

from django.db import models


class KeptText(models.Model):
    """Prompt and answer of one call, sealed. ``id`` is the id of the call's decision. Gone after ``expires_on``.

    ``caller`` is who made it, as records name people ("" where the key alone is known). ``tells``: its readings are
    shown to the holder of the key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="kept_texts")
    key = models.ForeignKey("publish_standing_pack.Key", on_delete=models.PROTECT, related_name="kept_texts")
    caller = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    school_id = models.CharField(max_length=64, blank=True)
    grade_band = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=200, blank=True)
    sealed = models.BinaryField()
    tells = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["use", "-made_at"], name="kept_by_use")]
