"""Load the sample district through the product's own commands, as its own people.

Nothing is put in behind the product's back: each step below is a command that a person of the district
runs at some day of the past weeks, with its permission check and its fact in the ledger. The days are
simulated; everything else is what the commands do.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import assist
import data
import families
import history
import oversee
import pilot
import report
import yaml

HERE = Path(__file__).resolve().parent
DISTRICT = HERE / "district"


def prepare() -> None:
    """Start Django with the fixed SQLite."""
    from chalkline.kernel.sqlite import use_fixed_sqlite

    use_fixed_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")
    import django

    django.setup()


class Calendar:
    """Days of the past, counted back from now, at the hour people work."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def ago(self, days: int, hour: int = 15) -> datetime:
        """That many days before now, at ``hour`` UTC."""
        return (self.now - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def load_people(cast: dict[str, Any], calendar: Calendar) -> None:
    """The first account, the roster, roles, those who are not on the roster."""
    from chalkline.people.api import (
        Role,
        actor_by_email,
        add_person,
        begin_district,
        grant_role,
        import_roster,
        open_account,
        people_by_email,
        read_roster,
        schools,
        system_actor,
    )

    at = calendar.ago(60)
    first = cast["begins"]
    begin_district(
        system_actor("operator"), given_name=first["given"], family_name=first["family"], email=first["email"], now=at
    )
    director = actor_by_email(first["email"])
    files = {path.name: path.read_bytes() for path in sorted((DISTRICT / "roster").glob("*.csv"))}
    receipt = import_roster(director, read_roster(files), now=at)
    print(f"  roster: {receipt.added + receipt.changed} people in {schools().count()} schools", flush=True)
    by_number = {school.sourced_id: school for school in schools()}
    director = actor_by_email(first["email"])
    for each in cast["roles"]:
        person = people_by_email([each["email"]])[each["email"]]
        grant_role(director, person, Role(each["role"]), school=by_number.get(each.get("school", "")), now=at)
        open_account(director, person, now=at)
    for email, person in people_by_email(cast["teachers"]).items():
        open_account(director, person, email=email, now=at)
    for each in cast["outside"]:
        person = add_person(director, given_name=each["given"], family_name=each["family"], email=each["email"], now=at)
        grant_role(director, person, Role(each["role"]), now=at)
        open_account(director, person, now=at)


def load_catalogue(cast: dict[str, Any], calendar: Calendar) -> None:
    """The AI catalogue that comes with Chalkline."""
    from importlib.resources import files

    from chalkline.people.api import actor_by_email
    from chalkline.tools.register.api import import_catalogue

    file = files("chalkline") / "law" / "vocabulary" / "ai_catalog.yaml"
    catalogue = import_catalogue(actor_by_email(cast["begins"]["email"]), file.read_bytes(), now=calendar.ago(60))
    print(f"  catalogue of AI services, version {catalogue.version}", flush=True)


def load_committee(cast: dict[str, Any], calendar: Calendar) -> None:
    """The oversight committee, by its charter."""
    from chalkline.govern.committees.api import Authority, Charter, Constituency, charter_committee, seat_member
    from chalkline.people.api import actor_by_email, people_by_email

    at = calendar.ago(55)
    superintendent = actor_by_email("joao.patel@cedarhollow.example")
    charter = Charter(
        name="AI oversight committee",
        purpose="Decide which AI may be used here, for which problem and with whose data, and see that it holds.",
        authority=Authority.DECIDING,
        chosen_how="Named by the superintendent; each group proposes its own members.",
        cadence="Monthly in the first year, then at least every other month.",
        conflict_rule="A member with an interest in a vendor or a request says so and does not vote on it.",
        records_rule="Agenda, votes with reasons and minutes are posted within five school days.",
        review_on=(calendar.now + timedelta(days=300)).date(),
    )
    committee = charter_committee(superintendent, charter, now=at)
    people = people_by_email([each["email"] for each in cast["committee"]["members"]])
    for each in cast["committee"]["members"]:
        seat_member(
            superintendent,
            committee,
            people[each["email"]],
            Constituency(each["for"]),
            has_vote=each.get("votes", True),
            is_chair=each.get("chair", False),
            now=at,
        )


def write_people(target: Path) -> None:
    """Who one can be, for the terminal."""
    from chalkline.people.api import ROLE_NAMES, accounts, actor_of_account

    lines = []
    for account in accounts():
        actor = actor_of_account(account)
        names = sorted({str(ROLE_NAMES[role]) for role in actor.roles} - {"Staff member"} or {"Staff member"})
        lines.append(f"    {actor.name:<18} {', '.join(names)}")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    prepare()
    from django.conf import settings

    from chalkline.kernel.clock import utc_now

    cast = yaml.safe_load((HERE / "cast.yaml").read_text(encoding="utf-8"))
    calendar = Calendar(utc_now())
    load_people(cast, calendar)
    load_catalogue(cast, calendar)
    load_committee(cast, calendar)
    history.tell(calendar)
    assist.tell(calendar)
    pilot.tell(calendar)
    data.tell(calendar)
    families.tell(calendar)
    report.tell(calendar)
    oversee.tell(calendar)
    write_people(settings.CHALKLINE.home / "people.txt")


if __name__ == "__main__":
    main()
