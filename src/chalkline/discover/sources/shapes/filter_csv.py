"""Any web filter's export with a header: Securly, Lightspeed, GoGuardian, Linewize, and those unknown to us.

None of them publishes its columns, and they change. So the header is read by its words in several
languages, then by what the values look like; and where that is not enough the district says it once.
"""

from __future__ import annotations

from chalkline.discover.sources.reading.columns import Columns, Part, has_header, plain_word, understand
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.shape import (
    ENCRYPTED,
    NO_PURPOSE,
    Kind,
    Missing,
    Plan,
    Setting,
    Shape,
    Tells,
    host_sql,
    text_sql,
)
from chalkline.kernel.sentences import Sentence

PARTS = (Part.TIME, Part.HOST, Part.USER, Part.ACTION, Part.ADDRESS, Part.BYTES_OUT, Part.DAY, Part.CLOCK)
YES = "('yes', 'true', '1', 'y', 'si', 'sí', 'oui', 'ja', 'x', 'sim', 'verdadero', 'vrai', 'wahr')"
NO = "('no', 'false', '0', 'n', 'non', 'nein', 'falso', 'faux', 'falsch', 'não')"
SAYS_BLOCKED = {"blocked", "was blocked", "is blocked", "bloqueado", "bloque", "gesperrt", "blockiert"}
SAYS_ALLOWED = {"allowed", "was allowed", "is allowed", "permitido", "autorise", "erlaubt", "zugelassen"}


def recognise(head: Head, setting: Setting) -> Plan | Missing | None:
    """A table with a time, a web address, and somebody who asked for it."""
    if not head.delimiter or head.width < 2:
        return None
    headed = has_header(head.rows)
    header = head.rows[0] if headed else ()
    rows = head.rows[1:] if headed else head.rows
    if not rows:
        return None
    columns = understand(header, rows, parts=PARTS, mapping=setting.mapping_of(header), is_user=setting.is_user)
    missing = _missing(columns)
    if missing:
        found = Part.HOST in columns.places or Part.TIME in columns.places
        if not headed or not found:
            return None
        return Missing(0.3, missing, tuple(header), columns.not_understood)
    at = _time_sql(head, columns, setting, headed)
    if at is None:
        return Missing(0.3, (Part.TIME,), tuple(header), columns.not_understood)
    width = len(head.rows[0]) if headed else head.width
    return Plan(
        0.6,
        lambda opened, keep: csv_rows(opened, width + 1, skip=int(headed), keep_rejects=keep),
        _select(at, columns, header),
        raw=_raw(columns),
        skipped=int(headed),
        quoted=True,
        overflow=f"coalesce(c{width}, '') <> ''",
        columns=columns,
    )


def _missing(columns: Columns) -> tuple[Part, ...]:
    places = columns.places
    gone = []
    if Part.TIME not in places and not {Part.DAY, Part.CLOCK} <= set(places):
        gone.append(Part.TIME)
    if Part.HOST not in places:
        gone.append(Part.HOST)
    if Part.USER not in places and Part.ADDRESS not in places:
        gone.append(Part.USER)
    return tuple(gone)


def _time_sql(head: Head, columns: Columns, setting: Setting, headed: bool) -> str | None:
    time, day, clock = (columns.get(part) for part in (Part.TIME, Part.DAY, Part.CLOCK))
    if time is not None:
        form = form_of(head.column(time, below_header=headed), setting.zone, setting.now_epoch)
        return form.of(f"c{time}") if form else None
    if day is None or clock is None:
        return None
    days, clocks = head.column(day, below_header=headed), head.column(clock, below_header=headed)
    form = form_of(
        [f"{one} {other}" for one, other in zip(days, clocks, strict=False)], setting.zone, setting.now_epoch
    )
    return form.of(f"(trim(c{day}) || ' ' || trim(c{clock}))") if form else None


def _select(at: str, columns: Columns, header: tuple[str, ...]) -> dict[str, str]:
    def cell(part: Part) -> str | None:
        place = columns.get(part)
        return None if place is None else f"c{place}"

    user, address, action, sent = cell(Part.USER), cell(Part.ADDRESS), cell(Part.ACTION), cell(Part.BYTES_OUT)
    return {
        "moment": at,
        "who": text_sql(user) if user else "''",
        "address": text_sql(address) if address else "''",
        "host": host_sql(text_sql(f"trim({cell(Part.HOST)})")),
        "deed": _deed(action, header[columns.places[Part.ACTION]] if action and header else "") if action else "''",
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


def _raw(columns: Columns) -> str:
    shown = [f"c{place}" for part, place in sorted(columns.places.items()) if part is not Part.HOST]
    host = columns.get(Part.HOST)
    return f"concat_ws(' | ', {', '.join([*shown, host_sql(f'c{host}')])})"


SHAPE = Shape(
    name="filter_csv",
    title=Sentence("Web filter export"),
    kind=Kind.NETWORK,
    tells=frozenset({Tells.PERSON, Tells.ACTION, Tells.AT_HOME}),
    cannot_show=(
        Sentence("It sees what the filter sees: use at home only where the filter is on the device."),
        ENCRYPTED,
        NO_PURPOSE,
    ),
    recognise=recognise,
)
