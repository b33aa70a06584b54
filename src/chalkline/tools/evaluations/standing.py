"""How a tool stands by its evaluation: points with their arithmetic, and what blocks an approval. Pure.

score = sum(weight x points) / sum(weight x 4) over the questions put to the product; what is not answered counts 0, and
a failed gate counts whatever the score is (law/vocabulary/vendor_questions.yaml, scoring). What rested on proof
that has run out counts as the vendor's word until something newer is on file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.words import JUDGMENT_NAMES, MOST_POINTS, Judgment
from chalkline.tools.questionnaires.api import Question, in_words


@dataclass(frozen=True)
class Found:
    """What was found of one question. ``proof_until``: the last day of the proof on file, None where there is none."""

    how: Judgment
    red_flag: bool = False
    note: str = ""
    proof_until: date | None = None

    def points(self, on: date) -> int:
        """0 to 4, on a day."""
        return self.counts_as(on).points

    def counts_as(self, on: date) -> Judgment:
        """What it counts as on a day: proof that ran out leaves the vendor's word."""
        if self.how.rests_on_proof and (self.proof_until is None or self.proof_until < on):
            return Judgment.STATEMENT
        return self.how


@dataclass(frozen=True)
class GroupScore:
    """The arithmetic of one group: ``points`` of ``most``, over ``asked`` questions, ``open`` of them not assessed."""

    group: str
    points: int
    most: int
    asked: int
    open: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down; 0 where nothing was asked."""
        return self.points * 100 // self.most if self.most else 0


class BlockKind(StrEnum):
    """Why an approval is blocked."""

    GATE = "gate"
    OPEN_GATE = "open_gate"
    RED_FLAG = "red_flag"


BLOCK_NAMES: dict[BlockKind, Sentence] = {
    BlockKind.GATE: Sentence("failed gate"),
    BlockKind.OPEN_GATE: Sentence("gate not assessed"),
    BlockKind.RED_FLAG: Sentence("red flag"),
}


@dataclass(frozen=True)
class Accepted:
    """A risk that somebody accepted in writing, until a day."""

    question: str
    reason: str
    by: str
    until: date


@dataclass(frozen=True)
class Block:
    """A gate or a red flag that stands in the way of an approval; with ``accepted``, it no longer does."""

    kind: BlockKind
    question: str
    text: str
    how: Judgment | None
    note: str
    accepted: Accepted | None = None

    @property
    def said(self) -> Sentence:
        """In one line, for whoever decides."""
        if self.kind is BlockKind.OPEN_GATE:
            return Sentence("Nobody has assessed this gate yet: {text}", text=in_words(self.text))
        if self.kind is BlockKind.RED_FLAG:
            return Sentence("Red flag: {text}", text=in_words(self.text))
        how = JUDGMENT_NAMES[self.how] if self.how else ""
        return Sentence("Failed gate ({how}): {text}", how=how, text=in_words(self.text))


@dataclass(frozen=True)
class EvaluationStanding:
    """How a tool stands by its evaluation in force on a day. ``by``: "" where our own staff evaluated it.

    ``record`` is a digest of what was answered, found and accepted, whatever the day; ``submission`` that of the
    answers as the vendor handed them in ("" where staff answered from documents).
    """

    tool: str
    evaluation_id: str
    on: date
    is_finished: bool
    finished_on: date | None
    questionnaire: int
    questions_digest: str
    submission: str
    record: str
    groups: tuple[GroupScore, ...]
    blocks: tuple[Block, ...]
    by: str = ""
    lapsed: tuple[str, ...] = field(default=())  # questions whose proof has run out

    @property
    def points(self) -> int:
        """Of all groups."""
        return sum(each.points for each in self.groups)

    @property
    def most(self) -> int:
        """What could be reached."""
        return sum(each.most for each in self.groups)

    @property
    def percent(self) -> int:
        """Whole percent, rounded down."""
        return self.points * 100 // self.most if self.most else 0

    @property
    def open(self) -> int:
        """Questions that nobody has assessed."""
        return sum(each.open for each in self.groups)

    @property
    def blocking(self) -> tuple[Block, ...]:
        """What stands in the way of an approval now."""
        return tuple(each for each in self.blocks if each.accepted is None)

    @property
    def accepted(self) -> tuple[Block, ...]:
        """What would, had nobody accepted the risk."""
        return tuple(each for each in self.blocks if each.accepted is not None)

    @property
    def failed_gates(self) -> tuple[Block, ...]:
        """Gates that are failed or open, and not accepted."""
        return tuple(each for each in self.blocking if each.kind is not BlockKind.RED_FLAG)

    @property
    def red_flags(self) -> tuple[Block, ...]:
        """Red flags that are not accepted."""
        return tuple(each for each in self.blocking if each.kind is BlockKind.RED_FLAG)

    @property
    def digest(self) -> str:
        """What a packet names this standing by."""
        return digest_of(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """As a packet keeps it: plain values."""
        plain: dict[str, Any] = as_plain(
            {
                "evaluation": self.evaluation_id,
                "tool": self.tool,
                "on": self.on,
                "finished": self.is_finished,
                "finished_on": self.finished_on,
                "questionnaire": self.questionnaire,
                "questions_digest": self.questions_digest,
                "submission": self.submission,
                "record": self.record,
                "by": self.by,
                "points": self.points,
                "most": self.most,
                "percent": self.percent,
                "open": self.open,
                "groups": [
                    {"group": g.group, "points": g.points, "most": g.most, "asked": g.asked, "open": g.open}
                    for g in self.groups
                ],
                "blocks": [_block(each) for each in self.blocks],
                "lapsed": list(self.lapsed),
            }
        )
        return plain


def score(questions: Sequence[Question], found: Mapping[str, Found], on: date) -> tuple[GroupScore, ...]:
    """The arithmetic by group, in the order of the questions."""
    groups = dict.fromkeys(each.group for each in questions)
    return tuple(
        _group_score(group, [each for each in questions if each.group == group], found, on) for group in groups
    )


def _group_score(group: str, asked: Sequence[Question], found: Mapping[str, Found], on: date) -> GroupScore:
    return GroupScore(
        group,
        points=sum(each.weight * found[each.id].points(on) for each in asked if each.id in found),
        most=sum(each.weight * MOST_POINTS for each in asked),
        asked=len(asked),
        open=sum(each.id not in found for each in asked),
    )


def blocks(
    questions: Sequence[Question], found: Mapping[str, Found], accepted: Iterable[Accepted], on: date
) -> tuple[Block, ...]:
    """Gates that are failed or open, and red flags; each with the risk that was accepted for it and still holds."""
    held = {each.question: each for each in accepted if each.until >= on}
    made: list[Block] = []
    for each in questions:
        what, risk = found.get(each.id), held.get(each.id)
        if each.is_gate and what is None:
            made.append(Block(BlockKind.OPEN_GATE, each.id, each.text, None, ""))
        elif each.is_gate and what and not what.how.meets:
            made.append(Block(BlockKind.GATE, each.id, each.text, what.how, what.note, risk))
        if what and what.red_flag:
            made.append(Block(BlockKind.RED_FLAG, each.id, each.red_flag or each.text, what.how, what.note, risk))
    return tuple(made)


def lapsed(questions: Sequence[Question], found: Mapping[str, Found], on: date) -> tuple[str, ...]:
    """Questions that count less than they were found to, because their proof has run out."""
    return tuple(
        each.id for each in questions if each.id in found and found[each.id].counts_as(on) is not found[each.id].how
    )


def _block(each: Block) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "kind": each.kind,
        "question": each.question,
        "text": each.text,
        "how": each.how,
        "note": each.note,
    }
    if each.accepted:
        risk = each.accepted
        plain["accepted"] = {"reason": risk.reason, "by": risk.by, "until": risk.until}
    return plain
