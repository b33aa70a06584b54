"""What a log format is to us: how to tell it by its content, how to read it, what it cannot show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from chalkline.discover.sources.reading.columns import Columns, Part
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.opening import Opened
from chalkline.kernel.sentences import Sentence


class Kind(StrEnum):
    """What the rows of a file are about."""

    NETWORK = "network"  # somebody's device asked for a host
    SIGN_IN = "sign_in"  # somebody let an app use their account
    ADDRESSES = "addresses"  # which network address is whose


class Tells(StrEnum):
    """What a format can show of a visit; the audit says for each file what it lacks."""

    PERSON = "person"
    ACTION = "action"  # allowed or blocked
    BYTES = "bytes"
    AT_HOME = "at_home"  # use outside the school's network, on school devices
    ACCESS = "access"  # which of a person's data an app may read


@dataclass(frozen=True)
class Setting:
    """What is known when a file is looked at: the district's zone, the day, its people, what it said of headers."""

    zone: str
    now_epoch: int
    is_user: Callable[[str], bool] = lambda _: False
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def mapping_of(self, header: Sequence[str]) -> Mapping[str, str]:
        """What the district said about this header, or nothing."""
        return self.mappings.get(header_digest(header), {})


@dataclass(frozen=True)
class Plan:
    """How to read one file of a shape.

    ``rows`` gives the table to read from (told whether to keep what the reader rejects); ``select`` the
    columns of its kind as SQL. Network: moment, who, address, host, deed, bytes_out, passed_over. Sign-in: moment,
    who, address, client_id, app, deed, scopes, client_type, passed_over. Addresses: address, who.
    ``raw`` is the row as it may be handed back, ``skipped`` how many lines stand before the first row,
    ``quoted`` whether cells may hold quoted line ends, ``remark`` what a line that is no row begins with,
    ``overflow`` is SQL for a row that has more cells than the header.
    """

    sureness: float
    rows: Callable[[Opened, bool], str]
    select: Mapping[str, str]
    raw: str
    skipped: int = 0
    quoted: bool = False
    remark: str = ""
    columns: Columns | None = None
    overflow: str = ""

    def sql(self, opened: Opened, *, keep_rejects: bool = False, also: str = "") -> str:
        """The rows of the file, in the columns of its kind."""
        select = dict(self.select)
        if self.overflow:  # a row with a cell too many is shifted somewhere: nothing in it can be trusted
            first = next(iter(select))
            select[first] = f"CASE WHEN {self.overflow} THEN NULL ELSE {select[first]} END"
        select["overflows"] = self.overflow or "false"
        listed = ", ".join(f"{sql} AS {name}" for name, sql in select.items())
        return f"SELECT {listed}{also} FROM {self.rows(opened, keep_rejects)}"


@dataclass(frozen=True)
class Missing:
    """A file that is of this shape but for columns we could not find."""

    sureness: float
    parts: tuple[Part, ...]
    header: tuple[str, ...]
    not_understood: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """One log format. ``cannot_show`` is said on the audit beside every file of it."""

    name: str
    title: Sentence
    kind: Kind
    tells: frozenset[Tells]
    cannot_show: tuple[Sentence, ...]
    recognise: Callable[[Head, Setting], Plan | Missing | None]


def header_digest(header: Sequence[str]) -> str:
    """By what a header is known again, whatever the file is called."""
    return hashlib.sha256(json.dumps(list(header), ensure_ascii=False).encode()).hexdigest()


def host_sql(x: str) -> str:
    """SQL for the host of a URL, ``host:port`` or name: cheap here, made exact in hosts.normal_host.

    What follows the host (where searches and prompts stand) is cut off in the very read.
    """
    after = f"CASE WHEN contains({x}, '://') THEN split_part({x}, '://', 2) ELSE {x} END"
    return f"split_part(split_part(split_part({after}, '/', 1), '?', 1), '#', 1)"


def text_sql(x: str) -> str:
    """SQL for a text that is never NULL, and empty where a log writes a dash for nothing."""
    return f"CASE WHEN {x} IS NULL OR {x} IN ('-', '(empty)') THEN '' ELSE {x} END"


NO_HOME = Sentence("Use at home or on a phone’s own connection does not pass this device.")
ENCRYPTED = Sentence("Encrypted DNS, VPNs and hidden host names are not seen.")
NO_PURPOSE = Sentence("What a tool was used for, and with which data, stands in no log.")
CACHED = Sentence("A device that remembers an answer does not ask again: visits are understated.")
NO_ACTION = Sentence("Whether a visit was let through or blocked is not told.")
NO_BYTES = Sentence("How much was sent is not told.")
NO_PERSON = Sentence("It names devices, not people: load the list of addresses and people first.")
