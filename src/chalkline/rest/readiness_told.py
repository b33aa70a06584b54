"""How the API tells of domains and questions of readiness."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from chalkline.report.readiness.api import DOMAIN_NAMES, Answered, DomainStanding
from chalkline.rest.shapes import said


class ReadinessFoundTold(Schema):
    """What the records answer: level of 0 to 3, why, and how new it is (null: so today)."""

    level: int
    why: str
    on: date | None


class SaidTold(Schema):
    """What a person answers."""

    level: int
    why: str
    evidence: str
    evidence_on: date | None
    by: str


class ReadinessTold(Schema):
    """A question with both answers. ``level`` is the one that counts; null: nobody has answered."""

    id: str
    text: str
    level: int | None
    before: int | None
    records: ReadinessFoundTold | None
    person: SaidTold | None


class DomainTold(Schema):
    """A domain. Its mean never stands without its questions; null: nothing is answered."""

    id: str
    name: str
    mean: float | None
    mean_before: float | None
    lowest: str | None
    not_answered: int
    questions: list[ReadinessTold]


def domain_told(each: DomainStanding) -> DomainTold:
    return DomainTold(
        id=each.id,
        name=said(DOMAIN_NAMES[each.id]),
        mean=each.mean,
        mean_before=each.mean_before,
        lowest=each.lowest.item.id if each.lowest else None,
        not_answered=each.not_answered,
        questions=[question_told(answered) for answered in each.items],
    )


def question_told(each: Answered) -> ReadinessTold:
    found, person = each.found, each.said
    return ReadinessTold(
        id=each.item.id,
        text=each.item.text,
        level=each.level,
        before=each.before,
        records=ReadinessFoundTold(level=found.level, why=said(found.why), on=found.on) if found else None,
        person=SaidTold(level=person.level, why=person.why, evidence=person.evidence, evidence_on=person.evidence_on,
                        by=person.by) if person else None,
    )  # fmt: skip
