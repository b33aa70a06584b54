"""The random draw: a pure function of public things, so that anybody can make it again. docs/reference/pilot-draw.md

    seed  = SHA-256 of "chalkline-draw/1", the digest of the locked plan, the root of the first signed checkpoint
            of the ledger that contains the lock (lines, joined by line feeds), as hex
    order = SHA-256 of seed, a line feed, and the key of the unit, as hex
    side  = in each stratum, sorted by order, the first half starts with the tool

Nobody could know the root when the plan was locked, and nobody can draw twice: there is one first checkpoint.
In a stratum with an odd number the extra unit goes to the two sides in turn; the seed says which comes first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from chalkline.kernel.canonical import digest_of
from chalkline.pilot.plans.words import Arm, Strata, UnitListed, stratum_of

NAME = "chalkline-draw/1"


def seed_of(plan_digest: str, root_hex: str) -> str:
    """The seed, from what was locked and what the ledger signed next."""
    return hashlib.sha256("\n".join((NAME, plan_digest, root_hex)).encode()).hexdigest()


def units_digest(units: Iterable[UnitListed]) -> str:
    """The digest of the list of units, in the order of their keys."""
    listed = sorted(units, key=lambda unit: unit.key)
    return digest_of([[each.key, each.school, each.grade, each.students, each.arm] for each in listed])


def draw(units: Iterable[UnitListed], strata: Strata, seed: str) -> dict[str, Arm]:
    """The side of every unit, by its key."""
    groups: dict[str, list[UnitListed]] = {}
    for unit in units:
        groups.setdefault(stratum_of(unit, strata), []).append(unit)
    extra_treats = int(seed, 16) % 2 == 0
    sides: dict[str, Arm] = {}
    for name in sorted(groups):
        ordered = sorted(groups[name], key=lambda unit: _place(seed, unit.key))
        half, odd = divmod(len(ordered), 2)
        first = half + (odd and extra_treats)
        extra_treats ^= bool(odd)
        for place, unit in enumerate(ordered):
            sides[unit.key] = Arm.TREATMENT if place < first else Arm.COMPARISON
    return sides


def _place(seed: str, key: str) -> str:
    return hashlib.sha256(f"{seed}\n{key}".encode()).hexdigest()
