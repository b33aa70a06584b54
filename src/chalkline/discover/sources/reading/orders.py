"""What the child process is asked and what it tells: plain values that travel as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True)
class Who:
    """Somebody on the roster: how they may be named in a log, and what is kept of them instead."""

    person_id: str
    email: str
    username: str
    role: str
    school_id: str
    grade_band: str
    roster_id: str = ""


@dataclass(frozen=True)
class Sought:
    """One service to look for."""

    slug: str
    ai_scope: str
    name: str
    domains: tuple[str, ...]
    app_patterns: tuple[str, ...]
    client_ids: tuple[str, ...]
    vendor: str = ""
    extension_ids: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How much a file may cost: bytes after inflating, bytes of memory, seconds."""

    inflated_bytes: int = 16 * 1024**3
    memory_bytes: int = 3 * 1024**3
    database_bytes: int = 448 * 1024**2
    cpu_seconds: int = 3600
    wall_seconds: int = 3600
    threads: int = 2


@dataclass(frozen=True)
class Order:
    """One file to read. ``now_epoch`` is the instant of loading; ``zone`` the district's time zone.

    ``mappings`` are what the district said about headers ({digest of header: {part: column}}); ``addresses``
    are Parquet files that tie network addresses to people, the newest last; ``schools`` what schools are called
    ({id: names}); ``inventories`` kept rows of earlier inventories, which explain the ids of apps.
    """

    path: str
    work: str
    rows_to: str
    unknown_to: str
    rejects_to: str
    key: str
    zone: str
    now_epoch: int
    people: tuple[Who, ...]
    services: tuple[Sought, ...]
    addresses: tuple[str, ...] = ()
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)
    limits: Limits = Limits()
    schools: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inventories: tuple[str, ...] = ()

    def spelled(self) -> str:
        """As JSON, for the child's standard input."""
        return orjson.dumps(self).decode()

    @staticmethod
    def read(text: str) -> Order:
        """The order in this JSON."""
        plain: dict[str, Any] = json.loads(text)
        plain["people"] = tuple(Who(**each) for each in plain["people"])
        plain["services"] = tuple(_sought(each) for each in plain["services"])
        plain["addresses"] = tuple(plain["addresses"])
        plain["inventories"] = tuple(plain["inventories"])
        plain["schools"] = {school_id: tuple(names) for school_id, names in plain["schools"].items()}
        plain["limits"] = Limits(**plain["limits"])
        return Order(**plain)


def _sought(plain: dict[str, Any]) -> Sought:
    lists = {name: tuple(value) for name, value in plain.items() if isinstance(value, list)}
    return Sought(**{**plain, **lists})


@dataclass(frozen=True)
class Refusal:
    """Why a file was not loaded: a code, and what the sentence of its Problem needs."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


class CannotRead(Exception):
    """Raised in the child where the file as a whole cannot be loaded."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, values)


@dataclass(frozen=True)
class Told:
    """What was in the file. Counts only, and first and last instants per service; nobody is named.

    ``rows`` are all lines that hold a row; ``passed_over`` rows that are not about a visit (an answer
    of a DNS server, a line of housekeeping); ``rejected`` rows that could not be read; ``no_host`` rows
    without a host name. ``ai_rows`` matched a service, ``events`` are those counted once.
    """

    shape: str
    rows: int
    rejected: int
    events: int
    passed_over: int = 0
    no_host: int = 0
    ai_rows: int = 0
    hosts: int = 0
    unknown_hosts: int = 0
    first_at: int | None = None
    last_at: int | None = None
    not_on_roster: int = 0
    without_person: int = 0
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    peak_bytes: int = 0


@dataclass(frozen=True)
class Looked:
    """What a look at the begin of a file shows; rows as they may be shown, ``guess`` as {part: column}.

    ``of`` rows were looked at and ``read`` of them would count; ``roster`` is "most", "some", "none" or "".
    """

    shape: str
    kind: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    guess: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    read: int = 0
    of: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    roster: str = ""
