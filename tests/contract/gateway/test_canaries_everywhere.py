"""Words that must be found nowhere: put into every part of a call, on every route, through every way it can end.

Afterwards every file of the district, of the folder for temporary files and of the processes is read for them, in every
spelling that a program could have given them. What a rule keeps lies sealed, so it is not found either.
"""

from __future__ import annotations

import base64
import json
import signal
import socket
import stat
import tempfile
import time
import zlib
from contextlib import suppress
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from chalkline.rulebook.api import Condition, ConditionKind, KeptBy, digest_of_key
from contract.gateway.district import CLASS_KEY, KEYS, TODAY, WRITING, District, Running, raw, wait_until
from contract.gateway.test_trying import tried

WORD = "canary7f3e"
PHONE = "415-555-0177"
STRANGER = f"ck-{WORD}-" + "z" * 40
TEXT = f"{WORD} said: write to {WORD}@gmail.com or call {PHONE}."
PATHS = {"chat": "/v1/chat/completions", "responses": "/v1/responses", "messages": "/v1/messages"}
LISTS = ("/v1/embeddings", "/v1/moderations")
MODELS = (
    "stub-small", "stub-cut", "stub-stall", "stub-nonsense", "stub-error", "stub-busy", "stub-redirect", "stub-tools",
    "stub-open", "stub-thinks", "stub-counts", f"{WORD}-model",
)  # fmt: skip
KEEP = Condition(ConditionKind.KEEP, "", KeptBy.GATEWAY, "100 30 restored")
HOLD = Condition(ConditionKind.HOLD, "", KeptBy.GATEWAY)
USES = (
    replace(WRITING, conditions=(KEEP,)),
    replace(WRITING, use_id="use-held", conditions=(HOLD, KEEP)),
    replace(WRITING, use_id="use-over", starts_on=TODAY.replace(year=2020), expires_on=TODAY.replace(year=2021)),
)
HELD, OVER = "ck-held-" + "h" * 40, "ck-over-" + "o" * 40
MORE_KEYS = tuple(
    replace(KEYS[0], digest=digest_of_key(secret), key_id=name, use_id=use)
    for secret, name, use in ((HELD, "k-held", "use-held"), (OVER, "k-over", "use-over"))
)
SAID = (
    TEXT,
    f"i want to kill myself, {WORD}",
    f"{WORD}'s SSN is 219-09-9999",
    base64.b64encode(f"my phone is {PHONE}, call me {WORD}".encode()).decode(),
    f"{WORD} \ud800",
)


def body(route: str, text: str, model: str = "stub-small", **more: Any) -> bytes:
    """A call with the word in every part of it."""
    asked: dict[str, Any] = {"messages": [{"role": "user", "content": text}, {"role": "tool", "content": text}]}
    if route == "responses":
        asked = {"input": text, "instructions": text}
    elif route == "messages":
        asked = {"messages": [{"role": "user", "content": text}], "system": text, "max_tokens": 5}
    function = {"name": WORD, "description": text, "parameters": {"type": "object", "description": text}}
    tool = function if route == "responses" else {"type": "function", "function": function}
    spare = {"metadata": {"note": text}, "user": text, "stop": [text], "novel": {"x": [text]}, "tools": [tool]}
    return json.dumps({"model": model, **asked, **spare, **more}).encode()


@pytest.fixture
def everything(district: District, stub: Running) -> Running:
    district.publish(*USES)
    district.pack(keys=(*KEYS, *MORE_KEYS))
    return district.start_gateway(stub.url, first_byte_seconds=0.4, between_seconds=0.4, largest_body=60_000)


def call_in_every_way(gateway: Running) -> set[str]:
    """Every route, model, stream, key, header and broken body; gives the codes that came."""
    codes: set[str] = set()

    def call(sent: bytes, **more: Any) -> None:
        with suppress(OSError, HTTPException):  # a head that no library reads, or an answer that breaks off
            told = raw(gateway, sent, **more)
            codes.add(told.code if told.body.startswith(b"{") else "streamed")

    for route, path in PATHS.items():
        for streamed in (False, True):
            for model in MODELS:
                call(body(route, TEXT, model, stream=streamed), path=path)
            for key in (HELD, OVER, STRANGER, ""):
                call(body(route, TEXT, stream=streamed), path=path, key=key)
            for text in SAID:
                call(body(route, text, stream=streamed), path=path)
        call(body(route, TEXT)[:-9], path=path)
        call(body(route, TEXT * 2000), path=path)
        call(body(route, TEXT), path=path, headers=[("content-type", f"text/{WORD}")])
        call(body(route, TEXT), path=path, headers=[("content-encoding", WORD)])
        for name in ("grade", "school", "purpose", "data", "student", "record", "person", "person-token"):
            call(body(route, TEXT), path=path, headers=[(f"x-chalkline-{name}", TEXT)])
    for path in LISTS:
        call(json.dumps({"model": "stub-small", "input": [TEXT]}).encode(), path=path)
    for path in (f"/v1/{WORD}", f"/v1/models/{WORD}", f"/v1/chat/completions?q={WORD}", f"/v1/chalkline/held/{WORD}"):
        call(body("chat", TEXT), path=path)
        call(b"", path=path, method="GET")
    return codes


def leave_in_the_middle(gateway: Running) -> None:
    sent = body("chat", TEXT, "stub-stall", stream=True)
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=5) as caller:
        head = f"POST {PATHS['chat']} HTTP/1.1\r\nhost: {WORD}\r\nauthorization: Bearer {CLASS_KEY}\r\n"
        caller.sendall(f"{head}content-length: {len(sent)}\r\n\r\n".encode() + sent)
        caller.recv(300)
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=5) as caller:
        caller.sendall(f"{WORD} {TEXT}\r\n\r\n".encode())


def spellings(word: str) -> set[bytes]:
    plain = word.encode()
    shifted = {base64.b64encode(b"x" * at + plain)[at and 4 : -4] for at in range(3)}
    return {plain, plain.upper(), plain.hex().encode(), word.encode("utf-16-le"), plain[::-1], *shifted}


def files_with(words: tuple[str, ...], files: list[Path]) -> list[str]:
    """Which word is in which file, unpacked where it is packed."""
    looked_for = {spelled for word in words for spelled in spellings(word)}
    found = []
    for path in files:
        with suppress(OSError):
            content = path.read_bytes()
            with suppress(zlib.error):
                content += zlib.decompress(content, 47)
            found += [f"{each!r} in {path}" for each in looked_for if each in content]
    return found


def written(since: float) -> list[Path]:
    """Files in the places where a library puts what it does not tell of."""
    folders = {Path(tempfile.gettempdir()), Path("/dev/shm"), Path("/var/tmp"), Path.cwd()}
    files = [path for folder in folders if folder.exists() for path in (*folder.glob("*"), *folder.glob("*/*"))]
    found = []
    for path in files:
        with suppress(OSError):
            told = path.lstat()
            if stat.S_ISREG(told.st_mode) and told.st_mtime >= since and told.st_size < 50_000_000:
                found.append(path)
    return found


def test_no_word_of_any_call_is_in_any_file_however_it_ends(
    district: District, everything: Running, stub: Running
) -> None:
    since = time.time() - 1
    codes = call_in_every_way(everything) | {each.code for each in district.records()}
    assert codes >= {
        "", "streamed", "model_cut", "model_nonsense", "model_unavailable", "model_slow", "model_not_covered",
        "held_for_release", "key_unknown", "key_missing", "body_unclear", "body_too_large", "body_encoded",
        "body_not_json", "header_unclear", "route_unknown", "data_blocked", "data_encoded", "method_unknown",
    }, codes  # fmt: skip
    leave_in_the_middle(everything)
    tried(district, everything, text=TEXT)
    limits = Path(f"/proc/{everything.process.pid}/limits").read_text(encoding="ascii")
    assert "Max core file size        0                    0 " in limits
    full = district.start_gateway(stub.url, node="full", largest_file=2000)
    for _ in range(6):
        raw(full, body("chat", TEXT))
    assert raw(full, body("chat", TEXT)).code in {"record_unavailable", "channel_unavailable"}
    killed = district.start_gateway(stub.url, node="killed")
    with socket.create_connection(("127.0.0.1", killed.port), timeout=5) as caller:
        sent = body("chat", TEXT, "stub-stall", stream=True)
        head = f"POST {PATHS['chat']} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {CLASS_KEY}\r\n"
        caller.sendall(f"{head}content-length: {len(sent)}\r\n\r\n".encode() + sent)
        caller.recv(300)
        killed.process.send_signal(signal.SIGABRT)
        wait_until(lambda: killed.process.poll() is not None)
    everything.process.send_signal(signal.SIGTERM)
    wait_until(lambda: everything.process.poll() is not None)
    assert len(district.records()) > 150
    assert any(path.suffix == ".channel" for path in district.home.rglob("*"))

    ours = [path for path in district.home.rglob("*") if path.is_file()]
    assert files_with((WORD, PHONE, CLASS_KEY, HELD), ours) == []
    assert files_with((WORD,), written(since)) == []
    assert not [path for path in written(since) if path.name.startswith("core")]
