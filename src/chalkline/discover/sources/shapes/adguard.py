"""AdGuard Home's query log: its own file (one JSON object a question), and the pages of its API."""

from __future__ import annotations

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import line_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.shape import (
    CACHED,
    ENCRYPTED,
    NO_BYTES,
    NO_HOME,
    NO_PERSON,
    NO_PURPOSE,
    Kind,
    Plan,
    Setting,
    Shape,
    Tells,
    text_sql,
)
from chalkline.kernel.sentences import Sentence


def recognise(head: Head, setting: Setting) -> Plan | None:
    """Objects with T, QH and IP; or with time, question, client and reason. Both say whether it was filtered."""
    return _file(head, setting) or _api(head, setting)


def _file(head: Head, setting: Setting) -> Plan | None:
    first = head.objects[:50]
    if not first or not all({"T", "QH", "IP"} <= set(each) for each in first):
        return None
    filtered = "json_extract_string(j, '$.Result.IsFiltered') = 'true'"
    return _plan([str(each["T"]) for each in first], ("T", "QH", "IP"), filtered, setting)


def _api(head: Head, setting: Setting) -> Plan | None:
    first = head.objects[:50]
    if not first or not all({"time", "question", "client", "reason"} <= set(each) for each in first):
        return None
    name = next((key for key in ("name", "host") if all(key in (each["question"] or {}) for each in first)), None)
    if name is None:
        return None
    filtered = "starts_with(json_extract_string(j, '$.reason'), 'Filtered')"
    return _plan([str(each["time"]) for each in first], ("time", f"question.{name}", "client"), filtered, setting)


def _plan(times: list[str], paths: tuple[str, str, str], filtered: str, setting: Setting) -> Plan | None:
    form = form_of(times, setting.zone, setting.now_epoch)
    if form is None:
        return None
    at, host, client = (f"json_extract_string(j, '$.{path}')" for path in paths)
    select = {
        "moment": form.of(at),
        "who": "''",
        "address": text_sql(client),
        "host": text_sql(host),
        "deed": f"CASE WHEN {filtered} THEN 'blocked' ELSE 'allowed' END",
        "bytes_out": "NULL",
        "passed_over": "false",
    }
    return Plan(
        0.99,
        lambda opened, keep: f"(SELECT TRY_CAST(line AS JSON) AS j FROM {line_rows(opened, keep_rejects=keep)})",
        select,
        raw=f"concat_ws(' ', {at}, {client}, {host})",
    )


SHAPE = Shape(
    name="adguard",
    title=Sentence("AdGuard Home query log"),
    kind=Kind.NETWORK,
    tells=frozenset({Tells.ACTION}),
    cannot_show=(NO_PERSON, NO_BYTES, CACHED, NO_HOME, ENCRYPTED, NO_PURPOSE),
    recognise=recognise,
)
