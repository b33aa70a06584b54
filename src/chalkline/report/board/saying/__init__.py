"""The sentences of the packet: short enough to be read aloud, and each with what its numbers open to. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.report.board.saying.pilots import improved, verdicts_said
from chalkline.report.board.words import (
    AUDIT,
    DECISIONS,
    USES,
    Approved,
    BoardFacts,
    Decided,
    InLogs,
    Seen,
)
from chalkline.report.documents.api import Block, Grid, Line, Paragraph, Picture

MOST_BARS = 8

__all__ = ["decided_said", "first_words", "improved", "in_use", "unapproved"]


def first_words(facts: BoardFacts) -> tuple[Line, ...]:
    """The whole report in two or three sentences."""
    return tuple(_first_words(facts))


def _first_words(facts: BoardFacts) -> Iterator[Line]:
    span, taken = facts.span, len(facts.decided)
    between = {"first": span.first_on, "last": span.last_on}
    if taken == 1:
        yield Line(Sentence("From {first} to {last}, {n} decision about AI was taken.", n=1, **between), n=DECISIONS)
    elif taken:
        words = Sentence("From {first} to {last}, {n} decisions about AI were taken.", n=taken, **between)
        yield Line(words, n=DECISIONS)
    else:
        yield Line(Sentence("From {first} to {last}, no decision about AI was taken.", **between))
    held = len(facts.approved)
    if held == 1:
        yield Line(Sentence("Today {n} use of AI is approved.", n=1), n=USES)
    else:
        yield Line(Sentence("Today {n} uses of AI are approved.", n=held), n=USES)
    yield from verdicts_said(facts)
    if facts.seen and facts.seen.tools:
        yield _seen_said(facts.seen)


def _seen_said(seen: Seen) -> Line:
    tools, bare = len(seen.tools), sum(not each.is_approved for each in seen.tools)
    if bare:
        words = Sentence("The logs show {n} AI tools in use; {bare} of them have no approval.", n=tools, bare=bare)
        return Line(words, n=AUDIT, bare=AUDIT)
    return Line(Sentence("The logs show {n} AI tools in use, and none without approval.", n=tools), n=AUDIT)


def decided_said(each: Decided) -> Line:
    """ "On Oct 20, 2026, the AI oversight committee approved “…” until Jun 30, 2027, by 4 to 1 (decision 2026-1)."."""
    values = {
        "day": each.on,
        "committee": each.committee,
        "title": each.title,
        "count": _count(each),
        "number": each.number,
        "until": each.until,
    }
    return Line(_decided_words(each, values), number=each.source, count=each.source, title=each.source)


def _decided_words(each: Decided, values: dict[str, object]) -> Sentence:
    if each.is_recommended:
        return Sentence(
            "On {day}, the {committee} gave its advice on “{title}”, {count}; the superintendent has still to decide "
            "(decision {number}).",
            **_without(values, "until"),
        )
    if each.outcome == "decline":
        words = "On {day}, the {committee} declined “{title}”, {count} (decision {number})."
        return Sentence(words, **_without(values, "until"))
    if each.outcome == "defer":
        words = "On {day}, the {committee} put off “{title}”, {count} (decision {number})."
        return Sentence(words, **_without(values, "until"))
    if not each.conditions:
        return Sentence(
            "On {day}, the {committee} approved “{title}” until {until}, {count} (decision {number}).", **values
        )
    return Sentence(
        "On {day}, the {committee} approved “{title}” with conditions until {until}, {count} (decision {number}).",
        **values,
    )


def _without(values: dict[str, object], name: str) -> dict[str, object]:
    return {each: value for each, value in values.items() if each != name}


def _count(each: Decided) -> Sentence:
    if each.decided_by:
        return Sentence("by {name}, to whom it gave the right", name=each.decided_by)
    if each.abstained:
        return Sentence(
            "{yes} to {no} with {abstained} abstaining",
            yes=each.votes_for,
            no=each.votes_against,
            abstained=each.abstained,
        )
    return Sentence("{yes} to {no}", yes=each.votes_for, no=each.votes_against)


def in_use(facts: BoardFacts, *, most: int) -> Iterator[Block]:
    """The approved uses, as a table."""
    if not facts.approved:
        yield Paragraph((Line(Sentence("No use of AI is approved today.")),))
        return
    yield Grid(
        Sentence("Approved uses in force today"),
        (Sentence("Tool"), Sentence("What for"), Sentence("For whom"), Sentence("Until")),
        tuple(_approved_row(each) for each in facts.approved[:most]),
    )
    left = len(facts.approved) - most
    if left > 0:
        yield Paragraph((Line(Sentence("{n} more are in the list of approved uses.", n=left), n=USES),))


def _approved_row(each: Approved) -> tuple[Line, ...]:
    until = Sentence("{day}", day=each.until)
    return (
        Line(each.tool, whole=each.source),
        Line(each.purpose),
        Line(Sentence("{people}", people=each.people)),
        Line(Sentence("stopped for now") if each.is_stopped else until),
    )


def unapproved(seen: Seen | None) -> Iterator[Block]:
    """What the logs show, and how much of it nobody approved."""
    if seen is None or seen.first_on is None or seen.last_on is None:
        yield Paragraph((Line(Sentence("No logs are loaded, so this report cannot say what else is in use.")),))
        return
    bare = [each for each in seen.tools if not each.is_approved]
    words = Sentence("The logs of {first} to {last} were looked at.", first=seen.first_on, last=seen.last_on)
    yield Paragraph((Line(words), _seen_said(seen), *_declined_said(bare)))
    shown = seen.tools[:MOST_BARS]
    if any(each.people is not None for each in shown):
        yield Picture(
            "reach",
            _reach_title(shown),
            Sentence("People who used each tool, as far as the logs can tell. Being used is not a sign of success."),
            (Sentence("Tool"), Sentence("People")),
            tuple((_bar_label(each), each.people) for each in shown),
        )


def _reach_title(shown: tuple[InLogs, ...]) -> Sentence:
    top = shown[0]
    if top.is_approved:
        return Sentence("{tool} reaches most people, and is approved", tool=top.tool)
    return Sentence("{tool} reaches most people, without approval", tool=top.tool)


def _bar_label(each: InLogs) -> Line:
    if each.is_approved:
        return Line(Sentence("{tool}, approved", tool=each.tool), tool=each.source)
    if each.was_declined:
        return Line(Sentence("{tool}, declined", tool=each.tool), tool=each.source)
    return Line(Sentence("{tool}, not approved", tool=each.tool), tool=each.source)


def _declined_said(bare: list[InLogs]) -> Iterator[Line]:
    names = tuple(each.tool for each in bare if each.was_declined)
    if len(names) == 1:
        yield Line(Sentence("{tool} was declined and is still used.", tool=names[0]), tool=AUDIT)
    elif names:
        yield Line(Sentence("{tools} were declined and are still used.", tools=names), tools=AUDIT)
