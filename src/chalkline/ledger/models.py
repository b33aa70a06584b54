"""Tables of the ledger.

Fact, Mention, Leaf, Node and Checkpoint refuse UPDATE and DELETE by trigger, and Part allows one
change only: to be erased (see the migration). Outbox and Head are the sequencer's workbench.
"""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """One thing that happened: recorded, durable. Its place in the log is a Leaf.

    ``number`` is the order in which rows were begun, not the order of the log: two transactions may
    commit the other way round.
    """

    number = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True)
    log = models.CharField(max_length=20)
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    leaf = models.BinaryField()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["log", "number"], name="fact_by_log"),
            models.Index(fields=["kind", "number"], name="fact_by_kind"),
        ]


class Part(models.Model):
    """A payload with its salt. Erasing both leaves the leaf's commitment meaningless and valid."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="parts", db_index=False)
    name = models.CharField(max_length=40)
    payload = models.BinaryField(null=True)
    salt = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "name"], name="one_part_of_a_name")]


class Mention(models.Model):
    """Which subjects a fact of the governance log speaks of, so that a thing's history is one query."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="mentions", db_index=False)
    kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)

    class Meta:
        # The order of the columns makes a history one walk along this index, newest first.
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id", "fact"], name="one_mention_a_fact")]


class Outbox(models.Model):
    """Facts that are durable and wait for their place. Emptied by the one sequencer of a log."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, primary_key=True, related_name="waiting")
    log = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["log", "fact"], name="outbox_by_log")]


class Leaf(models.Model):
    """A fact's place in its log, counted from 0. Never changed, never removed."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="place")
    log = models.CharField(max_length=20)
    index = models.BigIntegerField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="one_leaf_a_place")]


class Node(models.Model):
    """The hash of a complete subtree of 2**level leaves; level is 8, 16, 24 ... (see merkle.py)."""

    log = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "level", "position"], name="one_hash_a_node")]


class Head(models.Model):
    """How far a log is sequenced and how far it is signed. Locked by whoever sequences or signs."""

    log = models.CharField(max_length=20, primary_key=True)
    size = models.BigIntegerField(default=0)
    signed_size = models.BigIntegerField(default=0)
    signed_at = models.DateTimeField(null=True)


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


class Exchange(models.Model):
    """One call through the gateway, to be counted and filtered. Never what was asked or answered."""

    decision_id = models.CharField(max_length=80, unique=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="exchange")
    node = models.CharField(max_length=80)
    at = models.DateTimeField()
    use_id = models.CharField(max_length=80)
    key_id = models.CharField(max_length=80)
    tool = models.CharField(max_length=80)
    purpose = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    grade_band = models.CharField(max_length=20)
    school = models.CharField(max_length=80)
    verdict = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20)
    code = models.CharField(max_length=80)
    rules = models.JSONField(default=list)
    model = models.CharField(max_length=200)
    elements = models.JSONField(default=list)
    replaced = models.JSONField(default=dict)
    tokens_in = models.BigIntegerField(default=0)
    tokens_out = models.BigIntegerField(default=0)
    took_ms = models.BigIntegerField(default=0)
    bundle_revision = models.BigIntegerField(default=0)
    bundle_digest = models.CharField(max_length=80)
    pack_issue = models.BigIntegerField(default=0)
    record_id = models.CharField(max_length=80, blank=True, default="")
    person = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["use_id", "at"], name="exchange_by_use"),
            models.Index(fields=["key_id", "at"], name="exchange_by_key"),
            models.Index(fields=["at"], name="exchange_by_time"),
            models.Index(fields=["record_id", "at"], name="exchange_by_record", condition=~models.Q(record_id="")),
            models.Index(fields=["person", "at"], name="exchange_by_person", condition=~models.Q(person="")),
        ]


class Usage(models.Model):
    """What calls of one day came to: by use, school, role, person and model. ``person`` as records name them."""

    day = models.DateField()
    use_id = models.CharField(max_length=80, blank=True)
    school = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=40, blank=True)
    person = models.CharField(max_length=80, blank=True)
    model = models.CharField(max_length=200, blank=True)
    calls = models.BigIntegerField(default=0)
    estimated = models.BigIntegerField(default=0)
    tokens_in = models.BigIntegerField(default=0)
    tokens_out = models.BigIntegerField(default=0)
    cost_micros = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "use_id", "school", "role", "person", "model"], name="one_usage_a_day_and_caller"
            )
        ]


class NodeReached(models.Model):
    """Up to which of its records, by number, a gateway is taken over."""

    node = models.CharField(max_length=80, primary_key=True)
    sequence = models.BigIntegerField(default=0)


class SpoolFile(models.Model):
    """How far a spool file of the gateway has been taken over, in bytes."""

    name = models.CharField(max_length=200, primary_key=True)
    position = models.BigIntegerField(default=0)
