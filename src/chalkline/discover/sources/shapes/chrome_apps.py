"""Chrome's apps and extensions: countInstalledApps of the Chrome Management API, and the console's CSV."""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.columns import Part
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.shapes.headed import headed, most
from chalkline.discover.sources.shapes.inventory import (
    A_STATE,
    INSTALLED_IS_NOT_USED,
    NO_PEOPLE,
    counted_columns,
    inventory_columns,
)
from chalkline.discover.sources.shapes.objects import first_objects, have, number_at, object_rows, text_at, texts_at
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence

PARTS = (Part.APP_NAME, Part.APP_ID, Part.DEVICES, Part.USERS, Part.ACCESS, Part.PLACE, Part.SCOPES, Part.HOMEPAGE)
EXTENSION_ID = re.compile(r"^[a-p]{32}$")
COUNTS = ("osUserCount", "browserDeviceCount")


def recognise_api(head: Head, setting: Setting) -> Plan | None:
    """Apps with how many browsers and people have them."""
    objects = first_objects(head, "installedApps")
    if not have(objects, ("appId",), (*COUNTS, "appInstallType")):
        return None
    counts = [(number_at(f"$.{name}"), text_at(f"$.{name}")) for name in COUNTS]
    select = inventory_columns(
        app=text_at("$.displayName"),
        app_id=text_at("$.appId"),
        homepage=text_at("$.homepageUri"),
        place=text_at("$.orgUnitPath", "$.orgUnit"),
        devices=number_at("$.browserDeviceCount"),
        users=number_at("$.osUserCount"),
        unreadable=" OR ".join(f"({text} <> '' AND {number} IS NULL)" for number, text in counts),
        access=f"CASE WHEN {text_at('$.disabled')} = 'true' THEN 'blocked' ELSE 'allowed' END",
        scopes=texts_at("$.permissions"),
        line="CAST(j AS VARCHAR)",
    )
    return Plan(
        0.98, lambda opened, keep: object_rows(opened, keep, "installedApps"), select, raw=text_at("$.displayName")
    )


def recognise_csv(head: Head, setting: Setting) -> Plan | Missing | None:
    """A table in which each app has an id as the Chrome Web Store gives them."""
    table = headed(head, setting, PARTS)
    if table is None or not table.has(Part.APP_ID) or not most(table.values(Part.APP_ID), EXTENSION_ID, 0.5):
        return None
    if not table.has(Part.APP_NAME):
        return table.missing(0.9, Part.APP_NAME)
    select = counted_columns(
        table,
        scopes=f"list_filter(string_split_regex({table.cell(Part.SCOPES)}, '[,;|\\s]+'), lambda x: x <> '')",
    )
    return table.plan(0.96, select, (Part.APP_NAME, Part.APP_ID, Part.DEVICES, Part.USERS))


LIMITS = (
    INSTALLED_IS_NOT_USED,
    Sentence("Only browsers and Chromebooks that the district manages are seen."),
    A_STATE,
    NO_PEOPLE,
)
SHAPE = Shape(
    name="chrome_apps",
    title=Sentence("Chrome apps and extensions (Management API)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.ACCESS, Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_api,
)
CSV = Shape(
    name="chrome_apps_csv",
    title=Sentence("Chrome apps and extensions (console download)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_csv,
)
