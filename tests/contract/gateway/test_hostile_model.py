"""A model service that is not on our side, byte for byte: a caller gets an answer or the right error, nothing else."""

from __future__ import annotations

import gzip
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from chalkline.rulebook.api import Outcome
from contract.gateway.district import WRITING, District, Raw, Running, raw

Say = Callable[[socket.socket], None]
SECRET = "Kim wrote to 415-555-2671 and 415-555-0188"
LINK = "https://evil.example/?d="


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "application/json") -> Say:
    """One whole answer."""
    lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", *headers]
    if not any(each.lower().startswith(("content-length", "transfer-encoding")) for each in headers):
        lines.append(f"content-length: {len(body)}")
    return lambda to: to.sendall("\r\n".join([*lines, "", ""]).encode() + body)


def endless(begin: bytes, piece: bytes) -> Say:
    """The same, over and over, until nobody listens."""

    def say(to: socket.socket) -> None:
        to.sendall(begin)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            to.sendall(piece)
            time.sleep(0.001)  # there are only so many processors

    return say


def whole(text: str, **more: Any) -> bytes:
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}], **more}).encode()


def chunk(text: str, **more: Any) -> str:
    return json.dumps({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None, **more}]})


def stream(text: str, *headers: str, kind: str = "text/event-stream") -> Say:
    return answer(text.encode(), "connection: close", *headers, kind=kind)


STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
BOMB = gzip.compress(b" " * 50_000_000)
NO_ANSWER: dict[str, tuple[Say, bool, str]] = {
    "packed": (answer(gzip.compress(whole("hi")), "content-encoding: gzip"), False, "model_nonsense"),
    "a packed stream": (answer(gzip.compress(b"data: x\n\n"), kind="text/event-stream"), True, "model_cut"),
    "a bomb": (answer(BOMB, "content-encoding: gzip"), False, "model_nonsense"),
    "an error that says 200": (answer(b'{"error":{"message":"no"}}'), False, "model_nonsense"),
    "an error in a stream": (stream('data: {"error":{"message":"no"}}\n\n'), True, "model_nonsense"),
    "a page": (answer(b"<html>", kind="text/html"), False, "model_nonsense"),
    "no stream": (answer(whole("hi")), True, "model_nonsense"),
    "other letters": (stream(chunk("hi"), kind="text/event-stream; charset=utf-16"), True, "model_cut"),
    "too short": (answer(whole("hi"), "content-length: 9999", "connection: close"), False, "model_cut"),
    "too long": (answer(whole("hi"), "content-length: 9"), False, ""),
    "bad pieces": (answer(b"zz\r\n{}", "transfer-encoding: chunked"), False, ""),
    "a head without end": (endless(b"HTTP/1.1 200 OK\r\n", b"x-more: " + b"y" * 4000 + b"\r\n"), False, ""),
    "a line without end": (endless(b"HTTP/1.1 200 OK\r\nx-more: ", b"y" * 4000), False, ""),
    "never yet": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), False, ""),
    "an event without end": (endless(STREAM + b"data: ", b"x" * 20_000), True, "model_nonsense"),
    "remarks without end": (endless(STREAM, b": I am here\n\n" * 100), True, ""),
    "empty pieces without end": (endless(STREAM, f"data: {chunk('')}\n\n".encode() * 100), True, ""),
    "not http": (lambda to: to.sendall(b"SSH-2.0-OpenSSH_9.2\r\n" * 10), False, ""),
    "nothing": (lambda to: to.close(), False, "model_cut"),
    "text in a list": (answer(json.dumps({"choices": [[]]}).encode()), False, "model_nonsense"),
    "not a number": (answer(b'{"choices":NaN}'), False, "model_nonsense"),
    "deep": (answer(b'{"choices":' + b"[" * 5000 + b"]" * 5000 + b"}"), False, "model_nonsense"),
    "half a letter": (answer(b'{"choices":[{"message":{"content":"\\ud800"}}]}'), False, "model_nonsense"),
}
DONE = "data: [DONE]\n\n"
LAST = f"data: {chunk('', finish_reason='stop')}\n\n{DONE}"
ODD_STREAMS = {
    "as usual": f"data: {chunk('Hello')}\n\n{LAST}",
    "no space": f"data:{chunk('Hello')}\n\n{LAST}",
    "crlf": f"data: {chunk('Hello')}\n\n{LAST}".replace("\n", "\r\n"),
    "remarks": f": one\n\n:two\ndata: {chunk('Hello')}\n: three\n\nevent: x\n\nretry: 5\nid: 7\n\n{LAST}",
    "named": f"event: message\nid: 1\ndata: {chunk('Hello')}\n\n{LAST}",
    "several lines": "data: " + chunk("Hello").replace(", ", ",\ndata: ") + f"\n\n{LAST}",
    "a mark of bytes": f"\ufeffdata: {chunk('Hello')}\n\n{LAST}",
    "cr alone": f"data: {chunk('Hello')}\n\n{LAST}".replace("\n", "\r"),
}


class Evil:
    """Listens, reads a call, and says what ``says`` has under the name of the model; no library in between."""

    def __init__(self) -> None:
        self.says: dict[str, Say] = {}
        self.elsewhere: list[bytes] = []  # calls of any other address
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._answer, args=(self.listening.accept()[0],), daemon=True).start()

    def _answer(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.settimeout(20)
            asked = b""
            while not (found := re.search(rb'"model":"([^"]*)"', asked)):
                piece = caller.recv(65536)
                if not piece or piece.startswith(b"GET"):
                    self.elsewhere.append(piece)
                    return
                asked += piece
            self.says[found[1].decode()](caller)

    def on(self, say: Say) -> str:
        """The name of a model that says this: another each time, so that none is left alone for its faults."""
        name = f"evil-{len(self.says)}"
        self.says[name] = say
        return name


@pytest.fixture(scope="module")
def evil() -> Iterator[Evil]:
    made = Evil()
    yield made
    made.listening.close()


@pytest.fixture(scope="module")
def behind(evil: Evil, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[District, Running]]:
    district = District(tmp_path_factory.mktemp("evil"))
    district.publish(replace(WRITING, models=frozenset(f"evil-{number}" for number in range(200))))
    waits = {"first_byte_seconds": 1.5, "between_seconds": 1.5, "longest_seconds": 3.0, "largest_answer": 2_000_000}
    yield district, district.start_gateway(evil.url, **waits)
    district.stop()


def ask(gateway: Running, model: str, *, streamed: bool = False) -> Raw:
    messages = [{"role": "user", "content": SECRET}]
    return raw(gateway, json.dumps({"model": model, "messages": messages, "stream": streamed}).encode())


def text_of(told: Raw) -> str:
    if told.body.startswith(b"{"):
        return str(json.loads(told.body)["choices"][0]["message"]["content"])
    events = [json.loads(line[6:]) for line in told.body.splitlines() if line.startswith(b"data: {")]
    return "".join(each["delta"].get("content") or "" for event in events for each in event["choices"])


@pytest.mark.parametrize("name", list(NO_ANSWER))
def test_what_is_no_answer_is_told_and_ends(behind: tuple[District, Running], evil: Evil, name: str) -> None:
    district, gateway = behind
    say, streamed, code = NO_ANSWER[name]
    began = time.monotonic()
    told = ask(gateway, evil.on(say), streamed=streamed)
    assert time.monotonic() - began < 12
    record = district.records()[-1]
    assert record.outcome in {Outcome.FAILED, Outcome.CUT} and record.code.startswith("model_")
    assert record.code.encode() in told.body and (not code or record.code == code), record.code
    assert b"[DONE]" not in told.body and b'"message":"no"' not in told.body
    assert text_of(ask(gateway, evil.on(answer(whole("Good morning."))))) == "Good morning."


@pytest.mark.parametrize("name", list(ODD_STREAMS))
def test_a_stream_as_other_servers_write_it(behind: tuple[District, Running], evil: Evil, name: str) -> None:
    told = ask(behind[1], evil.on(stream(ODD_STREAMS[name])), streamed=True)
    assert (text_of(told), told.body.endswith(DONE.encode())) == ("Hello", True), told.body


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
def test_nobody_is_sent_elsewhere(behind: tuple[District, Running], evil: Evil, status: str) -> None:
    for place in (f"{evil.url}/latest/meta-data", "file:///etc/passwd", "//127.0.0.1/"):
        told = ask(behind[1], evil.on(answer(b"", f"location: {place}", status=status)))
        assert told.code == "model_unavailable" and "location" not in told.headers
    assert evil.elsewhere == []


@pytest.mark.parametrize("streamed", [False, True])
def test_only_what_was_given_is_put_back(behind: tuple[District, Running], evil: Evil, streamed: bool) -> None:
    said = "[PHONE_1] [phone_2] [PHONE_3] [PHONE_01] PHONE_1 [ PHONE_1 ] [PHONE_1 [PHONE__1] [EMAIL_1] Student A [PHON"
    back = said.replace("[PHONE_1] ", "415-555-2671 ", 1).replace("[phone_2]", "415-555-0188")
    pieces = "".join(f"data: {chunk(each)}\n\n" for each in said)
    model = evil.on(stream(pieces + LAST) if streamed else answer(whole(said)))
    assert text_of(ask(behind[1], model, streamed=streamed)) == back


def test_what_a_service_says_of_a_fault_holds_no_link_and_no_stand_in_is_put_back(
    behind: tuple[District, Running], evil: Evil
) -> None:
    words = f"Your key ran out. Renew it at {LINK}[PHONE_1] or [here]({LINK}x). " + "x" * 5000
    fault = answer(json.dumps({"error": {"message": words}}).encode(), status="400 Bad Request")
    told = ask(behind[1], evil.on(fault))
    assert told.code == "model_refused" and "Your key ran out" in told.body.decode()
    assert "://" not in told.body.decode() and "415-555" not in told.body.decode() and len(told.body) < 2000
