"""Calls that nothing covers get no answer, but a reason a teacher understands, in OpenAI's error shape."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openai
import pytest

from chalkline.kernel.keyring import Keyring
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy, Outcome, Stops, sign_bundle
from contract.gateway.district import (
    APP_KEY,
    CLASS_KEY,
    TODAY,
    WRITING,
    District,
    Running,
    ask,
    client,
    raw,
    stream,
    wait_until,
)


def refused(call: Callable[[], object]) -> openai.APIStatusError:
    with pytest.raises(openai.APIStatusError) as caught:
        call()
    return caught.value


def code_of(call: Callable[[], object]) -> tuple[int, str | None]:
    fault = refused(call)
    return fault.status_code, fault.code


def test_a_wrong_grade_is_refused_with_a_reason_and_recorded(district: District, gateway: Running) -> None:
    fault = refused(lambda: ask(client(gateway, APP_KEY, grade="4", school="S4")))
    assert (fault.status_code, fault.code, fault.type) == (403, "grade_not_covered", "chalkline_refusal")
    assert "This use is for grades 6–8, not for grades 3–5." in fault.message
    assert "Decision 2026-15" in fault.message
    assert fault.response.headers["x-chalkline-bundle"] == "1"
    (record,) = district.records()
    assert record.decision_id == fault.response.headers["x-chalkline-decision"]
    assert (record.outcome, record.verdict, record.code, record.rules) == (
        Outcome.REFUSED, "refuse", "grade_not_covered", ("grade_band",),
    )  # fmt: skip


def test_a_stream_is_refused_in_the_same_way(shared: Running) -> None:
    assert code_of(lambda: stream(client(shared, APP_KEY, grade="4", school="S4"))) == (403, "grade_not_covered")


def test_a_key_of_one_grade_does_not_speak_for_another(shared: Running) -> None:
    fault = refused(lambda: ask(client(shared, CLASS_KEY, grade="4")))
    assert (fault.code, "The key is for grades 6–8, not for grades 3–5." in fault.message) == (
        "grade_not_covered",
        True,
    )


def test_an_app_that_does_not_say_the_grade_is_told_how(shared: Running) -> None:
    fault = refused(lambda: ask(client(shared, APP_KEY, school="S4")))
    assert (fault.code, "which grade it is for is not known here" in fault.message) == ("context_missing", True)


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        ("Her SSN is 219-09-9999.", "", "data_blocked"),
        ("the password is Tiger2024!", "", "data_blocked"),
        ("Is this clear?", "special", "data_blocked"),
        ("Is this clear?", "names", "data_not_found"),  # every name can be replaced where one stands
        ("Is this clear?", "course_grades", "data_not_covered"),
        ("Is this clear?", "aura", "data_not_covered"),
        ("Nobody's number is here.", "stu_phone", "data_not_found"),
    ],
)
def test_wrong_data_is_refused_declared_or_found(
    shared: Running, stub: Running, text: str, declared: str, code: str
) -> None:
    before = stub.get("/received")[1]
    headers = {"data": declared} if declared else {}
    assert code_of(lambda: ask(client(shared, **headers), text)) == (403, code)
    assert stub.get("/received")[1] == before


def test_a_picture_is_data_too(shared: Running) -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    asked = [{"role": "user", "content": [{"type": "text", "text": "What is this?"}, picture]}]
    fault = refused(lambda: client(shared).chat.completions.create(model="stub-small", messages=asked))  # type: ignore[arg-type]
    assert (fault.code, "Photo or video of student" in fault.message) == ("data_not_covered", True)


@pytest.mark.parametrize(
    ("key", "headers", "code"),
    [
        ("ck-nobody", {}, (401, "key_unknown")),
        ("x" * 12_000, {}, (400, "header_unclear")),
        (CLASS_KEY, {"purpose": "uc_tutor"}, (403, "purpose_not_covered")),
        (CLASS_KEY, {"purpose": "uc_grading"}, (403, "purpose_never")),
        (CLASS_KEY, {"purpose": "fun"}, (400, "header_unclear")),
        (CLASS_KEY, {"grade": "13th"}, (400, "header_unclear")),
        (CLASS_KEY, {"grade": "none"}, (400, "header_unclear")),
        (CLASS_KEY, {"school": "S1"}, (403, "school_not_covered")),
        (CLASS_KEY, {"school": "Hogwarts"}, (400, "header_unclear")),
    ],
)
def test_keys_and_headers(shared: Running, key: str, headers: dict[str, str], code: tuple[int, str]) -> None:
    assert code_of(lambda: ask(client(shared, key, **headers))) == code


def test_a_model_outside_the_use(shared: Running) -> None:
    assert code_of(lambda: ask(client(shared), model="stub-large")) == (403, "model_not_covered")


def test_a_use_that_has_ended(district: District, stub: Running) -> None:
    district.publish(replace(WRITING, expires_on=TODAY - timedelta(days=1)))
    fault = refused(lambda: ask(client(district.start_gateway(stub.url))))
    assert (fault.status_code, fault.code) == (403, "use_not_in_force")
    assert "has ended" in fault.message


@pytest.mark.parametrize(
    ("kind", "code"), [(ConditionKind.GROUND, "grounding_needed"), (ConditionKind.HOLD, "held_for_release")]
)
def test_what_cannot_be_kept_here_is_refused(district: District, stub: Running, kind: ConditionKind, code: str) -> None:
    district.publish(replace(WRITING, conditions=(Condition(kind, "", KeptBy.GATEWAY),)))
    assert code_of(lambda: ask(client(district.start_gateway(stub.url)))) == (403, code)


@pytest.mark.parametrize(
    ("stops", "code"),
    [
        (Stops(keys=frozenset({"k-class"})), (401, "key_revoked")),
        (Stops(uses=frozenset({"use-feedback"})), (403, "use_paused")),
        (Stops(tools=frozenset({"magicschool"})), (403, "use_paused")),
    ],
)
def test_a_stop_is_obeyed_within_five_seconds(
    district: District, gateway: Running, stops: Stops, code: tuple[int, str]
) -> None:
    of = client(gateway)
    assert ask(of)
    district.pack(stops=stops)
    began = time.monotonic()

    def answer() -> tuple[int, str | None]:
        try:
            ask(of)
        except openai.APIStatusError as fault:
            return fault.status_code, fault.code
        return 200, None

    wait_until(lambda: answer() == code, seconds=5)
    assert time.monotonic() - began < 5
    district.pack()
    wait_until(lambda: gateway.get("/healthz")[1]["pack"] == district.issue, seconds=5)
    assert ask(of)


def test_a_newly_published_use_counts_within_five_seconds(district: District, gateway: Running) -> None:
    of = client(gateway)
    assert code_of(lambda: ask(of, model="stub-large"))[1] == "model_not_covered"
    district.publish(replace(WRITING, models=WRITING.models | {"stub-large"}))
    wait_until(lambda: gateway.get("/healthz")[1]["bundle"] == 2, seconds=5)
    assert ask(of, model="stub-large")


class TestWhatIsPublishedIsNotBelievedBlindly:
    def damaged(self, district: District) -> bytes:
        whole = bytearray(district.bundle(replace(WRITING, models=frozenset({"stub-large"})), revision=2))
        whole[len(whole) // 2] ^= 1
        return bytes(whole)

    def other_key(self, district: District) -> bytes:
        ours = district.bundle(replace(WRITING, models=frozenset({"stub-large"})), revision=2)
        other = Keyring(district.home / "other-keys").key("bundle")
        return sign_bundle(ours[: ours.index(b"\n") + 1], other)

    def older(self, district: District) -> bytes:
        return district.bundle(WRITING, revision=1)

    def out_of_date(self, district: District) -> bytes:
        return district.bundle(WRITING, revision=9, good_until=datetime.now(UTC) - timedelta(seconds=1))

    @pytest.mark.parametrize(
        ("make", "trouble"),
        [
            (damaged, "bundles.damaged"),
            (other_key, "bundles.damaged"),
            (older, "bundles.older"),
            (out_of_date, "bundles.out_of_date"),
            (lambda self, district: b"", "bundles.damaged"),
            (lambda self, district: b"\x00" * 100_000, "bundles.damaged"),
        ],
        ids=["flipped byte", "another key", "older", "out of date", "empty", "zeros"],
    )
    def test_a_bad_bundle_changes_nothing_and_a_gateway_that_has_no_other_refuses(
        self, district: District, stub: Running, make: Callable[[object, District], bytes], trouble: str
    ) -> None:
        district.publish()  # policy 2 is in force
        gateway = district.start_gateway(stub.url)
        district.put("bundle.chalkline", make(self, district))
        wait_until(lambda: gateway.get("/healthz")[1]["troubles"] == {"bundle.chalkline": trouble}, seconds=5)
        assert gateway.get("/healthz")[1]["bundle"] == 2
        assert ask(client(gateway))
        gateway.stop()
        again = district.start_gateway(stub.url)
        status, said = again.get("/healthz")
        assert (status, said["status"], said["bundle"], said["pack"]) == (503, "policy_missing", 0, 0)
        assert said["troubles"] == {"bundle.chalkline": trouble}
        assert code_of(lambda: ask(client(again))) == (503, "policy_missing")

    def test_a_policy_ends_even_while_the_gateway_runs(self, district: District, stub: Running) -> None:
        soon = datetime.now(UTC) + timedelta(seconds=4)
        district.put("bundle.chalkline", district.bundle(WRITING, good_until=soon))
        gateway = district.start_gateway(stub.url)
        assert ask(client(gateway))
        wait_until(lambda: gateway.get("/healthz")[1]["status"] == "policy_out_of_date", seconds=10)
        assert code_of(lambda: ask(client(gateway))) == (503, "policy_out_of_date")

    def test_a_pack_ends_even_while_the_gateway_runs(self, district: District, stub: Running) -> None:
        district.pack(good_until=datetime.now(UTC) + timedelta(seconds=4))
        gateway = district.start_gateway(stub.url)
        assert ask(client(gateway))
        wait_until(lambda: gateway.get("/healthz")[1]["status"] == "pack_out_of_date", seconds=10)
        assert code_of(lambda: ask(client(gateway))) == (503, "pack_out_of_date")
        district.pack()
        wait_until(lambda: gateway.get("/healthz")[0] == 200, seconds=5)
        assert ask(client(gateway))

    def test_an_old_pack_does_not_bring_back_a_revoked_key(self, district: District, gateway: Running) -> None:
        old = (district.home / "publish" / "pack.chalkline").read_bytes()
        district.pack(stops=Stops(keys=frozenset({"k-class"})))
        wait_until(lambda: gateway.get("/healthz")[1]["pack"] == 2, seconds=5)
        district.put("pack.chalkline", old)
        wait_until(lambda: gateway.get("/healthz")[1]["troubles"] == {"pack.chalkline": "packs.older"}, seconds=5)
        assert code_of(lambda: ask(client(gateway))) == (401, "key_revoked")

    def test_nothing_published_is_nothing_allowed(self, district: District, stub: Running) -> None:
        for path in (district.home / "publish").iterdir():
            path.unlink()
        gateway = district.start_gateway(stub.url)
        assert code_of(lambda: ask(client(gateway))) == (503, "policy_missing")
        district.publish()
        wait_until(lambda: gateway.get("/healthz")[0] == 200, seconds=5)
        assert ask(client(gateway))


def test_a_refusal_is_not_tried_again_by_the_client(district: District, gateway: Running) -> None:
    for path in (district.home / "publish").iterdir():
        path.unlink()
    district.pack(good_until=datetime.now(UTC) + timedelta(seconds=1))
    wait_until(lambda: gateway.get("/healthz")[0] == 503, seconds=5)
    before = len(district.records())
    assert code_of(lambda: ask(client(gateway)))[0] == 503
    assert len(district.records()) == before + 1


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("POST", "/v1/files", 404, "route_unknown"),
        ("POST", "/v1/responses/resp_1/cancel", 404, "route_unknown"),
        ("GET", "/v1/responses", 405, "method_unknown"),
        ("POST", "/v1/chat/completions/", 404, "route_unknown"),
        ("POST", "/v1/../v1/files", 404, "route_unknown"),
        ("GET", "/", 404, "route_unknown"),
        ("GET", "/v1/chat/completions", 405, "method_unknown"),
        ("DELETE", "/v1/models", 405, "method_unknown"),
    ],
)
def test_there_is_no_way_around(shared: Running, method: str, path: str, status: int, code: str) -> None:
    answer = raw(shared, method=method, path=path)
    assert (answer.status, answer.code) == (status, code)
    assert json.loads(answer.body)["error"]["type"] == "chalkline_refusal"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "body_unclear"),
        (b"hello", 400, "body_unclear"),
        (b"[]", 400, "body_unclear"),
        (b"\xff\xfe", 400, "body_unclear"),
        (b'{"model":"stub-small"}', 400, "body_unclear"),
        (b'{"model":"stub-small","messages":[]}', 400, "body_unclear"),
        (b'{"model":"stub-small","messages":["hi"]}', 400, "body_unclear"),
        (b'{"model":7,"messages":[{"role":"user","content":"hi"}]}', 400, "body_unclear"),
        (b'{"model":"stub-small","messages":[{"role":"user","content":{"a":1}}]}', 400, "body_unclear"),
        (b'{"model":"stub-small","messages":[{"role":"user","content":[{"type":"hologram"}]}]}', 400, "body_unclear"),
        (b'{"model":"stub-small","messages":[{"role":"user","content":"hi","219-09-9999":1}]}', 400, "body_unclear"),
        (b'{"model":"stub-small","stream":"yes","messages":[{"role":"user","content":"hi"}]}', 400, "body_unclear"),
        (b'{"model":"stub-small","messages":[{"role":"user","content":"data: 219-09-9999"}]}', 403, "data_blocked"),
        (b'{"model":"stub-small","metadata":{"s":"219-09-9999"},"messages":[{"content":"hi"}]}', 200, ""),
        (b'{"model":"stub-small","messages":[{"role":"user","content":"' + b"[" * 3000 + b'"}]}', 200, ""),
        (b'{"model":"stub-small","messages":' + b"[" * 3000 + b"]" * 3000 + b"}", 400, "body_unclear"),
        (b'{"model":"stub-small","messages":[{"x":' + b"[" * 60 + b"]" * 60 + b"}]}", 400, "body_unclear"),
    ],
)
def test_what_cannot_be_read_is_not_let_through(shared: Running, body: bytes, status: int, code: str) -> None:
    answer = raw(shared, body)
    assert (answer.status, answer.code) == (status, code)


def test_a_body_that_says_a_thing_twice_is_read_once_by_everybody(shared: Running, stub: Running) -> None:
    clean, hidden = '[{"role":"user","content":"hello"}]', '[{"role":"user","content":"call 415-555-2671"}]'
    body = f'{{"model":"stub-small","messages":{hidden},"messages":{clean}}}'
    assert raw(shared, body.encode()).status == 200
    assert "555-2671" not in json.dumps(stub.get("/received")[1][-1])


def test_a_body_that_is_too_large_is_refused_while_it_arrives(district: District, stub: Running) -> None:
    gateway = district.start_gateway(stub.url, largest_body=10_000)
    assert code_of(lambda: ask(client(gateway), "x" * 20_000)) == (413, "body_too_large")

    assert raw(gateway, (b"x" * 1000 for _ in range(12))).status == 413


def test_a_header_of_ours_may_stand_only_once(shared: Running) -> None:
    headers = [("X-Chalkline-Grade", "7"), ("x-chalkline-grade", "4")]
    assert raw(shared, key=APP_KEY, headers=headers).code == "header_unclear"


def test_without_a_key_nothing_happens(shared: Running) -> None:
    for headers in ([], [("authorization", "Basic abc")], [("authorization", "Bearer ")], [("api-key", CLASS_KEY)]):
        answer = raw(shared, key="", headers=headers)
        assert (answer.status, answer.code) == (401, "key_missing")


def test_a_flood_of_strangers_does_not_fill_the_record(district: District, gateway: Running) -> None:
    for _ in range(90):
        assert raw(gateway, key="ck-no").code == "key_unknown"
    assert len(district.records()) == 60
