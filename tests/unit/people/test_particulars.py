"""Particulars of people come in with the roster, are kept sealed, change and go with it, and are shown to nobody."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.people.api import Person, import_roster, particulars_held
from chalkline.people.models import KeptParticulars
from chalkline.people.particulars import NONE, Particulars
from chalkline.people.particulars_sealing import ParticularsSealer
from chalkline.people.roster_apart.spelling import roster_from, spelled_roster
from chalkline.people.roster_comparing import compare_roster
from chalkline.people.roster_particulars import SHARED_BY, _day, _phones, _street_line
from chalkline.people.roster_reading import read_roster
from chalkline.people.roster_rows import Roster
from expecting import problem

ORGS = "sourcedId,name,type\nS9,Pine School,school\n"
USERS = [
    {"sourcedId": "u1", "role": "teacher", "givenName": "Ana", "familyName": "Núñez", "phone": "512-555-0111",
     "middleName": "Rosa", "metadata.homeAddress": "9 Oak Ct"},
    {"sourcedId": "u2", "role": "student", "givenName": "Maria", "familyName": "Lopez", "middleName": "Elena",
     "preferredFirstName": "Kai", "identifier": "204402", "agentSourcedIds": "u3,gone",
     "userIds": "{SIS:204402},{Fed:77123456}",
     "metadata.homeAddress": "412 Maple Street, Apt 2, Cedar Hollow, TX 78640"},
    {"sourcedId": "u3", "role": "guardian", "givenName": "Teresa", "familyName": "Lopez", "phone": "(512) 555-0199 x12",
     "sms": "+1 512.555.0198; 000-000-0000"},
    {"sourcedId": "u4", "role": "relative", "givenName": "Hugo", "familyName": "Vo", "agentSourcedIds": "u2"},
]  # fmt: skip
HOLDS = Particulars(
    middle="Elena", preferred_given="Kai", identifiers=("204402", "77123456"),
    addresses=("412 Maple Street, Apt 2", "7 Elm Ct"), birth_on="2013-04-05",
)  # fmt: skip


def export(users: list[dict[str, str]] = USERS, more: dict[str, str] | None = None) -> dict[str, bytes]:
    columns = dict.fromkeys(name for row in users for name in row)
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, [*columns, "orgSourcedIds"], restval="")
    writer.writeheader()
    writer.writerows({**row, "orgSourcedIds": "S9"} for row in users)
    files = {"orgs.csv": ORGS, "users.csv": sheet.getvalue(), **(more or {})}
    return {name: text.encode() for name, text in files.items()}


WHOLE = export(
    more={
        "demographics.csv": "sourcedId,birthDate,sex,white\nu2,2013-04-05,female,true\nu3,1980-01-01,female,true\n",
        "addresses.csv": "Student Number,Street Address,City\n204402,7 Elm Ct,Cedar Hollow\n999,1 Oak Ct,X\n",
    }
)


def told(roster: Roster) -> dict[str, Particulars]:
    return {each.sourced_id: each.particulars for each in roster.people}


def taken_over(cast: Cast, files: dict[str, bytes]) -> None:
    Person.objects.filter(pk=cast.dana.person.pk).update(sourced_id=None)
    import_roster(cast.dana.actor, read_roster(files), even_if_many_leave=True, even_if_roles_end=True, now=NOW)


def held(sourced_id: str) -> Particulars:
    kept = KeptParticulars.objects.filter(person__sourced_id=sourced_id).first()
    return ParticularsSealer().opened(bytes(kept.sealed), str(kept.person_id)) if kept else NONE


def test_they_are_read_as_student_systems_export_them() -> None:
    roster = read_roster(WHOLE)
    assert told(roster) == {
        "u1": Particulars(middle="Rosa"),  # where staff live and how they are reached at home is not kept
        "u2": HOLDS,
        "u3": Particulars(phones=("5125550199", "5125550198"), children=("u2",)),
        "u4": Particulars(children=("u2",)),
    }
    assert not roster.rejected and [(each.file, each.line, each.sourced_id) for each in roster.unread] == [
        ("addresses.csv", 3, "999"),
        ("users.csv", 3, "u2"),
    ]
    assert told(roster_from(json.loads(json.dumps(spelled_roster(roster))))) == told(roster)


def test_families_by_relationships_as_school_data_sync_tells_them() -> None:
    related = "userSourcedId,relationshipUserSourcedId,relationshipRole\nu2,u3,guardian\nu9,u3,guardian\n"
    roster = read_roster(export([{**USERS[1], "agentSourcedIds": ""}, USERS[2]], more={"relationships.csv": related}))
    assert told(roster)["u3"].children == ("u2",)
    assert [(each.file, each.line) for each in roster.unread] == [("relationships.csv", 3)]


def test_a_number_of_the_office_at_everybody_is_nobodys_own() -> None:
    many = [{**USERS[2], "sourcedId": f"g{number}", "phone": "512-555-0000"} for number in range(SHARED_BY + 1)]
    roster = read_roster(export(many))
    assert {each.phones for each in told(roster).values()} == {()}
    assert all("people is nobody's own" in str(each.reason) for each in roster.unread) and len(roster.unread) == 2


def test_addresses_of_nobody_can_be_told_are_refused_with_the_columns_that_lack() -> None:
    with problem("roster.columns_missing"):
        read_roster(export(more={"addresses.csv": "town,code\nX,1\n"}))


def test_they_are_sealed_change_and_go_with_the_roster(cast: Cast) -> None:
    taken_over(cast, WHOLE)
    assert held("u2") == HOLDS
    raw = bytes(KeptParticulars.objects.get(person__sourced_id="u3").sealed)
    assert b"5125550199" not in raw and b"u2" not in raw
    assert compare_roster(read_roster(WHOLE)).changed == ()
    less = read_roster(export([USERS[0], {**USERS[1], "middleName": "Inés"}, USERS[2]]))
    change = compare_roster(less)
    assert {each.row.sourced_id: each.fields for each in change.changed} == {"u2": ("particulars",)}
    assert ("birth_on", 1, 0) in change.held and ("middle", 2, 2) in change.held
    import_roster(cast.dana.actor, less, even_if_many_leave=True, now=NOW)
    assert held("u2") == replace(HOLDS, middle="Inés", addresses=HOLDS.addresses[:1], birth_on="")
    assert held("u4") == NONE  # who has left is forgotten in this
    bare = [{key: row[key] for key in ("sourcedId", "role", "givenName", "familyName")} for row in USERS]
    import_roster(cast.dana.actor, read_roster(export(bare)), now=NOW)
    assert not KeptParticulars.objects.exists()


def test_which_kinds_are_held_is_told_to_those_who_may_see_the_roster_and_what_they_say_to_nobody(cast: Cast) -> None:
    priya, tess = cast.priya.actor, cast.tess.actor
    taken_over(cast, WHOLE)
    child = Person.objects.get(sourced_id="u2")
    kinds = ("middle", "preferred_given", "identifiers", "addresses", "birth_on")
    assert particulars_held(priya, child) == kinds
    with problem("not_allowed"):
        particulars_held(tess, child)


def test_what_is_sealed_for_one_person_opens_for_nobody_else() -> None:
    sealer = ParticularsSealer(b"0123456789abcdef" * 2)
    with problem("particulars.unreadable"):
        sealer.opened(sealer.sealed(HOLDS, "one"), "other")
    assert sealer.digest(HOLDS, "one") != sealer.digest(HOLDS, "other")


@given(st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True), st.sampled_from(
    ["{0}{1}{2}", "({0}) {1}-{2}", "{0}.{1}.{2}", "+1 {0} {1} {2}", "1-{0}-{1}-{2}", "Cell: {0} {1} {2} ext. 44"]
))  # fmt: skip
def test_a_phone_is_its_digits_however_it_is_spelled(digits: str, form: str) -> None:
    spelled = form.format(digits[:3], digits[3:6], digits[6:])
    assert list(_phones(spelled)) == ([digits] if len(set(digits)) > 1 else [])


@given(st.dates().map(lambda day: day.isoformat()))
def test_a_day_is_one_day_however_it_is_spelled(day: str) -> None:
    year, month, of_month = (int(each) for each in day.split("-"))
    known = day if day > "1900-01-01" else ""
    assert _day(day) == _day(f"{day}T00:00:00.000Z") == _day(f"{month}/{of_month}/{year:04d}") == known


@given(st.text(max_size=60))
def test_nothing_that_stands_in_a_cell_stops_the_reader(cell: str) -> None:
    assert all(each.isdigit() for phone in _phones(cell) for each in phone)
    assert len(_street_line(cell)) <= len(cell) + 1 and len(_day(cell)) in {0, 10}
