"""Who opened which app from a portal on which day: usage exports of Clever, ClassLink and others.

One row a person, app and day. They become sign-ins that tell of activity. Not tried on live exports.
"""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.columns import Part, plain_word
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.shapes.headed import Headed, headed
from chalkline.discover.sources.shapes.shape import Kind, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence

PARTS = (Part.TIME, Part.DAY, Part.USER, Part.APP_NAME, Part.HOST, Part.EVENT, Part.AMOUNT)
OF_CLEVER = {"clever user id", "clever id", "clever school id", "num access", "resource type", "resource name"}
HOW_OFTEN = re.compile(
    r"^(num access|number of accesses|logins?|login count|launches|launch count|count|total logins|accesses|opens|"
    r"times|inicios de sesion|accesos|aperturas)$"
)
IS_AN_APP = "('', 'app', 'application', 'sso', 'saved_password', 'saved password', 'link')"


def recognise_clever(head: Head, setting: Setting) -> Plan | None:
    """Clever's own words in the header."""
    table = headed(head, setting, PARTS)
    return _plan(table, setting, 0.96) if table and _words(table) & OF_CLEVER else None


def recognise_any(head: Head, setting: Setting) -> Plan | None:
    """A person, an app and a day in each row, and no web address."""
    table = headed(head, setting, PARTS)
    return _plan(table, setting, 0.82) if table and not _words(table) & OF_CLEVER else None


def _words(table: Headed) -> set[str]:
    return {plain_word(name) for name in table.header}


def _plan(table: Headed, setting: Setting, sureness: float) -> Plan | None:
    if table.has(Part.HOST) or table.has(Part.EVENT) or table.has(Part.AMOUNT):
        return None
    on = Part.TIME if table.has(Part.TIME) else Part.DAY
    moment = table.moment(on, setting)
    if moment is None or not table.has(Part.USER, Part.APP_NAME):
        return None
    passed = ["false"]
    for place, name in enumerate(table.header):
        cell = f"lower(coalesce(trim(c{place}), ''))"
        if HOW_OFTEN.match(plain_word(name)):
            passed.append(f"{cell} IN ('', '0')")
        if plain_word(name) == "resource type":
            passed.append(f"{cell} NOT IN {IS_AN_APP}")
    select = {
        "moment": moment,
        "who": table.cell(Part.USER),
        "address": "''",
        "client_id": table.cell(Part.APP_NAME),
        "app": table.cell(Part.APP_NAME),
        "deed": "'activity'",
        "scopes": "[]::VARCHAR[]",
        "client_type": "''",
        "passed_over": " OR ".join(passed),
    }
    return table.plan(sureness, select, (on, Part.APP_NAME))


LIMITS = (
    Sentence("Only tools that are opened from the portal; a bookmark or a search is not seen."),
    Sentence("It counts days on which somebody opened a tool, not how long it was used."),
)
CLEVER = Shape(
    name="clever_usage",
    title=Sentence("Clever usage report"),
    kind=Kind.SIGN_IN,
    tells=frozenset({Tells.PERSON, Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_clever,
)
ANY_PORTAL = Shape(
    name="portal_usage",
    title=Sentence("App launches by person (ClassLink and others)"),
    kind=Kind.SIGN_IN,
    tells=frozenset({Tells.PERSON, Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_any,
)
