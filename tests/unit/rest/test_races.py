"""Programs acting at the same moment: one is first, the others are told; a call sent twice at once is done once."""

from __future__ import annotations

import pytest

from at_once import ON_POSTGRES, at_once
from calling import api_at, caller
from cast import NOW, make_cast
from chalkline.govern.committees.api import Choice
from chalkline.govern.decisions.api import Decision
from chalkline.purpose.problems.api import DistrictProblem
from chalkline.rest.problems import STATED
from deciding import MEETING_AT, item_put, meeting_called, open_with, vote

pytestmark = ON_POSTGRES


def test_of_two_who_close_one_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    api_at(monkeypatch, MEETING_AT)
    meeting = meeting_called(cast)
    item = item_put(cast, meeting)
    open_with(cast, meeting, "dana", "priya", "tess", "theo", "fay")
    for name in ("carl", "dana", "tess", "theo"):
        vote(cast, item, name, Choice.FOR)
    carl = caller(cast.carl, now=MEETING_AT)
    answers = at_once(*[lambda: carl.post(f"/agenda-items/{item.pk}/close")] * 3)
    assert sorted(each.status for each in answers) == [201, 409, 409]
    assert {each.code for each in answers if each.status == 409} == {"decisions.already_decided"}
    assert Decision.objects.count() == 1


def test_the_same_call_at_the_same_moment_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    api_at(monkeypatch, NOW)
    carl = caller(cast.carl, now=NOW)
    body = {**STATED, "owner_id": cast.carl.actor.id}
    answers = at_once(*[lambda: carl.post("/problems", body, Idempotency_Key="k")] * 4)
    assert {each.status for each in answers} <= {201, 409} and DistrictProblem.objects.count() == 1
    assert len({each.said["id"] for each in answers if each.status == 201}) == 1
    assert {each.code for each in answers if each.status == 409} <= {"api.repeat_in_flight"}
