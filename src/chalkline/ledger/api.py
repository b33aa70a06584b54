"""The public door of the ledger."""

from chalkline.ledger.events import (
    EXCHANGE,
    GOVERNANCE,
    FactKind,
    InspectionFailed,
    all_kinds,
    fact,
    kind_of,
    not_told,
    part,
    sentence_of,
)
from chalkline.ledger.export import Evidence, must_be_new, policy_text, write_evidence
from chalkline.ledger.ingest import LineKeeper, SpoolKeeper, ingest, tell_damaged
from chalkline.ledger.inspecting import inspect_ledger
from chalkline.ledger.proving import Proof, proof_of
from chalkline.ledger.queries import (
    ExchangeCount,
    Told,
    checkpoint_covering,
    exchange_counts,
    exchanges_with_keys,
    fact_at,
    fact_by_id,
    facts_after,
    facts_of_kinds,
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
    "ExchangeCount",
    "FactKind",
    "InspectionFailed",
    "LineKeeper",
    "Proof",
    "SpoolKeeper",
    "Told",
    "all_kinds",
    "checkpoint_covering",
    "exchange_counts",
    "exchanges_with_keys",
    "fact",
    "fact_at",
    "fact_by_id",
    "facts_after",
    "facts_of_kinds",
    "facts_recorded",
    "history_of",
    "ingest",
    "inspect_ledger",
    "kind_of",
    "latest",
    "latest_checkpoint",
    "log_size",
    "must_be_new",
    "not_told",
    "origin_of",
    "part",
    "policy_text",
    "proof_of",
    "record",
    "record_all",
    "run_verifier",
    "sentence_of",
    "sequence",
    "settle",
    "sign",
    "tell_damaged",
    "watch_recording",
    "write_evidence",
]
