"""Who used which app by sign-in: Entra, Google's report on Gemini, portals. Read from their published formats."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_here import as_csv, counted, read_here

GUID = "ad6b0138-6ee2-70ec-e6af-363f4cf312d{}"
APPS = ["ChatGPT", "MagicSchool AI", "Claudette", "Make Yearbook"]


def whom(n: int) -> str:
    return f"ana.nunez{n % 13}@pine.example"


def gemini(n: int) -> dict[str, Any]:
    event = {
        "type": "ai_usage_event",
        "name": "feature_utilization",
        "parameters": [{"name": "app_name", "value": "docs"}],
    }
    return {"kind": "admin#reports#activity", "actor": {"email": whom(n)}, "events": [event] if n else event,
            "id": {"time": f"2026-10-05T12:{n:02}:00.123Z", "applicationName": "gemini_in_workspace_apps"}}  # fmt: skip


def sign_in(n: int) -> dict[str, Any]:
    return {"createdDateTime": f"2026-10-05T12:{n:02}:00Z", "userPrincipalName": whom(n), "appId": GUID.format(n % 4),
            "appDisplayName": APPS[n % 4], "ipAddress": "10.1.1.1",
            "status": {"errorCode": 50126 if n >= 36 else 0}}  # fmt: skip


GEMINI = [gemini(n) for n in range(40)]
SIGN_INS = [sign_in(n) for n in range(40)]
BOTH = {"chatgpt": (9, 9), "magicschool": (9, 9)}
FORMS: dict[str, tuple[str | bytes, str, dict[str, tuple[int, int]], int]] = {
    "gemini, a page": (json.dumps({"kind": "x", "items": GEMINI}, indent=1), "gemini_report", {"gemini": (40, 13)}, 0),
    "gemini, lines": ("\n".join(map(json.dumps, GEMINI)), "gemini_report", {"gemini": (40, 13)}, 0),
    "gemini, a page a line": (
        "\n".join(json.dumps({"items": GEMINI[at : at + 20]}) for at in (0, 20)),
        "gemini_report", {"gemini": (40, 13)}, 0,
    ),
    "entra graph": (json.dumps({"value": SIGN_INS}), "entra_sign_ins_graph", BOTH, 4),
    "entra console": (
        as_csv([["Date (UTC)", "Request ID", "User", "Username", "Application", "Application ID", "IP address",
                 "Status"],
                *[[each["createdDateTime"], str(n), "Núñez, Ana", each["userPrincipalName"], each["appDisplayName"],
                   each["appId"], "10.1.1.1", "Failure" if each["status"]["errorCode"] else "Success"]
                  for n, each in enumerate(SIGN_INS)]]),
        "entra_sign_ins", BOTH, 4,
    ),
    "clever": (
        as_csv([["date", "sis_id", "clever_school_id", "resource_type", "resource_name", "num_access"],
                *[["2026-10-05", f"{10_000 + n % 13}", "x", "app", APPS[n % 4], "0" if n >= 36 else "3"]
                  for n in range(40)]]),
        "clever_usage", BOTH, 4,
    ),
    "classlink, Spanish": (
        as_csv([["Aplicación", "Usuario", "Fecha", "Accesos"],
                *[[APPS[n % 4], whom(n), "05/10/2026", "0" if n >= 36 else "3"] for n in range(40)]],
               ";").encode("utf-16"),
        "portal_usage", BOTH, 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "shape", "expected", "passed_over"), FORMS.values(), ids=FORMS.keys())
def test_sign_ins_in_any_form(
    tmp_path: Path, content: str | bytes, shape: str, expected: dict[str, tuple[int, int]], passed_over: int
) -> None:
    read = read_here(tmp_path, content)
    assert (read.told.shape, read.told.rows, read.told.rejected) == (shape, 40, 0)
    assert read.told.passed_over == passed_over, "a sign-in that failed, or an app that was not opened, is no use"
    found = counted(read).sign_ins
    assert {slug: (each.activity, each.people) for slug, each in found.items()} == expected
    assert not any(each.authorize or each.revoke for each in found.values())
    assert read.told.not_on_roster == read.told.without_person == 0


def test_broken_rows_come_back(tmp_path: Path) -> None:
    lines = [json.dumps(each) for each in SIGN_INS]
    lines[3], lines[7] = lines[3][:50], json.dumps({**SIGN_INS[7], "createdDateTime": "soon"})
    read = read_here(tmp_path, "\n".join(lines))
    assert [line for line, _ in read.rejected()] == [4, 8] and read.told.rows == 40
