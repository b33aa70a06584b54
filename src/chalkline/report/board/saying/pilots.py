"""What improved, in sentences that can be read aloud: the verdict, how sure it is, the rule it follows from. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.report.board.pilot_words import GaveUp, Tried
from chalkline.report.board.saying.opening import opened
from chalkline.report.board.words import PILOTS, PROBLEMS, Aim, BoardFacts
from chalkline.report.documents.api import Block, Callout, Intervals, Line, Paragraph, Points, Ranged, Tone

MOST_AIMS, MOST_EARLIER = 5, 3
TONES = {"scale": Tone.INFO, "iterate": Tone.ATTEND, "stop": Tone.STOP}


def improved(facts: BoardFacts) -> Iterator[Block]:
    """What pilots showed; else what was set out to be improved, and nothing claimed."""
    new = [each for each in facts.tried if each.is_new]
    for place, each in enumerate(new, 1):
        yield from _tried(each, place)
    yield from _gave_up(facts.gave_up)
    earlier = [each for each in facts.tried if not each.is_new]
    if not new and not facts.gave_up:
        yield Paragraph((Line(Sentence("No pilot has ended in these days, so no improvement is claimed.")),))
    if earlier:
        yield Paragraph((Line(Sentence("Pilots that ended earlier:")),))
        yield Points(tuple((_earlier(each),) for each in earlier[:MOST_EARLIER]))
        left = len(earlier) - MOST_EARLIER
        if left > 0:
            yield Paragraph((Line(Sentence("{n} more are in the list of pilots.", n=left), n=PILOTS),))
    yield from _aims(facts.aims)


def verdicts_said(facts: BoardFacts) -> Iterator[Line]:
    """For the first words: one sentence a pilot that ended in these days."""
    for each in facts.tried:
        if each.is_new:
            words = Sentence("The pilot “{title}” has ended. {verdict}.", title=each.title, verdict=each.name)
            yield Line(words, title=each.pilot, verdict=each.source)


def _tried(each: Tried, place: int) -> Iterator[Block]:
    yield Callout(
        TONES[each.verdict],
        Sentence("{title}: {verdict}", title=each.title, verdict=each.name),
        (
            Line(Sentence("{tool} was tried on the problem “{problem}”.", tool=each.tool, problem=each.problem_title),
                 tool=each.pilot, problem=each.problem),
            Line(Sentence("The question was: {question}", question=each.question)),
            *_found(each),
        ),
    )  # fmt: skip
    yield Paragraph(
        (
            *((Line(each.kept_safe, whole=each.source),) if each.kept_safe else ()),
            *(opened(reason, each.source) for reason in each.reasons),
            Line(each.advice, whole=each.source),
            Line(Sentence("The committee decides.")),
        )
    )
    if each.effects:
        yield _picture(each, place)
    yield Paragraph(tuple(_limits(each)))
    yield Paragraph((Line(Sentence("The rule was registered on {day}, before anybody knew:", day=each.registered_on),
                          day=each.pilot),))  # fmt: skip
    yield Points(tuple((opened(words, each.pilot),) for words in each.rule))


def _found(each: Tried) -> Iterator[Line]:
    if not each.found:
        yield Line(Sentence("Fewer than ten people stood on one side, so no numbers are told."))
        return
    for sentence in each.found:
        yield opened(sentence, each.source)
    if each.people is not None:
        words = Sentence("The outcomes of {n} people are in it.", n=each.people)
        yield Line(words, n=each.source)


def _picture(each: Tried, place: int) -> Intervals:
    everybody = each.effects[0]
    return Intervals(
        id=f"effect-{place}",
        title=Sentence("{verdict}: {effect}", verdict=each.name, effect=everybody.said),
        text=Sentence(
            "The dot is the best estimate, and the line is where the truth most likely lies: for everybody between "
            "{low} and {high}. To the right is better.",
            low=everybody.said_low,
            high=everybody.said_high,
        ),
        head=(Sentence("Whom"), Sentence("Best estimate"), Sentence("From"), Sentence("To")),
        rows=tuple(
            Ranged(Line(one.whom), one.at, one.low, one.high, one.said, one.said_low, one.said_high)
            for one in each.effects
        ),
        threshold=each.smallest,
        keys=(
            Sentence("Estimate, with its interval of {n} percent", n=each.level),
            Sentence("No effect"),
            Sentence("The least that counts: {n} {counts}", n=each.smallest, counts=each.counts),
        ),
        note=Sentence("Groups of fewer than ten people are not shown.") if each.has_hidden else "",
    )


def _limits(each: Tried) -> Iterator[Line]:
    yield Line(Sentence("What this cannot say:"))
    yield from (opened(words, each.source) for words in each.limits)


def _gave_up(ended: tuple[GaveUp, ...]) -> Iterator[Block]:
    for each in ended:
        words = Sentence("The pilot “{title}” of {tool} was ended on {day} without a verdict.", title=each.title,
                         tool=each.tool, day=each.on)  # fmt: skip
        yield Paragraph((Line(words, title=each.source), Line(Sentence("The reason: {why}", why=each.why))))


def _earlier(each: Tried) -> Line:
    words = Sentence("{day}: “{title}” of {tool}. {verdict}.", day=each.on, title=each.title, tool=each.tool,
                     verdict=each.name)  # fmt: skip
    return Line(words, title=each.pilot, verdict=each.source)


def _aims(aims: tuple[Aim, ...]) -> Iterator[Block]:
    if not aims:
        return
    yield Paragraph((Line(Sentence("This is what we set out to improve, and by when:")),))
    yield Points(tuple((_aim_said(each),) for each in aims[:MOST_AIMS]))
    left = len(aims) - MOST_AIMS
    if left > 0:
        yield Paragraph((Line(Sentence("{n} more problems are named.", n=left), n=PROBLEMS),))


def _aim_said(each: Aim) -> Line:
    words = Sentence(
        "{title}. {measure}: from {baseline} to {target} {unit} by {day}.",
        title=each.title,
        measure=each.measure,
        baseline=each.baseline,
        target=each.target,
        unit=each.unit,
        day=each.by_on,
    )
    return Line(words, title=each.source, baseline=each.source, target=each.source)
