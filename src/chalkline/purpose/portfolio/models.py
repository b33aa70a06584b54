"""Tables of the portfolio: sheets of scores, answers at gates, steps of the work, the first workflow, its rules."""

from __future__ import annotations

import uuid

from django.db import models

USE_CASE = "purpose_use_cases.UseCase"
PERSON = "people.Person"


class ScoreSheet(models.Model):
    """One person's scores of one use case. ``use_case_digest`` is the version that was scored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use_case = models.ForeignKey(USE_CASE, on_delete=models.PROTECT, related_name="score_sheets")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="score_sheets")
    scores = models.JSONField(default=list)
    use_case_digest = models.CharField(max_length=64)
    scored_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    changed_because = models.TextField(blank=True)

    class Meta:
        ordering = ["scored_at", "person__given_name", "person__family_name"]
        constraints = [models.UniqueConstraint(fields=["use_case", "person"], name="one_sheet_a_person")]


class AnsweredGate(models.Model):
    """What was answered last at a gate; earlier answers are in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use_case = models.ForeignKey(USE_CASE, on_delete=models.PROTECT, related_name="gates_answered")
    gate = models.CharField(max_length=30)
    is_open = models.BooleanField()
    reason = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at"]
        constraints = [models.UniqueConstraint(fields=["use_case", "gate"], name="a_gate_has_one_answer")]


class DescribedWork(models.Model):
    """The steps of the work behind a use case, today and then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use_case = models.OneToOneField(USE_CASE, on_delete=models.PROTECT, related_name="work")
    steps = models.JSONField(default=dict)
    described_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    described_at = models.DateTimeField()


class FirstWorkflow(models.Model):
    """The workflow the district begins with; the one without an end is the present one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use_case = models.ForeignKey(USE_CASE, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    chosen_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-chosen_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(ended_at=None), name="one_first_workflow_at_a_time"
            ),
        ]


class HeldPlace(models.Model):
    """An approved use makes its use case active, until its last day or until it ends. ``use_id`` points forward."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    use_case = models.ForeignKey(USE_CASE, on_delete=models.PROTECT, related_name="places")
    use_id = models.CharField(max_length=80, unique=True)
    until_on = models.DateField()
    taken_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["taken_at"]


class PortfolioRule(models.Model):
    """Weights, or a limit, as somebody proposed them to the committee; in force by its decision, up to a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    because = models.TextField()
    state = models.CharField(max_length=20)
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decision = models.OneToOneField("govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True)
    until_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(state="in_force"), name="one_rule_of_a_kind_in_force"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="in_force") | models.Q(decision__isnull=False), name="a_rule_needs_a_decision"
            ),
        ]
