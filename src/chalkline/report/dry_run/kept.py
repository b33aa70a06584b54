"""A dry run as it is kept and read again: numbers that may be shown, and sentences for any language. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import THRESHOLD, Cell, Shown
from chalkline.report.dry_run.rules import Case, DryRun, Turn

Number = int | None  # None: not shown


@dataclass(frozen=True)
class Read:
    """What a kept run says. ``calls`` is None where there were too few to tell of."""

    calls: Number
    turns: Mapping[Turn, Number]
    tables: Mapping[str, Mapping[str, Mapping[Turn, Number]]]
    why: tuple[tuple[Sentence, Number], ...]
    examples: tuple[tuple[Turn, Sentence], ...]
    cases: tuple[Case, ...] = ()

    @property
    def changed(self) -> Number:
        """How many would have come out otherwise, as far as that can be told and shown."""
        turned = [self.turns[each] for each in (Turn.REFUSED, Turn.GOES_OUT, Turn.OTHERWISE)]
        known = [each for each in turned if each is not None]
        return sum(known) if len(known) == len(turned) else None


def spelled(found: DryRun) -> dict[str, Any]:
    """As plain values. Nothing that must not be shown is in them."""
    is_few = 0 < found.calls < THRESHOLD
    if is_few:
        return {"calls": None, "turns": {}, "tables": {}, "why": [], "examples": [], "cases": []}
    return {
        "calls": found.calls,
        "turns": {turn.value: _number(cell) for turn, cell in found.by_turn.items()},
        "tables": {
            name: {
                key: {turn.value: _number(table.cell(key, turn)) for turn in Turn} for key in found.keys[name]
            }
            for name, table in found.by.items()
        },
        "why": [[sentence.spelled(), _number(cell)] for sentence, cell in found.why],
        "examples": [[turn.value, sentence.spelled()] for turn, sentence in found.examples],
        "cases": [
            {name: part.spelled() if isinstance(part, Sentence) else part for name, part in vars(each).items()}
            for each in found.cases
        ],
    }  # fmt: skip


def read(result: Mapping[str, Any]) -> Read:
    """What ``spelled`` gave."""
    return Read(
        calls=result["calls"],
        turns={turn: result["turns"].get(turn.value) for turn in Turn},
        tables={
            name: {key: {turn: numbers.get(turn.value) for turn in Turn} for key, numbers in rows.items()}
            for name, rows in result["tables"].items()
        },
        why=tuple((Sentence.read(sentence), n) for sentence, n in result["why"]),
        examples=tuple((Turn(turn), Sentence.read(sentence)) for turn, sentence in result["examples"]),
        cases=tuple(_case(each) for each in result.get("cases", ())),
    )


def _case(kept: Mapping[str, Any]) -> Case:
    sentences = {name: Sentence.read(kept[name]) for name in ("who", "bands", "purpose", "data", "why")}
    return Case(
        turn=Turn(kept["turn"]),
        tool=kept["tool"],
        before=kept["before"],
        after=kept["after"],
        **sentences,
    )


def _number(cell: Cell) -> Number:
    return cell.count if isinstance(cell, Shown) else None
