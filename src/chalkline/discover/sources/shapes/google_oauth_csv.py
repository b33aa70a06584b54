"""Google's OAuth log events as the admin console downloads them: the same facts as the token activity, as CSV."""

from __future__ import annotations

from chalkline.discover.sources.reading.columns import Part, has_header, understand
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.google_token import SHAPE as TOKEN
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape, text_sql
from chalkline.kernel.sentences import Sentence

PARTS = (Part.APP_ID, Part.APP_NAME, Part.EVENT, Part.TIME, Part.USER, Part.ADDRESS, Part.SCOPES, Part.CLIENT_TYPE)
NEEDED = (Part.TIME, Part.USER, Part.APP_NAME)


def recognise(head: Head, setting: Setting) -> Plan | Missing | None:
    """A header that names an app and its id, and an event; an empty event is activity of the app."""
    if not head.delimiter or not has_header(head.rows):
        return None
    header, rows = head.rows[0], head.rows[1:]
    columns = understand(header, rows, parts=PARTS, mapping=setting.mapping_of(header), is_user=setting.is_user)
    if not {Part.APP_ID, Part.APP_NAME, Part.EVENT} <= set(columns.places):
        return None
    missing = tuple(part for part in NEEDED if part not in columns.places)
    place = columns.get(Part.TIME)
    form = form_of(head.column(place), setting.zone, setting.now_epoch) if place is not None else None
    if missing or form is None:
        return Missing(0.9, missing or (Part.TIME,), tuple(header), columns.not_understood)

    def cell(part: Part) -> str:
        found = columns.get(part)
        return "''" if found is None else text_sql(f"c{found}")

    event = f"lower(trim({cell(Part.EVENT)}))"
    scopes = f"list_filter(string_split_regex({cell(Part.SCOPES)}, '[,;\\s]+'), lambda x: x <> '')"
    select = {
        "moment": form.of(f"c{place}"),
        "who": cell(Part.USER),
        "address": cell(Part.ADDRESS),
        "client_id": cell(Part.APP_ID),
        "app": cell(Part.APP_NAME),
        "deed": f"CASE WHEN {event} = '' THEN 'activity' ELSE {event} END",
        "scopes": scopes,
        "client_type": cell(Part.CLIENT_TYPE),
        "passed_over": "false",
    }
    width = len(header)
    return Plan(
        0.95,
        lambda opened, keep: csv_rows(opened, width + 1, skip=1, keep_rejects=keep),
        select,
        raw=f"concat_ws(' | ', c{place}, {cell(Part.APP_NAME)}, {cell(Part.EVENT)})",
        skipped=1,
        quoted=True,
        overflow=f"coalesce(c{width}, '') <> ''",
        columns=columns,
    )


SHAPE = Shape(
    name="google_oauth_csv",
    title=Sentence("Google OAuth log events (console download)"),
    kind=Kind.SIGN_IN,
    tells=TOKEN.tells,
    cannot_show=TOKEN.cannot_show,
    recognise=recognise,
)
