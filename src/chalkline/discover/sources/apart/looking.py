"""A look at the begin of a file, apart: its first rows without people, our guess, and how many rows would be read.

Run as ``python -m chalkline.discover.sources.apart.looking`` with an order on standard input. What is shown of a
cell is what cannot be a person: a time, a number, a host, a deed, a word that comes again and again.
"""

from __future__ import annotations

import dataclasses
import sys
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from chalkline.discover.sources.apart.limits import hold_to
from chalkline.discover.sources.apart.loading import FAULTS
from chalkline.discover.sources.apart.recognising import likeliest
from chalkline.discover.sources.reading.columns import EMAIL, Part
from chalkline.discover.sources.reading.deeds import kind_of_deed
from chalkline.discover.sources.reading.opening import GZIP, Opened, open_file
from chalkline.discover.sources.reading.orders import CannotRead, Looked, Order
from chalkline.discover.sources.reading.persons import Persons
from chalkline.discover.sources.reading.tables import connect, run
from chalkline.discover.sources.reading.times import FAR_AHEAD, form_of
from chalkline.discover.sources.shapes import Kind, Missing, Plan, Setting, Shape
from chalkline.discover.sources.shapes.shape import Sample
from chalkline.kernel.confining import say
from chalkline.tools.register.hosts import normal_host

BEGIN = 256 * 1024
MOST_SHOWN, LONGEST_SHOWN = 6, 60
COMES_AGAIN = 3  # a word that stands in a third of the rows or more is no person's name


class ForAny(dict[str, Mapping[str, str]]):
    """What somebody says of the header of this file, whatever it is."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        super().__init__({"": parts})

    def get(self, key: str, default: object = None) -> Mapping[str, str]:
        """The same for every header."""
        return self[""]


def look(order: Order) -> Looked:
    """What the begin of the file shows. Raises CannotRead for one that cannot be opened or is like no log."""
    work = Path(order.work)
    opened = open_file(_begin_of(Path(order.path), work), work, order.limits, lambda _: None)
    persons = Persons(order.people, bytes.fromhex(order.key))
    trial = order.mappings.get("")
    mappings = order.mappings if trial is None else ForAny(trial)
    setting = Setting(order.zone, order.now_epoch, persons.is_known, mappings)
    found = likeliest(opened.head, setting)
    if found is None:
        raise CannotRead("discover.shape_unknown")
    shape, answer = found
    seen = _shown(shape, answer, persons)
    if isinstance(answer, Missing):
        return seen
    connection = connect(work, order.limits)
    fault = FAULTS[shape.kind]
    counted = run(
        connection,
        f"SELECT {fault} AS reason, count(*) FROM ({answer.sql(opened)}) GROUP BY 1",
    )
    reasons = {str(reason): int(count) for reason, count in counted if reason is not None}
    of = max(sum(int(count) for _, count in counted), opened.lines - answer.skipped)
    lost = of - sum(int(count) for _, count in counted)
    if lost:
        reasons["columns"] = reasons.get("columns", 0) + lost
    roster = _on_roster(connection, answer, opened, persons) if shape.kind is Kind.NETWORK else ""
    return dataclasses.replace(seen, read=of - sum(reasons.values()), of=of, reasons=reasons, roster=roster)


def _begin_of(path: Path, work: Path) -> Path:
    """The first part of a file, unpacked if need be, up to the end of a line."""
    with path.open("rb") as file:
        start = file.read(BEGIN)
        is_whole = not file.read(1)
    if start.startswith(GZIP):
        inflater = zlib.decompressobj(wbits=31)
        try:
            start = inflater.decompress(start, BEGIN)
        except zlib.error:
            raise CannotRead("discover.gzip_damaged") from None
        is_whole = is_whole and inflater.eof
    if not is_whole and b"\n" in start:
        start = start[: start.rindex(b"\n") + 1]
    begin = work / "begin"
    begin.write_bytes(start)
    return begin


def _shown(shape: Shape, answer: Plan | Missing, persons: Persons) -> Looked:
    sample = answer.sample
    if sample is None:
        header = answer.header if isinstance(answer, Missing) else ()
        parts = tuple(map(str, answer.parts)) if isinstance(answer, Missing) else ()
        return Looked(shape.name, str(shape.kind), header, missing=parts)
    return Looked(
        shape.name,
        str(shape.kind),
        sample.header,
        tuple(tuple(row) for row in zip(*_columns(sample, persons), strict=True))[:MOST_SHOWN],
        {str(part): sample.header[place] for part, place in sample.columns.places.items() if sample.header},
        tuple(map(str, answer.parts)) if isinstance(answer, Missing) else (),
    )


def _columns(sample: Sample, persons: Persons) -> list[list[str]]:
    """The columns of the first rows, each cell as it may be shown."""
    user, action = sample.columns.get(Part.USER), sample.columns.get(Part.ACTION)
    rows = sample.rows[:200]
    shown = []
    for place in range(len(sample.header)):
        values = [row[place] if place < len(row) else "" for row in rows]
        often = {value for value, count in Counter(values).items() if count * COMES_AGAIN >= len(values)}
        is_time = form_of([value for value in values if value], "UTC", FAR_AHEAD) is not None
        column = Showing(place == user, is_time, place == action, frozenset(often))
        shown.append([_cell(value, column, persons) for value in values[:MOST_SHOWN]])
    return shown


@dataclass(frozen=True)
class Showing:
    """What is known of a column, for showing its cells: it names people, is a time, says deeds, repeats words."""

    hides: bool
    is_time: bool
    says_deeds: bool
    often: frozenset[str]


def _cell(value: str, column: Showing, persons: Persons) -> str:
    if not value:
        return ""
    if not column.hides and not EMAIL.search(value) and not persons.is_known(value):
        if column.is_time or (column.says_deeds and kind_of_deed(value) != "unknown"):
            return value[:LONGEST_SHOWN]
        if value.replace(".", "").replace(",", "").isdigit() and len(value) <= 9:
            return value
        host = normal_host(value)
        if "." in host and not host.rsplit(".", 1)[-1].isdigit():
            return host[:LONGEST_SHOWN] + ("/…" if "/" in value.partition("://")[2].rstrip("/") else "")
        if value in column.often and "/" not in value and len(value) <= LONGEST_SHOWN:
            return value
    return f"{value[0]}…"


def _on_roster(connection: duckdb.DuckDBPyConnection, plan: Plan, opened: Opened, persons: Persons) -> str:
    """Whether those named are on the roster: "most", "some", "none", "" where nobody is named. No number is told."""
    who = run(connection, f"SELECT DISTINCT who FROM ({plan.sql(opened)}) WHERE who <> '' LIMIT 2000")
    named: Sequence[str] = [str(each[0]) for each in who]
    if not named:
        return ""
    known = sum(map(persons.is_known, named))
    return "most" if known >= 0.8 * len(named) else "some" if known else "none"


def main() -> None:
    """Read the order, hold to its limits, look, tell."""
    order = Order.read(sys.stdin.read())
    hold_to(order.limits)
    try:
        seen = look(order)
    except CannotRead as refusal:
        say(refused=dataclasses.asdict(refusal.refusal))
    except (MemoryError, duckdb.Error):
        say(refused={"code": "discover.cannot_parse", "values": {}})
    else:
        say(looked=dataclasses.asdict(seen))


if __name__ == "__main__":
    main()
