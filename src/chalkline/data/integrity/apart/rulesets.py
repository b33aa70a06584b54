"""The rules of an audit, as they are written in law/integrity, and each of them as SQL. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from chalkline.kernel.written import read_yaml

ONEROSTER = Path(__file__).resolve().parents[3] / "law" / "integrity" / "oneroster.yaml"
BOOLEAN, EMAIL = "^(true|false)$", "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"


@dataclass(frozen=True)
class Rule:
    """One thing that must hold. ``field`` is what people are shown; ``fields`` the columns it needs."""

    id: str
    file: str
    field: str
    dimension: str
    severity: str
    title: str
    why: str
    fix: str
    check: Mapping[str, Any]
    versions: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of its file without which it cannot be looked at."""
        if "fields" in self.check:
            return () if self.check["kind"] == "shape" else tuple(self.check["fields"])
        if self.check["kind"] == "order":
            return (self.check["from"], self.check["to"])
        return tuple(self.field.split(","))

    @property
    def files(self) -> tuple[str, ...]:
        """The files without which it cannot be looked at."""
        return (
            self.file,
            *self.check.get("needs", ()),
            *([self.check["to"]] if self.check["kind"] == "refers" else ()),
        )


@dataclass(frozen=True)
class Ruleset:
    """All rules of a format, with what the files must hold."""

    rules: tuple[Rule, ...]
    dimensions: Mapping[str, tuple[str, str]]
    needed: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    needed_columns: Mapping[str, tuple[str, ...]]
    key: Mapping[str, str]
    compiled: str
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rule(self, rule_id: str) -> Rule | None:
        """A rule by its id; None for one that is no longer asked."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def reads(self, file: str) -> tuple[str, ...]:
        """Every column of a file that some rule looks at."""
        asked = [name for rule in self.rules if rule.file == file and "(" not in rule.field for name in _names(rule)]
        return tuple(dict.fromkeys([*self.columns.get(file, ()), *asked]))

    def for_version(self, version: str) -> tuple[Rule, ...]:
        """The rules of one version of the format."""
        return tuple(rule for rule in self.rules if not rule.versions or version in rule.versions)


@cache
def oneroster() -> Ruleset:
    """The rules for OneRoster CSV."""
    written = read_yaml(ONEROSTER.read_text(encoding="utf-8"))
    columns = {name: (*needs, *written["reads"].get(name, ()), "status") for name, needs in written["columns"].items()}
    return Ruleset(
        rules=tuple(Rule(**{**row, "versions": tuple(row.get("versions", ()))}) for row in written["rules"]),
        dimensions={row["id"]: (row["label"], row["means"]) for row in written["dimensions"]},
        needed={version: tuple(names) for version, names in written["needed"].items()},
        columns=columns,
        needed_columns={name: tuple(needs) for name, needs in written["columns"].items()},
        key=written["key"],
        compiled=written["meta"]["compiled"],
        lists={name: tuple(values) for name, values in written["lists"].items()},
    )


def compiled(rule: Rule, lists: Mapping[str, tuple[str, ...]], present: Iterable[str] = ()) -> str:
    """SQL that gives the lines which break a rule. ``present``: the columns the file really has."""
    check = rule.check
    match check["kind"]:
        case "required":
            return f"SELECT line FROM {rule.file} t WHERE {named(rule.field)} = ''"
        case "unique":
            return _unique(rule.file, check.get("fields", [rule.field]))
        case "one_of":
            return _one_of(rule, tuple(check.get("values", ())) or lists[check["named"]])
        case "refers":
            return _refers(rule)
        case "shape":
            asked = [
                name for name in check.get("fields", [rule.field]) if name in set(present) or "fields" not in check
            ]
            return " UNION ".join(_shape(rule.file, name, check) for name in asked)
        case "order":
            first, last = (f"on_day({named(check[end])})" for end in ("from", "to"))
            return f"SELECT line FROM {rule.file} t WHERE {last} < {first}"
        case "sql":
            return str(check["sql"])
        case kind:
            raise ValueError(f"{rule.id}: no kind of check is called {kind}")


def named(column: str) -> str:
    """A column's name as SQL."""
    return '"' + column.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def _unique(file: str, fields: Iterable[str]) -> str:
    columns = [named(each) for each in fields]
    filled = " AND ".join(f"{each} <> ''" for each in columns)
    key = ", ".join(columns)
    again = f"SELECT ({key}) FROM {file} WHERE {filled} GROUP BY {key} HAVING count(*) > 1"
    return f"SELECT line FROM {file} t WHERE {filled} AND ({key}) IN ({again})"


def _one_of(rule: Rule, values: tuple[str, ...]) -> str:
    listed = ", ".join(literal(value) for value in values)
    own = "" if rule.check.get("needed") else "value <> '' AND "
    cells = _cells(rule)
    return f"SELECT line FROM ({cells}) WHERE {own}value NOT IN ({listed}) AND NOT starts_with(value, 'ext:')"


def _refers(rule: Rule) -> str:
    where = f"WHERE {rule.check['where']}" if "where" in rule.check else ""
    known = f'SELECT "sourcedId" FROM {rule.check["to"]} {where}'
    blank = "" if rule.check.get("needed") else "value <> '' AND "
    return f"SELECT line FROM ({_cells(rule)}) WHERE {blank}value NOT IN ({known})"


def _cells(rule: Rule) -> str:
    column = named(rule.field)
    value = f"trim(unnest(string_split({column}, ',')))" if rule.check.get("list") else column
    return f"SELECT line, {value} AS value FROM {rule.file}"


def _shape(file: str, field: str, check: Mapping[str, Any]) -> str:
    column = named(field)
    shape = {
        "date": f"on_day({column}) IS NULL",
        "boolean": f"NOT regexp_matches({column}, {literal(BOOLEAN)})",
        "email": f"NOT regexp_matches({column}, {literal(EMAIL)})",
    }[check["as"]]
    blank = "" if check.get("needed") else f"{column} <> '' AND "
    return f"SELECT line FROM {file} t WHERE {blank}{shape}"


def _names(rule: Rule) -> tuple[str, ...]:
    return tuple(rule.check.get("fields", ())) or rule.fields
