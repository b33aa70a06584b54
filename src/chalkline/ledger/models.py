"""Tables of the ledger. Facts and leaves refuse UPDATE and DELETE by trigger (see migrations)."""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """One thing that happened: recorded, durable, not yet given a place in its log."""

    number = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True)
    log = models.CharField(max_length=20)
    kind = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    leaf = models.BinaryField()

    class Meta:
        ordering = ["number"]


class Part(models.Model):
    """A payload with its salt. Erasing both leaves the leaf's commitment meaningless and valid."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="parts", to_field="id")
    name = models.CharField(max_length=40)
    payload = models.BinaryField(null=True)
    salt = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "name"], name="one_part_of_a_name")]


class Mention(models.Model):
    """Which subjects a fact speaks of, so that a thing's history is one query."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="mentions", to_field="id")
    kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"], name="mention_by_subject")]


class Leaf(models.Model):
    """A fact's place in its log. Never changed, never removed."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, to_field="id", related_name="place")
    log = models.CharField(max_length=20)
    index = models.BigIntegerField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="one_leaf_a_place")]


class Node(models.Model):
    """The hash of a complete subtree: level 0 is leaves, level n holds 2**n of them."""

    log = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "level", "position"], name="one_hash_a_node")]


class Head(models.Model):
    """How far a log has been sequenced. Locked by the one sequencer."""

    log = models.CharField(max_length=20, primary_key=True)
    size = models.BigIntegerField(default=0)
    last_fact = models.BigIntegerField(default=0)


class Checkpoint(models.Model):
    """A signed head, as C2SP tlog-checkpoint text."""

    log = models.CharField(max_length=20)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering = ["-size"]
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="one_checkpoint_a_size")]
