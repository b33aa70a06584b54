"""AdGuard Home's query log: one JSON object a question."""

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
    """Objects with T, QH and IP; Result says whether the question was filtered."""
    first = head.objects[:50]
    if not first or not all({"T", "QH", "IP"} <= set(each) for each in first):
        return None
    form = form_of([str(each["T"]) for each in first], setting.zone, setting.now_epoch)
    if form is None:
        return None
    at, host, client, filtered = (
        f"json_extract_string(j, '{path}')" for path in ("$.T", "$.QH", "$.IP", "$.Result.IsFiltered")
    )
    select = {
        "moment": form.of(at),
        "who": "''",
        "address": text_sql(client),
        "host": text_sql(host),
        "deed": f"CASE WHEN {filtered} = 'true' THEN 'blocked' ELSE 'allowed' END",
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
