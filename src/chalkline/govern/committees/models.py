"""Tables of committees: charter, seats, interests, meetings, agenda, attendance, recusals, votes."""

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
    quorum_kind = models.CharField(max_length=20, default="majority")
    quorum_value = models.PositiveSmallIntegerField(default=0)
    carries_with = models.CharField(max_length=30, default="majority")
    promised = models.JSONField(default=dict)
    in_writing = models.BooleanField(default=False)
    openness = models.CharField(max_length=20, default="members")
    version = models.PositiveSmallIntegerField(default=1)
    secretary = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CharterVersion(models.Model):
    """What the charter said from one day on; the last one is in force. Rows are only ever added."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="one_charter_a_number")]


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
    stands_in_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="alternates")

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
            models.UniqueConstraint(
                fields=["stands_in_for"], condition=models.Q(ended_at=None), name="one_alternate_a_seat"
            ),
            models.CheckConstraint(
                condition=models.Q(stands_in_for=None) | models.Q(is_chair=False, has_vote=True),
                name="an_alternate_votes_and_never_chairs",
            ),
        ]


class Interest(models.Model):
    """What a member declared to have to do with a tool or a vendor; items about it are decided without them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="interests")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=120)
    subject_name = models.CharField(max_length=120)
    reason = models.TextField()
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["declared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject_kind", "subject_id"],
                condition=models.Q(ended_at=None),
                name="one_open_interest_a_subject",
            )
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
    sequence = models.PositiveSmallIntegerField(default=0)

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
    """One version of one thing before one meeting, with the motion on it and who may not vote.

    ``keeper_id``: who sees to what people keep unless the motion names somebody else, "" where nobody is asked for.
    ``concerns``: kinds and ids of what it is about. ``closed_law``: why the session was closed for it, "" if open.
    """

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
    concerns = models.JSONField(default=list)
    is_lasting = models.BooleanField(default=False)
    keeper_id = models.CharField(max_length=36, blank=True)
    is_consent = models.BooleanField(default=False)
    closed_law = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)

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


class WrittenVote(models.Model):
    """A vote in writing on an item before its meeting: who is asked, until when, how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="written_votes")
    asked = models.JSONField()
    reason = models.TextField()
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="written_votes_opened")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(ended_at=None), name="one_written_vote_an_item"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="written_vote_has_a_deadline"
            ),
        ]
