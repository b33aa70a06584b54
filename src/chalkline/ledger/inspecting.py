"""Looking through the live ledger for what should not be so, past the application and its triggers.

Writes an export aside and has the independent verifier check it against every checkpoint that was ever
signed here; then compares what no export shows: the columns that pages and queries read, with the leaves
and payloads they were taken from. Says what is wrong in sentences; mends nothing.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q

from chalkline.kernel.canonical import instant_text
from chalkline.ledger import verifier
from chalkline.ledger.events import EXCHANGE, GOVERNANCE
from chalkline.ledger.export import write_evidence
from chalkline.ledger.models import Checkpoint, Exchange, Fact, Head, Leaf, Mention, Outbox
from chalkline.ledger.sequencing import LOGS

MOST_ANCHORS = 100
MOST_SENTENCES = 50
GUARDED = ["ledger_fact", "ledger_mention", "ledger_leaf", "ledger_node", "ledger_checkpoint", "ledger_part"]
COMPARED = ["decision_id", "use_id", "key_id", "tool", "verdict", "outcome", "code", "tokens_in", "tokens_out"]


def inspect_ledger(*, now: datetime, anchors: Iterable[Path] = ()) -> list[str]:
    """Everything found wrong, at most fifty sentences; empty when all is well."""
    found: list[str] = []
    for look in (_missing_guards, _unplaced, _altered_facts, _altered_mentions, _altered_exchanges):
        for sentence in look():
            found.append(sentence)
            if len(found) >= MOST_SENTENCES:
                return found
    return found + _as_an_outsider(now, list(anchors))


def _as_an_outsider(now: datetime, anchors: list[Path]) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="chalkline-inspection-") as scratch:
        folder = Path(scratch, "export")
        if not write_evidence(folder, now=now).entries:
            return []
        own = [_kept(Path(scratch), checkpoint) for log in LOGS for checkpoint in _checkpoints(log)]
        try:
            verifier.check(folder, [*anchors, *own])
        except verifier.Failed as failed:
            return [str(failed)]
    return []


def _checkpoints(log: str) -> list[Checkpoint]:
    """Every checkpoint, or as many as are reasonable, spread over the log."""
    numbers = list(Checkpoint.objects.filter(log=log).order_by("size").values_list("pk", flat=True))
    step = max(1, len(numbers) // MOST_ANCHORS)
    return list(Checkpoint.objects.filter(pk__in=[*numbers[::step], *numbers[-1:]]))


def _kept(folder: Path, checkpoint: Checkpoint) -> Path:
    path = folder / f"{checkpoint.log}-{checkpoint.size}.txt"
    path.write_text(checkpoint.note, encoding="utf-8")
    return path


def _missing_guards() -> Iterator[str]:
    ask = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgenabled <> 'D'"
        " AND NOT t.tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask)
        guarded = {row[0] for row in cursor.fetchall()}
    for table in GUARDED:
        if table not in guarded:
            yield f"The table {table} no longer refuses changes: its triggers are gone."


def _unplaced() -> Iterator[str]:
    lost = Fact.objects.filter(place=None, waiting=None).count()
    if lost:
        yield f"{lost} facts neither have a place in their log nor wait for one."
    both = Outbox.objects.filter(fact__place__isnull=False).count()
    if both:
        yield f"{both} facts have a place and wait for one."
    for log in LOGS:
        rows = Leaf.objects.filter(log=log).aggregate(count=Count("pk"), last=Max("index"))
        head = Head.objects.filter(log=log).first() or Head(log=log)
        size = head.size
        last = -1 if rows["last"] is None else rows["last"]
        if rows["count"] != size or last != size - 1:
            yield f"The log {log} should have {size} entries; it has {rows['count']}, the last at place {last + 1}."
        signed = Checkpoint.objects.filter(log=log).aggregate(size=Max("size"))["size"] or 0
        if signed != head.signed_size:
            yield f"The log {log} was signed up to entry {head.signed_size}; the last checkpoint kept says {signed}."


def _altered_facts() -> Iterator[str]:
    for fact in Fact.objects.order_by("number").iterator(chunk_size=2000):
        leaf = _read(fact.leaf)
        columns = {"id": str(fact.id), "kind": fact.kind, "actor": fact.actor, "at": instant_text(fact.at)}
        for name, value in columns.items():
            if leaf.get(name) != value:
                yield f"Fact {fact.id} is shown with another {name} than its leaf has."


def _altered_mentions() -> Iterator[str]:
    facts = Fact.objects.filter(log=GOVERNANCE).order_by("number").prefetch_related("parts", "mentions")
    for fact in facts.iterator(chunk_size=1000):
        parts = list(fact.parts.all())
        if any(part.payload is None for part in parts):
            continue  # what was erased cannot be compared
        due = {subject for part in parts for subject in _subjects(_read(part.payload))}
        have = {(mention.kind, mention.subject_id) for mention in fact.mentions.all()}
        if have != due:
            yield f"Fact {fact.id} is missing from the history of a thing it mentions, or is in one it does not."
    stray = Mention.objects.filter(~Q(fact__log=GOVERNANCE)).count()
    if stray:
        yield f"{stray} mentions belong to no fact of governance."


def _read(stored: Any) -> dict[str, Any]:
    """A JSON object as it is stored; empty when it cannot be read, which the verifier tells apart."""
    try:
        value = json.loads(bytes(stored))
    except (ValueError, TypeError):
        return {}
    return value if isinstance(value, dict) else {}


def _subjects(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for value in values.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and item.keys() in ({"kind", "id"}, {"kind", "id", "digest"}):
                yield item["kind"], item["id"]


def _altered_exchanges() -> Iterator[str]:
    facts, rows = Fact.objects.filter(log=EXCHANGE).count(), Exchange.objects.count()
    if facts != rows:
        yield f"There are {facts} facts of exchanges and {rows} rows to count them by."
    for row in Exchange.objects.select_related("fact").prefetch_related("fact__parts").iterator(chunk_size=1000):
        body = next((part.payload for part in row.fact.parts.all() if part.name == "body"), None)
        if body is None:
            continue
        call = _read(body).get("call", {})
        for name in (
            "decision_id",
            "use_id",
            "key_id",
            "tool",
            "verdict",
            "outcome",
            "code",
            "tokens_in",
            "tokens_out",
        ):
            value = getattr(row, name)
            due = call.get(name, type(value)())
            if value != (due[:80] if isinstance(due, str) else due):
                yield f"The exchange {row.decision_id} is counted with another {name} than was recorded."
