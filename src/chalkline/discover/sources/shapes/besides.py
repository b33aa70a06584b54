"""Shapes of what is no network log: sign-ins by app, inventories, books, surveys."""

from __future__ import annotations

from chalkline.discover.sources.shapes import (
    app_sign_ins,
    app_usage,
    chrome_apps,
    defender_apps,
    device_apps,
    entra_apps,
)
from chalkline.discover.sources.shapes.google_accessed import SHAPE as GOOGLE_ACCESSED
from chalkline.discover.sources.shapes.purchases import ORDERS
from chalkline.discover.sources.shapes.purchases import SHAPE as LEDGER
from chalkline.discover.sources.shapes.survey_file import SHAPE as SURVEY_FILE

BESIDES = (
    app_sign_ins.GEMINI_REPORT, app_sign_ins.ENTRA_GRAPH, app_sign_ins.ENTRA_CSV, GOOGLE_ACCESSED, chrome_apps.SHAPE,
    chrome_apps.CSV, defender_apps.GRAPH, defender_apps.CSV, entra_apps.GRAPH, entra_apps.GRANTS, entra_apps.SHAPE,
    device_apps.DETECTED, device_apps.JAMF, app_usage.CLEVER, app_usage.ANY_PORTAL, device_apps.INTUNE_CSV,
    device_apps.JAMF_CSV, LEDGER, ORDERS, SURVEY_FILE, device_apps.ANY_LIST,
)  # fmt: skip
