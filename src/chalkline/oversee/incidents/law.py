"""The duties an incident can start, read from the dated legal data of the package (law/).

Which duty is for which incident stands in incident_clocks.yaml; limits, anchors, citations and confidence in laws.yaml.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chalkline.kernel.business_days import Limit
from chalkline.kernel.written import read_yaml
from chalkline.oversee.incidents.words import CONTRACT, Anchor, Duty

EFFECTIVE = re.compile(r"effective_(\d{4}-\d{2}-\d{2})")
# What laws.yaml calls the event that starts a limit, in the dates a handler can state. Several: the earliest counts.
ANCHORS: dict[str, tuple[Anchor, ...]] = {
    "district_discovery": (Anchor.DISCOVERED, Anchor.NOTICE_RECEIVED),
    "vendor_discovery": (Anchor.VENDOR_FOUND,),
    "vendor_determination": (Anchor.VENDOR_FOUND,),
    "notice_received": (Anchor.NOTICE_RECEIVED,),
    "notice_or_determination": (Anchor.NOTICE_RECEIVED, Anchor.CONFIRMED),
    "incident_confirmed": (Anchor.CONFIRMED,),
    "complaint_received": (Anchor.COMPLAINT,),
    "valid_request_to_platform": (Anchor.PLATFORM_ASKED,),
    "access": (Anchor.DISCOVERED,),
    "adverse_outcome": (Anchor.DISCOVERED,),
    "breach_found": (Anchor.DISCOVERED, Anchor.NOTICE_RECEIVED),
    "disclosure": (Anchor.DISCOVERED,),
}


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    """Every duty that some incident starts. Raises KeyError or ValueError when the data files do not fit each other."""
    laws = {row["id"]: (law, row) for law in _read("laws.yaml")["laws"] for row in law["obligations"]}
    told = _read("incident_clocks.yaml")
    by_law = [_of_law(row, *laws[row["obligation"]]) for row in told["duties"]]
    return (*by_law, *(_of_contract(row) for row in told["contracts"]))


def duty_by_id(duty_id: str) -> Duty | None:
    """One duty, or None when a later version of the data has it no more."""
    return next((each for each in duties() if each.id == duty_id), None)


def _of_law(row: dict[str, Any], law: dict[str, Any], rule: dict[str, Any]) -> Duty:
    since = EFFECTIVE.search(str(law["status"]))
    return _duty(
        row,
        rule,
        id=rule["id"],
        law=law["name"],
        citation=f"{law['citation']}; {rule['ref']}",
        jurisdiction=law["jurisdiction"],
        confidence=law["confidence"],
        since=date.fromisoformat(since[1]) if since else date.min,
    )


def _of_contract(row: dict[str, Any]) -> Duty:
    return _duty(
        row,
        row,
        id=row["id"],
        law=row["name"],
        citation=f"{row['citation']}; {row['ref']}",
        jurisdiction=CONTRACT,
        confidence=row["confidence"],
        agreements=frozenset(row["agreements"]),
    )


def _duty(row: dict[str, Any], rule: dict[str, Any], **rest: Any) -> Duty:
    deadline = rule["deadline"]
    value = deadline.get("value")
    return Duty(
        must=rule["obligation"],
        limit=Limit.read(value, deadline["days"]) if value else None,
        anchors=ANCHORS[deadline["anchor"]],
        kinds=frozenset(row["kinds"]),
        data=frozenset(row.get("data", ())),
        needs_vendor=bool(row.get("vendor", False)),
        who=row["who"],
        waits=bool(row.get("waits", False)),
        evidence=tuple(rule.get("evidence", ())),
        **rest,
    )


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml((files("chalkline") / "law" / name).read_text(encoding="utf-8"))
    return loaded
