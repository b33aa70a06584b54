"""Systems, notes on kinds of data, routes: who may say what, and what cannot be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.data.elements.api import elements, note_element
from chalkline.data.flows.api import (
    Ending,
    RouteTold,
    UseGiven,
    check_schedule,
    ending,
    routes_of_use,
    state_routes,
)
from chalkline.data.systems.api import System, Told, record_system, retire_system, revise_system, systems
from chalkline.ledger.api import history_of
from expecting import problem

TODAY = date(2026, 11, 20)
USE = UseGiven(str(uuid4()), "Feedback on drafts", "magicschool", frozenset({"student_work", "ai_prompt"}))


def told(cast: Cast, **changes: object) -> Told:
    """A student system that Dana answers for."""
    return replace(
        Told(
            name="PowerSchool",
            kind="students",
            hosting="vendor",
            owner=cast.dana.person.email,
            elements=frozenset({"stu_first_name", "course_grades"}),
        ),
        **changes,  # type: ignore[arg-type]
    )


def made(cast: Cast, **changes: object) -> System:
    return record_system(cast.priya.actor, told(cast, **changes), now=NOW)


def routes(system: System | None = None, **changes: str) -> list[RouteTold]:
    """Both elements of the use, each with a reason."""
    first = RouteTold("student_work", "The teacher pastes the draft.", str(system.pk) if system else "", "people")
    return [replace(first, **changes), RouteTold("ai_prompt", "The question itself.", "", "gateway")]


def test_a_system_is_put_on_the_map_corrected_and_retired(cast: Cast) -> None:
    system = made(cast, steward=cast.nora.person.email)
    revise_system(cast.dana.actor, system, told(cast, kept_for="seven years"), now=NOW)
    (found,) = systems(cast.tess.actor)
    assert found.kept_for == "seven years" and found.steward is None and found.elements[0] == "course_grades"
    retire_system(cast.priya.actor, system, now=NOW)
    assert not systems(cast.priya.actor).exists()
    with problem("systems.retired"):
        revise_system(cast.priya.actor, system, told(cast), now=NOW)
    assert len(history_of("system", str(system.pk))) == 3
    made(cast)  # a name is free again once its system is gone


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "}, {"name": "x" * 121}, {"kind": "spaceship"}, {"hosting": ""},
        {"owner": "nobody@cedarhollow.example"},
        {"owner": "kim.sato@cedarhollow.example"}, {"owner": "otto.gray@cedarhollow.example"},
        {"elements": frozenset({"shoe_size"})}, {"notes": "n" * 1001},
    ],
)  # fmt: skip
def test_what_cannot_be_a_system(cast: Cast, changes: dict[str, object]) -> None:
    with problem("systems.incomplete"):
        made(cast, **changes)
    assert not System.objects.exists()


def test_two_systems_of_one_name_however_it_is_written(cast: Cast) -> None:
    made(cast)
    with problem("systems.name_taken"):
        made(cast, name="powerschool ")


def test_who_may_not_touch_the_map(cast: Cast) -> None:
    for member in (cast.tess, cast.sue, cast.fay):
        with problem("not_allowed"):
            record_system(member.actor, told(cast), now=NOW)
        with problem("not_allowed"):
            state_routes(member.actor, USE, routes(), now=NOW)
        with problem("not_allowed"):
            note_element(member.actor, "course_grades", "Ours.", now=NOW)
    with problem("not_allowed"):
        systems(cast.fay.actor)


def test_a_note_stands_beside_the_vocabulary_and_never_adds_to_it(cast: Cast) -> None:
    before = len(elements(cast.priya.actor))
    note_element(cast.priya.actor, "course_grades", "Quarter grades are final after ten days.", now=NOW)
    note_element(cast.priya.actor, "course_grades", "Quarter grades are final after ten days.", now=NOW)
    found = {each.element: each for each in elements(cast.fay.actor)}
    assert found["course_grades"].note.startswith("Quarter") and len(found) == before
    assert len(history_of("element", "course_grades")) == 1
    with problem("not_found"):
        note_element(cast.priya.actor, "shoe_size", "New.", now=NOW)
    with problem("elements.note_too_long"):
        note_element(cast.priya.actor, "dob", "x" * 1001, now=NOW)


def test_why_and_from_where_is_said_for_each_element_and_replaced_as_a_whole(cast: Cast) -> None:
    system = made(cast)
    state_routes(cast.priya.actor, USE, routes(system), now=NOW)
    state_routes(cast.ada.actor, USE, routes(system, why="The class hands it in there.", way="import"), now=NOW)
    found = routes_of_use(cast.tess.actor, USE.use_id)
    assert {name: route.way for name, route in found.items()} == {"student_work": "import", "ai_prompt": "gateway"}
    assert found["student_work"].system == system
    assert len(history_of("use", USE.use_id)) == 2


@pytest.mark.parametrize(
    "changes",
    [{"why": "  "}, {"why": "w" * 501}, {"way": "pigeon"}, {"element": "dob"}, {"element": "ai_prompt"},
     {"system_id": "no-such-system"}],
)  # fmt: skip
def test_what_cannot_be_a_route(cast: Cast, changes: dict[str, str]) -> None:
    with problem("flows.unclear"):
        state_routes(cast.priya.actor, USE, routes(**changes), now=NOW)
    assert not routes_of_use(cast.priya.actor, USE.use_id)


names = st.sets(st.sampled_from(["student_work", "dob", "ai_prompt", "public_docs", "course_grades"]))


@given(names, names, names)
def test_a_schedule_against_what_flows(flowing: set[str], records: set[str], listed: set[str]) -> None:
    check = check_schedule("diffit", flowing, records, listed, TODAY + timedelta(200), TODAY)
    assert set(check.not_listed) == {each for each in flowing if each in records and each not in listed}
    assert set(check.never_used) == listed - flowing
    assert not set(check.not_listed) & set(check.never_used)


def test_how_near_the_end_is() -> None:
    days = [(None, Ending.MISSING), (-1, Ending.OVER), (0, Ending.SOON), (90, Ending.SOON), (91, Ending.LATER)]
    for left, said in days:
        assert ending(None if left is None else TODAY + timedelta(left), TODAY) is said
