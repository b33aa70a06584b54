"""Tables of jobs. The queue itself is django-tasks-db's; these say what it does not know."""

from __future__ import annotations

import uuid

from django.db import models

from chalkline.jobs.words import WorkState


class Run(models.Model):
    """A job that was asked for. ``id`` is its id in the queue; ``key`` makes asking twice ask once."""

    id = models.UUIDField(primary_key=True)
    job = models.CharField(max_length=80)
    key = models.CharField(max_length=200, null=True, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    leased_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["dead_at"], name="run_by_death", condition=models.Q(dead_at__isnull=False)),
            models.Index(fields=["finished_at"], name="run_by_end"),
        ]


class Effect(models.Model):
    """Something that happened once: written in the transaction of the effect itself."""

    key = models.CharField(max_length=250, primary_key=True)
    at = models.DateTimeField()


class Cursor(models.Model):
    """How far a reader of the ledger has come: the place of the last fact it has seen."""

    reader = models.CharField(max_length=40, primary_key=True)
    place = models.BigIntegerField(default=0)


class StuckReaction(models.Model):
    """A reaction that failed on a fact, kept aside so that the others go on."""

    reaction = models.CharField(max_length=200)
    place = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=1)
    next_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reaction", "place"], name="one_setback_a_fact")]
        indexes = [models.Index(fields=["next_at"], name="setback_by_next")]


class Work(models.Model):
    """A long task that a person waits for, as they see it: how far, what was found, how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    owner_id = models.CharField(max_length=64)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default=WorkState.WAITING.value)
    result = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["owner_id", "-asked_at"], name="work_by_owner"),
            models.Index(fields=["-asked_at"], name="work_by_time"),
        ]


class Delivery(models.Model):
    """One record of the gateways' channel that is not handed over yet. Only the channel's key opens ``sealed``."""

    key = models.CharField(max_length=240, unique=True)
    kind = models.CharField(max_length=10)
    decision_id = models.CharField(max_length=80)
    node = models.CharField(max_length=80)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    about = models.JSONField(default=dict)
    sealed = models.BinaryField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    dead_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="delivery_by_next")]
