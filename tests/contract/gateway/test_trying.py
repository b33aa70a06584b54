"""Trying a text out: the gateway's own look and decision, told in full, sent only with a key, kept nowhere."""

from __future__ import annotations

import time

import msgspec
import pytest

from chalkline.rulebook.grounding import STAMP, BadStamp, Kind, check_stamp, stamp
from chalkline.rulebook.trying import ADDRESS, Seen, Tried, read_seen, spell
from contract.gateway.district import District, Running, raw

TEXT = "Maya's number is 415-555-2671. Is her essay clear?"
TRIED = Tried(text=TEXT, use_id="use-feedback", role="teacher", grade_band="g68", school="S4", model="stub-small")


def tried(district: District, gateway: Running, what: Tried = TRIED, **changes: object) -> Seen:
    body, key = spell(msgspec.structs.replace(what, **changes)), district.keyring.key("grounding")
    proof = stamp(Kind.TRIED, body, key, at=int(time.time()), nonce="abc123")
    answer = raw(gateway, body, key="", path=ADDRESS, headers=[(STAMP, proof)])
    assert answer.status == 200, answer.body
    check_stamp(Kind.SEEN, answer.headers[STAMP], answer.body, key, at=int(time.time()), nonce="abc123")
    return read_seen(answer.body)


def test_a_person_sees_what_would_be_sent_and_nothing_is_sent_or_kept(district: District, gateway: Running) -> None:
    seen = tried(district, gateway)
    assert (seen.verdict, seen.code) == ("redact", "")
    [piece] = [each for each in seen.pieces if TEXT[each.start : each.end] == "415-555-2671"]
    assert piece.stand_in and piece.stand_in in seen.sent and "415-555-2671" not in seen.sent
    assert seen.answered == seen.restored == ""
    assert district.records() == [], "what is only looked at leaves no record"
    found = [path for path in district.home.rglob("*") if path.is_file() and b"essay clear" in path.read_bytes()]
    assert not found


def test_with_a_key_of_their_own_it_is_sent_and_the_answer_is_shown_both_ways(
    district: District, gateway: Running
) -> None:
    seen = tried(district, gateway, key_id="k-teacher", sends=True)
    assert "415-555-2671" in seen.restored and "415-555-2671" not in seen.answered
    [record] = district.records()
    assert (record.key_id, record.outcome) == ("k-teacher", "answered")
    assert tried(district, gateway, key_id="k-other", sends=True).code == "key_unknown"


def test_what_stays_here_is_told_with_its_reason(district: District, gateway: Running) -> None:
    seen = tried(district, gateway, text="Her SSN is 219-09-9999.")
    assert (seen.verdict, seen.code, seen.sent) == ("refuse", "data_blocked", "")
    assert tried(district, gateway, grade_band="g35").code == "grade_not_covered"
    assert tried(district, gateway, use_id="use-nobody").code == "use_not_in_force"


def test_nobody_else_comes_through_this_door(district: District, gateway: Running) -> None:
    body, key = spell(TRIED), district.keyring.key("grounding")
    assert raw(gateway, body, path=ADDRESS).status == 401
    wrong = stamp(Kind.TRIED, body, b"x" * 32, at=int(time.time()), nonce="abc123")
    assert raw(gateway, body, path=ADDRESS, headers=[(STAMP, wrong)]).status == 401
    other = stamp(Kind.GROUNDED, body, key, at=int(time.time()), nonce="abc123")
    assert raw(gateway, body, path=ADDRESS, headers=[(STAMP, other)]).status == 401
    old = stamp(Kind.TRIED, body, key, at=int(time.time()) - 3600, nonce="abc123")
    assert raw(gateway, body, path=ADDRESS, headers=[(STAMP, old)]).status == 401
    with pytest.raises(BadStamp):
        check_stamp(Kind.SEEN, old, body, key, at=int(time.time()))
