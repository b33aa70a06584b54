"""The files of each product, read back by its published rules: they let through and deny what the sheet says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from chalkline.publish.filter_lists.forms import FORMS, Head
from chalkline.publish.filter_lists.forms.mapped import Column, Holds, guessed, write_mapped
from chalkline.publish.filter_lists.hosts import sheet_of
from chalkline.publish.filter_lists.words import Course, Listed, Outcome, Sheet, Why
from chalkline.tools.register.api import AiScope

HEAD = Head(
    "Cedar Hollow", 4, 7, date(2026, 11, 20), "students in grades 6–8 at Juniper\nMiddle School", 1, "/Students"
)
COURSES = {
    "google-ai": (Course.BLOCK, ("gemini.google.com", "google.com")),
    "notebook": (Course.ALLOW, ("notebooklm.google.com",)),
    "assistant": (Course.ALLOW, ("assistant.test",)),
    "video": (Course.BLOCK, ("video.assistant.test",)),
    "solver": (Course.BLOCK, ("solver.test", "app.solver.test")),
    "left": (Course.LEAVE, ("left.maker.test",)),
    "maker": (Course.BLOCK, ("maker.test",)),
    "search": (Course.WARN, ("search.test",)),
}
IDS = {
    "solver": (("123-abc.apps.googleusercontent.com", "11111111-2222-3333-4444-555555555555"), ("a" * 32,)),
    "assistant": (("987654321",), ("b" * 32,)),
}
TOOLS = {
    slug: Listed(slug, f"=The {slug}", AiScope.CORE, hosts, *IDS.get(slug, ((), ())))
    for slug, (_, hosts) in COURSES.items()
}
SHEET = sheet_of(TOOLS, {slug: Outcome(course, Why.UNAPPROVED) for slug, (course, _) in COURSES.items()})
DENIED = (
    "gemini.google.com", "x.gemini.google.com", "video.assistant.test", "solver.test", "a.app.solver.test",
    "maker.test", "www.maker.test",
)  # fmt: skip
NOT_DENIED = (
    "google.com", "docs.google.com", "notebooklm.google.com", "assistant.test", "a.assistant.test", "left.maker.test",
    "other.maker.test", "search.test", "notsolver.test", "solver.test.evil.test",
)  # fmt: skip


def files(form: str, sheet: Sheet = SHEET) -> dict[str, str]:
    return {each.name: each.text for each in FORMS[form].write(sheet, HEAD)}


def lines(text: str, mark: str = "#") -> list[str]:
    return [each for each in text.splitlines() if each and not each.startswith(mark)]


def ends(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")


def by_domains(host: str) -> bool:
    return any(ends(host, each) for each in lines(files("domains")["block.txt"]))


def by_umbrella(host: str) -> bool:
    calls = json.loads(files("umbrella")["block-api.json"])
    assert calls[0]["access"] == "block" and all(len(each["destinations"]) <= 500 for each in calls)
    assert files("umbrella")["block.csv"].splitlines() == [d["destination"] for c in calls for d in c["destinations"]]
    return any(ends(host, each["destination"]) for call in calls for each in call["destinations"])


def by_pihole(host: str) -> bool:
    def matches(text: str) -> bool:
        return any(ends(host, each[2:-1]) if each.startswith("||") else host == each for each in lines(text))

    told = files("pihole")
    regex = any(re.search(each, host) for each in lines(told["block-regex.txt"]))
    allowed = any(re.search(each, host) for each in lines(told["allow-regex.txt"]))
    assert (regex, allowed) == (matches(told["block.txt"]), matches(told["allow.txt"]))
    return matches(told["block.txt"]) and not matches(told["allow.txt"])


def by_adguard(host: str) -> bool:
    rules = lines(files("adguard")["rules.txt"], "!")
    hit = [each for each in rules if _adguard(each, host)]
    return any(each.endswith("$important") for each in hit)


def _adguard(rule: str, host: str) -> bool:
    name = re.fullmatch(r"(?:@@)?(\|\|?)([^|^]+)\^(?:\$important)?", rule)
    assert name, rule
    return ends(host, name[2]) if name[1] == "||" else host == name[2]


def by_dnsmasq(host: str) -> bool:
    found = [("", False)]
    for line in lines(files("dnsmasq")["chalkline.conf"]):
        option, _, rest = line.partition("=")
        name = rest.split(",")[0] if option == "host-record" else rest.split("/")[1]
        if (host == name) if option == "host-record" else ends(host, name):
            found.append((name, option != "server"))
    return max(found, key=lambda each: len(each[0]))[1]


def by_squid(host: str) -> bool:
    names = lines(files("squid")["block.txt"])
    for one in names:  # squid refuses a list in which one name stands for another
        assert not any(one != other and other.startswith(".") and ends(one.lstrip("."), other[1:]) for other in names)
    return any(ends(host, each[1:]) if each.startswith(".") else host == each for each in names)


def by_chrome(host: str) -> bool:
    policy = json.loads(files("chrome-urls")["url-policies.json"])
    hits = [(len(each.strip(".")), kind == "URLAllowlist") for kind, each in _entries(policy) if _chrome(each, host)]
    return bool(hits) and not max(hits)[1]


def _entries(policy: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for kind, hosts in policy.items():
        for each in hosts:
            yield kind, each


def _chrome(entry: str, host: str) -> bool:
    return host == entry[1:] if entry.startswith(".") else ends(host, entry)


EXACT = (by_pihole, by_adguard, by_dnsmasq, by_squid, by_chrome)


@pytest.mark.parametrize("denies", [by_domains, by_umbrella, *EXACT], ids=lambda each: each.__name__)
def test_each_form_denies_what_is_denied_and_nothing_else(denies: Callable[[str], bool]) -> None:
    single = {"maker.test", "www.maker.test"}  # a name below which something is left alone: some take no single host
    for host in DENIED:
        assert denies(host) is (host not in single or denies in EXACT), host
    for host in NOT_DENIED:
        assert not denies(host), host


def test_every_file_says_what_it_is_and_holds_no_formula_and_no_broken_line() -> None:
    for form in FORMS.values():
        for file in form.write(SHEET, HEAD):
            if file.media.startswith("text/plain") and "regex" not in file.name:
                assert "Edition 4 of 2026-11-20, policy 7." in file.text and "Juniper Middle School" in file.text
                assert "Stricter than published: 1 tools were stopped since." in file.text
            if file.media == "application/json":
                json.loads(file.text)
            if file.media.startswith("text/csv"):
                cells = [cell for row in csv.reader(io.StringIO(file.text)) for cell in row]
                assert not any(cell[:1] in "=+-@" for cell in cells if cell)
            assert form.write(SHEET, HEAD) == form.write(SHEET, HEAD)
    assert (
        "google.com (=The google-ai), because =The notebook needs notebooklm.google.com" in files("squid")["block.txt"]
    )


def test_sign_in_and_browser_by_id() -> None:
    google = list(csv.DictReader(io.StringIO(files("google-apps")["app-access.csv"])))
    assert [(each["Id"], each["Access"], each["Org Unit"]) for each in google] == [
        ("123-abc.apps.googleusercontent.com", "Blocked", "/Students"),
        ("987654321", "Limited", "/Students"),
    ]
    access = json.loads(files("entra")["conditional-access.json"])
    guid = "11111111-2222-3333-4444-555555555555"
    assert access["conditions"]["applications"] == {"includeApplications": [guid]}
    assert access["state"] == "enabledForReportingButNotEnforced"  # nobody is locked out by a file
    assert json.loads(files("entra")["consent-policy.json"])["excludes"][0]["clientApplicationIds"] == [guid]
    settings = json.loads(files("chrome-extensions")["extension-settings.json"])
    assert settings["a" * 32]["installation_mode"] == "blocked" and settings["b" * 32] == {
        "installation_mode": "allowed"
    }
    assert "*" not in settings  # what the unit says of other extensions stays as it is


def test_a_product_without_published_columns_takes_those_it_was_told() -> None:
    columns = [Column(each, guessed(each)) for each in ("Domain", "Action", "Org_Unit", "Notes", "Zone")]
    columns[4] = Column("Zone", Holds.TEXT, "all")
    [file] = write_mapped(columns, {"allow": "Permit", "warn": "", "block": "Deny"}, SHEET, HEAD)
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert {"Domain": "solver.test", "Action": "Deny", "Org_Unit": "/Students", "Notes": "Edition 4, policy 7",
            "Zone": "all"} in rows  # fmt: skip
    assert {each["Action"] for each in rows} == {"Permit", "Deny"}  # no word for a warning: nothing is said of it


@pytest.mark.parametrize("count", [0, 500, 501])
def test_umbrella_takes_at_most_500_at_a_time(count: int) -> None:
    tools = {str(n): Listed(str(n), str(n), AiScope.CORE, (f"n{n}.test",)) for n in range(count)}
    sheet = sheet_of(tools, {slug: Outcome(Course.BLOCK, Why.UNAPPROVED) for slug in tools})
    calls = json.loads(files("umbrella", sheet)["block-api.json"])
    assert sum(len(each["destinations"]) for each in calls) == count
    assert all(len(each["destinations"]) <= 500 for each in calls)
