"""Entra's enterprise applications: which apps the district's Microsoft tenant lets in, and what they were granted.

Three files tell of them: the console's CSV, the servicePrincipals of Graph, and its oauth2PermissionGrants, which
name an app by an id that only the other two explain.
"""

from __future__ import annotations

import re

from chalkline.discover.sources.reading.columns import EMAIL, Part
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.shapes.headed import headed, most
from chalkline.discover.sources.shapes.inventory import A_STATE, access_sql, inventory_columns
from chalkline.discover.sources.shapes.objects import first_objects, have, object_rows, text_at
from chalkline.discover.sources.shapes.shape import Kind, Missing, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence

PARTS = (Part.APP_NAME, Part.APP_ID, Part.HOMEPAGE, Part.ACCESS)
GUID = re.compile(r"^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$", re.IGNORECASE)
OF_AN_APP = ("servicePrincipalType", "appOwnerOrganizationId", "oauth2PermissionScopes", "servicePrincipalNames",
             "signInAudience", "publisherDomain", "accountEnabled")  # fmt: skip
NO_COUNT = Sentence("How many people use an app is not told: an app may be there for one person.")


def recognise_csv(head: Head, setting: Setting) -> Plan | Missing | None:
    """A name and Microsoft's id for each app, and nobody who signs in."""
    table = headed(head, setting, PARTS)
    if table is None or not table.has(Part.APP_ID) or not most(table.values(Part.APP_ID), GUID, 0.5):
        return None
    if any(
        most([row[place] for row in table.rows if place < len(row)], EMAIL, 0.3) for place in range(len(table.header))
    ):
        return None
    if not table.has(Part.APP_NAME):
        return table.missing(0.9, Part.APP_NAME)
    others = [
        place for place, name in enumerate(table.header)
        if place != table.columns.get(Part.APP_ID) and name.casefold() in ("id", "object id", "objectid")
    ]  # fmt: skip
    select = inventory_columns(
        app=table.cell(Part.APP_NAME),
        app_id=table.cell(Part.APP_ID),
        homepage=table.cell(Part.HOMEPAGE),
        access=access_sql(table.cell(Part.ACCESS)),
        also=f"coalesce(trim(c{others[0]}), '')" if others else "''",
        line=table.whole(),
    )
    return table.plan(0.96, select, (Part.APP_NAME, Part.APP_ID))


def recognise_graph(head: Head, setting: Setting) -> Plan | None:
    """servicePrincipals or applications of Microsoft Graph."""
    if not have(first_objects(head, "value"), ("displayName", "appId"), OF_AN_APP):
        return None
    select = inventory_columns(
        app=text_at("$.displayName", "$.appDisplayName"),
        app_id=text_at("$.appId"),
        homepage=text_at("$.homepage", "$.loginUrl", "$.info.marketingUrl"),
        access=access_sql(text_at("$.accountEnabled")),
        also=text_at("$.id"),
        line="CAST(j AS VARCHAR)",
    )
    return Plan(0.98, lambda opened, keep: object_rows(opened, keep, "value"), select, raw=text_at("$.displayName"))


def recognise_grants(head: Head, setting: Setting) -> Plan | None:
    """oauth2PermissionGrants of Microsoft Graph: for everybody ("AllPrincipals"), or for one person each."""
    if not have(first_objects(head, "value"), ("clientId", "consentType", "scope")):
        return None
    select = inventory_columns(
        app_id=text_at("$.clientId"),
        who=text_at("$.principalId"),
        access="'allowed'",
        scopes=f"list_filter(string_split({text_at('$.scope')}, ' '), lambda x: x <> '')",
        line="CAST(j AS VARCHAR)",
    )
    return Plan(0.98, lambda opened, keep: object_rows(opened, keep, "value"), select, raw=text_at("$.clientId"))


SHAPE = Shape(
    name="entra_apps",
    title=Sentence("Entra enterprise applications (console download)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=(NO_COUNT, A_STATE),
    recognise=recognise_csv,
)
GRAPH = Shape(
    name="entra_apps_graph",
    title=Sentence("Entra enterprise applications (Microsoft Graph)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=(NO_COUNT, A_STATE),
    recognise=recognise_graph,
)
GRANTS = Shape(
    name="entra_grants",
    title=Sentence("Entra permission grants (Microsoft Graph)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.ACCESS, Tells.AT_HOME}),
    cannot_show=(
        Sentence("It names apps by an id only: load the enterprise applications first."),
        Sentence("A grant for everybody does not tell who uses the app."),
        A_STATE,
    ),
    recognise=recognise_grants,
)
