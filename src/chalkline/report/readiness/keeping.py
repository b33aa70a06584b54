"""What the records answered, written down with a finished assessment and read again. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.readiness.words import Found, Level


def written(found: Found) -> dict[str, Any]:
    """As JSON."""
    return {
        "level": int(found.level),
        "why": found.why.spelled(),
        "source": [found.source.kind, found.source.id] if found.source else None,
        "on": found.on.isoformat() if found.on else None,
    }


def read_again(kept: dict[str, Any]) -> Found:
    """From JSON."""
    return Found(
        Level(kept["level"]),
        Sentence.read(kept["why"]),
        SubjectRef(*kept["source"]) if kept["source"] else None,
        date.fromisoformat(kept["on"]) if kept["on"] else None,
    )
