"""What the child is told to read, and what it tells of it. Plain values that go through JSON."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 25 * 1024 * 1024
MOST_ROWS = 200_000
LONGEST_CELL = 200

# What a cell may hold: a code of a thing, the number of a person (kept as a keyed code), a number, a count, a word,
# one of the two sides.
CODE, PERSON, NUMBER, COUNT, WORD, SIDE = "code", "person", "number", "count", "word", "side"

# What the column of times says where a file has a row for each time: before (0) or after (1).
LONG_TIMES = {
    **dict.fromkeys(("before", "pre", "pretest", "baseline", "fall", "beginning", "boy", "start"), 0),
    **dict.fromkeys(("after", "post", "posttest", "outcome", "spring", "end", "eoy"), 1),
}


@dataclass(frozen=True)
class Sought:
    """A column: what it is called in what comes out, the names it may have in the file, what its cells hold.

    ``may_be_empty``: a row without it counts. ``optional``: the file need not have it. ``one_of``: the only values
    that count (for a person: keyed codes). ``least``: for counts. ``as_named``: keep what the cell said, too, as
    "NAME_as_named". ``comma``: numbers may have a decimal comma, since commas do not part the cells. ``agreed``: what
    the list says of each value of the column ``agrees_with``, in small letters; another of these is a fault.
    """

    name: str
    called: tuple[str, ...]
    holds: str
    may_be_empty: bool = False
    optional: bool = False
    one_of: tuple[str, ...] = ()
    least: int = 0
    as_named: bool = False
    comma: bool = False
    agrees_with: str = ""
    agreed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """Read ``path``, write good rows (JSON lines) to ``rows_to`` and the others (CSV) to ``rejects_to``.

    ``unique`` names the column no two rows may share. ``key`` (hex) makes the keyed codes of people.
    """

    path: str
    rows_to: str
    rejects_to: str
    key: str
    columns: tuple[Sought, ...]
    unique: str
    most_bytes: int = MOST_BYTES
    most_rows: int = MOST_ROWS
    cpu_seconds: int = 60
    memory_bytes: int = 1 << 30
    wall_seconds: int = 120

    def spelled(self) -> str:
        """The order as JSON."""
        return json.dumps(dataclasses.asdict(self))

    @staticmethod
    def read(text: str) -> Order:
        """The order that was spelled."""
        given: dict[str, Any] = json.loads(text)
        columns = tuple(
            Sought(**{**each, "called": tuple(each["called"]), "one_of": tuple(each["one_of"])})
            for each in given.pop("columns")
        )
        return Order(columns=columns, **given)


@dataclass(frozen=True)
class Told:
    """What came of it: rows that count, rows set aside and why (``says``: a spelled sentence, ``count``, the first
    ``rows``), which columns were there, and what else was not used.

    ``repeated``: rows that say the same as another; ``missing``: cells read as not measured, by what they say;
    ``unused``: columns nobody asked for; ``is_long``: it had a row for each time.
    """

    rows: int
    rejected: int
    reasons: tuple[dict[str, Any], ...] = ()
    found: tuple[str, ...] = ()
    repeated: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    is_long: bool = False

    @staticmethod
    def read(given: dict[str, Any]) -> Told:
        """As it came through JSON."""
        values: dict[str, Any] = {n: tuple(each) if isinstance(each, list) else each for n, each in given.items()}
        return Told(**values)


class Refused(Exception):
    """The file as a whole cannot be read. ``code`` is one of parsing.py; ``detail`` names columns."""

    def __init__(self, code: str, detail: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
