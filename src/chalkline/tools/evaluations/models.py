"""Tables of evaluations. Answers, assessments, submissions and lists of sub-processors are only ever added."""

from __future__ import annotations

import uuid

from django.db import models


class Evaluation(models.Model):
    """One tool against one version of the questions. ``facets`` decide which of them it gets."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, related_name="evaluations")
    questionnaire = models.ForeignKey("tools_questionnaires.Questionnaire", on_delete=models.PROTECT, related_name="+")
    facets = models.JSONField(default=list)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    started_by = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_by = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_on = models.DateField(null=True)
    summary = models.TextField(blank=True)
    set_aside_at = models.DateTimeField(null=True)
    set_aside_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tool"],
                condition=models.Q(finished_at=None, set_aside_at=None),
                name="one_evaluation_under_way_a_tool",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(set_aside_at=None),
                name="evaluation_finished_or_set_aside",
            ),
        ]


class VendorLink(models.Model):
    """A link by which the vendor answers, kept as a digest. Who answers says so themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    sent_to = models.CharField(max_length=200)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    position = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"], condition=models.Q(ended_at=None), name="one_open_vendor_link_an_evaluation"
            )
        ]


class Answer(models.Model):
    """What was said to one question. The newest of a question counts; those before it stay."""

    id = models.BigAutoField(primary_key=True)  # the order in which they came: instants may be equal
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=12)
    says = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    given_by = models.CharField(max_length=8)
    link = models.ForeignKey(VendorLink, on_delete=models.PROTECT, null=True, related_name="answers")
    person_id = models.CharField(max_length=64, blank=True)
    shared = models.ForeignKey("Shared", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["evaluation", "question"], name="answers_of_a_question")]


class Evidence(models.Model):
    """Something that shows an answer: a file kept as it came and never opened, or what another district saw.

    ``withdrawn_at``: it was handed in by mistake and counts no more; it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    good_until = models.DateField()
    is_confidential = models.BooleanField(default=False)
    questions = models.JSONField(default=list)
    file = models.FileField(upload_to="evaluations", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    given_by = models.CharField(max_length=8)
    link = models.ForeignKey(VendorLink, on_delete=models.PROTECT, null=True, related_name="evidence")
    person_id = models.CharField(max_length=64, blank=True)
    shared = models.ForeignKey("Shared", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]


class SubprocessorList(models.Model):
    """Who else gets data, as it was stated on a day. The newest list counts."""

    id = models.BigAutoField(primary_key=True)  # the order in which they came: instants may be equal
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="subprocessor_lists")
    rows = models.JSONField(default=list)
    given_by = models.CharField(max_length=8)
    link = models.ForeignKey(VendorLink, on_delete=models.PROTECT, null=True, related_name="+")
    person_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class FollowUp(models.Model):
    """A question back to the vendor about one answer. ``sent_at``: a link was made that asks it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="follow_ups")
    question = models.CharField(max_length=12)
    words = models.TextField()
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]


class Submission(models.Model):
    """The answers exactly as the vendor handed them in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    link = models.ForeignKey(VendorLink, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="submissions_are_numbered"),
        ]


class Assessment(models.Model):
    """What our staff find of one answer. The newest of a question counts; those before it stay."""

    id = models.BigAutoField(primary_key=True)  # the order in which they came: instants may be equal
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="assessments")
    question = models.CharField(max_length=12)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="assessments")
    how = models.CharField(max_length=14)
    red_flag = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    shared = models.ForeignKey("Shared", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["evaluation", "question"], name="assessments_of_a_question")]


class AcceptedRisk(models.Model):
    """Somebody who may says in writing, until a day, why a failed gate or a red flag does not block."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="accepted_risks")
    question = models.CharField(max_length=12)
    reason = models.TextField()
    until = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question"],
                condition=models.Q(ended_at=None),
                name="one_accepted_risk_a_question",
            )
        ]


class DistrictKey(models.Model):
    """The key by which another district signs. Trusted once a person here has compared its fingerprint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    public = models.CharField(max_length=64, unique=True)
    district = models.CharField(max_length=200)
    domain = models.CharField(max_length=200)
    first_seen_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["district", "first_seen_at"]

    def __str__(self) -> str:
        return self.district


class Shared(models.Model):
    """An evaluation of another district, exactly as its signed file says it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, related_name="shared_evaluations")
    key = models.ForeignKey(DistrictKey, on_delete=models.PROTECT, related_name="shared")
    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    file = models.FileField(upload_to="evaluations")
    finished_on = models.DateField()
    received_by = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-finished_on", "-received_at"]
