"""What tests of discovery share: the sample district in its tables, and counts in the key's own words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cast import NOW
from chalkline.discover.findings.api import Exact, Tally, see_exact_counts
from chalkline.discover.sources.api import Loaded, import_log
from chalkline.people.api import Actor, Role, import_roster, read_roster, schools_and_office, system_actor
from chalkline.people.models import Grant, Person
from chalkline.tools.register.api import import_catalogue

ROOT = Path(__file__).resolve().parents[3]
DISTRICT = ROOT / "demo" / "district"
LOGS = DISTRICT / "logs"
CATALOGUE = ROOT / "src" / "chalkline" / "law" / "vocabulary" / "ai_catalog.yaml"
KEY = json.loads((DISTRICT / "key.json").read_text())
LOADED_AT = datetime(2026, 10, 21, 12, 0, tzinfo=UTC)  # two days after the last row, as a district would
BANDS = {"k2": "K-2", "g35": "3-5", "g68": "6-8", "g912": "9-12", "none": "none"}


def load_district(actor: Actor) -> None:
    """The catalogue and the roster, through the product's own imports."""
    import_catalogue(actor, CATALOGUE, now=NOW)
    files = {path.name: path.read_bytes() for path in (DISTRICT / "roster").glob("*.csv")}
    # The roster does not know the cast; the technology director is entered by hand and stays who she is.
    Person.objects.filter(pk=actor.id).update(sourced_id=None)
    import_roster(actor, read_roster(files), even_if_many_leave=True, even_if_roles_end=True, now=NOW)
    Grant.objects.get_or_create(
        person_id=actor.id, role=Role.TECHNOLOGY_DIRECTOR, defaults={"granted_by": "system:test", "granted_at": NOW}
    )


def load(actor: Actor, *names: str) -> list[Loaded]:
    """Load files of the sample district."""
    return [import_log(actor, LOGS / name, name, now=LOADED_AT) for name in names]


def exact() -> Exact:
    """Exact counts, as somebody with the right to them and a reason sees them."""
    return see_exact_counts(system_actor("test"), why="Comparing with the key.", now=NOW)


def as_key(tally: Tally, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A tally in the words of key.json; ``without`` leaves out what a source cannot tell."""
    names = schools_and_office()

    def counts(found: Mapping[Any, Any], name: Any) -> dict[str, dict[str, int]]:
        return {name(key): {"events": each.events, "people": each.people} for key, each in found.items()}

    whole = {
        "events": tally.events,
        "people": tally.people,
        "allowed": tally.allowed,
        "blocked": tally.blocked,
        "people_allowed": tally.people_allowed,
        "bytes_out": tally.bytes_out,
        "first_seen": _instant(tally.first_at),
        "last_seen": _instant(tally.last_at),
        "by_school": counts(tally.by_school, names.__getitem__),
        "by_role": counts(tally.by_role, str),
        "by_grade_band": counts(tally.by_grade_band, BANDS.__getitem__),
        "by_day": counts(tally.by_day, lambda day: day.isoformat()),
        "by_school_role": counts(tally.by_school_role, lambda key: f"{names[key[0]]} | {key[1]}"),
    }
    return {name: value for name, value in whole.items() if name not in without}


def from_key(found: Mapping[str, Any], *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """An entry of key.json without its names, and without what a source cannot tell."""
    return {name: value for name, value in found.items() if name not in {"name", "ai_scope", *without}}


def _instant(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
