"""Table of dry runs: what was asked of which version, and what came of it, with every small group hidden already."""

from __future__ import annotations

import uuid

from django.db import models


class KeptRun(models.Model):
    """A dry run of rules (``of`` "rules") or of a prepared policy ("policy"), in exactly the version of ``digest``.

    ``against``: the digest of the policy in force that it was compared with. ``result`` is empty until it is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.CharField(max_length=10)
    subject_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    against = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    work_id = models.UUIDField()
    done_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["of", "subject_id", "-asked_at"], name="dry_runs_of_a_thing")]
