"""Tables of policies. A version that was put before a body is never changed; signatures are only ever added."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Policy(models.Model):
    """A document of the district, in versions. Its owner answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=30)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="policies_owned")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class PolicyVersion(models.Model):
    """One version. ``sections`` are [{key, heading, text}] in order; ``digest`` is of all that is decided on.

    ``file``: the district's own Word or PDF, whose text the sections show. ``decision`` or ``resolution`` adopted it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    language = models.CharField(max_length=5, default="en")
    sections = models.JSONField(default=list)
    binds = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    changes_duties = models.BooleanField(default=True)
    digest = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="policies", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    drafted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="versions_drafted")
    writers = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    comment_until = models.DateField(null=True)
    planned_effective_on = models.DateField(null=True)
    decision = models.OneToOneField(
        "govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="policy_version"
    )
    body = models.CharField(max_length=160, blank=True)
    resolution = models.CharField(max_length=80, blank=True)
    minutes = models.FileField(upload_to="policies", blank=True)
    minutes_name = models.CharField(max_length=200, blank=True)
    minutes_digest = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="adoptions_recorded"
    )
    adopted_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    review_on = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="one_policy_version_a_number"),
            models.UniqueConstraint(
                fields=["policy"],
                condition=Q(state__in=["draft", "comment", "before_body"]),
                name="one_version_on_its_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted")
                | (
                    Q(adopted_on__isnull=False, effective_on__isnull=False, review_on__isnull=False)
                    & ~Q(digest="")
                    & (Q(decision__isnull=False) | (~Q(resolution="") & Q(recorded_by__isnull=False)))
                ),
                name="adopted_by_a_body",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True) | ~Q(recorded_by=models.F("drafted_by")),
                name="adoption_recorded_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy.code}, {self.number}"


class Repeal(models.Model):
    """That a policy ends: proposed by one person, decided by the body that adopted ``version``. Its text stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="repeals")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="repeals")
    state = models.CharField(max_length=20)
    why = models.TextField()
    instead = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="repeals_proposed")
    proposed_at = models.DateTimeField()
    planned_effective_on = models.DateField(null=True)
    decision = models.OneToOneField(
        "govern_decisions.Decision", on_delete=models.PROTECT, null=True, related_name="policy_repeal"
    )
    body = models.CharField(max_length=160, blank=True)
    resolution = models.CharField(max_length=80, blank=True)
    minutes = models.FileField(upload_to="policies", blank=True)
    minutes_name = models.CharField(max_length=200, blank=True)
    minutes_digest = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy"],
                condition=Q(state__in=["proposed", "before_body", "repealed"]),
                name="one_repeal_a_policy",
            ),
            models.CheckConstraint(
                condition=~Q(state="repealed")
                | (
                    Q(decided_on__isnull=False, effective_on__isnull=False)
                    & ~Q(digest="")
                    & (Q(decision__isnull=False) | (~Q(resolution="") & Q(recorded_by__isnull=False)))
                ),
                name="repealed_by_a_body",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True) | ~Q(recorded_by=models.F("proposed_by")),
                name="repeal_recorded_by_another",
            ),
        ]


class Translation(models.Model):
    """A version in another language: what families read, never what is decided or signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=160)
    sections = models.JSONField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="one_translation_a_language")]


class Comment(models.Model):
    """What somebody said of a version while it was open, and the answer. ``section``: its number, 0 for the whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="comments")
    section = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["section", "said_at"]


class Signature(models.Model):
    """One person, one version, for ever. Name, role and school are copied: people move, and what was signed stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=201)
    role = models.CharField(max_length=20)
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, null=True, related_name="+")
    school_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_signature_a_version")]


class ClassTold(models.Model):
    """A teacher's word that a class was told what students are expected to do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="classes_told")
    class_id = models.CharField(max_length=100)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=201)
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "class_id"], name="one_telling_a_class")]


class Reminder(models.Model):
    """That those who have not signed were reminded: how many, by whom, when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="reminders")
    count = models.PositiveIntegerField()
    sent_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at"]
