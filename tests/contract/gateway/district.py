"""A district for the gateway's contract: its published files made by hand, its processes real."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import openai

from chalkline.kernel.keyring import Keyring
from chalkline.rulebook.api import (
    EVERY,
    NO_STOPS,
    Families,
    Hints,
    HolderKind,
    PackKey,
    RosterPerson,
    SpoolRecord,
    StandingPack,
    Stops,
    Terms,
    ToolFacts,
    bundle_body,
    digest_of_extract,
    digest_of_key,
    read_records,
    seal_extract,
    seal_pack,
    sign_bundle,
    spell_person,
)
from chalkline.rulebook.pack import PackHold
from contract.gateway.start import Forked
from policies import FEEDBACK, policy

NOBODY = Families()
ROOT = Path(__file__).resolve().parents[3]
TODAY = datetime.now(UTC).date()
PATIENCE = 20.0

WRITING = replace(
    FEEDBACK,
    starts_on=TODAY - timedelta(days=30),
    expires_on=TODAY + timedelta(days=200),
    decided_on=TODAY - timedelta(days=40),
    conditions=(),
    schools=EVERY,
    models=frozenset(
        {
            "stub-small", "stub-slow", "stub-cut", "stub-stall", "stub-nonsense", "stub-error", "stub-busy",
            "stub-tools", "stub-open", "stub-thinks", "stub-redirect", "stub-counts", "stub-steady",
        }
    ),
)  # fmt: skip
TOOLS = (
    ToolFacts(
        "magicschool", "MagicSchool", agreement_elements=frozenset({"student_work", "local_assessment"}),
        agreement_ends_on=TODAY + timedelta(days=300),
    ),
)  # fmt: skip
CLASS_KEY, APP_KEY, TEACHER_KEY = "ck-class-" + "a" * 40, "ck-app-" + "b" * 40, "ck-teacher-" + "c" * 40
KEYS = (
    PackKey(digest_of_key(CLASS_KEY), "k-class", "use-feedback", HolderKind.CLASS, "student", frozenset({"g68"}), "S4"),
    PackKey(digest_of_key(APP_KEY), "k-app", "use-feedback", HolderKind.APP, "student"),
    PackKey(
        digest_of_key(TEACHER_KEY), "k-teacher", "use-feedback", HolderKind.PERSON, "teacher", frozenset({"g68"}), "S4"
    ),
)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Running:
    """A process, where it answers, and what it wrote to its log."""

    process: subprocess.Popen[bytes] | Forked
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def get(self, path: str) -> tuple[int, Any]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as fault:
            return fault.code, json.load(fault)


@dataclass
class District:
    """``District(home).publish()`` then ``start_gateway(stub.url)``."""

    home: Path
    revision: int = 0
    issue: int = 0
    digest: str = ""
    roster_issue: int = 0
    roster_digest: str = ""
    running: list[Running] = field(default_factory=list)

    @property
    def keyring(self) -> Keyring:
        return Keyring(self.home / "keys")

    def bundle(self, *terms: Terms, good_until: datetime | None = None, revision: int = 0) -> bytes:
        made = policy(*terms, revision=revision or self.revision, compiled_on=TODAY, tools=TOOLS)
        body = bundle_body(made, previous="", good_until=good_until or datetime.now(UTC) + timedelta(days=100))
        return sign_bundle(body, self.keyring.key("bundle"))

    def publish(self, *terms: Terms) -> None:
        """A new revision with these uses, and a pack that knows of it."""
        self.revision += 1
        self.put("bundle.chalkline", self.bundle(*(terms or (WRITING,))))
        self.pack()

    def pack(
        self,
        *,
        keys: tuple[PackKey, ...] = KEYS,
        stops: Stops = NO_STOPS,
        good_until: datetime | None = None,
        families: Families = NOBODY,
        holds: tuple[PackHold, ...] = (),
        **more: Any,
    ) -> None:
        """A new pack."""
        self.issue += 1
        now = datetime.now(UTC)
        made = StandingPack(
            issue=self.issue,
            issued_at=now,
            good_until=good_until or now + timedelta(hours=1),
            bundle_revision=self.revision,
            keys=keys,
            stops=stops,
            hints=Hints(frozenset({"cedarhollow.example"}), student_number_lengths=frozenset({6})),
            families=families,
            holds=holds,
            **{"alerts_named": True, "extract_issue": self.roster_issue, "extract_digest": self.roster_digest, **more},
        )
        sealed = seal_pack(made, encryption=self.keyring.key("pack"), signing=self.keyring.key("pack-signing"))
        self.put("pack.chalkline", sealed)

    def roster(self, *people: RosterPerson, issue: int = 0) -> bytes:
        """A new extract of the roster, put in place; the next pack names it."""
        self.roster_issue = issue or self.roster_issue + 1
        sealed = seal_extract(
            map(spell_person, people),
            issue=self.roster_issue,
            issued_at=datetime.now(UTC),
            encryption=self.keyring.key("pack"),
            signing=self.keyring.key("pack-signing"),
        )
        self.roster_digest = digest_of_extract(sealed)
        self.put("roster.chalkline", sealed)
        return sealed

    def put(self, name: str, data: bytes) -> None:
        folder = self.home / "publish"
        folder.mkdir(exist_ok=True)
        part = folder / f".{name}"
        part.write_bytes(data)
        part.replace(folder / name)

    def start_gateway(self, models_url: str, *, wait: bool = True, **settings: Any) -> Running:
        self.keyring.key("channel")
        options = {
            "home": str(self.home),
            "keys": str(self.home / "keys"),
            "models_url": models_url,
            "zone": "UTC",
            "poll_seconds": 0.2,
            **settings,
        }
        return self.start("gateway", options, "/healthz" if wait else "")

    def start(self, what: str, options: dict[str, Any], wait_for: str) -> Running:
        port = free_port()
        log = self.home / f"{what}-{port}.log"
        process = Forked(what, {**options, "port": port}, log)
        running = Running(process, port, log)
        self.running.append(running)
        if wait_for:
            wait_until(lambda: _answers(running, wait_for), log)
        return running

    def records(self) -> list[SpoolRecord]:
        """Everything the gateways of this district have written down."""
        found: list[SpoolRecord] = []
        for path in sorted((self.home / "spool").rglob("*.spool")):
            read = read_records(path.read_bytes())
            assert read.damaged == 0
            found += read.records
        return found

    def stop(self) -> None:
        for each in self.running:
            each.stop()


def _answers(running: Running, path: str) -> bool:
    if running.process.poll() is not None:
        raise AssertionError(f"the process ended: {running.log.read_text()[-3000:]}")
    try:
        running.get(path)
    except OSError:
        return False
    return True


def wait_until(true: Callable[[], bool], log: Path | None = None, *, seconds: float = PATIENCE) -> float:
    """Wait until it is true; gives how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if true():
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"it did not come true in {seconds} s\n{log.read_text()[-3000:] if log else ''}")


@dataclass(frozen=True)
class Raw:
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of a refusal, "" where it is none."""
        return str((json.loads(self.body).get("error") or {}).get("code", ""))


def raw(
    gateway: Running,
    body: bytes | Iterable[bytes] = b"{}",
    *,
    key: str = CLASS_KEY,
    method: str = "POST",
    path: str = "/v1/chat/completions",
    headers: Sequence[tuple[str, str]] = (),
) -> Raw:
    """A call without a library in between."""
    http = HTTPConnection("127.0.0.1", gateway.port, timeout=PATIENCE)
    try:
        http.putrequest(method, path, skip_accept_encoding=True)
        named = [("authorization", f"Bearer {key}"), *headers] if key else list(headers)
        chunked = not isinstance(body, bytes)
        sizes = [("transfer-encoding", "chunked")] if chunked else [("content-length", str(len(body)))]
        for name, value in (*named, *sizes):
            http.putheader(name, value)
        http.endheaders(body, encode_chunked=chunked)
        answer = http.getresponse()
        return Raw(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        http.close()


def client(gateway: Running, key: str = CLASS_KEY, **headers: str) -> openai.OpenAI:
    """The official client, as anybody would use it."""
    named = {f"X-Chalkline-{name.title()}": value for name, value in headers.items()}
    return openai.OpenAI(
        base_url=f"{gateway.url}/v1", api_key=key, default_headers=named, timeout=PATIENCE, max_retries=2
    )


def ask(of: openai.OpenAI, text: str = "Is my first sentence clear?", model: str = "stub-small", **more: Any) -> str:
    answer = of.chat.completions.create(model=model, messages=[{"role": "user", "content": text}], **more)
    return answer.choices[0].message.content or ""


def stream(of: openai.OpenAI, text: str = "Is my first sentence clear?", model: str = "stub-small") -> str:
    pieces = of.chat.completions.create(model=model, messages=[{"role": "user", "content": text}], stream=True)
    return "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
