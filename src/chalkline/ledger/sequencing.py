"""Giving facts their place: from the outbox into the log, by one sequencer at a time.

A fact and its outbox row commit together with what they tell, in any order and on any connection.
``sequence`` moves what is committed into the log under a lock on the log's Head row and removes the
outbox rows in that same transaction. So no number is ever skipped and no row is ever lost, whichever
transaction commits first; an order taken from autoincrement numbers or clocks would promise neither.

Three words with an exact meaning: *recorded* (durable), *sequenced* (has a place), *published* (under
a signed checkpoint).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from chalkline.kernel.keyring import Keyring
from chalkline.ledger import merkle
from chalkline.ledger.events import EXCHANGE, GOVERNANCE
from chalkline.ledger.models import Checkpoint, Fact, Head, Leaf, Node, Outbox
from chalkline.ledger.notes import Signer, TreeHead

LOGS = (GOVERNANCE, EXCHANGE)
BATCH = 2000
# A checkpoint is a row for ever. Governance is signed at once; exchanges, which come all day, less often.
SIGNED_EVERY = {GOVERNANCE: timedelta(seconds=1), EXCHANGE: timedelta(seconds=10)}


def origin_of(log: str) -> str:
    """The name of a log to the world: ``cedarhollow.example/ledger/governance``."""
    return f"{settings.CHALKLINE.domain}/ledger/{log}"


def signer_of(name: str) -> Signer:
    """The key of a log ("governance", "exchange") or of exported evidence ("evidence")."""
    return Signer(origin_of(name), Keyring(settings.CHALKLINE.key_folder).key(f"ledger-{name}"))


def sequence(log: str, *, limit: int = BATCH) -> int:
    """Give up to ``limit`` waiting facts their place; returns how many. Writes nothing when none waits."""
    if not Outbox.objects.filter(log=log).exists():
        return 0
    with transaction.atomic():
        head = _locked(log)
        waiting = list(Outbox.objects.filter(log=log).order_by("fact_id").values_list("fact_id", flat=True)[:limit])
        if not waiting:
            return 0
        leaves = dict(Fact.objects.filter(pk__in=waiting).values_list("pk", "leaf"))
        hashes = [merkle.leaf_hash(bytes(leaves[number])) for number in waiting]
        kept = merkle.growth(head.size, hashes, reader(log))
        Leaf.objects.bulk_create(
            Leaf(fact_id=number, log=log, index=head.size + offset, leaf_hash=each)
            for offset, (number, each) in enumerate(zip(waiting, hashes, strict=True))
        )
        Node.objects.bulk_create(
            Node(log=log, level=level, position=position, hash=each) for level, position, each in kept
        )
        Outbox.objects.filter(pk__in=waiting).delete()
        head.size += len(waiting)
        head.save(update_fields=["size"])
    return len(waiting)


def sign(log: str, *, now: datetime, at_once: bool = False) -> Checkpoint | None:
    """Sign the head of a log if it has grown since the last checkpoint; None when there is nothing to sign.

    ``at_once``: do not wait for the log's interval (for an export, or by request).
    """
    head = Head.objects.filter(log=log).first()
    if head is None or not _due(head, now, at_once=at_once):
        return None
    signer = signer_of(log)
    with transaction.atomic():
        head = _locked(log)
        if not _due(head, now, at_once=at_once):
            return None
        root = merkle.root(head.size, reader(log))
        text = TreeHead(signer.name, head.size, root, simulated=settings.CHALKLINE.demo).text()
        checkpoint = Checkpoint.objects.create(log=log, size=head.size, root=root, at=now, note=signer.signed(text))
        head.signed_size, head.signed_at = head.size, now
        head.save(update_fields=["signed_size", "signed_at"])
    return checkpoint


def settle(*, now: datetime) -> None:
    """Sequence everything that waits, and sign. For exports, tests and the command line."""
    for log in LOGS:
        while sequence(log):
            pass
        sign(log, now=now, at_once=True)


def reader(log: str) -> merkle.Read:
    """Reads the kept hashes of a log for merkle.py."""

    def read(level: int, start: int, end: int) -> list[bytes]:
        if start == end:
            return []
        if level == 0:
            leaves = Leaf.objects.filter(log=log, index__gte=start, index__lt=end).order_by("index")
            return [bytes(each) for each in leaves.values_list("leaf_hash", flat=True)]
        nodes = Node.objects.filter(log=log, level=level, position__gte=start, position__lt=end).order_by("position")
        return [bytes(each) for each in nodes.values_list("hash", flat=True)]

    return read


def _due(head: Head, now: datetime, *, at_once: bool) -> bool:
    if head.size == head.signed_size:
        return False
    # A clock that was put back must not stop the signing until it has caught up.
    waited = abs(now - head.signed_at) if head.signed_at else timedelta.max
    return at_once or waited >= SIGNED_EVERY[head.log]


def _locked(log: str) -> Head:
    Head.objects.get_or_create(log=log)
    return Head.objects.select_for_update().get(log=log)
