"""Tables of delegations and of the looks at what was decided by them."""

from __future__ import annotations

import uuid

from django.db import models

PERSON = "people.Person"


class Delegation(models.Model):
    """To whom a committee gave the right to decide: a role's holders, or one person. In force by a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    committee = models.ForeignKey("govern_committees.Committee", on_delete=models.PROTECT, related_name="delegations")
    role = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="delegations")
    level = models.CharField(max_length=10)
    classes = models.JSONField(default=list)
    a_month = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    until_on = models.DateField()
    because = models.TextField()
    state = models.CharField(max_length=20)
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decision = models.OneToOneField("govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="in_force") | models.Q(decision__isnull=False),
                name="a_delegation_needs_a_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(role="", person__isnull=False) | (~models.Q(role="") & models.Q(person=None)),
                name="a_delegation_names_a_role_or_a_person",
            ),
            models.CheckConstraint(condition=models.Q(level__in=["green", "yellow"]), name="red_is_not_delegated"),
        ]


class Look(models.Model):
    """A delegated decision that was drawn to come back to the committee. ``barred``: who has a stake in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="looks")
    decision = models.OneToOneField("govern_decisions.Decision", on_delete=models.PROTECT, related_name="look")
    barred = models.JSONField(default=list)
    state = models.CharField(max_length=20)
    drawn_at = models.DateTimeField()
    settled_by = models.ForeignKey("govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["drawn_at"]
