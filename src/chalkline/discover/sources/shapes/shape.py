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
    INVENTORY = "inventory"  # an app is installed, or was let in
    PURCHASE = "purchase"  # something was ordered or paid for
    SURVEY = "survey"  # somebody said what they use


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
    names_tool: Callable[[str], bool] = lambda _: False

    def mapping_of(self, header: Sequence[str]) -> Mapping[str, str]:
        """What the district said about this header, or nothing."""
        return self.mappings.get(header_digest(header), {})


@dataclass(frozen=True)
class Sample:
    """The first rows of a list of visits, for somebody who says which column is which."""

    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    columns: Columns


@dataclass(frozen=True)
class Plan:
    """How to read one file of a shape.

    ``rows`` gives the table to read from (told whether to keep what the reader rejects); ``select`` the
    columns of its kind as SQL. Network: moment, who, address, host, deed, bytes_out, passed_over. Sign-in: moment,
    who, address, client_id, app, deed, scopes, client_type, passed_over. Addresses: address, who.
    ``raw`` is the row as it may be handed back, ``skipped`` how many lines stand before the first row,
    ``quoted`` whether cells may hold quoted line ends, ``remark`` what a line that is no row begins with,
    ``overflow`` is SQL for a row that has more cells than the header. ``first`` are columns, in SQL, that are
    worked out once a row for the others to build on.
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
    first: Mapping[str, str] = field(default_factory=dict)
    sample: Sample | None = None

    def sql(self, opened: Opened, *, keep_rejects: bool = False, also: str = "") -> str:
        """The rows of the file, in the columns of its kind."""
        names = [*self.select, "overflows"]
        listed = ", ".join(f"{self.column(name)} AS {name}" for name in names)
        return f"SELECT {listed}{also} FROM {self.source(opened, keep_rejects=keep_rejects)}"

    def source(self, opened: Opened, *, keep_rejects: bool = False) -> str:
        """What the columns of the kind are read from: the file's own columns, and those worked out first."""
        rows = self.rows(opened, keep_rejects)
        if not self.first:
            return rows
        worked_out = ", ".join(f"{sql} AS {name}" for name, sql in self.first.items())
        return f"(SELECT *, {worked_out} FROM {rows})"

    def column(self, name: str) -> str:
        """SQL for one column of the kind. A row with a cell too many is shifted somewhere: nothing in it is trusted."""
        if name == "overflows":
            return self.overflow or "false"
        sql = self.select[name]
        if self.overflow and name == next(iter(self.select)):
            return f"CASE WHEN {self.overflow} THEN NULL ELSE {sql} END"
        return sql


@dataclass(frozen=True)
class Missing:
    """A file that is of this shape but for columns we could not find."""

    sureness: float
    parts: tuple[Part, ...]
    header: tuple[str, ...]
    not_understood: tuple[str, ...]
    sample: Sample | None = None


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

    Paths, where searches and prompts stand, are cut off in the very read. (A question mark right behind the host is
    cut off by normal_host; for what is shown to somebody use ``shown_host_sql``.)
    """
    first = f"split_part({x}, '/', 1)"
    usual = f"starts_with({x}, 'https://') OR starts_with({x}, 'http://')"  # told at once, and most rows
    other = f"CASE WHEN ends_with({first}, ':') THEN split_part({x}, '/', 3) ELSE {first} END"  # "wss:", "", host
    return f"CASE WHEN {usual} THEN split_part({x}, '/', 3) ELSE {other} END"


def shown_host_sql(x: str) -> str:
    """The same, and nothing that follows a host in any spelling."""
    return f"split_part(split_part({host_sql(x)}, '?', 1), '#', 1)"


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
