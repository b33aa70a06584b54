"""Trying a text out: the gateway's own look and decision, told in full, sent only with a key, kept nowhere."""

from __future__ import annotations

import time
from dataclasses import replace

import msgspec
import pytest

from chalkline.rulebook.api import PackRecord, mark_in_records, student_mark
from chalkline.rulebook.grounding import STAMP, BadStamp, Kind, check_stamp, stamp
from chalkline.rulebook.trying import ADDRESS, Seen, Tried, read_seen, spell
from contract.gateway.district import KEYS, TODAY, WRITING, District, Running, raw

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


CRISIS = "my name is Kim and i want to kill myself"


def test_safety_says_what_it_would_do_and_alerts_nobody(district: District, gateway: Running) -> None:
    seen = tried(district, gateway, role="student", text=CRISIS)
    assert seen.safety and (seen.safety.act, seen.safety.categories) == ("alert", ("self_harm",))
    assert "988" in seen.safety.instead
    sent = tried(district, gateway, role="student", text=CRISIS, key_id="k-class", sends=True)
    assert sent.safety and sent.safety.act == "alert" and sent.answered == sent.restored == ""
    calm = tried(district, gateway, role="student")
    assert calm.safety and (calm.safety.act, calm.safety.instead) == ("pass", "")
    assert district.records() == [], "what safety would stop is not sent"
    assert not any(path.stat().st_size for path in (district.home / "channel").rglob("*.channel")), "nobody is told"


def test_nobody_named_for_alerts_is_said_as_in_a_real_call(district: District, stub: Running) -> None:
    district.pack(alerts_named=False)
    gateway = district.start_gateway(stub.url)
    assert tried(district, gateway, role="student").code == "alerts_unnamed"


def test_a_matter_that_a_person_decides_is_tried_under_their_record(district: District, stub: Running) -> None:
    district.publish(replace(WRITING, purposes=frozenset({"uc_early_warning"})))
    record_id, mark = "3f0d6d0a-1111-4222-8333-444455556666", student_mark("T-1")
    keys = tuple(replace(each, person=mark) if each.key_id == "k-teacher" else each for each in KEYS)
    shown = PackRecord(record_id, "use-feedback", "uc_early_warning", TODAY, mark_in_records(mark, "5a" * 32))
    district.pack(keys=keys, human_records=(shown,), marking="5a" * 32)
    gateway = district.start_gateway(stub.url)
    assert tried(district, gateway, purpose="uc_early_warning").code == "human_record_needed"
    seen = tried(district, gateway, purpose="uc_early_warning", record_id=record_id)
    assert (seen.code, bool(seen.sent)) == ("", True)
    sent = tried(district, gateway, purpose="uc_early_warning", record_id=record_id, key_id="k-teacher", sends=True)
    assert sent.restored and district.records()[-1].record_id == record_id
