"""Limits on calls, tokens and money: what counts for which, and over what span. Pure, and the same on both sides.

A limit is a restriction: it reaches gateways with the pack, at once. The pack also carries what was used so far and up
to which record of each gateway that is counted, so that a gateway adds only what came later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

WARN_PERCENT = 80


class LimitKind(StrEnum):
    """What is counted, and over what span."""

    CALLS_MINUTE = "calls_minute"
    TOKENS_DAY = "tokens_day"
    TOKENS_MONTH = "tokens_month"
    DOLLARS_MONTH = "dollars_month"  # counted in micro-dollars


class LimitScope(StrEnum):
    """Whose calls count together."""

    DISTRICT = "district"
    USE = "use"
    SCHOOL = "school"
    ROLE = "role"
    PERSON = "person"


MONTHLY = frozenset({LimitKind.TOKENS_MONTH, LimitKind.DOLLARS_MONTH})


class Who(NamedTuple):
    """Whose call it is, as its record says. ``person`` is named as in records of calls; "" where nobody is known."""

    use_id: str = ""
    school: str = ""
    role: str = ""
    person: str = ""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` calls, tokens or micro-dollars.

    ``subject`` names the one whose calls count: a use, a school, a role, a person as records name them. "" counts each
    one apart, with the same limit for all. From ``warn_percent`` of it on, callers and the owner are told.
    """

    limit_id: str
    scope: LimitScope
    kind: LimitKind
    most: int
    subject: str = ""
    warn_percent: int = WARN_PERCENT

    def subject_of(self, who: Who) -> str | None:
        """Under whose name a call counts; None where it does not."""
        if self.scope is LimitScope.DISTRICT:
            return ""
        found = _said(who, self.scope)
        return found if found and self.subject in ("", found) else None


def _said(who: Who, scope: LimitScope) -> str:
    if scope is LimitScope.USE:
        return who.use_id
    if scope is LimitScope.SCHOOL:
        return who.school
    return who.role if scope is LimitScope.ROLE else who.person


@dataclass(frozen=True)
class Totals:
    """What was used so far: by limit, then by subject, in the span that ``on`` lies in.

    ``upto``: the last record of each gateway that is counted, by its number.
    """

    on: date | None = None
    upto: Mapping[str, int] = field(default_factory=dict)
    spent: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def so_far(self, limit: Limit, subject: str, day: date) -> int:
        """What counts for a limit on a day; 0 where the span has ended since."""
        if self.on is None or not same_span(limit.kind, self.on, day):
            return 0
        return self.spent.get(limit.limit_id, {}).get(subject, 0)


def same_span(kind: LimitKind, one: date, other: date) -> bool:
    """Whether two days lie in one span of a kind. A minute has no span of days."""
    if kind is LimitKind.CALLS_MINUTE:
        return False
    if kind in MONTHLY:
        return (one.year, one.month) == (other.year, other.month)
    return one == other


def span_of(kind: LimitKind, day: date) -> str:
    """The name of the span that a day lies in."""
    return day.isoformat()[:7] if kind in MONTHLY else day.isoformat()


def amount(kind: LimitKind, tokens: int, cost_micros: int) -> int:
    """What a call adds to a limit that is counted over days."""
    if kind is LimitKind.CALLS_MINUTE:
        return 0
    return cost_micros if kind is LimitKind.DOLLARS_MONTH else tokens
