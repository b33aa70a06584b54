"""Who has the same lists, and how they are said: cells fold into audiences, audiences into spans. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.words import Audience, Cell, Lists, Span
from chalkline.rulebook.api import BANDS, ROSTER_ROLES, Group, named_bands, named_roles

STAFF = tuple(role for role, each in ROSTER_ROLES.items() if each.group is Group.STAFF)
STUDENT = "student"


def cells_of(bands_of_school: Mapping[str, Sequence[str]], offices: Iterable[str] = ()) -> tuple[Cell, ...]:
    """Everybody whom a filter can tell apart: staff by role and school, students by school and grade band.

    A school whose grades are not known may have any.
    """
    staff = [Cell(role, school) for school in (*bands_of_school, *offices) for role in STAFF]
    students = [
        Cell(STUDENT, school, band) for school, bands in bands_of_school.items() for band in (bands or tuple(BANDS))
    ]
    return tuple(sorted([*staff, *students]))


@lru_cache(maxsize=64)
def _audience(cells: frozenset[Cell], everybody: frozenset[Cell]) -> Audience:
    key = digest_of([[cell.role, cell.school, cell.band] for cell in sorted(cells)])[:12]
    return Audience(key, cells, spans_of(cells, everybody))


def audiences_of(lists: Lists) -> tuple[Audience, ...]:
    """People with the same lists, students first, those of most schools before the rest."""
    alike: dict[object, set[Cell]] = {}
    for fold in lists.folds:
        for group in Group:
            cells = {cell for cell in fold.cells if cell.group is group}
            if cells:
                whole = {**lists.undecided[group], **fold.decided}
                look = tuple(sorted((slug, each.course, each.why, each.decision) for slug, each in whole.items()))
                alike.setdefault(look, set()).update(cells)
    found = [_audience(frozenset(cells), lists.cells) for cells in alike.values()]
    return tuple(sorted(found, key=_order))


def _order(audience: Audience) -> tuple[bool, int, str]:
    students = any(cell.role == STUDENT for cell in audience.cells)
    return (not students, -len(audience.cells), audience.key)


def spans_of(cells: frozenset[Cell], everybody: frozenset[Cell]) -> tuple[Span, ...]:
    """Rectangles of roles by schools by bands that together are exactly these cells."""
    spans = []
    staff_here = _schools_of(STUDENT, cells, wanted=False)
    staff_all = _schools_of(STUDENT, everybody, wanted=False)
    by_places: dict[frozenset[str], list[str]] = {}
    for role in STAFF:
        places = frozenset(staff_here.get(role, ()))
        if places:
            by_places.setdefault(places, []).append(role)
    for places, roles in by_places.items():
        whole = all(places == frozenset(staff_all.get(role, ())) for role in roles)
        spans.append(Span(tuple(roles), None if whole else tuple(sorted(places))))
    return (*_student_spans(cells, everybody), *spans)


def _schools_of(role: str, cells: Iterable[Cell], *, wanted: bool) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for cell in cells:
        if (cell.role == role) is wanted:
            found.setdefault(cell.role, set()).add(cell.school)
    return found


def _student_spans(cells: frozenset[Cell], everybody: frozenset[Cell]) -> list[Span]:
    here = _bands(cells)
    there = _bands(everybody)
    if not here:
        return []
    if here == there:
        return [Span((STUDENT,))]
    spans: list[Span] = []
    whole = tuple(band for band in BANDS if here.get(band) and here[band] == there[band])
    if whole:
        spans.append(Span((STUDENT,), None, whole))
    by_places: dict[frozenset[str], list[str]] = {}
    for band in BANDS:
        places = frozenset(here.get(band, ()))
        if places and band not in whole:
            by_places.setdefault(places, []).append(band)
    return spans + [Span((STUDENT,), tuple(sorted(places)), tuple(bands)) for places, bands in by_places.items()]


def _bands(cells: Iterable[Cell]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for cell in cells:
        if cell.role == STUDENT:
            found.setdefault(cell.band, set()).add(cell.school)
    return found


def within(spans: Iterable[Span], cells: Iterable[Cell]) -> frozenset[Cell]:
    """The cells that these spans mean, among those there are."""
    meant = tuple(spans)
    return frozenset(cell for cell in cells if any(_covers(span, cell) for span in meant))


def _covers(span: Span, cell: Cell) -> bool:
    return (
        cell.role in span.roles
        and (span.schools is None or cell.school in span.schools)
        and (span.bands is None or not cell.band or cell.band in span.bands)
    )


def said_of(spans: Sequence[Span], schools: Mapping[str, str]) -> Sentence:
    """ "students in grades 6–8 at Juniper Middle School", "everybody"."""
    roles = {role for span in spans for role in span.roles}
    if roles >= {*STAFF, STUDENT} and all(span.schools is None and span.bands is None for span in spans):
        return Sentence("everybody")
    if len(spans) == 1:
        return _said(spans[0], schools)
    return Sentence("{groups}", groups=tuple(_said(span, schools) for span in spans))


def _said(span: Span, schools: Mapping[str, str]) -> Sentence:
    if set(span.roles) == set(STAFF):
        who: Sentence = Sentence("all staff")
    else:
        who = Sentence("{roles}", roles=named_roles(span.roles))
    if span.bands is not None:
        who = Sentence("{who} in {bands}", who=who, bands=named_bands(frozenset(span.bands)))
    if span.schools is None:
        return who
    names = tuple(Sentence("{name}", name=schools.get(each, each)) for each in span.schools)
    return Sentence("{who} at {schools}", who=who, schools=names)
