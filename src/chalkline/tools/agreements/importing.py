"""Taking over a list of agreements: new ones are recorded, what differs is left or replaced, all of it or nothing.

An agreement is never changed. Where a row says something else than one that still runs, that one is ended on the day
before the row's own was signed (or on the day it was signed itself), and the row's is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.taking_over import Beside, OnConflict, TakenOver, must_not_conflict
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.commands import end_agreement, record_agreement
from chalkline.tools.agreements.events import AgreementEnded, AgreementRecorded, AgreementsTakenOver
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.agreements.queries import last_day, terms_of
from chalkline.tools.agreements.rules import check_kind, check_schedule, check_term, check_terms
from chalkline.tools.agreements.words import NO_TERMS, AgreementKind, Terms
from chalkline.tools.register.api import Tool

PIECE = 500
REPLACED = "A list that was handed in says otherwise."


@dataclass(frozen=True)
class AgreementRow:
    """One row: the slug of a tool, what was signed, from when to when, its schedule, and what else it promises."""

    tool: str
    kind: AgreementKind
    signed_on: date
    ends_on: date
    elements: frozenset[str]
    terms: Terms = NO_TERMS


def check_row(row: AgreementRow, today: date) -> None:
    """Raise what recording it would raise. Addenda are recorded at their agreement, which a row cannot name."""
    if row.kind is AgreementKind.ADDENDUM:
        raise Problem(
            "agreements.kind_unclear",
            what=Sentence("An addendum cannot stand in a list."),
            why=Sentence("It belongs to one agreement in force, whose page it is recorded on."),
            next_step=Sentence("Leave the row out, and record it by hand."),
            fields={"kind": Sentence("No addendum.")},
        )
    check_term(row.signed_on, row.ends_on, today)
    check_kind(row.kind, check_terms(row.terms, row.signed_on, row.ends_on), under=None, same_tool=False, holds=False)
    rules = {rule.element: rule for rule in vocabulary().element_rules()}
    check_schedule(row.kind, row.elements, rules, [name for name, rule in rules.items() if rule.is_student_record])


def compare_agreements(actor: Actor, rows: Sequence[AgreementRow], on: date) -> list[Beside]:
    """How each row stands beside what is recorded of its tool."""
    actor.must("agreements.record")
    return [beside for beside, _ in _standing(rows, on)]


@command(records=(AgreementsTakenOver, AgreementRecorded, AgreementEnded), may_change_nothing=True)
def take_over_agreements(actor: Actor, rows: Sequence[AgreementRow], how: OnConflict, *, now: datetime) -> TakenOver:
    """Record the rows; their signed files are kept where somebody attaches them by hand.

    Raises Problem: imports.conflict, agreements.has_addenda, and what recording raises; then nothing is taken over.
    """
    actor.must("agreements.record")
    standing = list(_standing(rows, local_day(now, settings.TIME_ZONE)))
    beside = [each for each, _ in standing]
    must_not_conflict(beside, how)
    tools = {tool.slug: tool for tool in Tool.objects.filter(slug__in={row.tool for row in rows})}
    new = changed = 0
    for row, (stands, former) in zip(rows, standing, strict=True):
        if stands is Beside.SAME or (stands is Beside.DIFFERS and how is OnConflict.SKIP):
            continue
        if former is not None:
            _end(actor, former, row, now)
        record_agreement(
            actor, tools[row.tool], row.kind, signed_on=row.signed_on, ends_on=row.ends_on, elements=row.elements,
            terms=row.terms, now=now,
        )  # fmt: skip
        new, changed = new + (stands is Beside.NEW), changed + (stands is Beside.DIFFERS)
    taken = TakenOver(new, changed, sum(each is Beside.DIFFERS for each in beside) - changed)
    if taken.rows:
        record(AgreementsTakenOver(len(rows), taken.new, taken.changed, taken.skipped), actor_id=actor.id, now=now)
    return taken


def _standing(rows: Sequence[AgreementRow], on: date) -> Iterator[tuple[Beside, Agreement | None]]:
    """Beside each row: the same one recorded whenever; else the one of its kind that still runs, the longest first."""
    held: dict[tuple[str, str], list[Agreement]] = {}
    slugs = sorted({row.tool for row in rows})
    for at in range(0, len(slugs), PIECE):
        part = Agreement.objects.filter(tool__slug__in=slugs[at : at + PIECE], amends=None).select_related("tool")
        for each in part.order_by("-ends_on", "id"):
            held.setdefault((each.tool.slug, each.kind), []).append(each)
    for row in rows:
        of_kind = held.get((row.tool, row.kind.value), [])
        if any(_says_the_same(row, each) for each in of_kind):
            yield Beside.SAME, None
            continue
        running = [each for each in of_kind if last_day(each) >= max(on, row.signed_on)]
        yield (Beside.DIFFERS, running[0]) if running else (Beside.NEW, None)


def _says_the_same(row: AgreementRow, held: Agreement) -> bool:
    """What a row leaves open it does not deny; one that was ended early is not brought back by an old list."""
    if (row.signed_on, row.ends_on, row.elements) != (held.signed_on, held.ends_on, frozenset(held.elements)):
        return False
    said, known = row.terms, terms_of(held)
    open_ = NO_TERMS
    return all(
        getattr(said, each.name) in {getattr(open_, each.name), getattr(known, each.name)} for each in fields(Terms)
    )


def _end(actor: Actor, former: Agreement, row: AgreementRow, now: datetime) -> None:
    if former.addenda.filter(ended_on=None).exists():
        raise Problem(
            "agreements.has_addenda",
            what=Sentence("An agreement about {tool} cannot be replaced by a list.", tool=former.tool.name),
            why=Sentence("Addenda stand under it, and would end with it."),
            next_step=Sentence("Leave that row out, and record the new agreement and its addenda by hand."),
            kind=Kind.CONFLICT,
        )
    last = max(former.signed_on, min(former.ends_on, row.signed_on - timedelta(days=1)))
    if former.ended_on is None:
        end_agreement(actor, former, ended_on=last, why=REPLACED, now=now)
