"""The words of minutes: where they are, their passages, and how they are spelled for keeping. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chalkline.govern.committees.api import Choice
from chalkline.govern.decisions.api import Attended, ItemNoted, Minutes, VoteNoted
from chalkline.kernel.sentences import Sentence

OPENING, COMMENT, CLOSING = "opening", "comment", "closing"
ABOUT_ITEM = "item:"
FREE_PASSAGES = (OPENING, COMMENT, CLOSING)
PASSAGE_NAMES: dict[str, Sentence] = {
    OPENING: Sentence("At the opening"),
    COMMENT: Sentence("What the public said"),
    CLOSING: Sentence("At the end"),
}
TALK = Sentence("What was said about it")


class MinutesState(StrEnum):
    """Where minutes are: written, before a meeting, approved."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"


MINUTES_STATES: dict[MinutesState, tuple[Sentence, str]] = {
    MinutesState.DRAFT: (Sentence("Draft"), "attend"),
    MinutesState.PROPOSED: (Sentence("Before the committee"), "info"),
    MinutesState.APPROVED: (Sentence("Approved"), "ok"),
}


@dataclass(frozen=True)
class Written:
    """The minutes as a whole: facts and passages, with the digest of both."""

    facts: Minutes
    passages: Mapping[str, str]
    state: MinutesState
    digest: str
    approved_at: datetime | None = None
    decision_number: str = ""


def spelled(facts: Minutes, passages: Mapping[str, str]) -> dict[str, Any]:
    """Everything as plain values: what the digest is taken of, and what is kept for ever."""
    return {
        "v": 1,
        "committee": facts.committee_name,
        "held_on": facts.held_on.isoformat(),
        "place": facts.place,
        "opened_at": _at(facts.opened_at),
        "ended_at": _at(facts.ended_at),
        "present": list(facts.present),
        "absent": list(facts.absent),
        "attended": [
            {
                "name": each.name,
                "speaks_for": each.speaks_for,
                "has_vote": each.has_vote,
                "arrived_at": _at(each.arrived_at),
                "left_at": _at(each.left_at),
            }
            for each in facts.attended
        ],
        "items": [_item(each) for each in facts.items],
        "passages": {name: text for name, text in sorted(passages.items()) if text},
    }


def read(kept: Mapping[str, Any]) -> tuple[Minutes, dict[str, str]]:
    """The facts and passages that were spelled so."""
    facts = Minutes(
        committee_name=kept["committee"],
        held_on=date.fromisoformat(kept["held_on"]),
        place=kept["place"],
        opened_at=_from(kept["opened_at"]),
        ended_at=_from(kept["ended_at"]),
        present=tuple(kept["present"]),
        absent=tuple(kept["absent"]),
        items=tuple(_item_read(each) for each in kept["items"]),
        attended=tuple(
            Attended(
                each["name"],
                each["speaks_for"],
                each["has_vote"],
                datetime.fromisoformat(each["arrived_at"]),
                _from(each["left_at"]),
            )
            for each in kept["attended"]
        ),
    )
    return facts, dict(kept["passages"])


def _item(item: ItemNoted) -> dict[str, Any]:
    return {
        "id": item.item_id,
        "number": item.number,
        "title": item.title,
        "sentences": [each.spelled() for each in item.sentences],
        "result": [each.spelled() for each in item.result],
        "conditions": list(item.conditions),
        "votes": [
            {"name": each.name, "choice": each.choice.value, "reason": each.reason, "speaks_for": each.speaks_for}
            for each in item.votes
        ],
        "decision": item.decision_number,
        "mover": item.mover,
        "closed_law": item.closed_law,
    }


def _item_read(row: Mapping[str, Any]) -> ItemNoted:
    return ItemNoted(
        number=row["number"],
        title=row["title"],
        sentences=tuple(Sentence.read(each) for each in row["sentences"]),
        conditions=tuple(row["conditions"]),
        votes=tuple(
            VoteNoted(each["name"], Choice(each["choice"]), each["reason"], each["speaks_for"]) for each in row["votes"]
        ),
        decision_number=row["decision"],
        item_id=row["id"],
        result=tuple(Sentence.read(each) for each in row["result"]),
        mover=row["mover"],
        closed_law=row["closed_law"],
    )


def _at(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""


def _from(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
