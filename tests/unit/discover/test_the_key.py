"""The exact counts equal the key of the sample district: each file alone, and all of them together."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.discover.sources.api import remove_log, source_by_id

sys.path.insert(0, str(Path(__file__).parent))
from loading import KEY, as_key, exact, from_key, load

NO_BYTES = frozenset({"bytes_out"})
NO_ACTION = frozenset({"allowed", "blocked", "people_allowed", "bytes_out"})
ADDRESSES = ("users_by_ip.csv",)

ALONE = [
    ("umbrella_proxy.csv", frozenset()),
    ("umbrella_dns.csv", NO_BYTES),
    ("filter_export_generic.csv", NO_BYTES),
    ("squid_access.log", NO_BYTES),
    ("adguard_querylog.json", NO_BYTES),
    ("zeek_dns.log", NO_ACTION),
    ("zeek_ssl.json", NO_ACTION),
    ("dnsmasq.log", NO_ACTION),
]


@pytest.fixture
def cast(db: None, district_cast: Cast) -> Cast:
    return district_cast


@pytest.fixture
def district(cast: Cast) -> Cast:
    return cast


def assert_equals_key(without: frozenset[str]) -> None:
    counts = exact()
    network = KEY["network"]
    assert set(counts.services) == set(network["services"]), "these services and no look-alike"
    for slug, expected in network["services"].items():
        assert as_key(counts.services[slug], without=without) == from_key(expected, without=without), slug
    assert as_key(counts.core, without=without) == from_key(network["core_total"], without=without)
    assert as_key(counts.feature, without=without) == from_key(network["feature_total"], without=without)


def test_each_file_alone(district: Cast) -> None:
    actor = district.dana.actor
    load(actor, *ADDRESSES)
    for name, without in ALONE:
        (loaded,) = load(actor, name)
        assert (loaded.rows, loaded.rejected) == (KEY["files"][name]["data_rows"], 0)
        assert_equals_key(without)
        remove_log(actor, source_by_id(actor, loaded.source_id), why="One file at a time.", now=NOW)


def test_all_network_files_together_count_each_visit_once(district: Cast) -> None:
    load(district.dana.actor, *ADDRESSES, *(name for name, _ in ALONE))
    assert_equals_key(frozenset())


def test_a_source_that_says_nothing_of_blocking_does_not_undo_one_that_does(district: Cast) -> None:
    load(district.dana.actor, *ADDRESSES, "zeek_ssl.json", "umbrella_dns.csv")
    assert_equals_key(NO_BYTES)


@pytest.mark.parametrize(
    "names",
    [
        ("google_reports_token.jsonl",),
        ("google_oauth_log_events.csv",),
        ("google_reports_token.jsonl", "google_oauth_log_events.csv"),
    ],
    ids=["API", "console", "both"],
)
def test_sign_ins_are_counted_once_wherever_they_were_exported(district: Cast, names: tuple[str, ...]) -> None:
    load(district.dana.actor, *names)
    told = {
        slug: {"authorize": each.authorize, "revoke": each.revoke, "activity": each.activity, "people": each.people}
        for slug, each in exact().sign_ins.items()
    }
    assert told == KEY["oauth"]


def test_look_alikes_match_nothing(district: Cast) -> None:
    load(district.dana.actor, "umbrella_proxy.csv", "google_oauth_log_events.csv")
    counts = exact()
    resembled = {each["resembles"]: each["events"] for each in KEY["lookalikes"].values() if each["resembles"]}
    for slug, planted in resembled.items():
        expected = KEY["network"]["services"].get(slug, {"events": 0})["events"]
        found = counts.services[slug].events if slug in counts.services else 0
        assert found == expected != expected + planted
    assert not {"make", "pi", "grain"} & set(counts.sign_ins)
