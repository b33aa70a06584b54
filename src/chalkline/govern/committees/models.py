"""Tables of committees: charter, seats, meetings, agenda, attendance, recusals, votes."""

from __future__ import annotations

import uuid

from django.db import models


class Committee(models.Model):
    """A committee with the facts of its charter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120, unique=True)
    purpose = models.TextField()
    authority = models.CharField(max_length=20)
    chosen_how = models.TextField()
    cadence = models.CharField(max_length=200)
    conflict_rule = models.TextField()
    records_rule = models.TextField()
    review_on = models.DateField()
    notice_days = models.PositiveSmallIntegerField()
    term_months = models.PositiveSmallIntegerField()
    voices = models.JSONField(default=dict)
    two_thirds_for = models.JSONField(default=list)
    chartered_at = models.DateTimeField()
    lapsed_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Who sits on a committee for whom, with or without a vote, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="seats")
    constituency = models.CharField(max_length=30)
    has_vote = models.BooleanField()
    is_chair = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-is_chair", "-has_vote", "person__family_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person"], condition=models.Q(ended_at=None), name="one_open_seat_a_person"
            ),
            models.UniqueConstraint(
                fields=["committee"], condition=models.Q(ended_at=None, is_chair=True), name="one_chair_a_committee"
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="seat_has_a_term"),
            models.CheckConstraint(condition=models.Q(is_chair=False) | models.Q(has_vote=True), name="chair_votes"),
        ]


class Meeting(models.Model):
    """A meeting, from its call to its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    is_emergency = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=20)
    called_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="meetings_called")
    called_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-starts_at"]


class Attendance(models.Model):
    """A member who came, and perhaps left."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attendances")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["arrived_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_a_meeting")]


class AgendaItem(models.Model):
    """One version of one thing before one meeting, with the motion on it and who may not vote."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    subject_digest = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    light = models.CharField(max_length=10)
    proposed = models.JSONField(default=list)
    objections = models.JSONField(default=list)
    suggested_expires_on = models.DateField()
    latest_expires_on = models.DateField()
    barred = models.JSONField(default=list)
    scored_by = models.JSONField(default=list)
    motion = models.JSONField(default=dict)
    moved_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="motions")
    state = models.CharField(max_length=20)
    put_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="items_put")
    put_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_a_number"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=models.Q(state="waiting"),
                name="one_waiting_item_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Recusal(models.Model):
    """A member who declared a conflict on an item, and takes no part in it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField()
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_recusal_an_item")]


class Vote(models.Model):
    """A member's vote on the motion as it stands; earlier ones are in the ledger."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["cast_at"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_vote_an_item")]
