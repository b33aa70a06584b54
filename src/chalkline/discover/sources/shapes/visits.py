"""What every list of visits has in common, be it a table, JSON objects or pairs: a time, a host, somebody, a deed.

A layout says how the first rows look and how a column is spelled in SQL; which column is which is told by
their names in several languages, then by their values, and where that is not enough by the district.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalkline.discover.sources.reading.columns import Columns, Part, plain_word, understand
from chalkline.discover.sources.reading.opening import Opened
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.shape import Missing, Plan, Sample, Setting, host_sql, shown_host_sql, text_sql

PARTS = (Part.TIME, Part.HOST, Part.USER, Part.ACTION, Part.ADDRESS, Part.BYTES_OUT, Part.DAY, Part.CLOCK)
YES = "('yes', 'true', '1', 'y', 'si', 'sí', 'oui', 'ja', 'x', 'sim', 'verdadero', 'vrai', 'wahr')"
NO = "('no', 'false', '0', 'n', 'non', 'nein', 'falso', 'faux', 'falsch', 'não')"
SAYS_BLOCKED = {"blocked", "was blocked", "is blocked", "bloqueado", "bloque", "gesperrt", "blockiert"}
SAYS_ALLOWED = {"allowed", "was allowed", "is allowed", "permitido", "autorise", "erlaubt", "zugelassen"}
UNLIKELY = 0.05


@dataclass(frozen=True)
class Layout:
    """How a file's columns look and are read: their names (none: no header), the first rows, their SQL by place."""

    header: tuple[str, ...]
    values: Sequence[Sequence[str]]
    cell: Callable[[int], str]
    rows: Callable[[Opened, bool], str]
    sureness: float
    skipped: int = 0
    quoted: bool = False
    overflow: str = ""
    may_be_asked: bool = False  # a table whose columns mean nothing to us: somebody may say what they are

    def column(self, place: int) -> list[str]:
        """The first values of a column."""
        return [row[place] for row in self.values if place < len(row)]


def plan_of(layout: Layout, setting: Setting) -> Plan | Missing | None:
    """How to read the visits of a layout; Missing where only a column is; None where it holds no visits."""
    header = layout.header
    columns = understand(
        header, layout.values, parts=PARTS, mapping=setting.mapping_of(header), is_user=setting.is_user
    )
    sample = Sample(header, layout.values, columns)
    missing = missing_of(columns)
    if missing:
        found = Part.HOST in columns.places or Part.TIME in columns.places
        if not header or not (found or layout.may_be_asked):
            return None
        sureness = layout.sureness / 2 if found else UNLIKELY
        return Missing(sureness, missing, header, columns.not_understood, sample)
    at, clock = _time_sql(layout, columns, setting)
    if not at:
        return Missing(layout.sureness / 2, (Part.TIME,), header, columns.not_understood, sample)
    return Plan(
        layout.sureness,
        layout.rows,
        _select(at, columns, layout),
        raw=_raw(columns, layout),
        skipped=layout.skipped,
        quoted=layout.quoted,
        overflow=layout.overflow,
        columns=columns,
        first={"site": host_sql(layout.cell(columns.places[Part.HOST]))} | ({"clock": clock} if clock else {}),
        sample=sample,
    )


def missing_of(columns: Columns) -> tuple[Part, ...]:
    """What a list of visits needs and these columns do not have."""
    places = columns.places
    gone = []
    if Part.TIME not in places and not {Part.DAY, Part.CLOCK} <= set(places):
        gone.append(Part.TIME)
    if Part.HOST not in places:
        gone.append(Part.HOST)
    if Part.USER not in places and Part.ADDRESS not in places:
        gone.append(Part.USER)
    return tuple(gone)


def _time_sql(layout: Layout, columns: Columns, setting: Setting) -> tuple[str, str]:
    time, day, clock = (columns.get(part) for part in (Part.TIME, Part.DAY, Part.CLOCK))
    if time is not None:
        form = form_of(layout.column(time), setting.zone, setting.now_epoch)
        return form.in_two(layout.cell(time)) if form else ("", "")
    if day is None or clock is None:
        return "", ""
    both = [f"{one} {other}" for one, other in zip(layout.column(day), layout.column(clock), strict=False)]
    form = form_of(both, setting.zone, setting.now_epoch)
    return form.in_two(f"(trim({layout.cell(day)}) || ' ' || trim({layout.cell(clock)}))") if form else ("", "")


def _select(at: str, columns: Columns, layout: Layout) -> dict[str, str]:
    def cell(part: Part) -> str | None:
        place = columns.get(part)
        return None if place is None else layout.cell(place)

    user, address, action, sent = cell(Part.USER), cell(Part.ADDRESS), cell(Part.ACTION), cell(Part.BYTES_OUT)
    named = layout.header[columns.places[Part.ACTION]] if action and layout.header else ""
    return {
        "moment": at,
        "who": text_sql(user) if user else "''",
        "address": text_sql(address) if address else "''",
        "host": text_sql("site"),
        "deed": _deed(action, named) if action else "''",
        "bytes_out": f"TRY_CAST(replace({sent}, ',', '') AS BIGINT)" if sent else "NULL",
        "passed_over": "false",
    }


def _deed(action: str, header: str) -> str:
    """A column called "Blocked" answers yes or no; one called "Action" says what was done."""
    word = plain_word(header)
    if word not in SAYS_BLOCKED | SAYS_ALLOWED:
        return text_sql(action)
    yes, no = ("blocked", "allowed") if word in SAYS_BLOCKED else ("allowed", "blocked")
    said = f"lower(trim({action}))"
    return f"CASE WHEN {said} IN {YES} THEN '{yes}' WHEN {said} IN {NO} THEN '{no}' ELSE {text_sql(action)} END"


def _raw(columns: Columns, layout: Layout) -> str:
    shown = [layout.cell(place) for part, place in sorted(columns.places.items()) if part is not Part.HOST]
    host = columns.get(Part.HOST)
    return f"concat_ws(' | ', {', '.join([*shown, shown_host_sql(layout.cell(host or 0))])})"
