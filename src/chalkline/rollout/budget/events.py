"""The facts of the budget."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("rollout.source.named/1", says="{actor} named the funding source {name}.")
@dataclass(frozen=True)
class SourceNamed:
    """A source of money. ``ends_on`` "" when it has no end."""

    source: SubjectRef
    name: str
    kind: str
    ends_on: str
    after: str


@fact("rollout.source.revised/1", says="{actor} stated anew when the funding source {name} ends and what pays then.")
@dataclass(frozen=True)
class SourceRevised:
    """The end of a source, or what pays afterwards, was stated anew."""

    source: SubjectRef
    name: str
    ends_on: str
    after: str


@fact("rollout.budget_line.entered/1", says="{actor} entered the budget line “{title}”.")
@dataclass(frozen=True)
class LineEntered:
    """Something that is paid for."""

    line: SubjectRef
    about: tuple[SubjectRef, ...]
    title: str
    what_for: str
    recurs: bool


@fact("rollout.budget_line.planned/1", says="{actor} planned {amount} for “{title}” in {year}, from {source_name}.")
@dataclass(frozen=True)
class AmountPlanned:
    """Whole dollars of a fiscal year from a source; they replace what was planned before."""

    line: SubjectRef
    source: SubjectRef
    title: str
    year: str
    amount: str
    source_name: str


@fact("rollout.budget_line.dropped/1", says="{actor} dropped the budget line “{title}”: {reason}")
@dataclass(frozen=True)
class LineDropped:
    """A line is no longer in the budget."""

    line: SubjectRef
    title: str
    reason: str = part("words")


@fact("rollout.purchase.dated/1", says="{actor} put a day on the purchasing calendar of “{title}”: {on}.")
@dataclass(frozen=True)
class PurchaseDated:
    """A step of buying, on a day."""

    line: SubjectRef
    title: str
    step: str
    on: str


@fact("rollout.purchase.met/1", says="{actor} noted that a step of buying “{title}” was done on {on}.")
@dataclass(frozen=True)
class PurchaseMet:
    """A step of buying was done."""

    line: SubjectRef
    title: str
    step: str
    on: str
