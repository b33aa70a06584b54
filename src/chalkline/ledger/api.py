"""The public door of the ledger."""

from chalkline.ledger.events import EXCHANGE, GOVERNANCE, FactKind, all_kinds, fact, kind_of, part, sentence_of
from chalkline.ledger.queries import (
    Told,
    fact_at,
    fact_by_id,
    facts_after,
    history_of,
    latest,
    latest_checkpoint,
    log_size,
)
from chalkline.ledger.recording import record, record_all, watch_recording
from chalkline.ledger.sequencing import LOGS, sequence, settle, sign

__all__ = [
    "EXCHANGE",
    "GOVERNANCE",
    "LOGS",
    "FactKind",
    "Told",
    "all_kinds",
    "fact",
    "fact_at",
    "fact_by_id",
    "facts_after",
    "history_of",
    "kind_of",
    "latest",
    "latest_checkpoint",
    "log_size",
    "part",
    "record",
    "record_all",
    "sentence_of",
    "sequence",
    "settle",
    "sign",
    "watch_recording",
]
