"""The rows that laws would add, read from the dated legal data of the package (law/)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chalkline.kernel.written import read_yaml
from chalkline.publish.district_rules.words import LawPack
from chalkline.rulebook.api import EVERY, DistrictRule, Scope, Selection, Verdict, vocabulary
from chalkline.rulebook.vocabulary import read_vocabulary

COUNTRY = "US"


def packs_for(state: str) -> tuple[LawPack, ...]:
    """The laws of the country and of one state that bring rows, the country's first."""
    wanted = {COUNTRY, state.strip().upper()}
    return tuple(each for each in law_packs() if each.jurisdiction in wanted)


@lru_cache(maxsize=1)
def law_packs() -> tuple[LawPack, ...]:
    """Every law that brings rows. Raises KeyError or ValueError where the data files do not fit each other."""
    data = _read("laws.yaml")
    of = {row["id"]: (law, row) for law in data["laws"] for row in law["obligations"]}
    by_law: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for each in _read("rule_packs.yaml")["packs"]:
        law, duty = of[each["obligation"]]
        by_law.setdefault(law["id"], []).append((each, duty))
    laws = {law["id"]: law for law in data["laws"]}
    return tuple(_pack(laws[law_id], rows, data["meta"]["law_as_seen_up_to"]) for law_id, rows in by_law.items())


def _pack(law: dict[str, Any], rows: list[tuple[dict[str, Any], dict[str, Any]]], seen: str) -> LawPack:
    return LawPack(
        law_id=law["id"],
        name=law["name"],
        citation=law["citation"],
        jurisdiction=law["jurisdiction"],
        confidence=law["confidence"],
        as_seen=seen,
        rules=tuple(_rule(law, row, duty) for row, duty in rows),
        duties=tuple(duty["obligation"] for _row, duty in rows),
    )


def _rule(law: dict[str, Any], row: dict[str, Any], duty: dict[str, Any]) -> DistrictRule:
    return DistrictRule(
        rule_id=row["obligation"],
        selection=Selection(
            roles=frozenset(row["roles"]) if "roles" in row else EVERY,
            grade_bands=frozenset(row["bands"]) if "bands" in row else EVERY,
            elements=_elements(row.get("data")),
            kinds=frozenset(row.get("kinds", ())),
            purposes=_purposes(row.get("purposes")),
        ),
        verdict=Verdict(row["then"]),
        why=row["why"],
        law=f"{law['citation']}; {duty['ref']}",
    )


def _elements(named: str | list[str] | None) -> Scope:
    if named is None:
        return EVERY
    if named == "records":
        return frozenset(rule.element for rule in vocabulary().element_rules() if rule.is_student_record)
    return frozenset(named)


def _purposes(named: str | list[str] | None) -> Scope:
    if named is None:
        return EVERY
    return vocabulary().decided_by_people() if named == "decided_by_people" else frozenset(named)


def laws_behind(elements: Collection[str], state: str) -> tuple[str, ...]:
    """The laws of the country and of one state that protect this data, by citation; what speaks of most first."""
    laws, of = _citations()
    wanted = {COUNTRY, state.strip().upper()}
    cited = {law: citation for law, (citation, where) in laws.items() if where in wanted}
    found = Counter(law for each in sorted(elements) for law in of.get(each, ()))
    return tuple(cited[law] for law, _n in found.most_common() if law in cited)


@lru_cache(maxsize=1)
def _citations() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, ...]]]:
    cited = {law["id"]: (law["citation"], law["jurisdiction"]) for law in _read("laws.yaml")["laws"]}
    rows = read_vocabulary("data_elements")["elements"]
    return cited, {each["id"]: tuple(each.get("laws") or ()) for each in rows}


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml((files("chalkline") / "law" / name).read_text(encoding="utf-8"))
    return loaded
