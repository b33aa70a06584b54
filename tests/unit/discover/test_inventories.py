"""Inventories as consoles and APIs give them: any language, order and page gives the same counts."""

from __future__ import annotations

import codecs
import gzip
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chalkline.discover.sources.reading.orders import CannotRead

sys.path.insert(0, str(Path(__file__).parent))
from reading_here import as_csv, counted, read_here, services

GPT_ID = "302777375218-b607fdb2a563164e.apps.googleusercontent.com"
ACCESSED = [
    ["Identificador", "Nombre de la aplicación", "Acceso", "Usuarios", "Servicios solicitados", "Unidad organizativa"],
    [GPT_ID, "ChatGPT", "Bloqueado", "1,043", "[Drive : [https://www.googleapis.com/auth/drive]]",
     "/Staff/Alder Creek"],
    [GPT_ID, "ChatGPT", "Bloqueado", "7", "[Drive : [openid]]", "/Students/Cedar Hollow HS/2029"],
    ["884764177921-be3d7d37bbdb9def.apps.googleusercontent.com", "Claudette", "Limitado", "9", "", ""],
    ["884764177922-be3d7d37bbdb9def.apps.googleusercontent.com", "Open AIrways", "De confianza", "9", "", ""],
    ["884764177923-be3d7d37bbdb9def.apps.googleusercontent.com", "Make Yearbook", "De confianza", "9", "", ""],
]  # fmt: skip
GUID = "ad6b0138-6ee2-70ec-e6af-363f4cf312d{}"
CHROME = {"appType": "EXTENSION", "appInstallType": "NORMAL", "permissions": ["tabs"]}
PRINCIPAL = {"servicePrincipalType": "Application", "accountEnabled": True}


def extension(name: str, devices: int, users: int, **more: Any) -> dict[str, Any]:
    app_id = "".join(chr(97 + ord(letter) % 16) for letter in (name * 32)[:32])
    return {**CHROME, "appId": app_id, "displayName": name, "browserDeviceCount": str(devices),
            "osUserCount": users, **more}  # fmt: skip


FORMS: dict[str, tuple[str | bytes, str, dict[str, tuple[int, int]]]] = {
    "google, Spanish, schools": (as_csv(ACCESSED, ";"), "google_accessed", {"chatgpt": (0, 1050)}),
    "google, UTF-16": (as_csv(ACCESSED, "\t").encode("utf-16"), "google_accessed", {"chatgpt": (0, 1050)}),
    "entra graph, one page on one line": (
        json.dumps({"@odata.context": "x", "value": [
            {**PRINCIPAL, "appId": GUID.format(1), "displayName": "ChatGPT", "id": "1"},
            {**PRINCIPAL, "appId": GUID.format(2), "displayName": "Claudette", "homepage": "https://claude.ai.example"},
            {**PRINCIPAL, "appId": GUID.format(3), "displayName": "Homework", "homepage": "https://www.gauthmath.com/x",
             "accountEnabled": False},
        ]}),
        "entra_apps_graph", {"chatgpt": (0, 0), "gauth": (0, 0)},
    ),
    "entra console, other order": (
        as_csv([["Application ID", "Homepage URL", "Name", "Object ID"],
                [GUID.format(1), "", "MagicSchool AI", "9"], [GUID.format(2), "", "Make Yearbook", "8"]]),
        "entra_apps", {"magicschool": (0, 0)},
    ),
    "chrome API, a list with a mark": (
        codecs.BOM_UTF8 + json.dumps([
            extension("Grok: AI assistant", 49, 40), extension("School Clock", 900, 900),
            extension("Sidebar", 3, 4, homepageUri="https://kimi.com/"), extension("Claudette", 8, 8),
            extension("Pi Day Countdown", 30, 30), extension("Grok for Chrome", 2, 2, disabled=True),
        ], indent=1).encode(),
        "chrome_apps", {"grok": (49, 40), "kimi": (3, 4)},
    ),
    "chrome console": (
        as_csv([["Type", "App name", "Installs", "App ID", "Organizational unit"],
                ["Extension", "Grammarly: AI Writing", "12", "k" * 32, "/Students/Larkspur K-8"],
                ["Extension", "Grammarly: AI Writing", "30", "k" * 32, "/Staff/Larkspur K-8"],
                ["Extension", "Formative assessment clock", "30", "l" * 32, ""]]),
        "chrome_apps_csv", {"grammarly": (42, 0)},
    ),
    "intune graph, a version each": (
        gzip.compress(json.dumps({"value": [
            {"id": n, "displayName": "ChatGPT", "version": f"1.{n}", "deviceCount": 10 + n, "publisher": "OpenAI"}
            for n in range(3)
        ] + [{"id": 9, "displayName": "Motion", "version": "5", "deviceCount": 70,
              "publisher": "Apple Inc."}]}).encode()),
        "intune_apps", {"chatgpt": (33, 0)},
    ),
    "intune download": (
        as_csv([["ApplicationId", "ApplicationName", "ApplicationShortVersion", "DeviceCount", "Platform"],
                ["1", "Claude", "0.9", "4", "Windows"], ["2", "Claude", "0.10", "5", "Windows"],
                ["3", "Claudette", "1", "50", "Windows"]]),
        "intune_apps_csv", {"claude": (9, 0)},
    ),
    "intune raw, a device a row": (
        as_csv([["DeviceName", "ApplicationName", "ApplicationPublisher", "EmailAddress"],
                *[[f"LAP-{n % 12}", "ChatGPT", "OpenAI", f"ana.nunez{n % 12}@pine.example"] for n in range(24)]]),
        "intune_apps_csv", {"chatgpt": (12, 12)},
    ),
    "jamf API": (
        json.dumps({"totalCount": 3, "results": [
            {"id": str(n), "udid": f"U{n}", "general": {"name": f"mac-{n}"},
             "userAndLocation": {"email": f"ana.nunez{n}@pine.example"},
             "applications": [{"name": "ChatGPT.app", "bundleId": "com.openai.chat"},
                              {"name": "Motion.app", "bundleId": "com.apple.motionapp"}] if n else []}
            for n in range(3)
        ]}),
        "jamf_apps", {"chatgpt": (2, 2)},
    ),
    "jamf download": (
        as_csv([["Title", "Version", "Computers"], ["ChatGPT.app", "1.2", "14"], ["Keynote.app", "13", "900"]]),
        "jamf_apps_csv", {"chatgpt": (14, 0)},
    ),
    "defender graph": (
        json.dumps({"@odata.context": "x", "value": [
            {"id": "26388", "displayName": "ChatGPT", "riskScore": 8, "domains": ["*.chatgpt.com"], "userCount": 218,
             "deviceCount": 190, "transactionCount": 4100, "uploadNetworkTrafficInBytes": 9, "tags": ["Unsanctioned"]},
            {"id": "2", "displayName": "Homework solver", "domains": ["gauthmath.com"], "userCount": "36",
             "transactionCount": 1, "riskScore": 3, "tags": []},
            {"id": "3", "displayName": "Claudette", "domains": ["claude.ai.example"], "userCount": 9,
             "transactionCount": 1, "riskScore": 3, "tags": ["Sanctioned"]},
        ]}),
        "defender_apps", {"chatgpt": (190, 218), "gauth": (0, 36)},
    ),
    "defender download": (
        as_csv([["App", "Score", "Traffic", "Upload", "Transactions", "Users", "IP addresses", "Devices", "Last seen"],
                ["ChatGPT", "8", "1.2 GB", "12 MB", "4,100", "1,218", "40", "190", "Nov 20, 2026"],
                ["Claudette", "8", "1.2 GB", "12 MB", "4,100", "12", "40", "19", "Nov 20, 2026"]]),
        "defender_apps_csv", {"chatgpt": (190, 1218)},
    ),
    "any list": (
        as_csv([["Programa", "Equipos"], ["ChatGPT", "14"], ["Word", "900"]]), "app_list_csv", {"chatgpt": (14, 0)}
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "shape", "expected"), FORMS.values(), ids=FORMS.keys())
def test_an_inventory_in_any_form(
    tmp_path: Path, content: str | bytes, shape: str, expected: dict[str, tuple[int, int]]
) -> None:
    read = read_here(tmp_path, content)
    assert (read.told.shape, read.told.rejected) == (shape, 0)
    assert {slug: (each.devices, each.users) for slug, each in counted(read).inventory.items()} == expected


def test_what_is_told_of_an_app(tmp_path: Path) -> None:
    read = read_here(tmp_path, as_csv(ACCESSED))
    found = counted(read).inventory["chatgpt"]
    assert found.by_school == {"alder": 1043, "high": 7} and found.blocked == 1
    assert found.scopes == {"https://www.googleapis.com/auth/drive": 1, "openid": 1}
    assert found.as_of == date(2026, 10, 26)
    kept = read.kept.read_bytes()
    assert not [word for word in (GPT_ID, "ChatGPT", "Alder", "Staff") if word.encode() in kept]


def test_devices_are_counted_at_the_school_of_whoever_has_them_and_not_kept(tmp_path: Path) -> None:
    read = read_here(tmp_path, FORMS["intune raw, a device a row"][0])
    assert counted(read).inventory["chatgpt"].by_school == {"alder": 6, "high": 6}
    kept = read.kept.read_bytes().lower()
    assert b"lap-" not in kept and b"nunez" not in kept


def test_grants_are_explained_by_the_apps_that_were_loaded_before(tmp_path: Path) -> None:
    apps = [{**PRINCIPAL, "appId": GUID.format(1), "displayName": "ChatGPT", "id": "object-1"}]
    grants = [
        {"clientId": "object-1", "consentType": "Principal", "principalId": f"u{n}", "scope": "User.Read Files.Read"}
        for n in range(11)
    ] + [{"clientId": "object-2", "consentType": "AllPrincipals", "scope": "Mail.Read"}]
    alone = read_here(tmp_path, json.dumps({"value": grants}), "alone")
    assert alone.told.shape == "entra_grants" and not counted(alone).inventory
    first = read_here(tmp_path, json.dumps({"value": apps}), "apps")
    then = read_here(tmp_path, "\n".join(map(json.dumps, grants)), "grants", inventories=(str(first.kept),))
    found = counted(first, then).inventory["chatgpt"]
    assert (found.users, found.scopes) == (11, {"Files.Read": 1, "User.Read": 1})


def test_ids_that_the_district_confirmed_tell_for_certain(tmp_path: Path) -> None:
    from dataclasses import replace

    ours = tuple(replace(each, extension_ids=("l" * 32,)) if each.slug == "poe" else each for each in services())
    content = as_csv([["App name", "App ID", "Installs"], ["Helper", "l" * 32, "20"], ["Clock", "m" * 32, "3"]])
    assert set(counted(read_here(tmp_path, content, services=ours)).inventory) == {"poe"}


def test_broken_rows_come_back_with_their_reason(tmp_path: Path) -> None:
    rows = [["App name", "App ID", "Installs"], *[["ChatGPT", "k" * 32, "9"], ["Word", "m" * 32, "8"]] * 4]
    rows[2] = ["", "", "7"]
    rows[4] = ["Poe", "n" * 32, "many"]
    rows[5] = ["Poe", "n" * 32, "7", "a cell too many"]
    read = read_here(tmp_path, as_csv(rows))
    assert read.rejected() == [
        (3, "There is no app."),
        (5, "A number cannot be read."),
        (6, "The row does not have the columns of the others."),
    ]
    assert (read.told.rows, read.told.rejected) == (8, 3)
    objects = [json.dumps(extension("ChatGPT", 9, 9)), "{cut", json.dumps({"appId": ""}),
               json.dumps(extension("Poe", 1, 1, osUserCount="x"))]  # fmt: skip
    objects += [json.dumps(extension(f"App {n}", 1, 1)) for n in range(20)]
    read = read_here(tmp_path, "\n".join(objects), "json")
    assert [line for line, _ in read.rejected()] == [2, 3, 4] and read.told.rows == 24


def test_a_whole_answer_on_one_long_line_is_read(tmp_path: Path) -> None:
    apps = [extension("ChatGPT", 9, 9), *(extension(f"App {n}", 1, 1, description="x" * 300) for n in range(1500))]
    read = read_here(tmp_path, json.dumps({"totalSize": 1501, "installedApps": apps}))
    assert (read.told.rows, read.told.rejected) == (1501, 0) and set(counted(read).inventory) == {"chatgpt"}


@pytest.mark.parametrize(
    "content", ["App name,App ID\n", '{"installedApps": []}', "App name,Installs\nWord,many\n" * 2]
)
def test_an_inventory_of_nothing_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(CannotRead):
        read_here(tmp_path, content)
