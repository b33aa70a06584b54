"""What a reader has to say, and what a sealed text holds. Pure."""

from __future__ import annotations

import json

from chalkline.kernel.problem import Problem
from chalkline.kernel.reading_calls import Part, parts_of
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.kept_texts.words import Opened

LONGEST_REASON, SHORTEST_REASON = 300, 3
LONGEST_TEXT = 40_000


def check_reason(reason: str) -> str:
    """The reason for reading. Raises Problem("kept_texts.reason_missing")."""
    said = reason.strip()[:LONGEST_REASON]
    if len(said) < SHORTEST_REASON:
        raise Problem(
            "kept_texts.reason_missing",
            what=Sentence("Say why you read this."),
            why=Sentence("What people type is theirs; each reading is written down with its reason."),
            next_step=Sentence("One short sentence is enough."),
            fields={"reason": Sentence("Say why you read this.")},
        )
    return said


def opened(data: bytes) -> Opened:
    """What a gateway sealed of a call."""
    kept = json.loads(data)
    answer = kept.get("answer", {})
    told = tuple(Part(name.partition(".")[0], str(text)[:LONGEST_TEXT]) for name, text in answer.items() if text)
    return Opened(parts_of(kept.get("body", {})), told)
