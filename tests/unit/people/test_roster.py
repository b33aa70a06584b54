"""A roster comes in as it is: in any order, with a mark, with faults; and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.kernel.problem import Problem
from chalkline.ledger.api import latest
from chalkline.people.api import (
    RosterReceipt,
    actor_of_account,
    add_person,
    begin_district,
    import_roster,
    system_actor,
)
from chalkline.people.models import Account, Person, School
from chalkline.people.roster_reading import read_roster
from expecting import problem

DISTRICT = Path(__file__).resolve().parents[3] / "demo" / "district"


def export(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (DISTRICT / folder).glob("*.csv")}


def small(**changes: str) -> dict[str, bytes]:
    files = {
        "orgs.csv": "sourcedId,name,type\nS9,Pine School,school\n",
        "users.csv": (
            "sourcedId,role,orgSourcedIds,givenName,familyName,email\n"
            "u1,teacher,S9,Ana,Núñez,ana@pine.example\nu2,student,S9,Will,Grace,will@pine.example\n"
        ),
    }
    return {name: text.encode() for name, text in {**files, **changes}.items()}


def taken_over(cast: Cast, files: dict[str, bytes]) -> RosterReceipt:
    """Everybody of the cast leaves with it, except Dana, who is entered by hand and can go on giving roles."""
    Person.objects.filter(pk=cast.dana.person.pk).update(sourced_id=None)
    return import_roster(cast.dana.actor, read_roster(files), even_if_many_leave=True, even_if_roles_end=True, now=NOW)


def test_the_sample_roster_comes_in_whole(cast: Cast) -> None:
    expected = json.loads((DISTRICT / "key.json").read_text())["roster"]
    receipt = taken_over(cast, export("roster"))
    assert receipt.added == expected["rows"]["users"] and not receipt.rejected
    here = Person.objects.filter(is_active=True, sourced_id__isnull=False)
    for role, count in expected["by_role"].items():
        assert here.filter(roster_role=role).count() == count
    for grade, count in expected["by_grade"].items():
        assert here.filter(grade=grade).count() == count
    assert School.objects.filter(is_active=True, kind="school").count() == 6
    assert here.filter(roster_role="teacher").exclude(grades_taught="").exists()
    # the cast was on an earlier roster: it has left now, and is still there by name
    assert not Person.objects.get(pk=cast.tess.person.pk).is_active


def test_loading_the_same_roster_twice_changes_nobody(cast: Cast) -> None:
    taken_over(cast, small())
    receipt = import_roster(cast.dana.actor, read_roster(small()), now=NOW)
    assert (receipt.added, receipt.changed, receipt.unchanged, receipt.left) == (0, 0, 2, 0)
    assert str(latest(limit=1)[0].sentence("Dana")).startswith("Dana loaded the roster: 0 added, 0 changed")


def test_planted_faults_are_set_aside_with_line_and_reason() -> None:
    roster = read_roster(export("roster_faults"))
    key = json.loads((DISTRICT / "roster_faults" / "key.json").read_text())["planted"]
    rejected = {(each.file, each.sourced_id) for each in roster.rejected}
    unusable = ("user_role_enum", "user_org_fk", "user_org_missing", "given_name_missing", "user_sourcedId_duplicate")
    for rule in unusable:
        for row in key[rule]["rows"]:
            assert ("users.csv", row["sourcedId"]) in rejected, rule
    for rule in ("class_fk", "user_fk"):
        for row in key[rule]["rows"]:
            assert ("enrollments.csv", row["sourcedId"]) in rejected, rule
    told = sum(key[rule]["count"] for rule in (*unusable, "class_fk", "user_fk"))
    assert len(roster.rejected) == told
    kept = [person.sourced_id for person in roster.people]
    assert len(kept) == len(set(kept))
    assert {person.org_id for person in roster.people} <= {org.sourced_id for org in roster.orgs}


def test_columns_in_another_order_with_a_mark_and_windows_text() -> None:
    users = "familyName,givenName,email,sourcedId,orgSourcedIds,role\nNúñez,Ana,a@b.example,u1,S9,teacher\n"
    for content in ("\ufeff".encode() + users.encode(), users.encode("cp1252"), users.encode("utf-16")):
        roster = read_roster({**small(), "users.csv": content})
        assert roster.people[0].family_name == "Núñez" and not roster.rejected


def test_duplicates_and_dangling_ids_are_told_and_the_rest_goes_on() -> None:
    users = (
        small()["users.csv"].decode()
        + "u1,teacher,S9,Second,Ana,\nu3,teacher,S404,No,School,\nu4,wizard,S9,A,B,\nu5,teacher\n"
    )
    roster = read_roster(small(**{"users.csv": users}))
    assert [person.sourced_id for person in roster.people] == ["u1", "u2"]
    assert [(each.line, each.sourced_id) for each in roster.rejected] == [(4, "u1"), (5, "u3"), (6, "u4"), (7, "u5")]


def test_a_null_character_far_down_a_file_costs_its_row_only() -> None:
    many = "".join(f"n{number},student,S9,Ana,Number{number},\n" for number in range(300))
    users = small()["users.csv"].decode() + many + "x1,student,S9,Nu\0l,Name,\nx2,student,S9,Last,One,\n"
    roster = read_roster(small(**{"users.csv": users}))
    assert [each.sourced_id for each in roster.rejected] == ["x1"]
    assert roster.people[-1].sourced_id == "x2" and len(roster.people) == 303


def test_a_role_of_nobody_is_told() -> None:
    roles = "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u1,primary,aide,S9\nr2,u77,primary,aide,S9\n"
    roster = read_roster(small(**{"roles.csv": roles}))
    assert [(each.file, each.sourced_id) for each in roster.rejected] == [("roles.csv", "r2")]
    assert [person.role for person in roster.people] == ["aide", "student"]


def test_a_version_1_2_export_takes_roles_from_their_own_file() -> None:
    users = "sourcedId,givenName,familyName,primaryOrgSourcedId\nu1,Ana,Núñez,S9\n"
    roles = (
        "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u1,secondary,teacher,S9\nr2,u1,primary,principal,S9\n"
    )
    roster = read_roster(small(**{"users.csv": users, "roles.csv": roles}))
    assert [(person.role, person.org_id) for person in roster.people] == [("administrator", "S9")]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "roster.file_missing"),
        ({"orgs.csv": b"", "users.csv": b""}, "roster.columns_missing"),
        ({"orgs.csv": b"PK\x03\x04\x00\x00", "users.csv": b""}, "roster.not_text"),
        ({"orgs.csv": b"sourcedId,name,type\n", "users.csv": b"sourcedId,role\nx,y\n"}, "roster.columns_missing"),
        ({"orgs.csv": b'sourcedId,name,type\n"S1,' + b"x" * 200_000, "users.csv": b""}, "roster.unreadable"),
    ],
)
def test_what_is_no_roster_is_refused_in_plain_words(files: dict[str, bytes], code: str) -> None:
    with problem(code):
        read_roster(files)


def test_a_half_export_does_not_empty_the_district(cast: Cast) -> None:
    with problem("roster.many_leave"):
        import_roster(cast.dana.actor, read_roster(small()), now=NOW)
    assert Person.objects.get(pk=cast.tess.person.pk).is_active
    assert not Person.objects.filter(sourced_id="u1").exists()


def test_a_roster_never_leaves_nobody_who_can_give_roles(cast: Cast) -> None:
    agreed = {"even_if_many_leave": True, "even_if_roles_end": True, "now": NOW}
    with problem("people.last_giver"):  # Dana and Sue are not on it: whatever is ticked
        import_roster(cast.dana.actor, read_roster(small()), **agreed)
    assert Person.objects.get(pk=cast.dana.person.pk).is_active
    Person.objects.filter(pk=cast.sue.person.pk).update(sourced_id=None)
    Account.objects.filter(person=cast.sue.person).update(is_active=False)
    with problem("people.last_giver"):  # the superintendent stays, and cannot sign in
        import_roster(cast.dana.actor, read_roster(small()), **agreed)
    Account.objects.filter(person=cast.sue.person).update(is_active=True)
    with pytest.raises(Problem) as refused:  # the director herself would be gone: asked for by name
        import_roster(cast.dana.actor, read_roster(small()), even_if_many_leave=True, now=NOW)
    assert refused.value.code == "roster.roles_end"
    assert "Dana Whitfield" in str(refused.value.what) and "Sue Park" not in str(refused.value.what)
    import_roster(cast.dana.actor, read_roster(small()), **agreed)
    assert not Person.objects.get(pk=cast.dana.person.pk).is_active


def test_only_the_technology_director_loads_a_roster(cast: Cast) -> None:
    for who in (cast.tess, cast.priya, cast.sue, cast.otto):
        with problem("not_allowed"):
            import_roster(who.actor, read_roster(small()), now=NOW)


def test_somebody_entered_by_hand_is_found_again_on_the_roster(cast: Cast) -> None:
    by_hand = add_person(cast.sue.actor, given_name="Anna", family_name="N", email="ANA@pine.example", now=NOW)
    taken_over(cast, small())
    same = Person.objects.get(pk=by_hand.pk)
    assert (same.sourced_id, same.family_name, same.roster_role) == ("u1", "Núñez", "teacher")
    assert Person.objects.filter(email__iexact="ana@pine.example").count() == 1


def test_one_person_entered_by_hand_is_not_two_on_the_roster(cast: Cast) -> None:
    by_hand = add_person(cast.sue.actor, given_name="Anna", family_name="N", email="ana@pine.example", now=NOW)
    users = small()["users.csv"].decode().replace("will@pine.example", "ANA@pine.example")
    receipt = taken_over(cast, small(**{"users.csv": users}))
    assert (receipt.added, receipt.changed) == (1, 1)
    assert Person.objects.get(pk=by_hand.pk).sourced_id == "u1"
    assert Person.objects.get(sourced_id="u2").given_name == "Will"


def test_the_first_account_is_opened_once(db: None) -> None:
    operator = system_actor("operator")
    account = begin_district(operator, given_name="Summer", family_name="Pérez", email="s@p.example", now=NOW)
    assert actor_of_account(account).may("people.grant_role")
    with problem("people.already_begun"):
        begin_district(operator, given_name="Eve", family_name="L", email="e@l.example", now=NOW)
