"""What we shipped before, what the district changed, what is shipped now: what follows from the three. Pure.

Lists never conflict: what the district adds stays beside what is shipped. A plain field conflicts where the
catalogue has changed its mind since the district did, and not to the same. A domain conflicts where the
district gave it to one service and the catalogue gives it to another; until somebody settles it, ours counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chalkline.tools.register.words import PLAIN, Conflict, Override


@dataclass(frozen=True)
class Held:
    """One service as it is held: what is shipped now, what is ours, what was shipped when we corrected it."""

    slug: str
    shipped: Mapping[str, Any]
    ours: Mapping[str, Any]
    base: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called here."""
        return str(self.ours.get(Override.NAME, self.shipped.get("name", self.slug)))


def claimed(held: Iterable[Held]) -> dict[str, str]:
    """Which service the district gave each domain to: those count for no other."""
    return {domain: each.slug for each in held for domain in each.ours.get(Override.DOMAINS, ())}


def conflicts(held: Iterable[Held]) -> list[Conflict]:
    """Where the catalogue and the district disagree, and nobody has settled it."""
    every = list(held)
    names = {each.slug: each.name for each in every}
    owners = claimed(every)
    found = [conflict for each in every for conflict in _plain(each)]
    for each in every:
        wrong = set(each.ours.get(Override.NOT_DOMAINS, ()))
        for domain in each.shipped.get("domains", ()):
            owner = owners.get(domain)
            if owner and owner != each.slug and domain not in wrong:
                found.append(Conflict(owner, names[owner], f"domain:{domain}", "", owner, each.slug, each.name))
    return sorted(found, key=lambda one: (one.name.casefold(), one.field))


def _plain(each: Held) -> Iterable[Conflict]:
    for field in sorted(PLAIN & set(each.ours) & set(each.base)):
        before, ours, theirs = (str(of.get(field, "")) for of in (each.base, each.ours, each.shipped))
        if theirs not in (before, ours):
            yield Conflict(each.slug, each.name, str(field), before, ours, theirs)


def merged(each: Held) -> dict[str, Any]:
    """The base of ours after an update: where the catalogue now says the same, that is what was agreed on.

    Nothing of ours is dropped, agreed or not: the next update may say something else again.
    """
    agreed = {field: each.ours[field] for field in PLAIN & set(each.ours)
              if str(each.ours[field]) == str(each.shipped.get(field, ""))}  # fmt: skip
    return {**each.base, **{str(field): value for field, value in agreed.items()}}


def adopted(each: Held) -> tuple[dict[str, Any], dict[str, Any]]:
    """A service that the district had added and the catalogue now ships: its own words become corrections."""
    ours, base = dict(each.ours), dict(each.base)
    for field in PLAIN:
        said = each.base.get(field)
        if said and field not in each.ours:
            ours[field] = said
            base[field] = ""
    return ours, base
