"""One file in, minimised AI rows out: read, find the distinct hosts, match, keep what matched, hash who.

Every row is checked. Only those that matched are ever tied to anybody, and what is kept of them is a day, a
service, a keyed hash, a role, a school, a grade band, and whether it was allowed.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from chalkline.discover.sources.apart.finding_apps import names_of
from chalkline.discover.sources.apart.in_time import fault_of, in_time, is_astray
from chalkline.discover.sources.apart.keeping import keep_addresses, keep_sign_ins
from chalkline.discover.sources.apart.keeping_inventory import keep_inventory
from chalkline.discover.sources.apart.keeping_purchases import keep_purchases
from chalkline.discover.sources.apart.keeping_survey import keep_survey
from chalkline.discover.sources.apart.limits import peak_bytes
from chalkline.discover.sources.apart.network import keep_network
from chalkline.discover.sources.apart.recognising import recognise
from chalkline.discover.sources.apart.work import Work
from chalkline.discover.sources.reading.opening import open_file, tidied
from chalkline.discover.sources.reading.orders import CannotRead, Order, Told
from chalkline.discover.sources.reading.persons import Persons
from chalkline.discover.sources.reading.tables import MOST_REJECTS, confine, connect, run
from chalkline.discover.sources.shapes import Kind, Setting
from chalkline.kernel.apart import Progress

UNREADABLE_SHARE = 0.5  # a file of which most rows cannot be read was not understood, whatever it is

REASONS = {
    "no_time": "The time cannot be read.",
    "no_host": "There is no web address.",
    "no_app": "There is no app.",
    "no_address": "The address or the person is missing.",
    "no_number": "A number cannot be read.",
    "no_vendor": "There is no vendor and no description.",
    "no_amount": "The amount cannot be read.",
    "columns": "The row does not have the columns of the others.",
    "open_quote": "A quote mark is opened and never closed.",
    "astray": "The time lies in the future, or before the year 2000.",
    "too_long": "The line is too long to be a row.",
}


def load(order: Order, progress: Progress) -> Told:
    """Read the file of an order. Raises CannotRead."""
    folder = Path(order.work)
    path = Path(order.path)
    size = max(path.stat().st_size, 1)
    opened = open_file(path, folder, order.limits, lambda at: progress(min(20 * at // size, 20), 100))
    persons = Persons(order.people, bytes.fromhex(order.key))
    setting = Setting(
        order.zone, order.now_epoch, persons.is_known, order.mappings, lambda text: names_of(order.services).names(text)
    )
    shape, plan = recognise(opened.head, setting)
    connection = connect(folder, order.limits)
    reached = (order.rows_to, order.unknown_to, *order.addresses, *order.inventories)
    readable = {opened.path.parent, folder, *(Path(each).parent for each in reached)}
    confine(connection, readable)
    work = Work(order, connection, opened, shape, plan, persons, progress)
    told = _load(work)
    return replace(told, peak_bytes=peak_bytes(), notes=(*opened.notes, *told.notes))


KEEP = {Kind.NETWORK: keep_network, Kind.SIGN_IN: keep_sign_ins, Kind.ADDRESSES: keep_addresses,
        Kind.INVENTORY: keep_inventory, Kind.PURCHASE: keep_purchases, Kind.SURVEY: keep_survey}  # fmt: skip


def _load(work: Work) -> Told:
    """Read the file as it is; if rows go missing in it, read it again with each record on one line."""
    try:
        told, structural = _read(work)
        missing = work.opened.lines - work.plan.skipped - told.rows - len(structural)
    except duckdb.InvalidInputException as error:
        if not work.plan.quoted:
            raise CannotRead("discover.cannot_parse") from error
        missing = 1
    if work.plan.quoted and missing > 0:
        work.opened = tidied(work.opened, Path(work.order.work), lambda _: None)
        try:
            told, structural = _read(work)
        except duckdb.InvalidInputException as error:
            raise CannotRead("discover.cannot_parse") from error
    if work.shape.kind in (Kind.NETWORK, Kind.SIGN_IN) and is_astray(told, work.order):
        work.plan = in_time(work.plan, work.order)
        told, structural = _read(work)
        if told.rejected > UNREADABLE_SHARE * told.rows:
            raise CannotRead("discover.times_astray", rejected=told.rejected, rows=told.rows)
    return _settled(work, told, structural)


def _read(work: Work) -> tuple[Told, dict[int, str]]:
    """What was kept, and the rows that the reader could not cut: line and text."""
    run(
        work.connection,
        "; ".join(f"DROP TABLE IF EXISTS {name}" for name in ("found", "hits", "reject_errors", "reject_scans")),
    )
    told = KEEP[work.shape.kind](work)
    if not run(work.connection, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'"):
        return told, {}
    found = run(work.connection, "SELECT line, any_value(csv_line) FROM reject_errors GROUP BY line")
    return told, {int(line): str(text or "") for line, text in found}


def _settled(work: Work, told: Told, structural: dict[int, str]) -> Told:
    """Count what was rejected, by reason, and hand the rows back. Every line of the file is accounted for."""
    dropped = len(work.opened.dropped)
    lost = len(structural)
    if work.plan.quoted:
        lost = max(lost, work.opened.lines - work.plan.skipped - told.rows)
    rows, rejected = told.rows + lost + dropped, told.rejected + lost + dropped
    if not rows:
        raise CannotRead("discover.file_empty")
    if rejected > max(UNREADABLE_SHARE * rows, 5):
        raise CannotRead("discover.mostly_unreadable", rejected=rejected, rows=rows)
    reasons = Counter(reason for _, reason in work.opened.dropped) + Counter({"columns": lost})
    if told.rejected:
        reasons += _reasons(work)
    if rejected:
        _hand_back(work, structural)
    return replace(told, rows=rows, rejected=rejected, reasons=dict(reasons))


def _reasons(work: Work) -> Counter[str]:
    fault = fault_of(work.plan, FAULTS[work.shape.kind])
    found = run(
        work.connection,
        f"SELECT {fault} AS reason, count(*) FROM ({work.plan.sql(work.opened)}) WHERE {fault} IS NOT NULL GROUP BY 1",
    )
    return Counter({str(reason): int(count) for reason, count in found})


def _hand_back(work: Work, structural: dict[int, str]) -> None:
    """The rejected rows as a file to mend: line, reason, and the row without paths of web addresses."""
    rows = [(line, "columns", text) for line, text in structural.items()]
    rows += [(line, reason, "") for line, reason in work.opened.dropped]
    rows += _unreadable(work, set(structural))
    with Path(work.order.rejects_to).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "reason", "row"])
        for line, reason, text in sorted(rows)[:MOST_REJECTS]:
            writer.writerow([line, REASONS[reason], neutral(without_paths(text))])


def _unreadable(work: Work, gone: set[int]) -> list[tuple[int, str, str]]:
    """Rows that were cut well but say nothing we can use, with the line they stand on."""
    fault = fault_of(work.plan, FAULTS[work.shape.kind])
    also = f", row_number() OVER () AS n, {work.plan.raw} AS raw"
    found = run(
        work.connection,
        f"SELECT n, {fault} AS reason, raw FROM ({work.plan.sql(work.opened, also=also)}) "
        f"WHERE {fault} IS NOT NULL ORDER BY n LIMIT {MOST_REJECTS}",
    )
    lines = _lines_of([int(number) for number, _, _ in found], work, gone)
    return [(lines.get(int(number), 0), str(reason), str(raw or "")) for number, reason, raw in found]


def _lines_of(numbers: Sequence[int], work: Work, gone: set[int]) -> dict[int, int]:
    """On which line of the file each of these rows stands: rows follow the lines that hold one."""
    wanted, found = set(numbers), {}
    row = -work.plan.skipped
    with work.opened.path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        for line, text in enumerate(file, start=1):
            if line in gone or not text.strip() or (work.plan.remark and text.startswith(work.plan.remark)):
                continue
            row += 1
            if row in wanted:
                found[row] = line
                if len(found) == len(wanted):
                    break
    return found


FAULTS = {
    Kind.NETWORK: "CASE WHEN passed_over THEN NULL WHEN overflows THEN 'columns' "
    "WHEN moment IS NULL THEN 'no_time' END",
    Kind.SIGN_IN: "CASE WHEN passed_over THEN NULL WHEN overflows THEN 'columns' WHEN moment IS NULL THEN 'no_time' "
    "WHEN app = '' AND client_id = '' THEN 'no_app' END",
    Kind.ADDRESSES: "CASE WHEN overflows THEN 'columns' "
    "WHEN coalesce(address, '') = '' OR coalesce(who, '') = '' THEN 'no_address' END",
    Kind.INVENTORY: "CASE WHEN passed_over THEN NULL WHEN overflows THEN 'columns' "
    "WHEN app = '' AND app_id = '' THEN 'no_app' WHEN unreadable THEN 'no_number' END",
    Kind.PURCHASE: "CASE WHEN overflows THEN 'columns' WHEN vendor = '' AND words = '' THEN 'no_vendor' "
    "WHEN cents IS NULL THEN 'no_amount' WHEN dated AND moment IS NULL THEN 'no_time' END",
    Kind.SURVEY: "CASE WHEN overflows THEN 'columns' WHEN dated AND moment IS NULL THEN 'no_time' END",
}


def without_paths(text: str) -> str:
    """A row without what follows the host in a web address: searches and prompts stand there."""
    return re.sub(r"(\b[a-z][a-z0-9+.-]*://[^/\s,;|\"']+)[^\s,;|\"']*", r"\1/…", text, flags=re.IGNORECASE)[:2000]


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
