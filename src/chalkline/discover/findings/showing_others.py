"""What may be shown of inventories, books and surveys: no group under ten, and none that can be worked out. Pure.

A device is somebody's, so devices are hidden as people are. Money is not.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from chalkline.discover.findings.exact import Exact, Installed, Paid, SurveyTold
from chalkline.discover.findings.words import InstalledShown, ToldShown
from chalkline.protect.disclosure import SUPPRESSED, THRESHOLD, Cell, one_way, overlapping


@dataclass(frozen=True)
class Besides:
    """What may be shown of one service besides visits and sign-ins."""

    installed: InstalledShown | None = None
    paid: Paid | None = None
    told: ToldShown | None = None


NOTHING_BESIDES = Besides()


def shown_besides(slug: str, exact: Exact) -> Besides:
    """What may be shown of one service by the sources that are no logs."""
    installed, told = exact.inventory.get(slug), exact.answers.get(slug)
    return Besides(
        installed_shown(installed) if installed else None,
        exact.purchases.get(slug),
        told_shown(told) if told else None,
    )


def installed_shown(installed: Installed) -> InstalledShown:
    """Schools are not parts of the whole: the most common app of each may be another one."""
    whole = installed.users or installed.devices
    schools = overlapping(whole, _keyed(installed.by_school))
    return InstalledShown(
        devices=_cell(installed.devices),
        users=_cell(installed.users),
        by_school={school: schools[school] for school in installed.by_school},
        apps=installed.apps,
        blocked=installed.blocked,
        as_of=installed.as_of,
        scopes=tuple(installed.scopes) if whole >= THRESHOLD or not whole else (),
        kinds=installed.kinds,
    )


def told_shown(told: SurveyTold) -> ToldShown:
    """Roles and schools are two tables of the same people, each with its total."""
    return ToldShown(_cell(told.people), _parts(told.by_role, told.people), _parts(told.by_school, told.people))


def _parts(counts: Mapping[str, int], people: int) -> dict[str, Cell]:
    """Parts of a total that is shown: with one hidden, a second is, so that none is what is left over."""
    table = one_way(_keyed(counts))
    if people < THRESHOLD or table.cell() == SUPPRESSED:
        return dict.fromkeys(counts, SUPPRESSED)
    return {key: table.cell(key) for key in counts}


def _keyed(counts: Mapping[str, int]) -> dict[Hashable, int]:
    return dict(counts.items())


def _cell(people: int) -> Cell:
    return one_way({"people": people}).cell("people")
