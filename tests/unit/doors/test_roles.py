"""A role for oneself through a side door: pages, the API, the terminal, rosters, lists, the demo, invitations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cast import NOW, Cast, Member
from chalkline.kernel.clock import utc_now
from chalkline.people.api import grant_role, import_roster, invite
from chalkline.people.models import Account, Grant, Person
from chalkline.people.queries import actor_of_person
from chalkline.people.roster_reading import read_roster
from chalkline.people.words import Role
from chalkline.tools.register.api import register_tool
from doors import Doors, everything_kept, hold_refused

GIVERS = {"tess": "not_allowed", "ada": "not_allowed", "carl": "not_allowed", "bo": "not_allowed"}
ORGS = (
    "sourcedId,name,type\nS1,Alder Creek Elementary,school\nS4,Juniper Middle School,school\nD1,Cedar Hollow,district\n"
)
HEAD = "sourcedId,role,orgSourcedIds,givenName,familyName,email,username\n"


def told(member: Member) -> str:
    return str(member.person.pk)


@pytest.mark.parametrize("name", [*GIVERS, "dana", "sue"])
def test_nobody_gives_a_role_to_themselves(cast: Cast, name: str) -> None:
    who = getattr(cast, name)
    door, code = Doors(who), GIVERS.get(name, "people.own_role")
    page = f"/people/{told(who)}/roles/"
    given, api = {"role": "dpo", "school": "", "ends_on": ""}, {"role": "dpo", "school_id": "", "ends_on": None}
    if name == "dana":
        given["role"] = api["role"] = "cto"
    grant = Grant.objects.get(person=cast.priya.person)
    hold_refused({
        "by the form": (code, lambda: door.form(page, **given)),
        "without the form": (code, lambda: door.crafted(page, **given)),
        "from another site": ("request.form_expired", lambda: door.forged(page, **given)),
        "by a program": (code, lambda: door.rest("POST", f"/people/{told(who)}/roles", api)),
        "by session": (code, lambda: door.by_session("POST", f"/people/{told(who)}/roles", api)),
        "at the terminal": ("not_allowed", lambda: door.terminal("roster", "import", _folder(ORGS)))
        if name != "dana" else (code, lambda: door.crafted(page, **given)),
    })  # fmt: skip
    if name in GIVERS:
        hold_refused({
            "ends another's": ("not_allowed", lambda: door.rest("POST", f"/roles/{grant.pk}/end")),
            "ends it on the page": ("not_allowed", lambda: door.crafted(f"/people/roles/{grant.pk}/end/")),
        })  # fmt: skip


def test_the_technology_director_makes_no_second_self(cast: Cast) -> None:
    """Neither by hand nor by a row of the roster, once a superintendent is there to be asked."""
    dana, page = Doors(cast.dana), f"/people/{told(cast.theo)}/roles/"
    Doors(cast.sue).reads("/")  # signed in
    api = {"role": "dpo", "school_id": "", "ends_on": None}
    hold_refused({
        "superintendent, by a program": ("people.not_yours_to_give", lambda: dana.rest(
            "POST", f"/people/{told(cast.theo)}/roles", {**api, "role": "supt"})),
        "who checks her, by a program": ("people.not_yours_to_give", lambda: dana.rest(
            "POST", f"/people/{told(cast.theo)}/roles", api)),
        "a link into the superintendent's account": ("people.above_you", lambda: dana.crafted(
            f"/people/{told(cast.sue)}/invite/")),
        "the end of that account": ("people.above_you", lambda: dana.crafted(f"/people/{told(cast.sue)}/account/end/")),
    })  # fmt: skip
    before = everything_kept()
    shown = dana.crafted(page, role="dpo", school="", ends_on="")
    assert shown.status == 422 and everything_kept() == before  # the form does not offer it
    made_up = _imported(cast, "X9,administrator,D1,Dana,Twin,twin@cedarhollow.example,twin\n", "X9")
    assert actor_of_person(made_up).roles == {Role.STAFF}
    hold_refused({"to a row of her roster": ("people.not_yours_to_give", lambda: dana.rest(
        "POST", f"/people/{made_up.pk}/roles", {**api, "role": "ai_coordinator"}))})  # fmt: skip
    assert grant_role(cast.sue.actor, made_up, Role.AI_COORDINATOR, now=NOW)


@pytest.mark.parametrize("role", ["superintendent", "dpo", "cto", "sysadmin", "districtAdministrator"])
def test_a_roster_gives_no_role_beyond_teaching_and_the_office(cast: Cast, role: str) -> None:
    files = {
        "orgs.csv": ORGS.encode(),
        "users.csv": (HEAD + f"X9,{role},D1,Eve,Row,eve@elsewhere.example,eve\n").encode(),
    }
    roster = read_roster(files)
    held = {row.role for row in roster.people}
    assert held <= {"administrator"}, held  # set aside with a reason, or what OneRoster calls everybody in the office
    if roster.people:
        assert actor_of_person(_imported(cast, f"X9,{role},D1,Eve,Row,eve@elsewhere.example,eve\n", "X9")).roles == {
            Role.STAFF
        }


def test_a_list_of_tools_or_requests_carries_no_role(cast: Cast) -> None:
    ada, before = Doors(cast.ada), set(Grant.objects.values_list("pk", flat=True))
    row = {
        "tool": "Curipod",
        "maker": "",
        "role": "superintendent",
        "person": told(cast.ada),
        "asked by": "x",
        "seat": "1",
    }
    ada.rest("POST", "/imports/tools", {"rows": [row], "leave_rejected": True})
    tess = Doors(cast.tess)
    hold_refused({
        "a list by who may not": ("not_allowed", lambda: tess.rest("POST", "/imports/tools", {"rows": [row]})),
        "requests by who may not": ("not_allowed", lambda: tess.rest("POST", "/imports/requests", {"rows": [row]})),
        "the page of it": ("not_allowed", lambda: tess.crafted("/decide/requests/import/")),
        "rows nobody looked at": ("lists.too_old", lambda: ada.crafted("/decide/requests/import/", rows="eyJ9:1")),
    })  # fmt: skip
    assert set(Grant.objects.values_list("pk", flat=True)) == before


def test_doors_that_are_not_there(cast: Cast, settings: Any) -> None:
    """The demo's, an administration site, and links that were used, replaced or are somebody else's."""
    tess, stranger = Doors(cast.tess), Doors()
    assert cast.sue.account
    sue = f"/demo/{cast.sue.account.pk}/"
    hold_refused({
        "becoming somebody": ("not_found", lambda: tess.crafted(sue)),
        "a stranger becoming somebody": ("request.form_expired", lambda: stranger.crafted(sue)),
    })  # fmt: skip
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"demo": True})
    through = Client(HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert through.post(f"/demo/{cast.sue.account.pk}/").status_code == 404
    assert Client(REMOTE_ADDR="203.0.113.9").post(f"/demo/{cast.sue.account.pk}/").status_code == 404
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"demo": False})
    for path in ("/admin/", "/admin/login/", "/django-admin/", "/__debug__/"):
        assert Client().get(path).status_code == 404
    first = invite(cast.sue.actor, cast.tess.account, now=utc_now())[1]
    invite(cast.sue.actor, cast.tess.account, now=utc_now())
    hold_refused(
        {"a link that was replaced": ("people.invitation_over", lambda: stranger.reads(f"/invitation/{first}/"))}
    )


def test_a_role_that_ended_is_over_in_an_open_window_and_in_a_program(cast: Cast) -> None:
    priya = Doors(cast.priya)
    assert priya.rest("GET", "/me").status == 200
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    Grant.objects.filter(person=cast.priya.person).update(ended_at=NOW)
    agreement = {"tool": "diffit", "kind": "ndpa", "signed_on": "2026-08-01", "ends_on": "2029-07-31", "elements": []}
    hold_refused({
        "in a program": ("not_allowed", lambda: priya.rest("POST", "/agreements", agreement)),
        "in an open window": ("not_allowed", lambda: priya.crafted("/data/agreements/new/")),
    })  # fmt: skip
    Account.objects.filter(person=cast.priya.person).update(is_active=False)
    assert priya.rest("GET", "/me").status in {401, 403} or not priya.rest("GET", "/me").words.count("dpo")


def _imported(cast: Cast, rows: str, number: str) -> Person:
    """Dana loads a roster in which everybody stays as they are, with these rows besides."""
    here = Person.objects.filter(is_active=True).exclude(roster_role="outside").select_related("school")
    lines = "".join(
        f"{each.sourced_id},{each.roster_role},{each.school.sourced_id},{each.given_name},{each.family_name},"
        f"{each.email},{each.username}\n"
        for each in here
        if each.school
    )
    files = {"orgs.csv": ORGS.encode(), "users.csv": (HEAD + lines + rows).encode()}
    import_roster(cast.dana.actor, read_roster(files), even_if_many_leave=True, even_if_roles_end=True, now=NOW)
    return Person.objects.get(sourced_id=number)


def _folder(orgs: str) -> str:
    import tempfile

    folder = Path(tempfile.mkdtemp())
    (folder / "orgs.csv").write_text(orgs)
    (folder / "users.csv").write_text(HEAD + "X9,teacher,S1,Eve,Row,eve@elsewhere.example,eve\n")
    return str(folder)
