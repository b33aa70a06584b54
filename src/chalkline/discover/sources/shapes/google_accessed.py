"""Google's accessed apps as the admin console downloads them: which apps were let in, by how many, to read what."""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.columns import Part, plain_word
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.shapes.headed import headed, most
from chalkline.discover.sources.shapes.inventory import A_STATE, NO_PEOPLE, counted_columns
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence

PARTS = (Part.APP_NAME, Part.APP_ID, Part.USERS, Part.ACCESS, Part.SCOPES, Part.PLACE)
GOOGLE_ID = re.compile(r"^\d+(-\w+)?\.apps\.googleusercontent\.com$", re.IGNORECASE)
TELLING = {"verification status", "requested services with scopes", "requested services", "estado de verificacion",
           "estado de la verificacion", "servicios solicitados"}  # fmt: skip


def recognise(head: Head, setting: Setting) -> Plan | Missing | None:
    """A name, Google's id and a number of users for each app, with what it asked for."""
    table = headed(head, setting, PARTS)
    if table is None or not table.has(Part.APP_ID, Part.USERS):
        return None
    words = {plain_word(name) for name in table.header}
    if not most(table.values(Part.APP_ID), GOOGLE_ID, 0.3) and not words & TELLING:
        return None
    if not table.has(Part.APP_NAME):
        return table.missing(0.9, Part.APP_NAME)
    scope = r"(https?://[^\s,\[\]|]+|\b(?:openid|email|profile)\b)"
    select = counted_columns(table, scopes=f"list_distinct(regexp_extract_all({table.cell(Part.SCOPES)}, '{scope}'))")
    return table.plan(0.97, select, (Part.APP_NAME, Part.APP_ID, Part.USERS))


SHAPE = Shape(
    name="google_accessed",
    title=Sentence("Google accessed apps (console download)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.ACCESS, Tells.AT_HOME}),
    cannot_show=(
        Sentence("Only apps that people let into a Google account; use without signing in is not seen."),
        A_STATE,
        NO_PEOPLE,
    ),
    recognise=recognise,
)
