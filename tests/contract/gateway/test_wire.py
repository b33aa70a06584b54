"""Requests that no library sends: what two readers could take for two things is refused, the rest is read once."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.stages import Stage, Stages
from chalkline.gateway.serving import gateway as made_gateway
from chalkline.gateway.settings import GatewaySettings
from contract.gateway.district import APP_KEY, CLASS_KEY, District, Running
from contract.gateway.test_faults import _asgi, body

BODY = body("chat").decode()
SIZE = len(BODY)
CHUNKS = f"{SIZE:x}\r\n{BODY}\r\n0\r\n"
POST = "POST /v1/chat/completions HTTP/1.1"


@pytest.fixture(scope="module")
def wired(stub: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[District, Running]]:
    district = District(tmp_path_factory.mktemp("wire"))
    district.publish()
    yield district, district.start_gateway(stub.url)
    district.stop()


def send(gateway: Running, sent: str, *, ends: bool = True) -> list[int]:
    """The statuses of what comes back. ``ends``: whether the other side is expected to close."""
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=5 if ends else 1) as to:
        told = b""
        try:
            to.sendall(sent.encode("latin-1"))
            while piece := to.recv(65536):
                told += piece
        except OSError:
            pass
    return [int(each[:3]) for each in told.split(b"HTTP/1.1 ")[1:]]


def call(*headers: str, key: str = CLASS_KEY, line: str = POST, text: str = BODY) -> str:
    return "\r\n".join([line, "host: x", f"authorization: Bearer {key}", *headers, "", text])


SMUGGLED = "GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n"
TWO_READINGS = {
    "both lengths": call("content-length: 5", "transfer-encoding: chunked", text=CHUNKS + "\r\n"),
    "a request behind": call(f"content-length: {SIZE}", "transfer-encoding: chunked", text=f"0\r\n\r\n{SMUGGLED}"),
    "two lengths": call(f"content-length: {SIZE}", "content-length: 3"),
    "the same twice": call(f"content-length: {SIZE}", f"content-length: {SIZE}"),
    "a list of lengths": call(f"content-length: {SIZE}, {SIZE}"),
    "less than nothing": call("content-length: -1"),
    "more than there is": call("content-length: 99999999999999999999"),
    "a space in a name": call("transfer-encoding : chunked", text=CHUNKS + "\r\n"),
    "an unknown form": call("transfer-encoding: xchunked", text=CHUNKS + "\r\n"),
    "not last": call("transfer-encoding: chunked, identity", text=CHUNKS + "\r\n"),
    "no number": call("transfer-encoding: chunked", text=f"zz\r\n{BODY}\r\n0\r\n\r\n"),
    "line feeds alone": call(f"content-length: {SIZE}").replace("\r\n", "\n"),
    "a folded line": call("x-more: a", " b", f"content-length: {SIZE}"),
    "a nought in a value": call(f"content-length: {SIZE}", key=CLASS_KEY + "\0"),
    "a return in a value": call("x-chalkline-purpose: uc_lesson\rx-chalkline-grade: 7", f"content-length: {SIZE}"),
    "another protocol": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


@pytest.mark.parametrize("name", list(TWO_READINGS))
def test_what_two_readers_could_read_in_two_ways_is_refused(wired: tuple[District, Running], name: str) -> None:
    district, gateway = wired
    assert [each for each in send(gateway, TWO_READINGS[name]) if each != 400] == []
    assert not [each for each in district.records() if each.status == 200]


def test_what_stands_behind_a_body_is_no_header(wired: tuple[District, Running], stub: Running) -> None:
    behind = call(
        "transfer-encoding: chunked",
        "connection: close",
        text=f"{CHUNKS}x-chalkline-grade: 12\r\nx-api-key: none\r\n\r\n",
    )
    assert send(wired[1], behind) == [200]
    asked = call(
        "transfer-encoding: chunked", "connection: close", key="none", text=f"{CHUNKS}x-api-key: {CLASS_KEY}\r\n\r\n"
    )
    assert send(wired[1], asked) == [401]


def test_each_of_several_calls_on_one_connection_is_by_its_own_key(wired: tuple[District, Running]) -> None:
    district, gateway = wired
    length = f"content-length: {SIZE}"
    both = call(length) + call(length, key="none") + call(length, "x-chalkline-grade: 7", key=APP_KEY) + call(length)
    assert send(gateway, both, ends=False) == [200, 401, 200, 200]
    assert [each.key_id for each in district.records()[-4:]] == ["k-class", "", "k-app", "k-class"]


def test_a_key_counts_only_where_keys_stand(wired: tuple[District, Running]) -> None:
    length = f"connection: close\r\ncontent-length: {SIZE}"
    for line, header in (
        (POST.replace(" HTTP", f"?key={CLASS_KEY}&api_key={CLASS_KEY} HTTP"), "x: y"),
        (POST, f"cookie: key={CLASS_KEY}"),
        (POST, f"proxy-authorization: Bearer {CLASS_KEY}"),
    ):
        asked = call(length, header, line=line).replace(f"\r\nauthorization: Bearer {CLASS_KEY}", "")
        assert send(wired[1], asked) == [401]


def test_whoever_sends_nonsense_fills_no_log(wired: tuple[District, Running]) -> None:
    gateway = wired[1]
    send(gateway, "nonsense\r\n\r\n")
    before = gateway.log.stat().st_size
    for sent in ("nonsense\r\n\r\n", call("upgrade: websocket", "connection: upgrade", "content-length: 0", text="")):
        send(gateway, sent, ends=False)
    assert gateway.log.stat().st_size == before


class Failing(Stage):
    """A part of the gateway with a fault that says what it was given."""

    async def before(self, call: Call) -> None:
        raise ValueError(json.dumps(call.body))


def test_long_headers_are_not_remembered(district: District) -> None:
    """What a caller says of a call is kept for the next one like it; not what only fills the memory."""
    district.keyring.key("channel")
    home = district.home
    app = made_gateway(GatewaySettings(home=home, keys=home / "keys", models_url="http://127.0.0.1:9", zone="UTC"))
    app.holder.look()
    held = app.holder.snapshot()

    async def nobody(_message: object) -> None:
        return None

    sizes = []
    for told in ("work", "student_work", ",".join(["student_work"] * 100), ",".join(["student_work"] * 101)):
        headers = {"authorization": f"Bearer {CLASS_KEY}", "x-chalkline-data": told}
        caller = app.callers.identify(Call(app.spool, app.holder.clock(), nobody), headers, held)
        assert "student_work" in caller.declared
        sizes.append(len(held.worked_out))
    assert sizes[1] > sizes[0] and sizes[1:] == [sizes[1]] * 3
    app.spool.close()
    app.channel.close()


def test_a_fault_of_our_own_is_refused_and_its_log_has_no_text(
    district: District, caplog: pytest.LogCaptureFixture
) -> None:
    district.keyring.key("channel")
    home: Path = district.home
    app = made_gateway(GatewaySettings(home=home, keys=home / "keys", models_url="http://127.0.0.1:9", zone="UTC"))
    app.pipeline.stages = Stages(Failing())

    async def tell() -> int:
        await app.pipeline.open()
        app.holder.look()
        status = await _asgi(app, body("chat", text="canary-7731"))
        await app.pipeline.close()
        return status

    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(tell()) == 503
    app.spool.close()
    app.channel.close()
    assert district.records()[-1].code == "gateway_fault"
    assert "ValueError" in caplog.text and "test_wire.py" in caplog.text and "canary" not in caplog.text
