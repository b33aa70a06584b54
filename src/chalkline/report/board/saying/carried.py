"""What went through the gateway, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Cell, Shown
from chalkline.report.board.words import CALLS
from chalkline.report.calls.api import Calls, Fate, reason_name
from chalkline.report.documents.api import Block, Line, Paragraph, Picture

MOST_REASONS = 6


def went_through(calls: Calls) -> Iterator[Block]:
    """How much was asked of approved tools through our own gateway, and what the gateway did about it."""
    yield Paragraph(tuple(_said(calls)))
    stopped = _told(calls.by_fate[Fate.STOPPED])
    if stopped and any(_told(cell) for _, cell in calls.reasons):
        yield Picture(
            "stopped",
            Sentence("{n} calls were stopped before anything went out", n=stopped),
            Sentence("Why the gateway stopped calls. A reason with fewer than ten is not shown."),
            (Sentence("Reason"), Sentence("Calls")),
            tuple((Line(reason_name(code), whole=CALLS), _told(cell)) for code, cell in calls.reasons[:MOST_REASONS]),
        )


def _said(calls: Calls) -> Iterator[Line]:
    total, replaced = _told(calls.total), _told(calls.by_fate[Fate.REPLACED])
    if total is None:
        yield Line(Sentence("Too few calls went through our gateway to give their number."))
        return
    yield Line(
        Sentence("People asked approved tools {n} times through our gateway, which checks each call.", n=total),
        n=CALLS,
    )
    if replaced:
        words = Sentence("In {n} of them it took out student data before anything was sent.", n=replaced)
        yield Line(words, n=CALLS)


def _told(cell: Cell) -> int | None:
    return cell.count if isinstance(cell, Shown) else None
