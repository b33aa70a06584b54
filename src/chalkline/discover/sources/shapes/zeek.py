"""Zeek's dns, ssl and http logs, as tab-separated text with a #fields line or as JSON."""

from __future__ import annotations

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import line_rows, quoted, tab_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.shape import (
    ENCRYPTED,
    NO_ACTION,
    NO_BYTES,
    NO_HOME,
    NO_PERSON,
    NO_PURPOSE,
    Kind,
    Plan,
    Setting,
    Shape,
    text_sql,
)
from chalkline.kernel.sentences import Sentence

HOST_FIELDS = ("query", "server_name", "host")
TIME, CLIENT = "ts", "id.orig_h"
COMMENT = "#"


def recognise(head: Head, setting: Setting) -> Plan | None:
    """A #fields line that names ts, id.orig_h and a host; or JSON objects that hold them."""
    return _as_text(head, setting) or _as_json(head, setting)


def _as_text(head: Head, setting: Setting) -> Plan | None:
    named = next((line for line in head.lines[:30] if line.startswith("#fields\t")), "")
    fields = named.rstrip("\r").split("\t")[1:]
    host = next((name for name in HOST_FIELDS if name in fields), None)
    if not {TIME, CLIENT} <= set(fields) or host is None:
        return None
    place = fields.index(TIME)
    times = [line.split("\t")[place] for line in head.lines if not line.startswith("#") and line.count("\t") >= place]
    form = form_of(times, "UTC", setting.now_epoch) or form_of(["1791203789.0"], "UTC", setting.now_epoch)
    if form is None:
        return None
    return Plan(
        0.99,
        lambda opened, keep: tab_rows(opened, fields, keep_rejects=keep),
        _select(form.of(f'"{TIME}"'), f'"{CLIENT}"', f'"{host}"'),
        raw=f'concat_ws(\' \', "{TIME}", "{CLIENT}", "{host}")',
        remark=COMMENT,
    )


def _as_json(head: Head, setting: Setting) -> Plan | None:
    first = head.objects[:50]
    host = next((name for name in HOST_FIELDS if any(name in each for each in first)), None)
    if not first or host is None or not all(TIME in each and CLIENT in each for each in first):
        return None
    form = form_of([str(each[TIME]) for each in first], "UTC", setting.now_epoch)
    if form is None:
        return None
    at, client, name = (f"json_extract_string(j, {quoted('$.' + quoted_key(key))})" for key in (TIME, CLIENT, host))
    return Plan(
        0.99,
        lambda opened, keep: f"(SELECT TRY_CAST(line AS JSON) AS j FROM {line_rows(opened, keep_rejects=keep)})",
        _select(form.of(at), client, name),
        raw=f"concat_ws(' ', {at}, {client}, {name})",
    )


def quoted_key(key: str) -> str:
    """A key as a JSON path spells it."""
    return f'"{key}"'


def _select(at: str, client: str, host: str) -> dict[str, str]:
    return {
        "moment": at,
        "who": "''",
        "address": text_sql(client),
        "host": f"coalesce({text_sql(host)}, '')",
        "deed": "''",
        "bytes_out": "NULL",
        "passed_over": "false",
    }


SHAPE = Shape(
    name="zeek",
    title=Sentence("Zeek network log"),
    kind=Kind.NETWORK,
    tells=frozenset(),
    cannot_show=(NO_PERSON, NO_ACTION, NO_BYTES, NO_HOME, ENCRYPTED, NO_PURPOSE),
    recognise=recognise,
)
