"""Tables of approved uses and of their suspensions."""

from __future__ import annotations

import uuid

from django.db import models


class ApprovedUse(models.Model):
    """What a decision allows. Its terms are those of the packet that was decided on, and never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.OneToOneField("govern_decisions.Decision", on_delete=models.PROTECT, related_name="use")
    decision_digest = models.CharField(max_length=64)
    request = models.ForeignKey("approve_requests.Request", on_delete=models.PROTECT, related_name="uses")
    packet = models.ForeignKey("approve_packets.Packet", on_delete=models.PROTECT, related_name="uses")
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, related_name="uses")
    purpose = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    roles = models.JSONField(default=list)
    grade_bands = models.JSONField(default=list)
    school_ids = models.JSONField(default=list)
    elements = models.JSONField(default=list)
    conditions = models.JSONField(default=list)
    light = models.CharField(max_length=10)
    starts_on = models.DateField()
    expires_on = models.DateField()
    state = models.CharField(max_length=20)
    granted_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-granted_at"]
        indexes = [
            models.Index(fields=["tool", "state"], name="use_by_tool"),
            models.Index(fields=["-granted_at"], name="use_by_day"),
            models.Index(fields=["state", "expires_on"], name="use_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("starts_on")), name="use_does_not_end_before_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KeptCondition(models.Model):
    """A condition that people keep: whose it is, by when, and the note with which it was done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey(ApprovedUse, on_delete=models.PROTECT, related_name="kept_conditions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["owner", "done_at"], name="condition_by_owner")]
        constraints = [models.UniqueConstraint(fields=["use", "number"], name="one_keeper_a_condition")]


class Limit(models.Model):
    """A use that holds for now only for some of those it is approved for, as its roll-out says.

    ``openings``: lists of ``{"schools": [...], "roles": [...]}``; an empty list in one stands for all of the use's own.
    """

    use = models.OneToOneField(ApprovedUse, on_delete=models.PROTECT, primary_key=True, related_name="limit")
    openings = models.JSONField(default=list)
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()


class Suspension(models.Model):
    """A stop: one person stops, one asks that it may go on, another agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey(ApprovedUse, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.TextField()
    suspended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField()
    lift_reason = models.TextField(blank=True)
    lift_asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    lift_asked_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-suspended_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["use"], condition=models.Q(lifted_at=None), name="one_open_suspension_a_use"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_by=None)
                | (models.Q(lift_asked_by__isnull=False) & ~models.Q(lifted_by=models.F("lift_asked_by"))),
                name="two_people_lift",
            ),
        ]
