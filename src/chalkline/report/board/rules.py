"""From facts to the packet. Pure: no database, no clock, no language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.report.board.changing import changed_since, figures_of
from chalkline.report.board.saying import (
    decided_said,
    first_words,
    improved,
    in_use,
    unapproved,
)
from chalkline.report.board.saying.carried import went_through
from chalkline.report.board.saying.heard import heard_and_done
from chalkline.report.board.saying.keeping import ends_soon, student_data, went_wrong, who_is_trained
from chalkline.report.board.saying.money import what_it_cost
from chalkline.report.board.saying.ready import how_ready
from chalkline.report.board.words import DECISIONS, LONGEST_DAYS, TODAY, BoardFacts, Span
from chalkline.report.documents.api import Block, Document, Line, Paragraph, Points, Section

MOST_DECISIONS, MOST_USES, MOST_DANGERS, MOST_AHEAD = 12, 12, 10, 8


def check_span(span: Span) -> None:
    """Refuse days out of order, ahead of us, or more than a year of them."""
    if span.first_on > span.last_on:
        raise _bad_span(
            Sentence("The first day comes after the last one."), "first_on", Sentence("Choose an earlier first day.")
        )
    if span.last_on > span.today:
        raise _bad_span(
            Sentence("The last day is still to come."), "last_on", Sentence("Choose today or an earlier day.")
        )
    if (span.last_on - span.first_on).days > LONGEST_DAYS:
        raise _bad_span(
            Sentence("That is more than a year."), "first_on", Sentence("Choose a year or less, such as a quarter.")
        )


def _bad_span(what: Sentence, field: str, next_step: Sentence) -> Problem:
    return Problem(
        "board.bad_span",
        what=what,
        why=Sentence("A packet tells of days that are over, at most a year of them."),
        next_step=next_step,
        fields={field: what},
    )


def quarter_of(today: date) -> Span:
    """The three months to today: what a packet tells of when nobody chose."""
    month = today.month - 3
    year, month = (today.year, month) if month > 0 else (today.year - 1, month + 12)
    return Span(date(year, month, min(today.day, 28)), today, today)


def packet(facts: BoardFacts) -> Document:
    """The packet: always the same questions, whatever the answers; last, what changed since the one before."""
    document = Document(
        title=Sentence("AI in our district: report to the board"),
        district=facts.district,
        on=facts.span.today,
        lead=first_words(facts),
        sections=tuple(_sections(facts)),
        note=_note(facts),
        figures=figures_of(facts),
    )
    if facts.before is None:
        return document
    changed = Section("changed", Sentence("What changed since the last report"),
                      tuple(changed_since(facts.before, document)))  # fmt: skip
    return replace(document, sections=(changed, *document.sections))


def _sections(facts: BoardFacts) -> Iterator[Section]:
    yield Section("decided", Sentence("What we decided"), _decided(facts))
    yield Section("improved", Sentence("What improved"), tuple(improved(facts)))
    yield Section("in-use", Sentence("What is in use, and what of it is approved"), _in_use(facts))
    if facts.carried and facts.carried.any:
        yield Section("calls", Sentence("What went through our gateway"), tuple(went_through(facts.carried)))
    yield Section("data", Sentence("Where student data goes"), tuple(student_data(facts)))
    if facts.safety:
        yield Section("wrong", Sentence("What went wrong"), tuple(went_wrong(facts.safety)))
    if facts.trained:
        yield Section("trained", Sentence("Who is trained"), tuple(who_is_trained(facts.trained)))
    if facts.ready:
        yield Section("ready", Sentence("How ready we are"), tuple(how_ready(facts.ready)))
    if facts.heard:
        yield Section("heard", Sentence("What people told us, and what we did"), tuple(heard_and_done(facts.heard)))
    if facts.cost:
        yield Section("cost", Sentence("What it cost"), tuple(what_it_cost(facts.cost)))
    yield Section("risk", Sentence("What is at risk"), _at_risk(facts))
    yield Section("next", Sentence("What is next"), (*_next(facts), *ends_soon(facts.ending)))


def _note(facts: BoardFacts) -> tuple[Line, ...]:
    words = Sentence(
        "This report tells of {first} to {last}. It is made from the records of Chalkline; nothing in it was typed in. "
        "Groups of fewer than ten people are not shown.",
        first=facts.span.first_on,
        last=facts.span.last_on,
    )
    return (Line(words),)


def _decided(facts: BoardFacts) -> tuple[Block, ...]:
    if not facts.decided:
        return (Paragraph((Line(Sentence("No decision about AI was taken in these days.")),)),)
    shown = tuple((decided_said(each),) for each in facts.decided[:MOST_DECISIONS])
    return (Points(shown), *_more(len(facts.decided) - MOST_DECISIONS))


def _more(count: int) -> tuple[Block, ...]:
    if count <= 0:
        return ()
    sentence = Sentence("One more decision is in the list of decisions.") if count == 1 else None
    words = sentence or Sentence("{n} more are in the list of decisions.", n=count)
    return (Paragraph((Line(words, n=None if sentence else DECISIONS),)),)


def _in_use(facts: BoardFacts) -> tuple[Block, ...]:
    blocks: list[Block] = list(in_use(facts, most=MOST_USES))
    if facts.may_see_audit:
        blocks += unapproved(facts.seen)
    return tuple(blocks)


def _at_risk(facts: BoardFacts) -> tuple[Block, ...]:
    if not facts.dangers:
        words = Sentence("The records show nothing that needs the board today.")
        return (Paragraph((Line(words),)),)
    shown = tuple(Line(each.sentence, whole=each.source) for each in facts.dangers[:MOST_DANGERS])
    left = len(facts.dangers) - MOST_DANGERS
    lines = (*shown, Line(Sentence("{n} more are on the page Today.", n=left), n=TODAY)) if left > 0 else shown
    return (Points(tuple((line,) for line in lines)),)


def _next(facts: BoardFacts) -> tuple[Block, ...]:
    ahead = sorted(facts.ahead, key=lambda each: (each.on is None, each.on or date.max))
    lines: Iterable[Line] = (Line(each.sentence, whole=each.source) for each in ahead[:MOST_AHEAD])
    points = tuple((line,) for line in lines)
    return (Points(points),) if points else (Paragraph((Line(Sentence("Nothing is on the calendar yet.")),)),)
