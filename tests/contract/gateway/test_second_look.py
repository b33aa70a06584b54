"""The second look at what students write: by a service that answers as published, and by one that is wrong or late."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from chalkline.protect.safety.setting import setting_for
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy, SpoolRecord, read_channel
from contract.gateway.district import WRITING, District, Raw, Running, raw, wait_until

CATEGORIES = (
    "sexual", "sexual/minors", "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit",
    "illicit/violent", "self-harm", "self-harm/intent", "self-harm/instructions", "violence", "violence/graphic",
)  # fmt: skip
SECONDS = 0.6
STRICT = Condition(ConditionKind.SAFETY, "As for the youngest.", KeptBy.GATEWAY, "strict")
WRONG = {
    "nothing": b"{}",
    "no json": b"<html>busy</html>",
    "cut json": b'{"id": "modr-1", "results": [{"flagged": fal',
    "no result": b'{"results": []}',
    "a list": b'{"results": [{"categories": ["violence"]}]}',
    "a word": b'{"results": [{"categories": {"violence": "yes"}}]}',
    "other names": b'{"results": [{"categories": {"unsafe": false}}]}',
    "deep": b"[" * 5000 + b"]" * 5000,
}


def published(*flagged: str, unjudged: tuple[str, ...] = ()) -> dict[str, Any]:
    """A whole answer of omni-moderation, as the provider documents it."""
    return {
        "id": "modr-970d409ef3bef3b70c73d8232df86e7d",
        "model": "omni-moderation-latest",
        "results": [
            {
                "flagged": bool(flagged),
                "categories": {each: None if each in unjudged else each in flagged for each in CATEGORIES},
                "category_scores": {each: 0.97 if each in flagged else 1.2e-5 for each in CATEGORIES},
                "category_applied_input_types": {each: ["text"] if each in flagged else [] for each in CATEGORIES},
            }
        ],
    }


class Provider(BaseHTTPRequestHandler):
    """Answers chats with two words, and judges a text as its first line ("judge: …") asks for."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._say(b'{"object": "list", "data": []}')

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if not self.path.endswith("/moderations"):
            message = {"role": "assistant", "content": "Well put."}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            self._say(json.dumps({"id": "c", "object": "chat.completion", "model": "m", "choices": [choice]}).encode())
            return
        how = str(body["input"]).removeprefix("judge: ").partition(".")[0]
        if how == "slow":
            time.sleep(3 * SECONDS)
        if how == "error":
            self._say(b'{"error": {"message": "The server is overloaded."}}', status=500)
        elif how == "huge":
            self._say(b'{"results": [' + b" " * (3 * 1024 * 1024) + b"]}")
        elif how == "torn":
            self._say(json.dumps(published()).encode(), promised=10_000)
        elif how in WRONG:
            self._say(WRONG[how])
        else:
            flagged = tuple(each for each in CATEGORIES if each == how)
            self._say(json.dumps(published(*flagged, unjudged=("illicit",) if how == "old model" else ())).encode())

    def _say(self, data: bytes, *, status: int = 200, promised: int = 0) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(promised or len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
            self.close_connection = bool(promised)
        except OSError:
            pass  # the gateway did not wait: that is what is tested


@pytest.fixture
def judged(district: District) -> Iterator[Running]:
    """A gateway whose models, and the one that judges, are behind one real server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    yield district.start_gateway(
        url, moderation_model="omni-moderation-latest", moderation_seconds=SECONDS, largest_answer=1024 * 1024
    )
    server.shutdown()
    server.server_close()


def put(gateway: Running, how: str) -> Raw:
    text = f"judge: {how}. Is my paragraph about the river clear?"
    return raw(gateway, json.dumps({"model": "stub-small", "messages": [{"role": "user", "content": text}]}).encode())


def last(district: District) -> SpoolRecord:
    return district.records()[-1]


def alerts(district: District) -> list[str]:
    paths = sorted((district.home / "channel").rglob("*.channel"))
    return [str(each.about["rule"]) for path in paths for each in read_channel(path.read_bytes()).records]


def test_published_answers_are_read_and_what_is_none_is_recorded_as_failed(district: District, judged: Running) -> None:
    for calm in ("none of it", "old model", "violence"):
        answer = put(judged, calm)
        assert answer.status == 200 and b"Well put." in answer.body
        assert last(district).second_look == "answered"
    assert alerts(district) == []
    for danger in ("self-harm/intent", "self-harm/instructions", "harassment/threatening", "hate/threatening"):
        answer = put(judged, danger)
        assert answer.status == 200 and b"Well put." not in answer.body, danger
        assert (last(district).second_look, last(district).code) == ("answered", "safety_help")
        assert alerts(district)[-1] == f"moderation.{danger.replace('/', '_')}"
    assert b"988" in put(judged, "self-harm").body and len(alerts(district)) == 4, "a concern: help, and no alert"
    for refused in ("sexual", "sexual/minors", "violence/graphic"):
        assert (put(judged, refused).status, last(district).code) == (403, "safety_refused"), refused
    for wrong in (*WRONG, "error", "huge", "torn", "slow"):
        began = time.monotonic()
        answer = put(judged, wrong)
        assert answer.status == 200 and b"Well put." in answer.body, wrong
        assert last(district).second_look == "failed", wrong
        assert time.monotonic() - began < 10 * SECONDS, wrong
    assert put(judged, "none of it").status == 200, "one that failed is asked again"
    assert last(district).second_look == "answered"


def test_a_use_that_is_strict_lets_nothing_by_that_was_not_looked_at(district: District, judged: Running) -> None:
    district.publish(replace(WRITING, conditions=(STRICT,)))
    wait_until(lambda: put(judged, "nothing").status == 503, judged.log)
    for wrong in ("no json", "error", "huge", "torn", "slow"):
        answer = put(judged, wrong)
        assert (answer.status, last(district).code) == (503, "safety_unavailable"), wrong
        assert last(district).second_look == "failed"
    assert put(judged, "none of it").status == 200
    text = json.dumps({"model": "stub-small", "messages": [{"role": "user", "content": "judge: error. i want to die"}]})
    assert b"988" in raw(judged, text.encode()).body, "help does not wait for a second look"


def test_the_youngest_and_strict_uses_need_the_second_look() -> None:
    must = {band: setting_for(band).must_look_twice for band in ("k2", "g35", "g68", "g912", "none", "unknown")}
    assert must == {"k2": True, "g35": True, "g68": False, "g912": False, "none": False, "unknown": True}
    assert setting_for("g912", "strict").must_look_twice and not setting_for("none", "open").must_look_twice
