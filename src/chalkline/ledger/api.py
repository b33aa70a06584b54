"""The public door of the ledger."""

from chalkline.ledger.events import EXCHANGE, GOVERNANCE, FactKind, all_kinds, fact, kind_of, part, sentence_of
from chalkline.ledger.export import Evidence, must_be_new, policy_text, write_evidence
from chalkline.ledger.ingest import SpoolKeeper, ingest
from chalkline.ledger.queries import (
    Told,
    fact_at,
    fact_by_id,
    facts_after,
    facts_recorded,
    history_of,
    latest,
    latest_checkpoint,
    log_size,
)
from chalkline.ledger.recording import record, record_all, watch_recording
from chalkline.ledger.sequencing import LOGS, origin_of, sequence, settle, sign
from chalkline.ledger.verifier import main as run_verifier

__all__ = [
    "EXCHANGE",
    "GOVERNANCE",
    "LOGS",
    "Evidence",
    "FactKind",
    "SpoolKeeper",
    "Told",
    "all_kinds",
    "fact",
    "fact_at",
    "fact_by_id",
    "facts_after",
    "facts_recorded",
    "history_of",
    "ingest",
    "kind_of",
    "latest",
    "latest_checkpoint",
    "log_size",
    "must_be_new",
    "origin_of",
    "part",
    "policy_text",
    "record",
    "record_all",
    "run_verifier",
    "sentence_of",
    "sequence",
    "settle",
    "sign",
    "watch_recording",
    "write_evidence",
]
