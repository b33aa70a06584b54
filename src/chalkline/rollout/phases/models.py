"""Tables of rollout plans, their phases, the gates of phases, and exceptions to gates."""

from __future__ import annotations

import uuid

from django.db import models


class RolloutPlan(models.Model):
    """How one approved use reaches people, phase by phase."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="rollout_plans")
    state = models.CharField(max_length=20)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="rollout_plans")
    planned_by = models.CharField(max_length=64)
    planned_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-planned_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["use"],
                condition=models.Q(state__in=["draft", "running", "done"]),
                name="one_rollout_plan_a_use",
            ),
        ]


class Phase(models.Model):
    """A step. ``school_ids`` and ``roles`` empty: all that the use is approved for. ``evidence``: what it opened on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(RolloutPlan, on_delete=models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    school_ids = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=20)
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_phase_a_number")]

    def __str__(self) -> str:
        return self.title


class Gate(models.Model):
    """A condition of a known kind. ``values``: what it asks for, as text by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="gates")
    kind = models.CharField(max_length=20)
    values = models.JSONField(default=dict)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]


class Excuse(models.Model):
    """An exception to a gate: somebody with authority lets it go, with a reason, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    gate = models.OneToOneField(Gate, on_delete=models.PROTECT, related_name="excuse")
    reason = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
