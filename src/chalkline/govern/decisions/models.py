"""The table of decisions."""

from __future__ import annotations

import uuid

from django.db import models


class Decision(models.Model):
    """One decision. ``record`` is what its digest is taken of; ``recommended`` is an advisory committee's vote.

    ``basis``: by what right it was taken. A vote has a meeting and an item; what one person decided has neither, and
    ``basis_id`` names the delegation or the appeal it rests on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    committee = models.ForeignKey("govern_committees.Committee", on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        "govern_committees.Meeting", on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    item = models.OneToOneField(
        "govern_committees.AgendaItem", on_delete=models.PROTECT, null=True, related_name="decision"
    )
    basis = models.CharField(max_length=20, default="vote")
    basis_id = models.CharField(max_length=80, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    subject_digest = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    light = models.CharField(max_length=10)
    outcome = models.CharField(max_length=30)
    recommended = models.CharField(max_length=30, blank=True)
    standing = models.CharField(max_length=20)
    conditions = models.JSONField(default=list)
    expires_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="decisions_closed")
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    record = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="decision_by_subject"),
            models.Index(fields=["basis", "basis_id"], name="decision_by_basis"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_decision_a_number"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "subject_digest"],
                condition=~models.Q(outcome="defer"),
                name="one_decision_a_version",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome__in=["approve", "approve_with_conditions"])
                | models.Q(expires_on__isnull=False)
                | models.Q(subject_kind__in=["minutes", "policy_repeal"]),  # what happened or ends, once and for all
                name="approval_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=models.Q(basis="vote", meeting__isnull=False, item__isnull=False)
                | (~models.Q(basis="vote") & ~models.Q(basis_id="") & models.Q(meeting=None, item=None)),
                name="decided_by_a_vote_or_by_a_right",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
