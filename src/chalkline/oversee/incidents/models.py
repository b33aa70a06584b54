"""Tables of concerns, incidents, their clocks, tellings and changes, and of days the district is closed."""

from __future__ import annotations

import uuid

from django.db import models


class Concern(models.Model):
    """Somebody says that something is not right. Its text is kept here and never in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    what = models.TextField()
    affected = models.CharField(max_length=10)
    tool_said = models.CharField(max_length=200, blank=True)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, null=True, related_name="+")
    raised_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unnamed = models.BooleanField(default=False)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=20)
    handled_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at"]
        indexes = [models.Index(fields=["state", "raised_at"], name="concern_by_state")]


class Incident(models.Model):
    """A concern with consequences, or something found otherwise. ``people``: how many, null when not known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    what_happened = models.TextField()
    kind = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    state_law = models.CharField(max_length=2, blank=True)
    data_kinds = models.JSONField(default=list)
    directory_only = models.BooleanField(default=False)
    about_staff = models.BooleanField(default=False)
    people = models.PositiveIntegerField(null=True)
    vendor = models.CharField(max_length=10)
    anchors = models.JSONField(default=dict)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, null=True, related_name="+")
    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, null=True, related_name="incident")
    lead = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    lessons = models.TextField(blank=True)
    closed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="one_incident_a_number")]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


class Clock(models.Model):
    """One duty of one incident, as the law stood when it started. ``due_at`` null: no time is set, or not known yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="clocks")
    duty = models.CharField(max_length=40)
    law = models.CharField(max_length=200)
    citation = models.CharField(max_length=300)
    must = models.TextField()
    who = models.CharField(max_length=10)
    confidence = models.CharField(max_length=10)
    anchor = models.CharField(max_length=20, blank=True)
    waits_for = models.CharField(max_length=20, blank=True)
    limit_hours = models.PositiveIntegerField(default=0)
    limit_days = models.PositiveIntegerField(default=0)
    business = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    settled_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = [models.F("due_at").asc(nulls_last=True), "duty"]
        indexes = [models.Index(fields=["state", "due_at"], name="clock_by_due")]
        constraints = [models.UniqueConstraint(fields=["incident", "duty"], name="one_clock_a_duty")]


class Telling(models.Model):
    """Who told whom, when and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="tellings")
    audience = models.CharField(max_length=20)
    how = models.TextField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["told_at"]


class UseStopped(models.Model):
    """An approved use that was stopped because of an incident."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="stops")
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, related_name="+")
    suspension = models.OneToOneField("approve_uses.Suspension", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["suspension__suspended_at"]


class PlannedChange(models.Model):
    """What will be different after an incident: what, who sees to it, until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="changes")
    what = models.TextField()
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on"]


class ClosedDay(models.Model):
    """A day on which the district is closed, so that it is no business day. Federal holidays need no row."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=100)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
