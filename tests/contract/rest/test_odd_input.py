"""Odd input of every kind, at every operation, by several people: a refusal in words, never a fault of ours."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calling import caller
from cast import Cast
from chalkline.kernel.clock import utc_now

WRITTEN = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"  # what is built, by test_openapi
SCHEMA = json.loads(WRITTEN.read_text(encoding="utf-8"))
OPERATIONS = [(path, method, told) for path, methods in SCHEMA["paths"].items() for method, told in methods.items()]
IDS = ["00000000-0000-4000-8000-000000000000", "x", "2026-1", "%00", "..%2f", "٣", "a" * 300]

texts = st.one_of(
    st.sampled_from(
        ["", " ", "\0", "2026-02-30", "uc_lesson", "teacher", "g35", "=1+1", "\U0001f9d1‍\U0001f3eb", "x" * 5000]
    ),
    st.text(max_size=20),
)
leaves = st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), texts, st.just("NaN"))
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)


def example_of(told: dict[str, Any]) -> Any:
    body = told.get("requestBody", {}).get("content", {}).get("application/json")
    if not body:  # nothing, or a file
        return None
    shape = body["schema"]["$ref"].rsplit("/", 1)[-1]
    return SCHEMA["components"]["schemas"][shape]["examples"][0]


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, str, bytes]:
    path, method, told = draw(st.sampled_from(OPERATIONS))
    address = re.sub(r"{\w+}", lambda _: draw(st.sampled_from(IDS)), path).removeprefix("/api/v1")
    asked = [each["name"] for each in told.get("parameters", []) if each["in"] == "query"]
    if asked:
        values = draw(st.lists(st.sampled_from(["-1", "0", "100", "101", "9" * 30, "%00", "x", "", "1e3"]), max_size=2))
        address += "?" + "&".join(f"{draw(st.sampled_from(asked))}={value}" for value in values)
    body = example_of(told)
    if isinstance(body, dict) and draw(st.integers(0, 9)):
        body = dict(body)
        for name in draw(st.lists(st.sampled_from(sorted(body)), max_size=2)):
            body[name] = draw(anything)
    else:
        body = draw(anything)
    sent = draw(st.sampled_from([b"", b"{", b"\xff\xfe", b"[]"])) if draw(st.integers(0, 19)) == 0 else None
    return method.upper(), address, json.dumps(body).encode() if sent is None else sent


@pytest.mark.parametrize("name", ["ada", "dana", "tess"])
def test_no_input_is_a_fault_of_ours(cast: Cast, name: str) -> None:
    program = caller(getattr(cast, name), now=utc_now())

    @settings(max_examples=250, suppress_health_check=list(HealthCheck))
    @given(calls())
    def send(call: tuple[str, str, bytes]) -> None:
        method, address, body = call
        answer = program(method, address, body)
        assert answer.status < 500, call
        if answer.status >= 400 and answer.said is not None:
            assert {"code", "what", "why", "next_step"} <= set(answer.said)

    send()
