"""What differs between two editions of the lists, by who, and whether anything is let through that was not. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalkline.publish.filter_lists.words import STRICTNESS, Cell, Course, Lists, Outcome, Why

NOTHING = Outcome(Course.LEAVE, Why.UNAPPROVED)  # before there were lists: whatever the filter did by itself


@dataclass(frozen=True)
class Turned:
    """One tool whose course changes from ``was`` to ``now``, for these people."""

    slug: str
    name: str
    was: Outcome
    now: Outcome
    cells: frozenset[Cell]

    @property
    def is_milder(self) -> bool:
        """Whether it lets more through."""
        return STRICTNESS[self.now.course] < STRICTNESS[self.was.course]


def turned(old: Lists | None, new: Lists) -> tuple[Turned, ...]:
    """Every tool whose course changes, what gets stricter first."""
    found: dict[tuple[str, Course, Course], tuple[Outcome, Outcome, set[Cell]]] = {}
    for cells in _alike(old, new):
        cell = min(cells)
        for slug in new.tools:
            now = new.outcome(cell, slug)
            was = (old.outcome(cell, slug) if old else None) or NOTHING
            if now and now.course != was.course:
                found.setdefault((slug, was.course, now.course), (was, now, set()))[2].update(cells)
        for slug in (set(old.tools) if old else set()) - set(new.tools):  # a service that is gone from the catalogue
            was = (old.outcome(cell, slug) if old else None) or NOTHING
            if was.course is not Course.LEAVE:
                found.setdefault((slug, was.course, Course.LEAVE), (was, NOTHING, set()))[2].update(cells)
    names = {**(old.tools if old else {}), **new.tools}
    made = [
        Turned(slug, names[slug].name, was, now, frozenset(cells)) for (slug, _, _), (was, now, cells) in found.items()
    ]
    return tuple(
        sorted(made, key=lambda each: (each.is_milder, each.now.course, each.name.casefold(), min(each.cells)))
    )


def _order(change: Turned) -> tuple[bool, str, str, Cell]:
    return (change.is_milder, change.now.course, change.name.casefold(), min(change.cells))


def hosts_widened(old: Lists | None, new: Lists) -> tuple[str, ...]:
    """Hosts that came to the entry of a tool that is let through, or left the entry of one that is not."""
    if old is None:
        return ()
    gone = []
    for slug, tool in new.tools.items():
        was, now = set(old.tools[slug].domains) if slug in old.tools else set(), set(tool.domains)
        allowed = any((fold.decided.get(slug) or NOTHING).course is Course.ALLOW for fold in new.folds)
        gone += sorted(now - was if allowed else ()) if slug in old.tools else []
        gone += sorted(was - now) if not allowed else []
    return tuple(gone)


def names_changed(old: Lists | None, new: Lists) -> tuple[str, ...]:
    """Hosts and ids that came to a tool's entry or left it, of tools that are known to both."""
    if old is None:
        return ()
    changed: set[str] = set()
    for slug in set(old.tools) & set(new.tools):
        was, now = old.tools[slug], new.tools[slug]
        changed |= set(was.domains + was.client_ids + was.extension_ids) ^ set(
            now.domains + now.client_ids + now.extension_ids
        )
    return tuple(sorted(changed))


def _alike(old: Lists | None, new: Lists) -> Iterable[frozenset[Cell]]:
    """The people of the new lists, in groups that were alike before and are alike now."""
    groups: dict[tuple[int, int, object], set[Cell]] = {}
    for cell in new.cells:
        before = id(old.fold_of.get(cell)) if old else 0
        groups.setdefault((id(new.fold_of[cell]), before, cell.group), set()).add(cell)
    return sorted((frozenset(each) for each in groups.values()), key=min)
