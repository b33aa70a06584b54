"""The extract of the roster: whole, ours, not an older one; read one by one; shows nothing to others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.rulebook.api import (
    Extract,
    PersonKind,
    RosterPerson,
    digest_of_extract,
    mark_in_records,
    open_extract,
    public_half,
    seal_extract,
    spell_person,
    student_mark,
)
from expecting import problem

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
SIGNING, HIDING = bytes(range(32)), b"\x07" * 32
MARIA = RosterPerson(
    mark=student_mark("R-204517"),
    kind=PersonKind.STUDENT,
    role="student",
    given="María José",
    family="O’Brien-López",
    nicknames=("Majo",),
    identifiers=("R-204517", "204517"),
    emails=("maria.lopez@students.cedarhollow.example",),
    school="S4",
    grade_band="g68",
    sections=frozenset({"c-2", "c-1"}),
)


def sealed(*people: RosterPerson, issue: int = 3) -> bytes:
    return seal_extract(map(spell_person, people), issue=issue, issued_at=NOW, encryption=HIDING, signing=SIGNING)


def opened(data: bytes, *, encryption: bytes = HIDING, at_least: int = 0) -> Extract:
    return open_extract(data, encryption=encryption, public=public_half(SIGNING), at_least=at_least)


def test_people_come_back_in_order_over_many_blocks_and_nothing_can_be_read_without_the_key() -> None:
    people = [MARIA, *(RosterPerson(mark=f"{n:016x}", kind=PersonKind.STAFF, role="aide") for n in range(4321))]
    data = sealed(*people)
    extract = opened(data)
    assert (extract.issue, extract.issued_at, extract.digest) == (3, NOW, digest_of_extract(data))
    assert list(extract.people()) == people == list(extract.people())
    for secret in ("María", "204517", "cedarhollow", MARIA.mark):
        assert secret.encode() not in data
    with problem("extracts.damaged"):
        next(opened(data, encryption=b"\x08" * 32).people())


def test_an_extract_is_refused_when_any_byte_differs_or_it_is_older() -> None:
    data = sealed(MARIA)
    for place in range(0, len(data), 5):
        changed = bytearray(data)
        changed[place] ^= 1
        with problem("extracts.damaged"):
            opened(bytes(changed))
    with problem("extracts.older"):
        opened(data, at_least=4)


@pytest.mark.parametrize("data", [b"", b"\n", b"{}\n", sealed(MARIA)[:-1], sealed(MARIA) + b"\n", b"\xff" * 1000])
def test_what_is_not_whole_is_refused(data: bytes) -> None:
    with problem("extracts.damaged"):
        opened(data)


@given(st.frozensets(st.text(max_size=8), max_size=6), st.text(max_size=20))
def test_a_person_has_one_spelling_in_one_line(sections: frozenset[str], given_name: str) -> None:
    person = RosterPerson(mark="a" * 16, kind=PersonKind.STUDENT, role="student", given=given_name, sections=sections)
    again = RosterPerson(
        mark="a" * 16,
        kind=PersonKind.STUDENT,
        role="student",
        given=given_name,
        sections=frozenset(sorted(sections, reverse=True)),
    )
    line = spell_person(person)
    assert line == spell_person(again)
    assert len(line.splitlines()) == 1


def test_the_mark_in_records_needs_the_secret() -> None:
    one, other = "01" * 32, "02" * 32
    assert mark_in_records(MARIA.mark, one) == mark_in_records(MARIA.mark, one) != mark_in_records(MARIA.mark, other)
    assert len(mark_in_records(MARIA.mark, one)) == 16 and mark_in_records(MARIA.mark, one) != MARIA.mark
    assert mark_in_records(MARIA.mark, "") == "" == mark_in_records("", one)
