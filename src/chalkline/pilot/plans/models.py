"""Tables of pilots: the pilot with its plan, the units that are assigned, amendments."""

from __future__ import annotations

import uuid

from django.db import models


class Pilot(models.Model):
    """A pilot. ``answers`` is the plan while it is being written; ``statement`` and ``digest`` what was locked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, related_name="pilots")
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, null=True, related_name="pilots")
    request = models.ForeignKey("approve_requests.Request", on_delete=models.PROTECT, related_name="pilots")
    problem = models.ForeignKey("purpose_problems.DistrictProblem", on_delete=models.PROTECT, related_name="pilots")
    problem_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    planned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="pilots_planned")
    planned_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    statement = models.JSONField(default=dict)
    rule = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    units_digest = models.CharField(max_length=64, blank=True)
    locked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="pilots_locked")
    locked_at = models.DateTimeField(null=True)
    lock_fact = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    draw_root = models.CharField(max_length=64, blank=True)
    draw_checkpoint = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-planned_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(locked_by=None) | ~models.Q(locked_by=models.F("planned_by")),
                name="a_second_person_locks",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "ended"]) | ~models.Q(digest=""),
                name="what_is_locked_has_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Unit(models.Model):
    """A student, teacher, class or school of the pilot. ``code`` is how the list named it: for people it is erased
    with the verdict; ``key`` stays, for people a keyed code."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="units")
    key = models.CharField(max_length=64)
    code = models.CharField(max_length=60, blank=True)
    school = models.CharField(max_length=60, blank=True)
    grade = models.CharField(max_length=60, blank=True)
    students = models.PositiveIntegerField(default=1)
    arm = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["school", "grade", "code", "key"]
        constraints = [models.UniqueConstraint(fields=["pilot", "key"], name="one_unit_a_key")]


class Amendment(models.Model):
    """Something that changed after the lock and before outcomes, said on a day by a person."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="amendments")
    what = models.TextField()
    why = models.TextField()
    measured_until = models.DateField(null=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
