"""The level of a class at a real gateway: students' calls follow it within seconds, a teacher's own work does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalkline.rulebook.api import HolderKind, PackKey, PersonKind, RosterPerson, Stops, digest_of_key, student_mark
from chalkline.rulebook.stops import ClassLevel
from contract.gateway.district import (
    APP_KEY,
    CLASS_KEY,
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

OWN_KEY = "ck-kim-" + "d" * 40
KIM = student_mark("R-1")
BIOLOGY, HISTORY = "c-bio", "c-history"
HELD = (
    *(replace(each, class_id=BIOLOGY) if each.key_id == "k-class" else each for each in KEYS),
    PackKey(
        digest_of_key(OWN_KEY), "k-kim", "use-feedback", HolderKind.PERSON, "student", frozenset({"g68"}), "S4",
        student=KIM, person=KIM,
    ),
)  # fmt: skip
PURPOSES = frozenset({"uc_feedback", "uc_research", "uc_access"})
BODY = json.dumps({"model": "stub-small", "messages": [{"role": "user", "content": "Is this clear?"}]}).encode()


@pytest.fixture
def gateway(district: District, stub: Running) -> Running:
    """A gateway of a use with three purposes; Kim is in two classes."""
    district.publish(replace(WRITING, purposes=PURPOSES))
    sections = frozenset({BIOLOGY, HISTORY})
    district.roster(
        RosterPerson(
            mark=KIM, kind=PersonKind.STUDENT, role="student", given="Kim", family="Sato", identifiers=("R-1",),
            school="S4", grade_band="g68", sections=sections,
        )
    )  # fmt: skip
    district.pack(keys=HELD)
    return district.start_gateway(stub.url)


def show(district: District, gateway: Running, *levels: ClassLevel) -> None:
    district.pack(keys=HELD, stops=Stops(levels=levels))
    wait_until(lambda: gateway.get("/healthz")[1]["pack"] == district.issue, seconds=5)


def call(gateway: Running, purpose: str, named: str = "", key: str = CLASS_KEY) -> Raw:
    headers = [("x-chalkline-purpose", purpose), *([("x-chalkline-class", named)] if named else [])]
    if key == APP_KEY:
        headers += [("x-chalkline-grade", "g68"), ("x-chalkline-school", "S4")]
    return raw(gateway, BODY, key=key, headers=headers)


def test_a_class_without_ai_is_refused_in_words_a_student_understands(district: District, gateway: Running) -> None:
    assert call(gateway, "uc_feedback").status == 200
    show(district, gateway, ClassLevel(BIOLOGY, 1))
    refused = call(gateway, "uc_feedback")
    assert (refused.status, refused.code) == (403, "class_level")
    told = json.loads(refused.body)["error"]["message"]
    assert "Your class works without AI right now (level 1 of 5). Do it yourself, or ask your teacher." in told
    assert call(gateway, "uc_access").status == 200, "what a student needs is not switched off"
    assert call(gateway, "uc_feedback", key=TEACHER_KEY).status == 200, "a teacher's own work has no level"
    assert call(gateway, "uc_feedback", BIOLOGY, key=APP_KEY).code == "class_level"
    assert call(gateway, "uc_feedback", HISTORY, key=APP_KEY).status == 200
    show(district, gateway, ClassLevel(BIOLOGY, 2))
    assert call(gateway, "uc_research").status == 200
    assert call(gateway, "uc_feedback").code == "class_level"
    assert "only for ideas and planning" in json.loads(call(gateway, "uc_feedback").body)["error"]["message"]
    show(district, gateway, ClassLevel(BIOLOGY, 4))
    assert call(gateway, "uc_feedback").status == 200
    kept = [each for each in district.records() if each.code == "class_level"]
    assert kept and all("level" in each.rules for each in kept)


def test_a_student_in_two_classes_and_a_piece_of_work_that_is_named(district: District, gateway: Running) -> None:
    week = TODAY + timedelta(days=7)
    essay = ClassLevel(BIOLOGY, 4, "essay7", TODAY, week)
    show(district, gateway, ClassLevel(BIOLOGY, 1), essay)
    assert call(gateway, "uc_feedback", key=OWN_KEY).status == 200, "it may be for history, which has no level"
    assert call(gateway, "uc_feedback", BIOLOGY, key=OWN_KEY).code == "class_level"
    assert call(gateway, "uc_feedback", "essay7", key=OWN_KEY).status == 200
    assert call(gateway, "uc_feedback", "c-art", key=OWN_KEY).code == "header_unclear"
    assert call(gateway, "uc_feedback", HISTORY).code == "header_unclear", "a key of a class is for that class"
    show(district, gateway, ClassLevel(BIOLOGY, 1), ClassLevel(HISTORY, 2), essay)
    assert call(gateway, "uc_research", key=OWN_KEY).status == 200
    assert call(gateway, "uc_feedback", key=OWN_KEY).code == "class_level"
    test = ClassLevel(BIOLOGY, 1, "test77", TODAY, TODAY, holds_class=True)
    show(district, gateway, ClassLevel(BIOLOGY, 3), essay, test)
    assert call(gateway, "uc_feedback").code == "class_level"
    assert call(gateway, "uc_feedback", "essay7").code == "class_level"
