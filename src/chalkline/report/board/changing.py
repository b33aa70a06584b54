"""What changed since the packet that was presented last, and the numbers that the next one is compared with. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chalkline.kernel.sentences import Sentence
from chalkline.report.board.words import AUDIT, INCIDENTS, PILOTS, RECORDS, TODAY, USES, Before, BoardFacts
from chalkline.report.documents.api import Block, Changed, Document, Figure, Grid, Line, Paragraph, Points, compared

TOLD = ("in-use", "risk")  # sections whose sentences can be compared; the others tell of these days only
MOST_EACH = 6
NEW = {"in-use": Sentence("New in use or newly approved:"), "risk": Sentence("New at risk:")}
MORE_AT = {"in-use": USES, "risk": TODAY}
OPENS_TO = {
    "approved": USES, "tools": AUDIT, "bare": AUDIT, "verdicts": PILOTS, "incidents": INCIDENTS, "sound": RECORDS
}  # fmt: skip
GONE = {"in-use": Sentence("No longer so:"), "risk": Sentence("No longer at risk:")}


def figures_of(facts: BoardFacts) -> tuple[Figure, ...]:
    """The few numbers that are followed from packet to packet."""
    return tuple(_figures(facts))


def _figures(facts: BoardFacts) -> Iterator[Figure]:
    yield Figure("approved", Sentence("Approved uses"), len(facts.approved))
    if facts.seen:
        bare = sum(not each.is_approved for each in facts.seen.tools)
        yield Figure("tools", Sentence("AI tools in the logs"), len(facts.seen.tools))
        yield Figure("bare", Sentence("… of them without approval"), bare)
    yield Figure("verdicts", Sentence("Pilots with a verdict"), len(facts.tried))
    if facts.safety:
        yield Figure("incidents", Sentence("Open incidents"), facts.safety.still_open)
    if facts.sound:
        yield Figure("sound", Sentence("Score of our student records, of 100"), facts.sound.score)
    yield Figure("dangers", Sentence("Things at risk"), len(facts.dangers))


def changed_since(before: Before, now: Document) -> Iterator[Block]:
    """Then and now in numbers, and what came and went."""
    yield Paragraph((Line(Sentence("The last packet was presented on {day}.", day=before.on), day=before.source),))
    grid = _then_and_now(before, now)
    if grid:
        yield grid
    found = [each for each in compared(_followed(before.document), _followed(now)) if each.id in TOLD]
    for each in found:
        yield from _told(each)
    if not found and not grid:
        yield Paragraph((Line(Sentence("Nothing that this report follows has changed.")),))


def _followed(document: Document) -> Document:
    """Of what is in use, the approved uses alone: what else was seen changes with every log."""
    sections = (
        replace(each, blocks=tuple(block for block in each.blocks if isinstance(block, Grid)))
        if each.id == "in-use"
        else each
        for each in document.sections
    )
    return replace(document, sections=tuple(sections))


def _then_and_now(before: Before, now: Document) -> Grid | None:
    then = {each.id: each.value for each in before.document.figures}
    rows = tuple(
        (
            Line(each.name),
            Line(Sentence("{n}", n=then[each.id]), n=before.source),
            Line(Sentence("{n}", n=each.value), n=OPENS_TO.get(each.id, TODAY)),
        )
        for each in now.figures
        if each.id in then and then[each.id] != each.value
    )
    if not rows:
        return None
    return Grid(Sentence("What moved"), (Sentence("Number"), Sentence("Then"), Sentence("Now")), rows)


def _told(each: Changed) -> Iterator[Block]:
    for heading, lines in ((NEW[each.id], each.new), (GONE[each.id], each.gone)):
        if lines:
            yield Paragraph((Line(heading),))
            yield Points(tuple((line,) for line in lines[:MOST_EACH]))
            left = len(lines) - MOST_EACH
            if left > 0:
                yield Paragraph((Line(Sentence("And {n} more.", n=left), n=MORE_AT[each.id]),))
