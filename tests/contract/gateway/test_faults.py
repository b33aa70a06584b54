"""Bad input and faults on every route: the right error, nothing lost, nothing leaked, the process alive."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import signal
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from chalkline.gateway.serving import gateway as made_gateway
from chalkline.gateway.settings import GatewaySettings
from chalkline.rulebook.api import Outcome
from contract.gateway.district import CLASS_KEY, District, Raw, Running, raw, wait_until

FAST = {"first_byte_seconds": 1.0, "between_seconds": 1.0, "connect_seconds": 1.0}
ROUTES = {
    "chat": "/v1/chat/completions", "responses": "/v1/responses", "messages": "/v1/messages",
    "completions": "/v1/completions",
}  # fmt: skip
ASKED = {"responses": "input", "completions": "prompt"}
every_route = pytest.mark.parametrize("route", list(ROUTES))


def body(route: str, model: str = "stub-small", text: str = "hello", **more: Any) -> bytes:
    asked = {ASKED[route]: text} if route in ASKED else {"messages": [{"role": "user", "content": text}]}
    return json.dumps({"model": model, **asked, **more}).encode()


def is_alive(gateway: Running) -> bool:
    return raw(gateway, body("chat")).status == 200


def error_of(answer: Raw, route: str) -> dict[str, Any]:
    """The error of an answer, which must have the form of its route and tell the client not to try again."""
    said = json.loads(answer.body)
    assert answer.headers["x-should-retry"] == "false" and "x-chalkline-decision" in answer.headers
    if route == "messages":
        assert said["type"] == "error" and said["error"]["reason"] == "chalkline_refusal"
    else:
        assert said["error"]["type"] == "chalkline_refusal"
    return dict(said["error"])


@every_route
@pytest.mark.parametrize(
    ("model", "code", "outcome"),
    [
        ("stub-nonsense", "model_nonsense", Outcome.FAILED),
        ("stub-error", "model_unavailable", Outcome.FAILED),
        ("stub-redirect", "model_unavailable", Outcome.FAILED),
        ("stub-large", "model_not_covered", Outcome.REFUSED),
    ],
)
def test_trouble_is_told_in_the_form_of_the_route(
    shared_two: tuple[District, Running], route: str, model: str, code: str, outcome: Outcome
) -> None:
    district, gateway = shared_two
    for streamed in (False, True):
        answer = raw(gateway, body(route, model, stream=streamed, max_tokens=5), path=ROUTES[route])
        assert error_of(answer, route)["code"] == code and answer.status >= 400
        record = district.records()[-1]
        assert (record.code, record.outcome) == (code, outcome)
        assert record.decision_id == answer.headers["x-chalkline-decision"]


@pytest.fixture(scope="module")
def shared_two(stub: Running, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A district whose records are looked at, with a gateway that waits for nothing long."""
    made = District(tmp_path_factory.mktemp("faults"))
    made.publish()
    yield made, made.start_gateway(stub.url, **FAST, body_seconds=1.0, head_seconds=1.0)
    made.stop()


@every_route
def test_a_stream_that_breaks_off_says_so_in_the_form_of_the_route(
    shared_two: tuple[District, Running], route: str
) -> None:
    district, gateway = shared_two
    for model, code in (("stub-cut", "model_cut"), ("stub-stall", "model_slow")):
        answer = raw(gateway, body(route, model, "a rather long text", stream=True), path=ROUTES[route])
        last = answer.body.rstrip().split(b"\n\n")[-1]
        said = json.loads(last.split(b"data: ", 1)[1])
        assert answer.status == 200 and said["error"]["code"] == code
        assert last.startswith(b"data: ") if route in {"chat", "completions"} else last.startswith(b"event: error\n")
        assert b"DONE" not in last and district.records()[-1].outcome is Outcome.CUT


def test_tokens_that_nobody_can_have_counted_are_not_believed(shared_two: tuple[District, Running]) -> None:
    district, gateway = shared_two
    assert raw(gateway, body("chat", "stub-counts")).status == 200
    record = district.records()[-1]
    assert 0 <= record.tokens_in < 10**6 and 0 <= record.tokens_out < 10**6


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ([("content-encoding", "gzip")], 415, "body_encoded"),
        ([("content-encoding", "br, gzip")], 415, "body_encoded"),
        ([("content-encoding", "identity")], 200, ""),
        ([("content-type", "text/plain")], 415, "body_not_json"),
        ([("content-type", "multipart/form-data; boundary=x")], 415, "body_not_json"),
        ([("content-type", "application/json; charset=utf-8")], 200, ""),
        ([("content-type", "application/vnd.api+json")], 200, ""),
    ],
)
def test_the_form_of_a_body(shared: Running, headers: list[tuple[str, str]], status: int, code: str) -> None:
    sent = gzip.compress(body("chat")) if code == "body_encoded" else body("chat")
    answer = raw(shared, sent, headers=headers)
    assert (answer.status, answer.code) == (status, code)


def test_twenty_megabytes_and_ten_thousand_messages(shared: Running, stub: Running) -> None:
    assert raw(shared, body("chat", text="x" * 20_000_000)).code == "body_too_large"
    assert raw(shared, (b"x" * 1_000_000 for _ in range(20))).code == "body_too_large"
    messages = [{"role": "user", "content": "This sentence is about rivers."}] * 10_000
    many = json.dumps({"model": "stub-small", "messages": messages}).encode()
    assert raw(shared, many).status == 200
    assert is_alive(shared)


@every_route
def test_unknown_fields_pass_and_every_odd_body_is_answered(shared: Running, stub: Running, route: str) -> None:
    assert raw(shared, body("chat", novel={"a": [1, None]})).status == 200
    assert stub.get("/received")[1][-1]["novel"] == {"a": [1, None]}
    odd: list[Any] = [None, 7, "", "x", [], {}, [7], [None], [[]], [{}], [{"role": 7}], [{"type": []}], {"a": {}}]
    fields = ("input", "instructions", "tools") if route == "responses" else ("messages", "system", "tools", "stream")
    asked = json.loads(body(route))
    for field in (*fields, "model"):
        for value in odd:
            answer = raw(shared, json.dumps({**asked, field: value}).encode(), path=ROUTES[route])
            assert answer.status in {200, 400, 403, 502}, (field, value, answer.body)
    for content in (*odd, [{"type": "text", "text": 7}], [{"type": "text", "text": ["x"]}]):
        name = "input" if route == "responses" else "messages"
        spelled = json.dumps({**asked, name: [{"role": "user", "content": content}]}).encode()
        assert raw(shared, spelled, path=ROUTES[route]).status in {200, 400, 403, 502}, content


def connected(gateway: Running, sent: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", gateway.port), timeout=5)
    made.sendall(sent)
    return made


def test_who_sends_slowly_holds_nothing(shared_two: tuple[District, Running]) -> None:
    district, gateway = shared_two
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {CLASS_KEY}\r\n".encode()
    silent, half = connected(gateway, b""), [connected(gateway, head) for _ in range(30)]
    slow = connected(gateway, head + b"content-length: 500\r\n\r\n{")
    began = time.monotonic()
    assert all(each.recv(100) == b"" for each in (silent, *half))
    assert b"408" in slow.recv(20) and time.monotonic() - began < 4
    assert district.records()[-1].code == "body_slow"
    with pytest.raises((ConnectionResetError, BrokenPipeError)), connected(gateway, head) as endless:  # noqa: PT012
        for _ in range(20_000):  # more than the sockets hold between them: one of these no longer reaches it
            endless.sendall(b"x-more: " + b"y" * 1000 + b"\r\n")
    assert is_alive(gateway)


@every_route
def test_a_caller_who_leaves_in_the_middle_of_a_stream(shared_two: tuple[District, Running], route: str) -> None:
    district, gateway = shared_two
    before = len(district.records())
    sent = body(route, "stub-steady", "a text of some length, so that it takes a while", stream=True)
    with connected(gateway, _request(ROUTES[route], sent)) as caller:
        assert b"200 OK" in caller.recv(2000)
        caller.recv(10)
    wait_until(lambda: len(district.records()) > before)
    record = district.records()[-1]
    assert (record.outcome, record.code) == (Outcome.CUT, "caller_left")
    assert is_alive(gateway)


def _request(path: str, sent: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {CLASS_KEY}\r\ncontent-length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent


async def _stream(gateway: Running) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    head, sent = _request(ROUTES["chat"], body("chat", "stub-steady", stream=True)).split(b"\r\n\r\n", 1)
    writer.write(head + b"\r\nconnection: close\r\n\r\n" + sent)
    told = await reader.read(-1)
    writer.close()
    return told


def test_two_hundred_streams_at_once(district: District, gateway: Running) -> None:
    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(*(_stream(gateway) for _ in range(200)))

    told = asyncio.run(all_of_them())
    assert all(b"data: [DONE]" in each for each in told)
    records = district.records()
    assert len({record.decision_id for record in records}) == 200
    assert {record.outcome for record in records} == {Outcome.ANSWERED}


def test_asked_to_stop_it_ends_what_it_began_and_writes_down_what_it_could_not(
    district: District, stub: Running
) -> None:
    gateway = district.start_gateway(stub.url, drain_seconds=2)
    told: dict[str, Raw] = {}

    def call(model: str) -> None:
        with contextlib.suppress(HTTPException, OSError):  # what could not end breaks off
            told[model] = raw(gateway, body("chat", model, stream=True))

    threads = [threading.Thread(target=call, args=(model,)) for model in ("stub-steady", "stub-stall")]
    for thread in threads:
        thread.start()
    time.sleep(0.4)
    gateway.process.send_signal(signal.SIGTERM)
    threads[0].join()
    assert told["stub-steady"].body.endswith(b"data: [DONE]\n\n")
    gateway.process.wait(timeout=15)
    outcomes = {record.model: (record.outcome, record.code) for record in district.records()}
    assert outcomes == {
        "stub-steady": (Outcome.ANSWERED, ""), "stub-stall": (Outcome.CUT, "gateway_stopped"),
    }  # fmt: skip


def test_a_clock_that_steps_lets_nothing_out_that_is_out_of_date(district: District, stub: Running) -> None:
    """The real application in this process, so that its clock can be moved."""
    now = [datetime.now(UTC)]
    district.keyring.key("channel")
    home = district.home
    app = made_gateway(
        GatewaySettings(home=home, keys=home / "keys", models_url=stub.url, zone="UTC"), clock=lambda: now[0]
    )

    async def tell() -> list[int]:
        await app.pipeline.open()
        app.holder.look()
        statuses = []
        for step in (0, 3, -6, 3, -0.5):
            now[0] += timedelta(hours=step)
            statuses.append(await _asgi(app, body("chat")))
        await app.pipeline.close()
        return statuses

    statuses = asyncio.run(tell())
    app.spool.close()
    app.channel.close()
    assert statuses[:2] == [200, 503] and statuses[3] == 200
    assert [record.code for record in district.records()][:2] == ["", "pack_out_of_date"]
    sequences = [record.sequence for record in district.records()]
    assert sequences == sorted(set(sequences))


async def _asgi(app: Any, sent: bytes) -> int:
    scope = {
        "type": "http", "method": "POST", "path": ROUTES["chat"],
        "headers": [(b"authorization", f"Bearer {CLASS_KEY}".encode())],
    }  # fmt: skip
    asked = iter([{"type": "http.request", "body": sent, "more_body": False}])
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        try:
            return next(asked)
        except StopIteration:
            await asyncio.sleep(60)
            raise

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    await app(scope, receive, send)
    return int(told[0]["status"])


def test_no_text_of_any_route_is_in_a_log_or_record(shared_two: tuple[District, Running]) -> None:
    district, gateway = shared_two
    canary = "canary-91c2 wrote to mum-canary@gmail.com, call 415-555-0188"
    for route, path in ROUTES.items():
        for model in ("stub-small", "stub-cut", "stub-nonsense", "stub-error"):
            for streamed in (False, True):
                raw(gateway, body(route, model, canary, stream=streamed, user=canary), path=path)
        raw(gateway, body(route, text=canary)[:-5], path=path)
    for path in ("/v1/embeddings", "/v1/moderations"):
        raw(gateway, json.dumps({"model": "stub-small", "input": canary}).encode(), path=path)
    files = [gateway.log, *(each for each in Path(district.home).rglob("*") if each.is_file())]
    for secret in (b"canary", b"555-0188", b"5550188", b"mum-"):  # four digits alone stand in random ids
        assert [each.name for each in files if secret in each.read_bytes()] == []
