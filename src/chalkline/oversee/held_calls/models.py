"""Tables of held calls: the calls, and who releases those of a use."""

from __future__ import annotations

import uuid

from django.db import models


class Releaser(models.Model):
    """Who settles the calls of one use; ``deputy`` those that the releaser made."""

    use = models.OneToOneField(
        "approve_uses.ApprovedUse", on_delete=models.PROTECT, primary_key=True, related_name="releaser"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    named_by = models.CharField(max_length=64)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(deputy=models.F("person")), name="a_deputy_is_another_person")
        ]


class HeldCall(models.Model):
    """A call that waits, or waited. ``id`` is the id of its decision. ``sealed`` is emptied when its time is over.

    ``caller`` is who made it, as records name people ("" where the key alone is known); ``first`` is the waiting call
    with the same key and body that this one repeats.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="held_calls")
    key = models.ForeignKey("publish_standing_pack.Key", on_delete=models.PROTECT, related_name="held_calls")
    caller = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=200, blank=True)
    school_id = models.CharField(max_length=64, blank=True)
    grade_band = models.CharField(max_length=20, blank=True)
    is_high_stakes = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repeats")
    held_at = models.DateTimeField()
    due_at = models.DateTimeField()
    good_until = models.DateTimeField()
    responsible = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    overdue_told = models.BooleanField(default=False)
    settled_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    sent_as = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["due_at"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="held_by_due"),
            models.Index(fields=["digest", "state"], name="held_by_digest"),
        ]


class HeldReading(models.Model):
    """Somebody opened a held call. Whoever settles one has read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    held_call = models.ForeignKey(HeldCall, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    read_at = models.DateTimeField()
