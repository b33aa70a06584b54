"""A roll-up: everything of the loaded sources that may be shown, before any policy is asked. Pure.

Counting a year of a large district and hiding its small groups takes minutes; asking the policy takes a moment and
differs by the day. So the first is done once for the sources that are loaded, and kept (``rollups.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any

from chalkline.discover.findings.exact import Exact, Paid, Tally
from chalkline.discover.findings.ranking import Asked, signs_of
from chalkline.discover.findings.showing import Showable, show, sign_in_people, wide_people
from chalkline.discover.findings.showing_others import shown_besides, told_shown
from chalkline.discover.findings.words import STUDENT, InstalledShown, ToldShown
from chalkline.kernel.clock import local_day
from chalkline.protect.disclosure import THRESHOLD, Cell, Shown, Table, one_way

Group = tuple[str, str, str]  # school, role, band
WHOLE = {"core": ":core", "feature": ":feature"}  # under which name all services of one scope stand


@dataclass(frozen=True)
class Detail:
    """What only a tool's own page shows: by school and group, by day; and whom the policy is asked about."""

    table: Table
    by_day: Mapping[date, Cell]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Rolled:
    """What may be shown of one service, or of all of one scope. ``school_ids``: where it was seen at all."""

    slug: str
    scope: str
    people: Cell
    events: Cell
    allowed: Cell
    blocked: Cell
    users: Cell
    first_on: date | None
    last_on: date | None
    school_ids: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]  # roles and bands that were seen
    sign_ins: Cell
    scopes: tuple[str, ...]
    installed: InstalledShown | None
    paid: Paid | None
    told: ToldShown | None
    students: Cell
    wide: Cell

    @property
    def student_bands(self) -> tuple[str, ...]:
        """The grade bands of the students who were seen."""
        return tuple(sorted({band for role, band in self.roles if role == STUDENT}))


@dataclass(frozen=True, eq=False)
class Rollup:
    """All of it. ``details`` gives a service's detail by its slug, or by ``WHOLE`` that of a scope."""

    key: str
    services: tuple[Rolled, ...]
    wholes: Mapping[str, Rolled]
    period: tuple[date, date] | None
    devices: Cell
    answered: ToldShown | None
    unknown: tuple[tuple[str, Cell, tuple[str, ...]], ...]  # hosts in no catalogue worth a look, and their signs
    details: Callable[[str], Detail]


class Lazily(Mapping[Any, Any]):
    """A part of a detail that is read when it is looked at: most pages show a line a service and no more."""

    def __init__(self, detail: Callable[[], Detail], part: Callable[[Detail], Mapping[Any, Any]]) -> None:
        self._detail, self._part = detail, part

    @cached_property
    def _held(self) -> Mapping[Any, Any]:
        return self._part(self._detail())

    def __getitem__(self, key: Any) -> Any:
        return self._held[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def _nothing(slug: str) -> Detail:
    raise KeyError(slug)


NOTHING = Rollup("", (), {}, None, Shown(0), None, (), _nothing)  # before anything was counted


def roll_up(
    key: str, exact: Exact, scopes: Mapping[str, str], unknown: tuple[Asked, ...], zone: str,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Rollup:  # fmt: skip
    """Everything that may be shown of these exact counts. ``scopes``: core or feature by service; ``told`` hears how
    far it is, in services of all."""
    services: list[Rolled] = []
    wholes: dict[str, Rolled] = {}
    details: dict[str, Detail] = {}
    every = max(1, len(exact.subjects()))
    for scope, whole in (("core", exact.core), ("feature", exact.feature)):
        slugs = [slug for slug in sorted(exact.subjects()) if scopes.get(slug, "core") == scope]
        if not slugs:
            continue
        tallies = {slug: exact.services.get(slug, Tally()) for slug in slugs}
        shown, all_shown = show(tallies, whole, partial(_told_of_all, told, len(services), every))
        for slug in slugs:
            services.append(_rolled(slug, scope, tallies[slug], shown[slug], exact, zone))
            details[slug] = _detail(tallies[slug], shown[slug])
        wholes[scope] = _rolled(WHOLE[scope], scope, whole, all_shown, exact, zone)
        details[WHOLE[scope]] = _detail(whole, all_shown)
    days = [day for tally in (exact.core, exact.feature) for day in tally.by_day]
    return Rollup(
        key=key,
        services=tuple(services),
        wholes=wholes,
        period=(min(days), max(days)) if days else None,
        devices=_cell(exact.core.devices + exact.feature.devices),
        answered=told_shown(exact.answered) if exact.answered.people else None,
        unknown=tuple((each.host, _cell(each.people), _signs(each)) for each in unknown),
        details=details.__getitem__,
    )


def _told_of_all(told: Callable[[int, int], None], before: int, every: int, done: int) -> None:
    told(before + done, every)


def _rolled(slug: str, scope: str, tally: Tally, shown: Showable, exact: Exact, zone: str) -> Rolled:
    people = shown.table.cell()
    told = isinstance(people, Shown) and people.count > 0
    sign_ins, besides = exact.sign_ins.get(slug), shown_besides(slug, exact)
    return Rolled(
        slug=slug,
        scope=scope,
        people=people,
        events=shown.events,
        allowed=shown.allowed,
        blocked=shown.blocked,
        users=shown.users,
        first_on=_day(tally.first_at, zone) if told else None,
        last_on=_day(tally.last_at, zone) if told else None,
        school_ids=tuple(sorted(tally.by_school)),
        roles=tuple(sorted({(role, band) for _, role, band in tally.by_group})),
        sign_ins=sign_in_people(sign_ins) if sign_ins else Shown(0),
        scopes=tuple(sign_ins.scopes) if sign_ins and sign_ins.people >= THRESHOLD else (),
        installed=besides.installed,
        paid=besides.paid,
        told=besides.told,
        students=shown.table.cell(column=STUDENT),
        wide=wide_people(sign_ins) if sign_ins else Shown(0),
    )


def _detail(tally: Tally, shown: Showable) -> Detail:
    return Detail(shown.table, shown.by_day, tuple(sorted(tally.by_group)))


def _signs(asked: Asked) -> tuple[str, ...]:
    return tuple(str(sign) for sign in signs_of(asked)) if asked.people >= THRESHOLD else ()


def _day(at: datetime | None, zone: str) -> date | None:
    return local_day(at, zone) if at else None


def _cell(people: int) -> Cell:
    return one_way({"people": people}).cell("people")
