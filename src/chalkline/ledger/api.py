"""The public door of the ledger."""

from chalkline.ledger.events import EXCHANGE, GOVERNANCE, FactKind, all_kinds, fact, kind_of, part, sentence_of
from chalkline.ledger.queries import Told, facts_after, history_of, latest
from chalkline.ledger.recording import record, watch_recording

__all__ = [
    "EXCHANGE",
    "GOVERNANCE",
    "FactKind",
    "Told",
    "all_kinds",
    "fact",
    "facts_after",
    "history_of",
    "kind_of",
    "latest",
    "part",
    "record",
    "sentence_of",
    "watch_recording",
]
