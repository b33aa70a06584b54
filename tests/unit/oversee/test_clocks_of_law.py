"""Every clock against the law's own text and a printed calendar: calendar days, hours, holidays, clocks put forward."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from chalkline.kernel.business_days import Limit, due_instant
from chalkline.oversee.incidents.law import ANCHORS, duties
from chalkline.oversee.incidents.rules import clocks_of
from chalkline.oversee.incidents.words import CONTRACT, Anchor, IncidentFacts, IncidentKind, Touched, VendorPart

LAW: dict[str, Any] = yaml.safe_load((files("chalkline") / "law" / "laws.yaml").read_text(encoding="utf-8"))
RULES = {rule["id"]: rule for law in LAW["laws"] for rule in law["obligations"]}
NY, CHICAGO, DENVER = "America/New_York", "America/Chicago", "America/Denver"
D, V, N, C = Anchor.DISCOVERED, Anchor.VENDOR_FOUND, Anchor.NOTICE_RECEIVED, Anchor.CONFIRMED

# duty, zone, what is known (local time), until when (local time; "" where the law sets no time). Counted by hand.
CASES: list[tuple[str, str, dict[Anchor, str], str]] = [
    # seven calendar days over Christmas: holidays and weekends count
    ("ny-vendor-breach", NY, {D: "2026-12-22 09:00", V: "2026-12-21 16:30"}, "2026-12-28 23:59:59"),
    ("ny-cpo", NY, {D: "2026-12-21 09:00"}, "2026-12-31 23:59:59"),
    # the vendor's notice came first
    ("ny-cpo", NY, {D: "2026-12-23 09:00", N: "2026-12-21 23:59"}, "2026-12-31 23:59:59"),
    ("ny-parents", NY, {D: "2026-12-21 09:00"}, "2027-02-19 23:59:59"),
    ("ny-complaint", NY, {D: "2026-12-21 09:00", Anchor.COMPLAINT: "2027-01-05 08:00"}, "2027-03-06 23:59:59"),
    ("il-vendor-breach", CHICAGO, {D: "2026-11-12 08:00", V: "2026-11-10 17:00"}, "2026-12-10 23:59:59"),
    ("il-parent-breach", CHICAGO, {D: "2026-11-09 08:00", N: "2026-11-12 08:00", C: "2026-11-10 08:00"},
     "2026-12-10 23:59:59"),
    # thirty and sixty days over the day on which clocks are put forward, and February of a leap year
    ("ct-vendor-breach", NY, {D: "2027-03-02 08:00", V: "2027-03-01 08:00"}, "2027-03-31 23:59:59"),
    ("ct-vendor-breach-dir", NY, {D: "2028-02-02 08:00", V: "2028-02-01 08:00"}, "2028-04-01 23:59:59"),
    # hours run on: forward an hour on March 14, 2027, back an hour on November 1, 2026
    ("ct-parent-breach", NY, {D: "2027-03-13 08:00", N: "2027-03-13 10:00"}, "2027-03-15 11:00:00"),
    ("tida-help", CHICAGO, {D: "2026-10-31 18:00", Anchor.PLATFORM_ASKED: "2026-10-31 20:00"}, "2026-11-02 19:00:00"),
    ("oh29-monitor", NY, {D: "2026-07-03 08:00"}, "2026-07-06 08:00:00"),  # over Independence Day and a weekend
    ("ndpa-vendor-notice", NY, {D: "2026-12-24 08:00", C: "2026-12-24 15:00"}, "2026-12-27 15:00:00"),
    ("co189-adverse", DENVER, {D: "2027-01-31 12:00"}, "2027-03-02 23:59:59"),
    ("ferpa-99.32-log", NY, {D: "2026-12-21 09:00"}, ""),
    ("co-hearing", DENVER, {D: "2026-12-21 09:00"}, ""),
]  # fmt: skip
KNOWN = {each.id: each for each in duties()}


def local(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def facts(duty_id: str, zone: str, known: dict[Anchor, str]) -> IncidentFacts:
    """An incident that starts this duty."""
    duty = KNOWN[duty_id]
    return IncidentFacts(
        kind=IncidentKind(min(duty.kinds)),
        state="" if duty.jurisdiction in {"US", CONTRACT} else duty.jurisdiction,
        touched=frozenset(Touched),
        vendor=VendorPart.CAUSED,
        anchors={anchor: local(zone, text) for anchor, text in known.items()},
        agreements=duty.agreements,
    )


@pytest.mark.parametrize(("duty_id", "zone", "known", "until"), CASES)
def test_each_clock_ends_when_the_calendar_says(duty_id: str, zone: str, known: dict[Anchor, str], until: str) -> None:
    started = {each.duty.id: each for each in clocks_of(duties(), facts(duty_id, zone, known), zone=zone)}[duty_id]
    due = started.due_at
    assert (due.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S") if due else "") == until
    assert started.started_at is not None


def test_no_clock_is_left_out_and_none_says_another_time_than_the_law() -> None:
    assert {case[0] for case in CASES} == set(KNOWN)
    for duty in duties():
        if duty.jurisdiction == CONTRACT:
            continue
        deadline = RULES[duty.id]["deadline"]
        written = Limit.read(deadline["value"], deadline["days"]) if deadline["value"] else None
        assert duty.limit == written and duty.anchors == ANCHORS[deadline["anchor"]], duty.id
    for row in LAW["breach_clock_summary"]:
        told = KNOWN[row["obligation"]] if row["basis"] == "law" else KNOWN["ndpa-vendor-notice"]
        assert told.limit == Limit.read(row["limit"]), row


def test_a_day_is_the_districts_own_day() -> None:
    """One instant, three districts: still the 21st in New York and Honolulu, the 22nd already in Guam."""
    at = datetime.fromisoformat("2026-12-22T03:30:00+00:00")
    base = facts("ny-vendor-breach", NY, {})
    ends = []
    for zone in (NY, "Pacific/Honolulu", "Pacific/Guam"):
        found = clocks_of(duties(), replace(base, anchors={D: at, V: at}), zone=zone)
        due = next(each.due_at for each in found if each.duty.id == "ny-vendor-breach")
        assert due
        ends.append(due.astimezone(ZoneInfo(zone)).isoformat())
    assert ends == ["2026-12-28T23:59:59-05:00", "2026-12-28T23:59:59-10:00", "2026-12-29T23:59:59+10:00"]


@pytest.mark.parametrize(
    ("start", "days", "closed", "until"),
    [
        ("2026-11-25 09:00", 1, (), "2026-11-27"),  # Thanksgiving is a federal holiday; the Friday after it is not
        ("2026-11-25 09:00", 1, ("2026-11-27",), "2026-11-30"),  # unless the district is closed
        ("2026-12-23 09:00", 5, ("2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"), "2027-01-07"),
        ("2027-06-17 23:30", 1, (), "2027-06-21"),  # Juneteenth 2027 is a Saturday, observed on the Friday
    ],
)
def test_business_days_skip_what_nobody_works_on(start: str, days: int, closed: tuple[str, ...], until: str) -> None:
    shut = {datetime.fromisoformat(each).date() for each in closed}
    due = due_instant(local(CHICAGO, start), Limit(days=days, business=True), zone=CHICAGO, closed=shut)
    assert due.strftime("%Y-%m-%d %H:%M:%S") == f"{until} 23:59:59"


def test_a_law_counts_from_the_day_it_is_in_force() -> None:
    for day, there in (("2026-12-31 23:00", False), ("2027-01-01 00:30", True)):
        found = clocks_of(duties(), facts("co189-adverse", DENVER, {D: day}), zone=DENVER)
        assert ("co189-adverse" in {each.duty.id for each in found}) is there
