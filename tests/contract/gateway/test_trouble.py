"""A model that is slow, dead or talks nonsense, a full disk, a killed gateway: nobody hangs, no record is lost."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPException
from pathlib import Path

import openai
import pytest
from openai.types.chat import ChatCompletionChunk

from chalkline.rulebook.api import Outcome
from contract.gateway.district import (
    APP_KEY,
    CLASS_KEY,
    KEYS,
    ROOT,
    TEACHER_KEY,
    District,
    Running,
    ask,
    client,
    free_port,
    raw,
    stream,
)

FAST = {"first_byte_seconds": 1.0, "between_seconds": 1.0, "connect_seconds": 1.0}


@pytest.mark.parametrize(
    ("model", "status", "code", "outcome"),
    [
        ("stub-slow", 504, "model_slow", Outcome.FAILED),
        ("stub-cut", 502, "model_cut", Outcome.CUT),
        ("stub-nonsense", 502, "model_nonsense", Outcome.FAILED),
        ("stub-error", 502, "model_unavailable", Outcome.FAILED),
        ("stub-busy", 429, "model_refused", Outcome.FAILED),
    ],
)
def test_trouble_with_a_plain_answer(
    district: District, stub: Running, model: str, status: int, code: str, outcome: Outcome
) -> None:
    gateway = district.start_gateway(stub.url, **FAST)
    began = time.monotonic()
    with pytest.raises(openai.APIStatusError) as caught:
        ask(client(gateway), model=model)
    assert time.monotonic() - began < 6
    assert (caught.value.status_code, caught.value.code) == (status, code)
    (record,) = district.records()
    assert (record.outcome, record.status, record.code, record.model) == (outcome, status, code, model)


@pytest.mark.parametrize(
    ("model", "code"),
    [("stub-slow", "model_slow"), ("stub-nonsense", "model_nonsense"), ("stub-error", "model_unavailable")],
)
def test_trouble_before_a_stream_begins_is_an_ordinary_error(
    district: District, stub: Running, model: str, code: str
) -> None:
    gateway = district.start_gateway(stub.url, **FAST)
    with pytest.raises(openai.APIStatusError) as caught:
        stream(client(gateway), model=model)
    assert caught.value.code == code
    assert [record.outcome for record in district.records()] == [Outcome.FAILED]


@pytest.mark.parametrize(("model", "code"), [("stub-cut", "model_cut"), ("stub-stall", "model_slow")])
def test_a_stream_that_breaks_off_says_so_inside_the_stream(
    district: District, stub: Running, model: str, code: str
) -> None:
    gateway = district.start_gateway(stub.url, **FAST)
    began = time.monotonic()
    pieces = client(gateway).chat.completions.create(
        model=model, messages=[{"role": "user", "content": "hello"}], stream=True
    )
    shown: list[ChatCompletionChunk] = []
    with pytest.raises(openai.APIError) as caught:
        shown.extend(pieces)
    assert shown[0].choices[0].delta.role == "assistant"  # it had begun
    assert time.monotonic() - began < 6
    assert caught.value.code == code
    (record,) = district.records()
    assert (record.outcome, record.status, record.code, record.stream) == (
        Outcome.CUT, 502 if code == "model_cut" else 504, code, True,
    )  # fmt: skip


def test_a_model_service_that_is_not_there(district: District) -> None:
    gateway = district.start_gateway(f"http://127.0.0.1:{free_port()}", **FAST)
    for streamed in (False, True):
        with pytest.raises(openai.APIStatusError) as caught:
            (stream if streamed else ask)(client(gateway))
        assert (caught.value.status_code, caught.value.code) == (502, "model_unavailable")
    assert [record.outcome for record in district.records()] == [Outcome.FAILED] * 2


def test_a_call_that_cannot_be_written_down_gets_no_answer(district: District, stub: Running) -> None:
    gateway = district.start_gateway(stub.url, largest_file=2500)
    body = b'{"model":"stub-small","messages":[{"role":"user","content":"hello"}]}'
    answers = [raw(gateway, body) for _ in range(12)]
    answered = [each.headers["x-chalkline-decision"] for each in answers if each.status == 200]
    assert 0 < len(answered) < 12
    assert {(each.status, each.code) for each in answers[len(answered) :]} == {(503, "record_unavailable")}
    assert answered == [record.decision_id for record in district.records() if record.outcome is Outcome.ANSWERED]
    assert gateway.get("/healthz")[1]["status"] == "record_unavailable"
    with pytest.raises(openai.APIError):
        stream(client(gateway))


def test_every_answer_that_was_given_has_its_record_though_the_gateway_is_killed(
    district: District, stub: Running
) -> None:
    answered: list[str] = []
    for _ in range(5):
        gateway = district.start_gateway(stub.url)
        threads = [threading.Thread(target=_call_until_killed, args=(gateway, answered)) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.7)
        os.kill(gateway.process.pid, signal.SIGKILL)
        for thread in threads:
            thread.join()
        gateway.process.wait()
    recorded = {record.decision_id for record in district.records()}
    assert len(answered) > 20
    assert set(answered) <= recorded
    sequences = [record.sequence for record in district.records()]
    assert sequences == sorted(set(sequences))


def _call_until_killed(gateway: Running, answered: list[str]) -> None:
    body = b'{"model":"stub-small","messages":[{"role":"user","content":"hello"}],"stream":true}'
    while True:
        try:
            answer = raw(gateway, body)
        except (OSError, HTTPException):
            return
        if answer.body.endswith(b"data: [DONE]\n\n"):
            answered.append(answer.headers["x-chalkline-decision"])


def test_no_text_of_a_call_and_no_key_is_in_any_log_or_record(district: District, stub: Running) -> None:
    gateway = district.start_gateway(stub.url, **FAST)
    canary = "canary-7f3a wrote to mom-canary@gmail.com, call 415-555-0199"
    for model in ("stub-small", "stub-slow", "stub-cut", "stub-nonsense", "stub-error", "stub-large"):
        for call in (ask, stream):
            with contextlib.suppress(openai.APIError):
                call(client(gateway), canary, model)
    for key in (APP_KEY, TEACHER_KEY, "ck-canary-key-" + "z" * 40):
        with pytest.raises(openai.APIStatusError):
            ask(client(gateway, key, grade="4"), canary + " SSN 219-09-9999")
    raw(gateway, b'{"canary-7f3a', path="/v1/chat/completions?canary=1")
    gateway.stop()
    written = gateway.log.read_bytes() + b"".join(
        path.read_bytes() for path in (district.home / "spool").rglob("*.spool")
    )
    assert len(district.records()) > 10
    for secret in ("canary", "mom-", "0199", "219-09", *(key[:20] for key in (CLASS_KEY, APP_KEY, TEACHER_KEY))):
        assert secret.encode() not in written, secret
    assert not any(key.digest.encode() in written for key in KEYS)


class TestStart:
    def start(self, district: District, **changes: object) -> subprocess.CompletedProcess[bytes]:
        options = {
            "home": str(district.home), "keys": str(district.home / "keys"), "models_url": "http://127.0.0.1:9",
            "zone": "UTC", "port": free_port(), **changes,
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, str(Path(__file__).with_name("start.py")), "gateway", json.dumps(options)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            timeout=30,
            check=False,
        )

    def test_a_gateway_without_keys_does_not_start(self, district: District, tmp_path: Path) -> None:
        run = self.start(district, keys=str(tmp_path / "no-keys"))
        assert run.returncode != 0 and b"keys.missing" in run.stderr
        assert not (tmp_path / "no-keys").exists()

    def test_a_gateway_without_models_does_not_start(self, district: District) -> None:
        assert b"gateway.no_models" in self.start(district, models_url="").stderr

    def test_two_gateways_do_not_share_one_record(self, district: District, gateway: Running) -> None:
        assert b"spool.in_use" in self.start(district).stderr

    def test_a_gateway_elsewhere_needs_no_secret_to_check_signatures(
        self, district: District, stub: Running, tmp_path: Path
    ) -> None:
        from chalkline.rulebook.api import public_half, sealing_half

        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        for name in ("bundle", "pack-signing"):
            (elsewhere / f"{name}.pub").write_text(public_half(district.keyring.key(name)).hex() + "\n")
        (elsewhere / "channel.pub").write_text(sealing_half(district.keyring.key("channel")).hex() + "\n")
        (elsewhere / "pack.key").write_bytes(district.keyring.key("pack"))
        (elsewhere / "pack.key").chmod(0o600)
        gateway = district.start_gateway(stub.url, keys=str(elsewhere))
        assert ask(client(gateway))
