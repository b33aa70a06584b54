"""Tables of questions, drafts and gaps. Texts are emptied when their time is over; numbers stay."""

from __future__ import annotations

import uuid

from django.db import models


class Question(models.Model):
    """What somebody asked. ``text`` is emptied on ``keep_until``; ``found`` counts the personal data that was in it.

    ``words``: a few plain words of it that name nobody, kept to see what is asked again and again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    asker = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    text = models.TextField(blank=True)
    keep_until = models.DateField()
    found = models.JSONField(default=dict)
    theme = models.CharField(max_length=20)
    words = models.JSONField(default=list)
    state = models.CharField(max_length=10)
    taken_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="questions_taken")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["state", "-asked_at"], name="question_by_state")]


class Newsletter(models.Model):
    """Something to tell many: a title and what it should speak of, point by point."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=160)
    points = models.JSONField(default=list)
    language = models.CharField(max_length=5)
    audience = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    begun_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="newsletters")
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "id"]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """The answer to a question, or a newsletter, from what was found to what was sent.

    ``sentences`` as checked; ``passages`` by id; ``cited``: the versions that what was accepted rests on.
    ``still_right_at``: somebody looked at it after a source of it ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="drafts")
    newsletter = models.ForeignKey(Newsletter, on_delete=models.PROTECT, null=True, related_name="drafts")
    number = models.PositiveIntegerField()
    mode = models.CharField(max_length=10)
    outcome = models.CharField(max_length=10)
    fell_back = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=120, blank=True)
    by_meaning = models.BooleanField()
    passages = models.JSONField(default=list)
    sentences = models.JSONField(default=list)
    text = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="drafts_asked_for")
    reply = models.TextField(blank=True)
    accepted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="replies")
    accepted_at = models.DateTimeField(null=True)
    stood_by = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(null=True)
    seconds = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    still_right_at = models.DateTimeField(null=True)
    cited = models.ManyToManyField("assist_library.Version", related_name="cited_in")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_draft_a_number"),
            models.UniqueConstraint(fields=["newsletter", "number"], name="one_newsletter_draft_a_number"),
            models.CheckConstraint(
                condition=models.Q(question__isnull=True) ^ models.Q(newsletter__isnull=True),
                name="draft_of_a_question_or_a_newsletter",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(accepted_by__isnull=False),
                name="nothing_is_sent_unaccepted",
            ),
        ]


class Gap(models.Model):
    """Something that was asked and that no approved content answers. ``words`` name no person.

    ``calls``: how often it was asked through the gateway, of which no question is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    theme = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    audience = models.CharField(max_length=10)
    words = models.JSONField(default=list)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="gaps")
    questions = models.ManyToManyField(Question, related_name="gaps")
    calls = models.PositiveIntegerField(default=0)
    document = models.ForeignKey("assist_library.Document", on_delete=models.PROTECT, null=True, related_name="gaps")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-opened_at"]


class Correction(models.Model):
    """Something that went out and was wrong: what was wrong, what is right, that its readers were told.

    ``misled``: the versions sent back for review. Its texts are emptied with those of the question.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="corrections")
    wrong = models.TextField(blank=True)
    misled = models.ManyToManyField("assist_library.Version", related_name="corrections")
    found_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="corrections_found")
    found_at = models.DateTimeField()
    text = models.TextField(blank=True)
    corrected_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="corrections")
    corrected_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="corrections_told")
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=20, blank=True)
    readers = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-found_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(told_at__isnull=True), name="one_open_correction_a_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(told_at__isnull=True) | models.Q(corrected_at__isnull=False),
                name="nobody_is_told_before_it_is_corrected",
            ),
        ]
