"""The file of models: every fault in it is told at once, by place, and no key is ever told."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalkline.gateway.models.configuration import read_models
from chalkline.gateway.models.words import Deployment, Waits
from expecting import problem


def read(home: Path, text: str | bytes) -> tuple[Deployment, ...]:
    keys = home / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "their.token").write_text("sk-secret\n")
    (keys / "empty.token").write_text("\n")
    file = home / "models.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_models(file, keys, Waits(longest=45.0)).deployments("ours")


GOOD = """
models:
  ours:
    - {provider: azure, address: "https://d.example/", model: mini, key_file: their.token, api_version: 2025-01-01}
    - provider: openai
      key_file: their.token
      prices: [{since: 2027-01-01, in: 0.1, out: 0.4}, {since: 2026-07-01, in: 0.15, out: 0.6}]
      timeouts: {first_byte: 90}
    - {provider: ollama}
"""


def test_a_sound_file(tmp_path: Path) -> None:
    azure, openai, ollama = read(tmp_path, GOOD)
    assert (azure.address, azure.model, azure.api_version) == ("https://d.example", "mini", "2025-01-01")
    assert (openai.address, openai.model, openai.secret) == ("https://api.openai.com/v1", "ours", "sk-secret")
    assert [(each.tokens_in, each.tokens_out) for each in openai.prices] == [(150_000, 600_000), (100_000, 400_000)]
    assert (openai.waits.longest, azure.waits.longest) == (45.0, 45.0), (
        "what the file leaves out is as the setting says"
    )
    assert (openai.waits.first_byte, openai.waits.connect, ollama.rank, ollama.secret) == (90.0, 5.0, 3, "")
    assert "sk-secret" not in repr(openai)


ONE = "models: {ours: [{provider: openai, key_file: their.token, %s}]}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("models: {ours: [{provider: opnai}]}", "provider “opnai” is not known"),
        ("models: {ours: [{provider: openai}]}", "key_file is missing"),
        ("models: {ours: [{provider: openai, key_file: gone.token}]}", "“gone.token” cannot be read"),
        ("models: {ours: [{provider: openai, key_file: ../their.token}]}", "plain name"),
        ("models: {ours: [{provider: openai, key_file: empty.token}]}", "holds no key"),
        (ONE % "address: 'http://models.example/v1'", "plain http to another machine (models.example)"),
        (ONE % "address: 'http://10.0.0.5:8000/v1'", "plain http to another machine"),
        (ONE % "address: 'https://me:secret@models.example'", "without a name, a password"),
        (ONE % "address: 'https://[broken'", "cannot be read"),
        (ONE % "address: 5", "is missing"),
        (ONE % "price: {in: -1, out: 1}", "0 to 10000 dollars"),
        (ONE % "price: {in: .nan, out: 1}", "0 to 10000 dollars"),
        (ONE % "price: 5", "a million tokens"),
        (ONE % "prices: [{since: soon, in: 1, out: 1}]", "since"),
        (ONE % "prices: [{in: 1, out: 1}, {in: 2, out: 2}]", "two prices begin on the same day"),
        (ONE % "timeouts: {connect: 0}", "more than 0"),
        (ONE % "timeouts: {conect: 1}", "timeouts are seconds for"),
        (ONE % "weight: 0", "weight is a whole number"),
        (ONE % "colour: red", "“colour” is not known"),
        (ONE % "routes: [chat, voice]", "routes are some of"),
        (ONE % "idempotency: 'X: y'", "the name of a header"),
        ("models: {ours: []}", "no deployment is listed"),
        ("models: {ours: hello}", "not a list of fields"),
        ("models: {}", "no list “models”"),
        ("[1, 2]", "no list “models”"),
        ("", "no list “models”"),
        ("models: {a: [{provider: ollama}], a: [{provider: ollama}]}", "“a” stands twice"),
        ("models: [", "line 1"),
        (b"\xff\xfe\x00", "not YAML"),
        ("models: {ours: {provider: gemini, model: 'a/../b', key_file: their.token}}", "part of an address"),
        ("a: &a [x]\nmodels: !!python/object/apply:os.system ['true']", "not YAML"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)  # fmt: skip
def test_faults(tmp_path: Path, text: str | bytes, told: str) -> None:
    with problem("models.file_faulty") as caught:
        read(tmp_path, text)
    assert told in str(caught.value), str(caught.value)
    assert "sk-secret" not in str(caught.value)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with problem("models.file_faulty") as caught:
        read(tmp_path, "extra: 1\nmodels:\n  a: [{provider: x}]\n  b: [{provider: openai, rank: 0, price: 1}]\n")
    for told in ("“extra” at the top", "a, deployment 1: provider", "b, deployment 1: key_file", "rank", "price"):
        assert told in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with problem("models.file_missing"):
        read_models(tmp_path / "none.yaml", tmp_path)
