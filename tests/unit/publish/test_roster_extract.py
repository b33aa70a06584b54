"""What gateways are told of people: everybody, by what they are called; made anew only when something changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.models import Fact
from chalkline.people.api import system_actor
from chalkline.people.models import KeptParticulars, Person
from chalkline.people.particulars import Particulars
from chalkline.people.particulars_sealing import ParticularsSealer
from chalkline.people.standing.api import note_training
from chalkline.publish.roster_extract.api import (
    ExtractKeeper,
    add_nickname,
    build_extract,
    extract_head,
    mark_of,
    nicknames_of,
    remove_nickname,
)
from chalkline.publish.standing_pack.api import build_pack
from chalkline.rulebook.api import (
    PersonKind,
    RosterPerson,
    StandingPack,
    digest_of_extract,
    open_extract,
    open_pack,
    public_half,
)
from expecting import problem

CLOCKWORK = system_actor("reactions")


def told(home: Path) -> dict[str, RosterPerson]:
    keyring = Keyring(home / "keys", make=False)
    data = (home / "publish" / "roster.chalkline").read_bytes()
    extract = open_extract(
        data, encryption=keyring.key("pack"), public=public_half(keyring.key("pack-signing")), at_least=1
    )
    head = extract_head()
    assert head and (head.issue, head.digest) == (extract.issue, digest_of_extract(data))
    return {each.mark: each for each in extract.people()}


def pack(home: Path) -> StandingPack:
    keyring = Keyring(home / "keys", make=False)
    public = public_half(keyring.key("pack-signing"))
    data = (home / "publish" / "pack.chalkline").read_bytes()
    return open_pack(data, encryption=keyring.key("pack"), public=public, now=NOW)


def mark(person: Person) -> str:
    return mark_of(person.sourced_id, str(person.pk))


def test_everybody_is_told_by_what_they_are_called(cast: Cast, home: Path) -> None:
    kim = cast.kim.person
    Person.objects.filter(pk=kim.pk).update(given_name="José Antonio", grade="7", classes=["c-2", "c-1"])
    add_nickname(cast.paula.actor, kim, "  Chepito ", now=NOW)
    build_extract(CLOCKWORK, now=NOW)
    people = told(home)
    student = people[mark(kim)]
    assert (student.kind, student.role, student.grade_band) == (PersonKind.STUDENT, "student", "g68")
    assert (student.given, student.nicknames) == ("José Antonio", ("Chepito",))
    assert student.sections == {"c-1", "c-2"} and student.school == str(kim.school_id)
    teacher = people[mark(cast.tess.person)]
    assert (teacher.kind, teacher.emails) == (PersonKind.STAFF, (cast.tess.person.email.lower(),))


def test_those_who_left_are_told_without_their_names_and_those_entered_by_hand_not_at_all(
    cast: Cast, home: Path
) -> None:
    build_extract(CLOCKWORK, now=NOW)
    otto = told(home)[mark(cast.otto.person)]
    assert otto.former and not (otto.given or otto.family or otto.nicknames) and otto.emails
    outside = Person.objects.filter(roster_role="outside")
    assert outside and not {mark(each) for each in outside} & set(told(home))


def test_it_is_made_anew_only_when_something_changed_or_the_file_is_gone(cast: Cast, home: Path) -> None:
    first = build_extract(CLOCKWORK, now=NOW)
    build_pack(CLOCKWORK, now=NOW)
    assert build_extract(CLOCKWORK, now=NOW + timedelta(minutes=1)).issue == first.issue
    nickname = add_nickname(cast.priya.actor, cast.kim.person, "Kimmy", now=NOW)
    assert build_extract(CLOCKWORK, now=NOW).issue == first.issue + 1
    remove_nickname(cast.priya.actor, nickname, now=NOW)
    assert not nicknames_of(cast.priya.actor, cast.kim.person).exists()
    third = build_extract(CLOCKWORK, now=NOW)
    (home / "publish" / "roster.chalkline").unlink()
    ExtractKeeper()(NOW)
    assert len(told(home)) == third.people
    assert (extract_head().issue, Fact.objects.filter(kind="publish.extract.built/1").count()) == (  # type: ignore[union-attr]  # it was built above
        third.issue + 1,
        3,
    )


def test_the_pack_names_the_extract_the_training_by_mark_and_the_secret_of_marks(cast: Cast, home: Path) -> None:
    note_training(cast.ada.actor, cast.tess.person, "ai-basics", None, now=NOW)
    build_pack(CLOCKWORK, now=NOW)
    made, head = pack(home), extract_head()
    assert head and (made.extract_issue, made.extract_digest) == (head.issue, head.digest)
    assert made.training == {mark(cast.tess.person): frozenset({"ai-basics"})}
    assert len(bytes.fromhex(made.marking)) == 32


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "123", "a\x00b"])
def test_what_is_no_nickname_is_refused(cast: Cast, name: str) -> None:
    with problem("nicknames.unfit"):
        add_nickname(cast.dana.actor, cast.kim.person, name, now=NOW)


def test_nicknames_are_kept_by_those_who_answer_for_the_child(cast: Cast) -> None:
    for stranger in (cast.tess, cast.ada, cast.nora):
        with problem("not_found"):
            add_nickname(stranger.actor, cast.kim.person, "Kimmy", now=NOW)


def test_particulars_reach_the_extract_and_go_with_whoever_leaves(cast: Cast, home: Path) -> None:
    kim, parent = cast.kim.person, Person.objects.create(
        sourced_id="g1", given_name="Teresa", family_name="Vo", roster_role="guardian", school=cast.alder
    )  # fmt: skip
    sealer = ParticularsSealer()
    for person, held in (
        (kim, Particulars(middle="Elena", preferred_given="Kai", identifiers=("77123456",), birth_on="2013-04-05")),
        (
            parent,
            Particulars(phones=("5125550199",), addresses=("412 Maple Street",), children=(kim.sourced_id or "",)),
        ),
    ):
        sealed = sealer.sealed(held, str(person.pk))
        KeptParticulars.objects.create(person=person, kinds=",".join(held.kinds), sealed=sealed, digest="x")
    build_extract(CLOCKWORK, now=NOW)
    people = told(home)
    student, family = people[mark(kim)], people[mark(parent)]
    assert (student.middle, student.preferred_given, student.birth_on) == ("Elena", "Kai", "2013-04-05")
    assert "77123456" in student.other_ids and "77123456" not in student.identifiers  # nobody signs in by it
    assert (family.kind, family.children) == (PersonKind.FAMILY, frozenset({mark(kim)}))
    assert (family.phones, family.addresses) == (("5125550199",), ("412 Maple Street",))
    Person.objects.filter(pk=kim.pk).update(is_active=False)
    build_extract(CLOCKWORK, now=NOW)
    left = told(home)[mark(kim)]
    assert not (left.middle or left.preferred_given or left.birth_on or left.other_ids)
