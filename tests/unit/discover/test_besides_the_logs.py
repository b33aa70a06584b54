"""What is no network log: inventories, books and surveys give the counts of the key."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.people.api import schools_and_office
from chalkline.people.models import School
from chalkline.tools.register.api import correct_service, import_catalogue
from visiting import visitor

sys.path.insert(0, str(Path(__file__).parent))
from loading import CATALOGUE, KEY, LOADED_AT, LOGS, exact, load

NAMES = ["google_accessed_apps.csv", "entra_enterprise_apps.csv", "chrome_count_installed_apps.json", "ap_ledger.csv",
         "staff_survey.csv"]  # fmt: skip


@pytest.fixture
def district(cast: Cast) -> Cast:
    """The catalogue and the schools: these files name no student."""
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    for number, name in KEY["district"]["schools"].items():
        School.objects.get_or_create(name=name, defaults={"sourced_id": f"sample-{number}"})
    return cast


def table(name: str) -> list[dict[str, str]]:
    with (LOGS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_other_file_of_the_district_equals_its_key(district: Cast) -> None:
    came = load(district.dana.actor, *NAMES)
    assert [(each.rows, each.rejected) for each in came] == [(KEY["files"][name]["data_rows"], 0) for name in NAMES]
    found, names = exact(), schools_and_office()
    assert not found.services and not found.sign_ins

    by_kind: dict[str, set[str]] = defaultdict(set)
    for slug, installed in found.inventory.items():
        for kind in installed.kinds:
            by_kind[kind].add(slug)
    assert by_kind == {
        "entra_apps": set(KEY["entra"]), "chrome_apps": set(KEY["chrome"]), "google_accessed": set(KEY["oauth"])
    }  # fmt: skip
    apps = json.loads((LOGS / NAMES[2]).read_text())["installedApps"]
    most = {"chatgpt": 218, "grok": 49, "socratic": KEY["oauth"]["socratic"]["people"]}
    assert {slug: found.inventory[slug].users for slug in most} == most
    assert found.inventory["chatgpt"].devices == max(int(app.get("browserDeviceCount", 0)) for app in apps)
    assert found.inventory["gemini"].blocked == 1, "Google blocks it, Entra lets it in"
    assert "https://www.googleapis.com/auth/drive.readonly" in found.inventory["chatgpt"].scopes

    assert set(found.purchases) == set(KEY["ledger"])
    lines = [line for line in table("ap_ledger.csv") if line["Description"] != "banners"]
    paid = found.purchases["chatgpt"]
    assert (paid.cents, paid.rows, str(paid.first_on), str(paid.last_on)) == (3_353_500, 2, "2026-08-01", "2026-08-21")
    assert {names[school]: cents for school, cents in paid.by_school.items()} == {"Bluestem Elementary": paid.cents}
    assert paid.by_fund == {"11-6399-00": paid.cents}
    assert sum(each.cents for each in found.purchases.values()) == sum(
        round(float(line["Amount"]) * 100) for line in lines
    )

    slugs = {each["name"]: slug for slug, each in KEY["network"]["services"].items()}
    told = {slug: each.people for slug, each in found.answers.items()}
    assert sorted(told.values()) == sorted(KEY["survey_mentions"].values())
    assert all(told[slugs[name]] == count for name, count in KEY["survey_mentions"].items() if name in slugs)
    answers = table("staff_survey.csv")
    role = {"Teacher": "teacher", "Administrator": "administrator", "Staff": "other_staff"}
    assert found.answered.by_role == Counter(role[line["Role"]] for line in answers)
    by_school = {names[school]: n for school, n in found.answered.by_school.items()}
    assert by_school == Counter(line["School"] for line in answers)

    answer = visitor(district.dana).post("/discover/exact/", {"why": "The board asked what it costs."})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[-2:] for row in rows if row[:2] == ["ChatGPT", "paid"]] == [["2", "33535.00"]]
    assert [row[4] for row in rows if row[:2] == ["ChatGPT", "survey"]] == [str(told["chatgpt"])]

    assert load(district.dana.actor, "ap_ledger.csv")[0].already
    correct_service(district.dana.actor, "poe", {"aliases": ["Make-A-Sign"]}, now=LOADED_AT + timedelta(hours=1))
    assert not load(district.dana.actor, "ap_ledger.csv")[0].already, "what the district said since is read by it"
    assert exact().purchases["poe"].cents == 31_000
