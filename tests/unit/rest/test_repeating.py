"""Idempotency-Key: the same call is done once, whatever happens on the way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calling import Caller, api_at, caller
from cast import NOW, Cast
from chalkline.kernel.clock import utc_now
from chalkline.ledger.models import Fact
from chalkline.purpose.problems.api import DistrictProblem
from chalkline.rest.models import RepeatableCall
from chalkline.rest.problems import STATED
from chalkline.tools.evaluations.models import Evidence
from evaluating import PDF, begun, linked
from visiting import visitor


@pytest.fixture
def carl(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Caller:
    api_at(monkeypatch, NOW)
    return caller(cast.carl, now=NOW)


def stated(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {**STATED, "owner_id": cast.carl.actor.id, **changes}


def test_sent_twice_done_once(cast: Cast, carl: Caller) -> None:
    first = carl.post("/problems", stated(cast), Idempotency_Key="a")
    again = carl.post("/problems", stated(cast), Idempotency_Key="a")
    assert (first.status, again.status) == (201, 201) and first.said == again.said
    assert DistrictProblem.objects.count() == 1
    assert Fact.objects.filter(kind="purpose.problem.named/1").count() == 1


def test_without_the_header_it_is_done_each_time(cast: Cast, carl: Caller) -> None:
    assert carl.post("/problems", stated(cast)).said["id"] != carl.post("/problems", stated(cast)).said["id"]


def test_another_body_under_the_same_key_is_refused(cast: Cast, carl: Caller) -> None:
    carl.post("/problems", stated(cast), Idempotency_Key="a")
    other = carl.post("/problems", stated(cast, title="Something else"), Idempotency_Key="a")
    assert (other.status, other.code) == (422, "api.repeat_differs") and DistrictProblem.objects.count() == 1


def test_while_the_first_runs_the_second_waits(cast: Cast, carl: Caller) -> None:
    carl.post("/problems", stated(cast), Idempotency_Key="a")
    RepeatableCall.objects.update(status=None, sealed=None)
    running = carl.post("/problems", stated(cast), Idempotency_Key="a")
    assert (running.status, running.code) == (409, "api.repeat_in_flight")


def test_a_call_that_crashed_can_be_sent_again(cast: Cast, carl: Caller) -> None:
    carl.post("/problems", stated(cast), Idempotency_Key="a")
    RepeatableCall.objects.update(status=None, sealed=None, begun_at=NOW - timedelta(minutes=2))
    assert carl.post("/problems", stated(cast), Idempotency_Key="a").status == 201


def test_whoever_was_overtaken_has_done_nothing(cast: Cast, carl: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from chalkline.rest import problems

    def slow(*args: Any, **options: Any) -> Any:
        RepeatableCall.objects.update(attempt=uuid.uuid4())  # another took the call over in the meantime
        return named(*args, **options)

    named = problems.name_problem
    monkeypatch.setattr(problems, "name_problem", slow)
    answer = carl.post("/problems", stated(cast), Idempotency_Key="a")
    assert (answer.status, answer.code) == (409, "api.repeat_in_flight")
    assert not DistrictProblem.objects.exists() and not Fact.objects.filter(kind="purpose.problem.named/1").exists()


def test_a_refusal_is_not_kept(cast: Cast, carl: Caller) -> None:
    assert carl.post("/problems", stated(cast, title=""), Idempotency_Key="a").status == 422
    assert not RepeatableCall.objects.exists()
    assert carl.post("/problems", stated(cast), Idempotency_Key="a").status == 201


def test_keys_are_each_persons_own_and_end_after_a_day(
    cast: Cast, carl: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    carl.post("/problems", stated(cast), Idempotency_Key="a")
    ada = caller(cast.ada, now=NOW)
    assert ada.post("/problems", stated(cast), Idempotency_Key="a").status == 201
    assert DistrictProblem.objects.count() == 2
    api_at(monkeypatch, NOW + timedelta(hours=25))
    carl.post("/problems", stated(cast), Idempotency_Key="a")
    assert DistrictProblem.objects.count() == 3 and RepeatableCall.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "ключ"])
def test_a_key_that_names_nothing_is_refused(cast: Cast, carl: Caller, key: str) -> None:
    assert carl.post("/problems", stated(cast), Idempotency_Key=key).code == "api.repeat_key_unclear"


def test_a_stranger_learns_nothing_by_a_key(cast: Cast, carl: Caller) -> None:
    carl.post("/problems", stated(cast), Idempotency_Key="a")
    assert Caller("").post("/problems", stated(cast), Idempotency_Key="a").status == 401


def test_the_kept_answer_cannot_be_read_from_the_table(cast: Cast, carl: Caller) -> None:
    carl.post("/problems", stated(cast), Idempotency_Key="a")
    row = RepeatableCall.objects.get()
    assert b"Feedback" not in bytes(row.sealed or b"") and row.key_digest != "a"


def test_a_large_file_is_handed_in_once_by_staff_and_by_a_vendors_link(cast: Cast) -> None:
    now = utc_now()
    evaluation, other = begun(cast, now=now), begun(cast, "Elm Coach", now=now)
    staff, stranger = visitor(cast.priya), visitor()
    by_link = f"/api/v1/vendor-links/{linked(cast, evaluation, now=now)}/files"
    large = PDF + b"x" * 3_000_000  # beyond what a body may hold in memory
    for client, address, content in (
        (staff, f"/api/v1/evaluations/{other.pk}/files", large),
        (stranger, by_link, large + b"y"),
    ):
        first, again = (_handed_in(client, address, content) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json(), first.content
        assert again.headers["Idempotency-Replayed"] == "true"
        differs = _handed_in(client, address, content[:-1] + b"z")  # as long and under the same key, and another file
        assert (differs.status_code, differs.json()["code"]) == (422, "api.repeat_differs")
    assert Evidence.objects.count() == 2 and {each.size for each in Evidence.objects.all()} == {3_000_017, 3_000_018}
    elsewhere = f"/api/v1/vendor-links/{linked(cast, begun(cast, 'Oak Tutor', now=now), now=now)}/files"
    assert _handed_in(stranger, elsewhere, large).status_code == 201  # a key belongs to one link


def _handed_in(client: Client, address: str, content: bytes) -> Any:
    given = {"file": SimpleUploadedFile("soc2.pdf", content), "kind": "soc2", "title": "SOC 2", "questions": ["S02"]}
    return client.post(address, given, headers={"Idempotency-Key": "same"})
