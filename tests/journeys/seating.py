"""Run in a process of its own, on a prepared home: the committee is seated today, two requests are ready for it."""

from __future__ import annotations

import sys
from dataclasses import fields

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from cast import NOW, Cast, Member  # noqa: E402  (after setup)
from chalkline.govern.committees.api import charter_committee, seat_member  # noqa: E402
from chalkline.kernel.clock import utc_now  # noqa: E402
from chalkline.people.models import Person, School  # noqa: E402
from deciding import ADVISERS, CHARTER, SEATS, member, ready_request  # noqa: E402


def cast_found() -> Cast:
    """The cast as it is in the tables."""
    members = {}
    for field in fields(Cast):
        if field.name in {"alder", "juniper"}:
            continue
        person = Person.objects.get(sourced_id=f"cast-{field.name}")
        members[field.name] = Member(person, getattr(person, "account", None))
    return Cast(alder=School.objects.get(sourced_id="S1"), juniper=School.objects.get(sourced_id="S4"), **members)


def main() -> None:
    cast = cast_found()
    committee = charter_committee(cast.ada.actor, CHARTER, now=NOW)
    for name, constituency in {**SEATS, **ADVISERS}.items():
        seat_member(
            cast.sue.actor,
            committee,
            member(cast, name).person,
            constituency,
            has_vote=name in SEATS,
            is_chair=name == "carl",
            now=utc_now(),
        )
    ready_request(cast)
    ready_request(cast, "nora", purpose="uc_items")


if __name__ == "__main__":
    sys.exit(main())
