"""A family says no or yes; those who answer for the child see it, nobody else does; the gateway's pack knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NOW, Cast, Member
from chalkline.data.access.api import access_requests
from chalkline.data.families.api import (
    Choice,
    HeardBy,
    Said,
    answer_letter,
    child_by_id,
    children,
    choices_in_my_classes,
    choices_of,
    letter_by_secret,
    make_letter,
    record_choice,
    said_by_families,
    said_now,
    withdraw_choice,
)
from chalkline.ledger.models import Fact
from chalkline.people.api import Role, grant_role, system_actor
from chalkline.people.models import Person
from chalkline.publish.roster_extract.api import mark_of
from chalkline.publish.standing_pack.queries import families
from chalkline.tools.register.api import Tool, register_tool
from expecting import problem

LATER = NOW + timedelta(days=1)
LETTER = system_actor("letter")


@pytest.fixture
def tool(cast: Cast) -> Tool:
    return register_tool(cast.tess.actor, "magicschool", now=NOW)


@pytest.fixture
def other(cast: Cast) -> Tool:
    return register_tool(cast.tess.actor, "diffit", now=NOW)


def say(cast: Cast, by: Member, tool: Tool, said: Said = Said.NO) -> Choice:
    return record_choice(by.actor, cast.kim.person, tool, said, HeardBy.TALK, now=NOW)


def test_a_no_reaches_the_pack_and_ends_when_it_is_taken_back(cast: Cast, tool: Tool) -> None:
    said = say(cast, cast.paula, tool)
    (row,) = families().choices
    assert row.refused == {"magicschool"} and not row.agreed
    assert row.marks == {mark_of(cast.kim.person.sourced_id, str(cast.kim.person.pk))}
    withdraw_choice(cast.paula.actor, said, HeardBy.TALK, now=LATER)
    withdraw_choice(cast.paula.actor, said, HeardBy.TALK, now=LATER)
    assert families().choices == () and said_by_families() == ()
    (kept,) = choices_of(cast.priya.actor, cast.kim.person)
    assert (kept.withdrawn_at, kept.withdrawn_by) == (LATER, cast.paula.actor.id)


def test_another_answer_takes_the_place_of_the_first(cast: Cast, tool: Tool) -> None:
    say(cast, cast.priya, tool)
    say(cast, cast.priya, tool, Said.YES)
    say(cast, cast.priya, tool, Said.YES)
    assert [each.agreed for each in said_by_families()] == [frozenset({"magicschool"})]
    assert choices_of(cast.priya.actor, cast.kim.person).count() == 2


@pytest.mark.parametrize("name", ["tess", "nora", "ada", "bo", "fay", "sue", "dana"])
def test_nobody_else_records_or_finds_a_child(cast: Cast, tool: Tool, name: str) -> None:
    member: Member = getattr(cast, name)
    with problem("not_allowed"):
        say(cast, member, tool)
    with problem("not_allowed"):
        children(member.actor)


def test_a_principal_answers_for_the_own_school_only(cast: Cast, tool: Tool) -> None:
    elsewhere = Person.objects.create(
        given_name="Lee", family_name="Okoye", roster_role="student", school=cast.juniper, sourced_id="u-lee"
    )
    assert list(children(cast.paula.actor)) == [cast.kim.person]
    with problem("not_found"):
        child_by_id(cast.paula.actor, str(elsewhere.pk))
    with problem("not_found"):
        choices_of(cast.paula.actor, elsewhere)
    with problem("not_allowed"):
        record_choice(cast.paula.actor, elsewhere, tool, Said.NO, HeardBy.PAPER, now=NOW)
    assert children(cast.priya.actor, "lee okoye").count() == 1


def test_a_choice_is_about_a_student_who_is_here(cast: Cast, tool: Tool) -> None:
    with problem("families.not_a_student"):
        record_choice(cast.priya.actor, cast.tess.person, tool, Said.NO, HeardBy.TALK, now=NOW)
    Person.objects.filter(pk=cast.kim.person.pk).update(is_active=False)
    with problem("families.not_a_student"):
        say(cast, cast.priya, tool)


def test_only_the_teacher_of_the_class_sees_it(cast: Cast, tool: Tool) -> None:
    say(cast, cast.paula, tool)
    Person.objects.filter(pk=cast.kim.person.pk).update(classes=["C1", "C2"])
    assert choices_in_my_classes(cast.tess.actor) == []
    Person.objects.filter(pk=cast.tess.person.pk).update(classes=["C2"])
    Person.objects.filter(pk=cast.theo.person.pk).update(classes=["C3"])
    assert [each.child for each in choices_in_my_classes(cast.tess.actor)] == [cast.kim.person]
    assert choices_in_my_classes(cast.theo.actor) == []
    with problem("not_allowed"):
        choices_in_my_classes(cast.nora.actor)


def test_a_letter_is_answered_once_and_can_be_changed_as_easily(cast: Cast, tool: Tool, other: Tool) -> None:
    _letter, secret = make_letter(cast.paula.actor, cast.kim.person, [tool, other], now=NOW)
    with problem("families.not_answered"):
        answer_letter(LETTER, secret, {"diffit": Said.NO}, now=NOW)
    following = answer_letter(LETTER, secret, {"diffit": Said.NO, "magicschool": Said.YES}, now=NOW)
    with problem("families.letter_over"):
        letter_by_secret(secret, now=NOW)
    (said,) = said_by_families()
    assert (said.refused, said.agreed) == ({"diffit"}, {"magicschool"})
    change = letter_by_secret(following, now=NOW + timedelta(days=300))
    assert said_now(change) == {"diffit": Said.NO, "magicschool": Said.YES}
    answer_letter(LETTER, following, {"diffit": Said.YES, "magicschool": Said.YES}, now=LATER)
    (said,) = said_by_families()
    assert said.agreed == {"diffit", "magicschool"}


def test_a_letter_ends_with_time_and_with_a_newer_one(cast: Cast, tool: Tool) -> None:
    _, first = make_letter(cast.paula.actor, cast.kim.person, [tool], now=NOW)
    _, second = make_letter(cast.paula.actor, cast.kim.person, [tool], now=NOW)
    for secret, at in ((first, NOW), (second, NOW + timedelta(days=31)), ("cf-nothing", NOW)):
        with problem("families.letter_over"):
            answer_letter(LETTER, secret, {"magicschool": Said.NO}, now=at)
    with problem("families.nothing_asked"):
        make_letter(cast.paula.actor, cast.kim.person, [], now=NOW)


def test_no_fact_names_the_child_or_what_was_said(cast: Cast, tool: Tool) -> None:
    _, secret = make_letter(cast.paula.actor, cast.kim.person, [tool], now=NOW)
    answer_letter(LETTER, secret, {"magicschool": Said.NO}, now=NOW)
    leaves = b"".join(bytes(each.leaf) for each in Fact.objects.all())
    assert b"data.choice.recorded" in leaves
    for hidden in (str(cast.kim.person.pk), "Kim", "Sato", secret):
        assert hidden.encode() not in leaves


def test_a_clerk_records_for_the_own_school_and_nowhere_else(cast: Cast, tool: Tool) -> None:
    grant_role(cast.sue.actor, cast.nora.person, Role.CLERK, school=cast.alder, now=NOW)
    clerk = cast.nora.actor
    assert list(children(clerk)) == [cast.kim.person]
    said = record_choice(clerk, cast.kim.person, tool, Said.NO, HeardBy.PAPER, now=NOW)
    _letter, secret = make_letter(clerk, cast.kim.person, [tool], now=NOW)
    assert secret and withdraw_choice(clerk, said, HeardBy.TALK, now=LATER).withdrawn_at
    Person.objects.filter(pk=cast.kim.person.pk).update(school=cast.juniper)
    cast.kim.person.refresh_from_db()
    assert not children(clerk)
    with problem("not_found"):
        choices_of(clerk, cast.kim.person)
    with problem("not_allowed"):
        record_choice(clerk, cast.kim.person, tool, Said.NO, HeardBy.PAPER, now=NOW)
    with problem("not_allowed"):
        access_requests(clerk)
