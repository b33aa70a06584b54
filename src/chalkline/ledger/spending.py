"""What calls came to, added up by day and caller as their records are taken over, so that sums are cheap to ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date

from django.conf import settings
from django.db.models import F, Sum

from chalkline.kernel.canonical import LARGEST
from chalkline.kernel.clock import local_day
from chalkline.ledger.models import NodeReached, Usage
from chalkline.rulebook.api import SpoolRecord

BY = ("use_id", "school", "role", "person", "model")
SUMS = ("calls", "estimated", "tokens_in", "tokens_out", "cost_micros")


def add_usage(records: Sequence[SpoolRecord]) -> None:
    """Add calls that are taken over for the first time, in the transaction that takes them over."""
    zone = settings.CHALKLINE.zone
    sums: dict[tuple[date | str, ...], list[int]] = defaultdict(lambda: [0] * len(SUMS))
    reached: dict[str, int] = {}
    for each in records:
        node = each.node[:80]
        reached[node] = max(reached.get(node, 0), min(each.sequence, LARGEST))
        if not each.attempts:
            continue
        at = each.at if each.at.tzinfo else each.at.replace(tzinfo=UTC)
        found = sums[local_day(at, zone), *(_fitting(name, getattr(each, name)) for name in BY)]
        for place, value in enumerate((1, each.estimated, each.tokens_in, each.tokens_out, each.cost_micros)):
            found[place] += max(0, min(int(value), LARGEST))
    Usage.objects.bulk_create([Usage(**_named(key)) for key in sums], ignore_conflicts=True)
    for key, values in sums.items():
        added = {name: F(name) + value for name, value in zip(SUMS, values, strict=True) if value}
        Usage.objects.filter(**_named(key)).update(**added)
    NodeReached.objects.bulk_create([NodeReached(node=node) for node in reached], ignore_conflicts=True)
    for node, sequence in reached.items():
        NodeReached.objects.filter(pk=node, sequence__lt=sequence).update(sequence=sequence)


def _named(key: tuple[date | str, ...]) -> dict[str, date | str]:
    return dict(zip(("day", *BY), key, strict=True))


LONGEST = {each.name: each.max_length for each in Usage._meta.concrete_fields}


def _fitting(name: str, value: str) -> str:
    return value.replace("\0", "\ufffd")[: LONGEST[name]]


@dataclass(frozen=True)
class Used:
    """What calls came to. ``key``: what they were asked to be told apart by, in that order."""

    key: tuple[str, ...]
    calls: int
    estimated: int
    tokens_in: int
    tokens_out: int
    cost_micros: int


def usage_between(first_on: date, last_on: date, *by: str, **only: str) -> list[Used]:
    """What calls came to from one day to another, both included: by some of ``BY``, and only those that fit ``only``.

    Exact: whoever shows it hides small groups.
    """
    rows = Usage.objects.filter(day__gte=first_on, day__lte=last_on, **only)
    if not by:
        total = rows.aggregate(**{name: Sum(name, default=0) for name in SUMS})
        return [Used((), **total)]
    found = rows.values(*by).annotate(**{f"all_{name}": Sum(name) for name in SUMS}).order_by(*by)
    return [Used(tuple(each[name] for name in by), *(each[f"all_{name}"] for name in SUMS)) for each in found]


def nodes_reached() -> dict[str, int]:
    """Up to which of its records each gateway is taken over."""
    return dict(NodeReached.objects.values_list("node", "sequence"))
