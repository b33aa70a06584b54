"""A signed schedule of data binds the gateway: what it does not list is replaced or refused, and an end is obeyed."""

from __future__ import annotations

from dataclasses import replace

import openai

from chalkline.rulebook.api import Stops
from contract.gateway.district import WRITING, District, Running, ask, client, wait_until

PHONE = "630-555-0142"
# The use lists phone numbers, grades and test results; the district's agreement lists only the test results.
LISTED = replace(WRITING, elements=WRITING.elements | {"stu_phone", "course_grades"})


def test_what_the_schedule_does_not_list_is_replaced_or_refused(
    district: District, gateway: Running, stub: Running
) -> None:
    district.publish(LISTED)
    wait_until(lambda: gateway.get("/healthz")[1]["bundle"] == district.revision, seconds=5)
    assert PHONE in ask(client(gateway), f"Call {PHONE} about my essay.")
    assert PHONE not in str(stub.get("/received")[1])
    assert ask(client(gateway, data="local_assessment"))
    assert "The agreement with MagicSchool does not list: Course grades and marks." in refusal(gateway, "course_grades")


def test_an_ended_agreement_stops_student_records_within_seconds(district: District, gateway: Running) -> None:
    assert ask(client(gateway, data="local_assessment"))
    district.pack(stops=Stops(agreements=frozenset({"magicschool"})))
    wait_until(lambda: "has no student data agreement in date" in refusal(gateway, "local_assessment"), seconds=5)


def refusal(gateway: Running, data: str) -> str:
    """Why the gateway refuses a call that declares this data; "" where it does not."""
    try:
        ask(client(gateway, data=data))
    except openai.PermissionDeniedError as fault:
        return fault.message
    return ""
