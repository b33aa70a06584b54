"""A proof for one fact: that it is in the log, under a signed checkpoint (C2SP tlog-proof)."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from chalkline.ledger import merkle
from chalkline.ledger.models import Checkpoint, Leaf
from chalkline.ledger.queries import latest_checkpoint
from chalkline.ledger.sequencing import reader


@dataclass(frozen=True)
class Proof:
    """The entry's bytes, and the text of a ``.tlog-proof`` file for it."""

    entry: bytes
    text: str


def proof_of(fact_id: str, *, checkpoint: Checkpoint | None = None) -> Proof | None:
    """A proof for one fact under the newest checkpoint of its log; None while it is not published."""
    leaf = Leaf.objects.select_related("fact").filter(fact__id=fact_id).first()
    if leaf is None:
        return None
    under = checkpoint or latest_checkpoint(leaf.log)
    if under is None or under.size <= leaf.index:
        return None
    hashes = merkle.inclusion_proof(leaf.index, under.size, reader(leaf.log))
    lines = ["c2sp.org/tlog-proof@v1", f"index {leaf.index}", *(base64.b64encode(each).decode() for each in hashes)]
    return Proof(bytes(leaf.fact.leaf), "\n".join(lines) + "\n\n" + under.note)
