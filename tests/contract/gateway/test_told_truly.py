"""What an answer's headers say of it, and how long it may take: at a real gateway."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from chalkline.rulebook.api import Outcome
from contract.gateway.district import District, Running, raw

SECRET = "Kim wrote to mom@gmail.com and 415-555-2671, again 415-555-2671."
BODIES: dict[str, dict[str, Any]] = {
    "chat/completions": {"messages": [{"role": "user", "content": SECRET}]},
    "responses": {"input": SECRET},
    "messages": {"messages": [{"role": "user", "content": SECRET}], "max_tokens": 50},
    "completions": {"prompt": SECRET},
    "embeddings": {"input": SECRET},
}
TOLD = "x-chalkline-replaced"


def test_an_answer_says_what_was_replaced_by_kind_and_count_and_never_what(
    district: District, gateway: Running
) -> None:
    for path, body in BODIES.items():
        for stream in (False, True) if path != "embeddings" else (False,):
            sent = {"model": "stub-small", **body, **({"stream": True} if stream else {})}
            answer = raw(gateway, json.dumps(sent).encode(), path=f"/v1/{path}")
            record = district.records()[-1]
            assert answer.status == 200 and record.stream is stream
            assert answer.headers[TOLD] == "par_contact=1, stu_phone=2"
            assert answer.headers[TOLD] == ", ".join(f"{name}={n}" for name, n in sorted(record.replaced.items()))
    plain = {"model": "stub-small", "messages": [{"role": "user", "content": "Is my first sentence clear?"}]}
    for more in ({}, {"stream": True}):
        assert TOLD not in raw(gateway, json.dumps({**plain, **more}).encode()).headers
    secret = {"model": "stub-small", "messages": [{"role": "user", "content": "My SSN is 219-09-9999."}]}
    refused = raw(gateway, json.dumps(secret).encode())
    assert refused.code == "data_blocked" and TOLD not in refused.headers  # it did not go on
    for headers in (answer.headers, refused.headers):
        assert not any(value in " ".join(headers.values()) for value in ("2671", "mom", "219-09"))


@pytest.mark.parametrize("path", ["chat/completions", "completions"])
def test_an_answer_may_take_as_long_as_the_setting_says(district: District, stub: Running, path: str) -> None:
    gateway = district.start_gateway(stub.url, longest_seconds=0.7)
    began = time.monotonic()
    whole = raw(gateway, _sent(path, "stub-slow"), path=f"/v1/{path}")
    assert (whole.status, whole.code) == (504, "model_slow") and time.monotonic() - began < 5
    streamed = raw(gateway, _sent(path, "stub-steady", stream=True), path=f"/v1/{path}")
    assert streamed.status == 200 and b"model_slow" in streamed.body and b"[DONE]" not in streamed.body
    assert [(each.outcome, each.code) for each in district.records()] == [
        (Outcome.FAILED, "model_slow"), (Outcome.CUT, "model_slow"),
    ]  # fmt: skip


def test_a_model_with_a_time_of_its_own_has_that_time(district: District, stub: Running, tmp_path: Path) -> None:
    """Longer than the setting, or shorter."""
    file = tmp_path / "models.yaml"
    patient = {"provider": "vllm", "address": f"{stub.url}/v1", "timeouts": {"longest": 20}}
    hasty = {**patient, "timeouts": {"longest": 0.5}}
    file.write_text(yaml.safe_dump({"models": {"stub-steady": [patient], "stub-slow": [hasty]}}))
    gateway = district.start_gateway("", models_file=str(file), longest_seconds=0.7)
    streamed = raw(gateway, _sent("chat/completions", "stub-steady", stream=True))
    assert streamed.status == 200 and streamed.body.endswith(b"data: [DONE]\n\n")
    assert raw(gateway, _sent("chat/completions", "stub-slow")).code == "model_slow"


def _sent(path: str, model: str, **more: Any) -> bytes:
    text = "a text of some length, so that it takes a while"
    asked = {"prompt": text} if path == "completions" else {"messages": [{"role": "user", "content": text}]}
    return json.dumps({"model": model, **asked, **more}).encode()
