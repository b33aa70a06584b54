"""Tables of being on call: rotas with their shifts, alerts with their steps and readings."""

from __future__ import annotations

import uuid

from django.db import models


class Rota(models.Model):
    """Who is on call for a school; without a school, for every school that has no rota of its own.

    ``people`` and ``people_es`` are what a student reads in place of a model's answer: whom to turn to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    school = models.OneToOneField("people.School", on_delete=models.PROTECT, null=True, related_name="rota")
    fallback = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(default=10)
    zone = models.CharField(max_length=60)
    people = models.CharField(max_length=300, blank=True)
    people_es = models.CharField(max_length=300, blank=True)
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=models.Q(school=None), name="one_rota_of_the_district"),
        ]


class RotaShift(models.Model):
    """One line of a rota. ``days``: days of the week, 0 is Monday."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="shifts")
    place = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    days = models.JSONField(default=list)
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["rota", "place"], name="one_shift_a_place"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="a_shift_ends_later"),
        ]


class Alert(models.Model):
    """Signals of danger in calls of one student. ``category``, ``severity`` and ``rule`` are those of the most serious.

    ``at`` is when the gateway wrote the first one down, ``told_at`` when whoever is responsible now was told,
    ``raised_at`` when a more serious signal came. ``who`` tells one caller from another, names nobody, and is emptied
    when the alert is closed; "" where the call did not say who it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision_id = models.CharField(max_length=80)
    direction = models.CharField(max_length=5)
    category = models.CharField(max_length=20)
    severity = models.PositiveIntegerField()
    rule = models.CharField(max_length=80)
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, null=True, related_name="+")
    key = models.ForeignKey("publish_standing_pack.Key", on_delete=models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, null=True, related_name="+")
    grade_band = models.CharField(max_length=20, blank=True)
    who = models.CharField(max_length=16, blank=True)
    is_drill = models.BooleanField(default=False)
    in_hours = models.BooleanField(default=False)
    at = models.DateTimeField()
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    responsible = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    passed_on = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    incident = models.OneToOneField(
        "oversee_incidents.Incident", on_delete=models.PROTECT, null=True, related_name="alert"
    )

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["state", "told_at"], name="alert_by_state"),
            models.Index(fields=["who", "state"], name="alert_by_who"),
        ]

    @property
    def seconds_until_taken(self) -> int | None:
        """From the moment the gateway wrote the first signal down until a person had it; None while nobody has."""
        return int((self.taken_at - self.at).total_seconds()) if self.taken_at else None


class AlertSignal(models.Model):
    """One signal of an alert. ``sealed`` holds what was typed and is emptied in the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="signals")
    decision_id = models.CharField(max_length=80)
    direction = models.CharField(max_length=5)
    category = models.CharField(max_length=20)
    severity = models.PositiveIntegerField()
    rule = models.CharField(max_length=80)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["decision_id", "direction"], name="one_signal_a_call_and_direction")
        ]


class AlertStep(models.Model):
    """What happened to an alert: who, what, when."""

    id = models.BigAutoField(primary_key=True)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class AlertReading(models.Model):
    """Somebody opened what was typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at"]
