"""What it cost, in sentences and one picture. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.report.board.words import BUDGET, Cost, OutcomeSaid
from chalkline.report.documents.api import Block, Line, Paragraph, Picture, Points

MOST_SOURCES, MOST_CLIFFS = 8, 4


def what_it_cost(cost: Cost) -> Iterator[Block]:
    """The year's plan, its sources, where money ends, what an outcome costs."""
    if not cost.total:
        words = Sentence(
            "No budget for AI is kept for {year}, so this report does not say what it cost.", year=cost.year
        )
        yield Paragraph((Line(words),))
        return
    yield Paragraph(tuple(_planned(cost)))
    if len(cost.paid) > 1:
        yield _picture(cost)
    if cost.cliffs:
        yield Paragraph((Line(Sentence("Where the money ends:")),))
        yield Points(tuple((Line(each, whole=BUDGET),) for each in cost.cliffs[:MOST_CLIFFS]))
    if cost.outcomes:
        yield Points(tuple(tuple(_outcome(each)) for each in cost.outcomes))


def _planned(cost: Cost) -> Iterator[Line]:
    yield Line(Sentence("For {year}, {total} is planned for AI.", year=cost.year, total=cost.total), total=BUDGET)
    if cost.before:
        yield Line(Sentence("For the year before it was {n}.", n=cost.before), n=BUDGET)
    if cost.after:
        yield Line(Sentence("For the year after it is {n}.", n=cost.after), n=BUDGET)
    elif cost.cliffs:
        yield Line(Sentence("Nothing is planned yet for the year after."))
    if len(cost.paid) == 1:
        yield Line(Sentence("All of it comes from {source}.", source=cost.paid[0].source))


def _picture(cost: Cost) -> Picture:
    most = cost.paid[0]
    return Picture(
        "money",
        Sentence("{source} pays the largest part", source=most.source),
        Sentence("Dollars planned for {year}, by where they come from.", year=cost.year),
        (Sentence("Source"), Sentence("Dollars")),
        tuple(
            (
                Line(
                    Sentence("{source}, until {day}", source=each.source, day=each.ends_on)
                    if each.ends_on
                    else Sentence("{source}", source=each.source),
                    source=BUDGET,
                ),
                each.dollars,
            )
            for each in cost.paid[:MOST_SOURCES]
        ),
    )


def _outcome(each: OutcomeSaid) -> Iterator[Line]:
    words = Sentence("{tool}, as tried in “{title}”, cost {n} a person in {year}.", tool=each.tool, title=each.title,
                     n=each.a_person, year=each.year)  # fmt: skip
    yield Line(words, title=each.source, n=BUDGET)
    if each.a_unit:
        words = Sentence("That is {n} a person for each of the {unit} gained.", n=each.a_unit, unit=each.unit)
        yield Line(words, n=BUDGET)
