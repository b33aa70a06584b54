"""Who is here and what each may do."""

from __future__ import annotations

from typing import Any

from telling.deed import File, Moment, Someone, deed


@deed("begins the district")
def begins_the_district(moment: Moment, *, given: str, family: str, email: str) -> Any:
    """The first account; the operator makes it."""
    from chalkline.people.api import begin_district

    return begin_district(moment.actor, given_name=given, family_name=family, email=email, now=moment.now)


@deed("takes over the roster")
def takes_over_the_roster(moment: Moment, *, folder: File) -> Any:
    """A OneRoster export, with its people and schools."""
    from chalkline.people.api import import_roster, read_roster

    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    return import_roster(moment.actor, read_roster(files), now=moment.now)


@deed("enters somebody from outside")
def enters_somebody(moment: Moment, *, given: str, family: str, email: str) -> Any:
    """Somebody who is not on the roster."""
    from chalkline.people.api import add_person

    return add_person(moment.actor, given_name=given, family_name=family, email=email, now=moment.now)


@deed("gives a role")
def gives_a_role(moment: Moment, *, to: Someone, role: str, school: str = "") -> Any:
    """What somebody may do here; ``school`` by its name, where the role is for one."""
    from chalkline.people.api import Role, grant_role, schools

    where = schools().get(name=school) if school else None
    return grant_role(moment.actor, to, Role(role), school=where, now=moment.now)


@deed("opens an account")
def opens_an_account(moment: Moment, *, of: list[Someone]) -> Any:
    """So that they can sign in."""
    from chalkline.people.api import open_account

    return [open_account(moment.actor, person, now=moment.now) for person in of]
