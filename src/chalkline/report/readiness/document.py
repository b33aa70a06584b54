"""The assessment as a document: each domain with its parts, what is not answered, and the plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import Block, Document, Grid, Line, Paragraph, Points, Section
from chalkline.report.readiness.words import DOMAIN_NAMES, LEVEL_NAMES, Answered, DomainStanding

READINESS = SubjectRef("readiness", "")


@dataclass(frozen=True)
class Planned:
    """A step as it is told."""

    text: str
    owner: str
    due_on: date
    is_late: bool


def readiness_document(
    district: str, on: date, domains: tuple[DomainStanding, ...], before_on: date | None, plan: tuple[Planned, ...]
) -> Document:
    """By domain, the lowest first, then what to do."""
    return Document(
        title=Sentence("How ready we are for AI"),
        district=district,
        on=on,
        lead=tuple(lead(domains)),
        sections=(
            Section("domains", Sentence("By domain, the lowest first"), (_overview(domains, before_on),)),
            *(Section(each.id, DOMAIN_NAMES[each.id], tuple(_domain(each))) for each in domains),
            Section("plan", Sentence("What we do about it"), (_plan(plan),)),
        ),
        note=(
            Line(
                Sentence(
                    "Levels: not started, emerging, developing, mature. What our records answer was not "
                    "typed in. The questions are our own, arranged by the seven domains of CoSN and the Council of the "
                    "Great City Schools."
                )
            ),
        ),
    )


def lead(domains: tuple[DomainStanding, ...]) -> Iterator[Line]:
    """The lowest domain, and what is open: never one number for all."""
    missing = sum(each.not_answered for each in domains)
    first = next((each for each in domains if each.mean is not None), None)
    if first and first.lowest:
        yield Line(
            Sentence(
                "Lowest is {domain}, at {mean} of 3. The weakest point in it: “{text}”.",
                domain=DOMAIN_NAMES[first.id],
                mean=tenths(first.mean),
                text=Sentence(first.lowest.item.text),
            ),
            domain=READINESS,
        )
    if missing:
        yield Line(Sentence("Questions that nobody has answered: {n} of {all}.", n=missing, all=_all(domains)))


def tenths(mean: float | None) -> str:
    """A mean with one decimal; a dot for none."""
    return "·" if mean is None else f"{mean:.1f}"


def _all(domains: tuple[DomainStanding, ...]) -> int:
    return sum(len(each.items) for each in domains)


def _overview(domains: tuple[DomainStanding, ...], before_on: date | None) -> Grid:
    head = [Sentence("Domain"), Sentence("Mean, of 3"), Sentence("Lowest"), Sentence("Not answered")]
    if before_on:
        head.append(Sentence("On {day}", day=before_on))
    return Grid(Sentence("Seven domains"), tuple(head), tuple(_row(each, before_on) for each in domains))


def _row(each: DomainStanding, before_on: date | None) -> tuple[Line, ...]:
    lowest = each.lowest.level if each.lowest else None
    cells = [
        Line(DOMAIN_NAMES[each.id]),
        Line(tenths(each.mean)),
        Line(LEVEL_NAMES[lowest] if lowest is not None else "·"),
        Line(Sentence("{n} of {all}", n=each.not_answered, all=len(each.items))),
    ]
    return (*cells, Line(tenths(each.mean_before))) if before_on else tuple(cells)


def _domain(each: DomainStanding) -> Iterator[Block]:
    yield Points(tuple(tuple(_item(answered)) for answered in each.items))


def _item(each: Answered) -> Iterator[Line]:
    text = Sentence(each.item.text)
    if each.level is None:
        yield Line(Sentence("{text}: not answered.", text=text))
        return
    yield Line(Sentence("{text}: {level}.", text=text, level=LEVEL_NAMES[each.level]))
    if each.found:
        words = Sentence("{why}", why=each.found.why)
        yield Line(Sentence("The records: {why}", why=words), whole=each.found.source)
    if each.said and each.said.why:
        yield Line(Sentence("{name}: {why}", name=each.said.by, why=each.said.why))
    if each.said and each.said.evidence and each.said.evidence_on:
        yield Line(Sentence("Shown by: {what} ({day}).", what=each.said.evidence, day=each.said.evidence_on))


def _plan(plan: tuple[Planned, ...]) -> Block:
    if not plan:
        return Paragraph((Line(Sentence("No step is planned yet.")),))
    return Points(tuple((step_said(each),) for each in plan))


def step_said(each: Planned) -> Line:
    """One step, with who and by when; an overdue one is called so."""
    words = (
        Sentence("Overdue since {day}: {text} ({name})", day=each.due_on, text=each.text, name=each.owner)
        if each.is_late
        else Sentence("By {day}: {text} ({name})", day=each.due_on, text=each.text, name=each.owner)
    )
    return Line(words)
