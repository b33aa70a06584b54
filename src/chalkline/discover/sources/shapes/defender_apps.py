"""Discovered apps of Microsoft Defender for Cloud Apps: which services its sensors saw, used by how many.

From Graph (aggregatedAppsDetails, a page or an object a line) and as the portal exports the list. Not tried on live
exports. An app is a sum over 7, 30 or 90 days: it counts people without naming them, so it stands beside inventories.
"""

from __future__ import annotations

from chalkline.discover.sources.reading.columns import Part, plain_word
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.shapes.headed import headed
from chalkline.discover.sources.shapes.inventory import NO_PEOPLE, counted_columns, inventory_columns
from chalkline.discover.sources.shapes.objects import first_objects, have, number_at, object_rows, text_at
from chalkline.discover.sources.shapes.shape import Kind, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence

PARTS = (Part.APP_NAME, Part.USERS, Part.DEVICES, Part.HOST)
OF_GRAPH = ("transactionCount", "uploadNetworkTrafficInBytes", "riskScore", "ipAddressCount")
OF_THE_PORTAL = {"transactions", "traffic", "upload", "risk score", "score", "ip addresses", "tags"}
COUNTS = ("userCount", "deviceCount")


def _tagged(words: str) -> str:
    """SQL: what the tags of an app say of it. "Sanctioned" stands in "Unsanctioned", so that is asked first."""
    return (
        f"CASE WHEN contains(lower({words}), 'unsanctioned') THEN 'blocked' "
        f"WHEN contains(lower({words}), 'sanctioned') THEN 'allowed' ELSE 'unknown' END"
    )


def recognise_graph(head: Head, setting: Setting) -> Plan | None:
    """Apps with how many people, and how much traffic, as Graph gives them."""
    if not have(first_objects(head, "value"), ("displayName", "userCount"), OF_GRAPH):
        return None
    counts = [(number_at(f"$.{name}"), text_at(f"$.{name}")) for name in COUNTS]
    select = inventory_columns(
        app=text_at("$.displayName"),
        homepage=text_at("$.domains[0]"),
        users=number_at("$.userCount"),
        devices=number_at("$.deviceCount"),
        unreadable=" OR ".join(f"({text} <> '' AND {number} IS NULL)" for number, text in counts),
        access=_tagged("coalesce(CAST(json_extract(j, '$.tags') AS VARCHAR), '')"),
        line="CAST(j AS VARCHAR)",
    )
    return Plan(0.98, lambda opened, keep: object_rows(opened, keep, "value"), select, raw=text_at("$.displayName"))


def recognise_csv(head: Head, setting: Setting) -> Plan | None:
    """A table of apps with people and traffic, at least two of whose words are the portal's own."""
    table = headed(head, setting, PARTS)
    if table is None or not table.has(Part.APP_NAME, Part.USERS):
        return None
    words = [plain_word(name) for name in table.header]
    if len(OF_THE_PORTAL.intersection(words)) < 2:
        return None
    tags = next((place for place, word in enumerate(words) if word in {"tags", "app tag", "sanctioned"}), None)
    access = "'unknown'" if tags is None else _tagged(f"coalesce(c{tags}, '')")
    select = counted_columns(table, homepage=table.cell(Part.HOST), access=access)
    return table.plan(0.95, select, (Part.APP_NAME, Part.USERS))


LIMITS = (
    Sentence("It counts the last 7, 30 or 90 days, as it was exported, and no single day."),
    Sentence("Only devices and networks that report to Microsoft Defender are seen."),
    NO_PEOPLE,
)
GRAPH = Shape(
    name="defender_apps",
    title=Sentence("Microsoft Defender for Cloud Apps, discovered apps (Microsoft Graph)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_graph,
)
CSV = Shape(
    name="defender_apps_csv",
    title=Sentence("Microsoft Defender for Cloud Apps, discovered apps (download)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_csv,
)
