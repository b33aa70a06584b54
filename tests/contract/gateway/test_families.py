"""What families have said, at the real gateway: a no refuses, a needed yes lets through, nobody is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import openai
import pytest

from chalkline.rulebook.api import Condition, ConditionKind, Families, HolderKind, KeptBy, PackKey, StudentChoices
from chalkline.rulebook.api import digest_of_key as digest
from chalkline.rulebook.api import student_mark as mark
from contract.gateway.district import KEYS, WRITING, District, Running, ask, client

NO, YES, SILENT = "204517", "204518", "204519"
SAID = Families(
    frozenset({mark(NO), mark(YES), mark(SILENT), mark("person-no")}),
    (
        StudentChoices(frozenset({mark(NO), mark("person-no")}), refused=frozenset({"magicschool"})),
        StudentChoices(frozenset({mark(YES)}), agreed=frozenset({"magicschool"})),
    ),
)
PUPIL_KEY, SECOND_KEY = "ck-pupil-" + "d" * 40, "ck-second-" + "e" * 40
PUPIL = PackKey(
    digest(PUPIL_KEY), "k-pupil", "use-feedback", HolderKind.PERSON, "student", frozenset({"g68"}), "S4",
    student=mark("person-no"),
)  # fmt: skip
AGREED = replace(
    WRITING,
    use_id="use-agreed",
    conditions=(Condition(ConditionKind.CONSENT, "Each family has said yes.", KeptBy.GATEWAY),),
)
SECOND = PackKey(
    digest(SECOND_KEY), "k-second", "use-agreed", HolderKind.CLASS, "student", frozenset({"g68"}), "S4"
)  # fmt: skip


@pytest.fixture(scope="module")
def told(stub: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[District, Running]]:
    made = District(tmp_path_factory.mktemp("families"))
    made.publish(WRITING, AGREED)
    made.pack(keys=(*KEYS, PUPIL, SECOND), families=SAID)
    yield made, made.start_gateway(stub.url)
    made.stop()


def refusal(of: openai.OpenAI) -> tuple[str, str]:
    with pytest.raises(openai.APIStatusError) as caught:
        ask(of)
    return str(caught.value.code), caught.value.message


def test_a_no_refuses_the_student_and_nobody_else(told: tuple[District, Running]) -> None:
    district, gateway = told
    code, message = refusal(client(gateway, student=NO))
    assert code == "family_refused"
    assert "This student's family has said no to MagicSchool. Choose another way for this student." in message
    assert ask(client(gateway, student=SILENT)) and ask(client(gateway, student=YES)) and ask(client(gateway))
    assert refusal(client(gateway, PUPIL_KEY))[0] == "family_refused"
    written = b"".join(path.read_bytes() for path in (district.home / "spool").rglob("*.spool"))
    assert b"family.refused" in written
    assert NO.encode() not in written and mark(NO).encode() not in written
    assert NO.encode() not in gateway.log.read_bytes()


def test_a_use_that_needs_a_yes_waits_for_it(told: tuple[District, Running]) -> None:
    _district, gateway = told
    assert ask(client(gateway, SECOND_KEY, student=YES))
    assert refusal(client(gateway, SECOND_KEY, student=SILENT))[0] == "consent_needed"
    assert refusal(client(gateway, SECOND_KEY, student=NO))[0] == "family_refused"
    code, message = refusal(client(gateway, SECOND_KEY))
    assert code == "context_missing" and "which student it is for is not known" in message


def test_a_student_nobody_knows_is_no_way_around_a_no(told: tuple[District, Running]) -> None:
    _district, gateway = told
    assert refusal(client(gateway, student="20451"))[0] == "header_unclear"
    assert refusal(client(gateway, PUPIL_KEY, student=SILENT))[0] == "header_unclear"
