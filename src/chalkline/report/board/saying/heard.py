"""What people told the district, and what it did, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import Block, Line, Paragraph, Points
from chalkline.rollout.feedback.api import Audience, SaidAndDone

MOST_HEARD = 6


def heard_and_done(heard: Sequence[SaidAndDone]) -> Iterator[Block]:
    """You said, we did: the answers of these days."""
    yield Points(tuple((Line(_said(each), whole=SubjectRef("round", each.round_id)),) for each in heard[:MOST_HEARD]))
    left = len(heard) - MOST_HEARD
    if left > 0:
        yield Paragraph((Line(Sentence("{n} more answers are under “What we heard”.", n=left)),))


def _said(each: SaidAndDone) -> Sentence:
    told = {"heard": each.heard, "done": each.done}
    if each.audience is Audience.STAFF:
        return Sentence("We heard from staff: “{heard}” We answered: {done}", **told)
    if each.audience is Audience.STUDENTS:
        return Sentence("We heard from students: “{heard}” We answered: {done}", **told)
    return Sentence("We heard from families: “{heard}” We answered: {done}", **told)
