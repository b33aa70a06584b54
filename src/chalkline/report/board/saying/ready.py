"""How ready the district is, in a few lines: every domain with its weakest point, and the plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.board.words import DomainReady, Ready
from chalkline.report.documents.api import Block, Grid, Line, Paragraph

READINESS = SubjectRef("readiness", "")


def how_ready(has: Ready) -> Iterator[Block]:
    """The seven domains, the lowest first; never one number for all."""
    since = Sentence("Compared with {day}.", day=has.before_on) if has.before_on else None
    yield Paragraph(
        (
            Line(Sentence("By the assessment of {day}, the lowest first.", day=has.on), day=READINESS),
            *([Line(since)] if since else []),
        )
    )
    head = (Sentence("Domain"), Sentence("Mean, of 3"), Sentence("Before"), Sentence("Weakest point"))
    yield Grid(Sentence("Ready, domain by domain"), head, tuple(_row(each) for each in has.domains))
    plan = Sentence("Steps to do: {n}; overdue: {m}. Questions that nobody has answered: {k}.",
                    n=has.steps, m=has.late, k=has.not_answered)  # fmt: skip
    yield Paragraph((Line(plan, n=READINESS, m=READINESS, k=READINESS),))


def _row(each: DomainReady) -> tuple[Line, ...]:
    return (Line(each.name), Line(each.mean, whole=READINESS), Line(each.before or "·"), Line(each.weakest))
