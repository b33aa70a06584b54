"""From showable counts to "about how many", and from editions to what should have been so since when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from chalkline.discover.findings.api import Awaited, Reach
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import ALL, Cell, Shown
from chalkline.publish.filter_lists.api import Cell as Place
from chalkline.publish.filter_lists.api import Course, Lists, Outcome
from chalkline.report.keeping.words import Use
from chalkline.rulebook.api import ROSTER_ROLES, Group

TEACHER, STUDENT, OTHER_STAFF = "teacher", "student", "other_staff"
OTHERS = frozenset(role for role, each in ROSTER_ROLES.items() if each.group is Group.STAFF) - {TEACHER}


def use_among(reach: Reach | None, cells: Collection[Place], everybody: Collection[Place]) -> Use:
    """How many of these people use a tool now, by what an audit shows anyway: nothing new is told of anybody."""
    if reach is None:
        return Use(Sentence("nobody was seen using it"), 0, False)
    groups, met = _groups(cells), _met(reach)
    wanted = {(school, group) for school, group in groups if (school, group) in met}
    if not wanted:
        return Use(Sentence("none of them was seen using it"), 0, False)
    whole = _groups(everybody)
    shown, all_told = 0, True
    for group in sorted({group for _, group in wanted}):
        here = {school for school, each in wanted if each == group}
        there = {school for school, each in met if each == group}
        column = reach.table.cell(column=group)
        if here == there and isinstance(column, Shown):
            shown += column.count
            continue
        parts: list[Cell] = [reach.table.cell(school, group) for school in here]
        shown += sum(each.count for each in parts if isinstance(each, Shown))
        all_told = all_told and all(isinstance(each, Shown) for each in parts)
    total = reach.people
    if wanted == met and groups >= whole & met and isinstance(total, Shown):
        shown, all_told = total.count, True
    if not shown:
        return Use(Sentence("used by too few of them to be shown"), 0, True)
    if all_told:
        return Use(Sentence("about {n} of them use it now", n=shown), shown, True)
    return Use(Sentence("at least {n} of them use it now", n=shown), shown, True)


def awaited(editions: Sequence[tuple[date, Lists]], now: Lists, slugs: Iterable[str]) -> tuple[Awaited, ...]:
    """Since when each of these tools has been denied, or let through, to whom, without a break until now."""
    if not editions:
        return ()
    alike: dict[tuple[int, ...], set[Place]] = {}
    for cell in now.cells:
        alike.setdefault(tuple(id(lists.fold_of.get(cell)) for _, lists in editions), set()).add(cell)
    found: dict[tuple[str, date, bool], set[Place]] = {}
    for slug in slugs:
        for cells in alike.values():
            for group in Group:
                part = {cell for cell in cells if cell.group is group}
                if not part:
                    continue
                run = _run(editions, min(part), slug)
                current = now.outcome(min(part), slug)
                if run and current and current.course is run[0]:
                    found.setdefault((slug, run[1], run[0] is Course.BLOCK), set()).update(part)
    return tuple(
        Awaited(slug, since, frozenset((cell.role, cell.school, cell.band) for cell in cells), denied)
        for (slug, since, denied), cells in sorted(found.items())
    )


def _run(editions: Sequence[tuple[date, Lists]], cell: Place, slug: str) -> tuple[Course, date] | None:
    """The course that a tool has had up to the newest edition, and since when; None where it is on neither list."""
    last: Outcome | None = editions[-1][1].outcome(cell, slug)
    if last is None or last.course not in (Course.ALLOW, Course.BLOCK):
        return None
    since = editions[-1][0]
    for day, lists in reversed(editions):
        outcome = lists.outcome(cell, slug)
        if outcome is None or outcome.course is not last.course:
            break
        since = day
    return last.course, since


def _groups(cells: Iterable[Place]) -> set[tuple[str, str]]:
    """Schools and groups of an audit that are wholly among these people: other staff only where all their roles are."""
    roles: dict[str, set[str]] = {}
    found: set[tuple[str, str]] = set()
    for cell in cells:
        if cell.role == STUDENT:
            found.add((cell.school, f"{STUDENT}:{cell.band}"))
        elif cell.role == TEACHER:
            found.add((cell.school, TEACHER))
        else:
            roles.setdefault(cell.school, set()).add(cell.role)
    return found | {(school, OTHER_STAFF) for school, held in roles.items() if held >= OTHERS}


def _met(reach: Reach) -> set[tuple[str, str]]:
    cells: Mapping[tuple[object, object], Cell] = reach.table.cells
    return {
        (str(school), str(group))
        for (school, group), cell in cells.items()
        if school is not ALL and group is not ALL and group != STUDENT and cell != Shown(0)
    }
