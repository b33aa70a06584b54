"""The rules that are tracked, read from the dated legal data of the package (law/)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chalkline.data.duties.words import GROUP_NAMES, DutyRule, Ground
from chalkline.kernel.business_days import Limit
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.written import read_yaml

AGAIN = re.compile(r"P(\d+)Y")
FIELDS = frozenset({"obligation", "for", "group", "when", "who", "again", "short"})


@lru_cache(maxsize=1)
def duty_rules() -> tuple[DutyRule, ...]:
    """Every rule that is tracked. Raises KeyError or ValueError when the data files do not fit each other."""
    laws = {row["id"]: (law, row) for law in _read("laws.yaml")["laws"] for row in law["obligations"]}
    told = _read("data_duties.yaml")
    if list(told["groups"]) != list(GROUP_NAMES):
        raise ValueError("the groups of data_duties.yaml are not those of the words")
    return tuple(_rule(row, *laws[row["obligation"]], told["years_begin"]) for row in told["duties"])


@lru_cache(maxsize=1)
def rules_by_id() -> dict[str, DutyRule]:
    """The same by id."""
    return {each.id: each for each in duty_rules()}


def _rule(row: dict[str, Any], law: dict[str, Any], rule: dict[str, Any], years: dict[str, list[str]]) -> DutyRule:
    if not set(row) <= FIELDS:  # a comma without quotation marks makes fields of its own
        raise ValueError(f"{row['obligation']}: {sorted(set(row) - FIELDS)} mean nothing here")
    deadline = rule["deadline"]
    recurring, after = deadline["kind"] == "recurring", deadline["kind"] == "after_event"
    again = AGAIN.fullmatch(str(row.get("again", "")))
    return DutyRule(
        id=rule["id"],
        law=law["name"],
        citation=f"{law['citation']}; {rule['ref']}",
        confidence=law["confidence"],
        jurisdiction=law["jurisdiction"],
        short=Sentence(row["short"]),
        must=rule["obligation"],
        trigger=rule["trigger"],
        group=row["group"],
        for_tool=row["for"] == "tool",
        grounds=frozenset(Ground(each) for each in row.get("when", ())),
        who=row["who"],
        evidence=tuple(str(each) for each in rule["evidence"]),
        turns=tuple(years[deadline["anchor"]]) if recurring else (),
        limit=Limit.read(deadline["value"], deadline["days"]) if after else None,
        again=365 * int(again[1]) if again else None,
    )


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml((files("chalkline") / "law" / name).read_text(encoding="utf-8"))
    return loaded
