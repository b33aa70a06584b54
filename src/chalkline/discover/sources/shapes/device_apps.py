"""Apps on devices that the district manages: Jamf, Intune, and any list of apps with a count or a device a row."""

from __future__ import annotations

from collections.abc import Callable

from chalkline.discover.sources.reading.columns import Part, plain_word
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.shapes.headed import Headed, headed
from chalkline.discover.sources.shapes.inventory import A_STATE, INSTALLED_IS_NOT_USED, NO_WEB, inventory_columns
from chalkline.discover.sources.shapes.objects import first_objects, have, number_at, object_rows, text_at
from chalkline.discover.sources.shapes.shape import Kind, Plan, Setting, Shape, Tells
from chalkline.kernel.sentences import Sentence

PARTS = (Part.APP_NAME, Part.DEVICES, Part.USERS, Part.DEVICE, Part.USER, Part.PLACE, Part.PUBLISHER, Part.APP_ID,
         Part.ADDRESS, Part.HOST)  # fmt: skip
OF_INTUNE = {"applicationname", "application name", "applicationpublisher", "application publisher", "applicationid",
             "application version", "applicationversion", "applicationshortversion", "devicecount"}  # fmt: skip
OF_JAMF = {"bundle id", "bundle identifier", "computer name", "jamf computer id", "udid", "computers", "title"}


def recognise_detected(head: Head, setting: Setting) -> Plan | None:
    """detectedApps of Microsoft Graph: one row an app and version, with how many devices have it."""
    if not have(first_objects(head, "value"), ("displayName", "deviceCount")):
        return None
    select = inventory_columns(
        app=text_at("$.displayName"),  # its id changes with the version: the name is what stays
        publisher=text_at("$.publisher"),
        devices=number_at("$.deviceCount"),
        unreadable=f"{text_at('$.deviceCount')} <> '' AND {number_at('$.deviceCount')} IS NULL",
        access="'allowed'",
        line="CAST(j AS VARCHAR)",
    )
    return Plan(0.98, lambda opened, keep: object_rows(opened, keep, "value"), select, raw=text_at("$.displayName"))


def recognise_jamf(head: Head, setting: Setting) -> Plan | None:
    """Computers or mobile devices of Jamf Pro with the list of their applications."""
    objects = first_objects(head, "results")
    if not have(objects, ("applications",), ("udid", "general", "id", "deviceId", "mobileDeviceId", "serialNumber")):
        return None
    select = inventory_columns(
        app=text_at("$.name", "$.title", "$.applicationName", of="a"),
        app_id=text_at("$.bundleId", "$.identifier", "$.bundle_id", of="a"),
        place=text_at("$.userAndLocation.building", "$.general.site.name", "$.userAndLocation.buildingId",
                      "$.userAndLocation.department"),
        who=text_at("$.userAndLocation.email", "$.userAndLocation.emailAddress", "$.userAndLocation.username"),
        device=text_at("$.udid", "$.general.udid", "$.id", "$.mobileDeviceId", "$.deviceId", "$.general.name"),
        access="'allowed'",
        line=f"{text_at('$.udid', '$.id', '$.mobileDeviceId')} || chr(31) || CAST(a AS VARCHAR)",
        passed_over="a IS NULL AND j IS NOT NULL",  # a device with no app on it
    )  # fmt: skip
    listed = "json_extract(j, '$.applications')"
    apps = f"CASE WHEN json_array_length({listed}) > 0 THEN from_json({listed}, '[\"JSON\"]') ELSE [NULL::JSON] END"
    return Plan(
        0.98,
        lambda opened, keep: f"(SELECT j, unnest({apps}) AS a FROM {object_rows(opened, keep, 'results')})",
        select,
        raw=text_at("$.general.name", "$.id"),
    )


def _listed(sureness: float, words: set[str]) -> Callable[[Head, Setting], Plan | None]:
    """A table of apps: with a count, or with one device a row. ``words``: one of them stands in the header."""

    def recognise(head: Head, setting: Setting) -> Plan | None:
        table = headed(head, setting, PARTS)
        if table is None or not table.has(Part.APP_NAME) or table.has(Part.HOST) or table.has(Part.ADDRESS):
            return None
        if words and not words & {plain_word(name) for name in table.header}:
            return None
        counted = [part for part in (Part.DEVICES, Part.USERS) if _is_number(table, part)]
        if not counted and not table.has(Part.DEVICE):
            return None
        if not counted and not words:
            return None
        select = inventory_columns(
            app=table.cell(Part.APP_NAME),
            publisher=table.cell(Part.PUBLISHER),
            place=table.cell(Part.PLACE),
            who=table.cell(Part.USER) if not counted else "''",
            device=table.cell(Part.DEVICE) if not counted else "''",
            devices=table.number(Part.DEVICES) if Part.DEVICES in counted else "NULL::BIGINT",
            users=table.number(Part.USERS) if Part.USERS in counted else "NULL::BIGINT",
            unreadable=table.unreadable(*counted),
            access="'allowed'",
            line=table.whole(),
        )
        return table.plan(sureness, select, (Part.APP_NAME, *counted))

    return recognise


def _is_number(table: Headed, part: Part) -> bool:
    values = table.values(part)
    return bool(values) and sum(value.replace(",", "").replace(".", "").isdigit() for value in values) > len(values) / 2


LIMITS = (INSTALLED_IS_NOT_USED, NO_WEB, Sentence("Only devices that the district manages are seen."), A_STATE)
DETECTED = Shape(
    name="intune_apps",
    title=Sentence("Intune detected apps (Microsoft Graph)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_detected,
)
INTUNE_CSV = Shape(
    name="intune_apps_csv",
    title=Sentence("Intune discovered apps (download)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=_listed(0.9, OF_INTUNE),
)
JAMF = Shape(
    name="jamf_apps",
    title=Sentence("Jamf inventory of applications (API)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=recognise_jamf,
)
JAMF_CSV = Shape(
    name="jamf_apps_csv",
    title=Sentence("Jamf inventory of applications (download)"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=_listed(0.85, OF_JAMF),
)
ANY_LIST = Shape(
    name="app_list_csv",
    title=Sentence("List of apps and how many have them"),
    kind=Kind.INVENTORY,
    tells=frozenset({Tells.AT_HOME}),
    cannot_show=LIMITS,
    recognise=_listed(0.7, set()),
)
