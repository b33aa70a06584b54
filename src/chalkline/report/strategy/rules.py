"""From facts to the strategy. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import Block, Callout, Document, Grid, Line, Paragraph, Points, Section, Tone
from chalkline.report.strategy.words import Deciders, Purpose, Ranked, StrategyFacts, Wanted

MOST_AHEAD = 12
PORTFOLIO = SubjectRef("portfolio", "")


def strategy_document(facts: StrategyFacts) -> Document:
    """Why, for what, by whom, under which rules, in what order."""
    return Document(
        title=Sentence("Our strategy for AI"),
        district=facts.district,
        on=facts.on,
        lead=(
            Line(
                Sentence(
                    "{district} uses AI where it helps with a problem we have named, by a decision people can read, "
                    "and until a day on which we look again.",
                    district=facts.district,
                )
            ),
        ),
        sections=(
            Section("why", Sentence("Why: the problems we work on"), tuple(_why(facts))),
            Section("by-whom", Sentence("By whom: who decides"), tuple(_by_whom(facts))),
            Section("rules", Sentence("Under which rules"), tuple(_rules(facts))),
            Section("for-what", Sentence("For what: approved uses"), _for_what(facts)),
            Section("order", Sentence("In what order: what is looked at when"), _order(facts)),
        ),
        note=(Line(Sentence("Put together from the records on {day}.", day=facts.on)),),
    )


def draft_said() -> Line:
    """What stands under a strategy that nobody adopted."""
    return Line(Sentence("It is a draft: no committee has adopted it."))


def standing_said(number: int, committee: str, decision: SubjectRef, decided: str, on: date, until: date) -> Line:
    """What stands under an adopted version."""
    words = Sentence(
        "Version {n}, adopted by the {committee} on {day} (decision {decided}). It holds until {until}.",
        n=number,
        committee=committee,
        day=on,
        decided=decided,
        until=until,
    )
    return Line(words, decided=decision)


def already_proposed(number: int) -> Problem:
    """One version at a time is before a committee."""
    return Problem(
        "strategy.already_proposed",
        what=Sentence("Version {n} is before a committee already.", n=number),
        why=Sentence("Two versions at once, and nobody would know which was decided on."),
        next_step=Sentence("Wait for that decision, then put the next version on an agenda."),
        kind=Kind.CONFLICT,
    )


def already_adopted(number: int) -> Problem:
    """Nothing differs from what was adopted."""
    return Problem(
        "strategy.already_adopted",
        what=Sentence("Version {n} is adopted, and the records say the same today.", n=number),
        why=Sentence("There is nothing new to decide on."),
        next_step=Sentence("Come back when the records have changed."),
        kind=Kind.CONFLICT,
    )


def _why(facts: StrategyFacts) -> Iterator[Block]:
    if facts.goals:
        yield Paragraph((Line(Sentence("The goals of the district that AI has to serve:")),))
        yield Points(tuple((_goal(each),) for each in facts.goals))
    if not facts.purposes:
        yield Callout(
            Tone.ATTEND,
            Sentence("No problem is named yet"),
            (Line(Sentence("A strategy starts with the problems. Name them under Purpose.")),),
        )
        return
    for area, found in groupby(facts.purposes, key=lambda each: each.area):
        yield Paragraph((Line(Sentence("{area}:", area=area)),))
        yield Points(tuple(tuple(_purpose(each)) for each in found))


def _goal(each: Wanted) -> Line:
    words = Sentence(
        "{title} ({plan}, adopted by the {who}, until {day}).",
        title=each.title,
        plan=each.plan,
        who=each.adopted_by,
        day=each.until,
    )
    return Line(words, title=each.source)


def _purpose(each: Purpose) -> Iterator[Line]:
    yield Line(
        Sentence(
            "{title}. {measure}: from {baseline} to {target} {unit} by {day}.",
            title=each.title,
            measure=each.measure,
            baseline=each.baseline,
            target=each.target,
            unit=each.unit,
            day=each.by_on,
        ),
        title=each.source,
        baseline=each.source,
        target=each.source,
    )
    for idea in each.ideas:
        yield Line(Sentence("AI might help: {title}.", title=idea.title), title=idea.source)


def _by_whom(facts: StrategyFacts) -> Iterator[Block]:
    if not facts.deciders:
        yield Paragraph((Line(Sentence("No committee is chartered yet.")),))
        return
    yield Points(tuple(tuple(_deciders(each)) for each in facts.deciders))


def _deciders(each: Deciders) -> Iterator[Line]:
    yield Line(Sentence("{name}: {purpose}", name=each.name, purpose=each.purpose), name=each.source)
    if each.is_advisory:
        yield Line(Sentence("It advises; the superintendent decides."))
    if each.speaks_for:
        yield Line(Sentence("Its seats: {groups}.", groups=each.speaks_for))
    yield Line(Sentence("It meets: {cadence}", cadence=each.cadence))


def _rules(facts: StrategyFacts) -> Iterator[Block]:
    yield Points(
        (
            (Line(Sentence("No school and no person adopts AI alone: each use needs a decision.")),),
            (Line(Sentence("A decision needs a problem behind it, and says for whom, with which data, until when.")),),
            (Line(Sentence("Student records go only to tools whose agreement lists them.")),),
            (Line(Sentence("Being used is never taken for success: only a measured outcome is.")),),
        )
    )
    if facts.never:
        yield Paragraph((Line(Sentence("AI has no part here in:")),))
        yield Points(tuple((Line(each),) for each in facts.never))
    if facts.revision:
        words = Sentence("Policy {n} is in force, and the gateway obeys it.", n=facts.revision)
        yield Paragraph((Line(words, n=SubjectRef("register", "")),))


def _for_what(facts: StrategyFacts) -> tuple[Block, ...]:
    if not facts.held:
        return (Paragraph((Line(Sentence("No use of AI is approved today.")),)),)
    head = (Sentence("Tool"), Sentence("What for"), Sentence("For whom"), Sentence("Until"))
    rows = tuple(
        (
            Line(each.tool, whole=each.source),
            Line(each.purpose),
            Line(Sentence("{people}", people=each.people)),
            Line(Sentence("{day}", day=each.until)),
        )
        for each in facts.held
    )
    return (Grid(Sentence("Approved uses in force today"), head, rows),)


def _order(facts: StrategyFacts) -> tuple[Block, ...]:
    return (*_portfolio(facts), *_calendar(facts))


def _portfolio(facts: StrategyFacts) -> Iterator[Block]:
    """What comes first, and why not everything at once."""
    if facts.first:
        words = Sentence("We begin with: {title}.", title=facts.first.title)
        yield Paragraph((Line(words, title=facts.first.source),))
    if not facts.ranked:
        return
    lead = [Line(Sentence("The use cases in the order in which the committee weighs them:"))]
    if facts.limit:
        lead.insert(0, Line(Sentence("At most {n} of high impact are active at once.", n=facts.limit), n=PORTFOLIO))
    yield Paragraph(tuple(lead))
    yield Points(tuple((_ranked(each),) for each in facts.ranked[:MOST_AHEAD]))


def _ranked(each: Ranked) -> Line:
    if each.blocked:
        words = Sentence("{title}: not now. Not met yet: {gates}.", title=each.title, gates=each.blocked)
    elif each.is_active:
        words = Sentence("{title}: active.", title=each.title)
    else:
        words = Sentence("{title}: later.", title=each.title)
    return Line(words, title=each.source)


def _calendar(facts: StrategyFacts) -> tuple[Block, ...]:
    ahead: list[tuple[date, Line]] = []
    for use in facts.held:
        words = Sentence(
            "{day}: “{tool}: {purpose}” ends or is decided anew.", day=use.until, tool=use.tool, purpose=use.purpose
        )
        ahead.append((use.until, Line(words, tool=use.source, purpose=use.source)))
    for each in facts.purposes:
        words = Sentence("{day}: “{title}” is measured.", day=each.by_on, title=each.title)
        ahead.append((each.by_on, Line(words, title=each.source)))
    for body in facts.deciders:
        words = Sentence("{day}: the charter of the {name} is reviewed.", day=body.review_on, name=body.name)
        ahead.append((body.review_on, Line(words, name=body.source)))
    coming = sorted((each for each in ahead if each[0] >= facts.on), key=lambda each: (each[0], str(each[1].words)))
    if not coming:
        return (Paragraph((Line(Sentence("Nothing is on the calendar yet.")),)),)
    return (Points(tuple((line,) for _, line in coming[:MOST_AHEAD])),)
