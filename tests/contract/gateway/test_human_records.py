"""Matters that people decide: no call without the open record of whoever decides, and each call says under which."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalkline.rulebook.api import HolderKind, PackKey, PackRecord, digest_of_key, mark_in_records, student_mark
from contract.gateway.district import (
    APP_KEY,
    KEYS,
    TEACHER_KEY,
    TODAY,
    WRITING,
    District,
    Raw,
    Running,
    raw,
    wait_until,
)

EARLY = replace(WRITING, purposes=frozenset({"uc_early_warning"}))
MARKING = "5a" * 32
OWNER = student_mark("T-1")
STAFF_KEYS = tuple(replace(each, person=OWNER) if each.key_id == "k-teacher" else each for each in KEYS)
RECORD_ID = "3f0d6d0a-1111-4222-8333-444455556666"
RECORD = PackRecord(RECORD_ID, "use-feedback", "uc_early_warning", TODAY, mark_in_records(OWNER, MARKING))
BODY = json.dumps(
    {"model": "stub-small", "messages": [{"role": "user", "content": "Whom shall I ask first?"}]}
).encode()


@pytest.fixture
def gateway(district: District, stub: Running) -> Running:
    """A gateway of a use whose matters a person decides, with one open record."""
    district.publish(EARLY)
    show(district, RECORD)
    return district.start_gateway(stub.url)


def show(district: District, *records: PackRecord, keys: tuple[PackKey, ...] = STAFF_KEYS) -> None:
    district.pack(keys=keys, human_records=records, marking=MARKING)


def call(gateway: Running, *named: str, key: str = TEACHER_KEY) -> Raw:
    headers = [("x-chalkline-record", each) for each in named]
    if key == APP_KEY:
        headers += [("x-chalkline-grade", "g68"), ("x-chalkline-school", "S4")]
    return raw(gateway, BODY, key=key, headers=headers)


def message(answer: Raw) -> str:
    return str(json.loads(answer.body)["error"]["message"])


def test_no_call_goes_out_without_the_record_of_whoever_decides(district: District, gateway: Running) -> None:
    bare = call(gateway)
    assert (bare.status, bare.code) == (403, "human_record_needed")
    assert "Decided by people" in message(bare)
    assert call(gateway, RECORD_ID).status == 200
    assert call(gateway, RECORD_ID.upper()).status == 200
    for wrong in ("", "not-a-record", RECORD_ID[:-1] + "0"):
        answer = call(gateway, wrong)
        assert (answer.status, answer.code) == (400, "header_unclear"), wrong
    assert call(gateway, RECORD_ID, RECORD_ID).code == "header_unclear", "twice is once too often"
    kept = {each.decision_id: each.record_id for each in district.records()}
    assert sorted(kept.values()) == ["", "", "", "", "", RECORD_ID, RECORD_ID]


def test_a_record_is_for_its_use_its_purpose_its_person_and_its_days(district: District, gateway: Running) -> None:
    others = (
        replace(RECORD, use_id="use-other"),
        replace(RECORD, purpose="uc_grade_assist"),
        replace(RECORD, person=mark_in_records(student_mark("T-2"), MARKING)),
    )
    for number, other in enumerate(others, start=1):
        other_id = f"{RECORD_ID[:-1]}{number + 6}"
        show(district, RECORD, replace(other, record_id=other_id))
        wait_until(lambda: known(district, gateway))
        assert call(gateway, other_id).code == "header_unclear"
        assert call(gateway, RECORD_ID).status == 200
    show(district, replace(RECORD, until_on=TODAY - timedelta(days=1)))
    wait_until(lambda: call(gateway, RECORD_ID).code == "human_record_needed")


def known(district: District, gateway: Running) -> bool:
    return bool(gateway.get("/healthz")[1].get("pack") == district.issue)


def test_closing_the_record_stops_calls_and_an_app_of_nobody_known_may_name_it(
    district: District, gateway: Running
) -> None:
    assert call(gateway, RECORD_ID, key=APP_KEY).status == 200
    show(district)
    wait_until(lambda: call(gateway, RECORD_ID).code == "header_unclear")
    assert call(gateway).code == "human_record_needed"


def test_a_class_key_is_held_to_it_too(district: District, gateway: Running) -> None:
    staff = PackKey(digest_of_key("ck-desk"), "k-desk", "use-feedback", HolderKind.SERVICE, "teacher")
    show(district, RECORD, keys=(*STAFF_KEYS, staff))
    headers = [("x-chalkline-grade", "g68"), ("x-chalkline-school", "S4")]
    wait_until(lambda: raw(gateway, BODY, key="ck-desk", headers=headers).code == "human_record_needed")
    assert raw(gateway, BODY, key="ck-desk", headers=[*headers, ("x-chalkline-record", RECORD_ID)]).status == 200
