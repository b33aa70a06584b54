"""The rules of content safety, read from law/vocabulary/safety/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chalkline.kernel.written import read_yaml
from chalkline.protect.safety.phrases import Phrase, phrase
from chalkline.protect.safety.words import Category, Direction, Severity

FOLDER = ("law", "vocabulary", "safety")
SHARED = {"lists.yaml", "contexts.yaml", "setting.yaml", "help.yaml", "injection.yaml"}


@dataclass(frozen=True)
class Context:
    """Why an alarming word is none. ``anywhere``: it counts for the whole text, not only for its sentence."""

    id: str
    anywhere: bool
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class SafetyRule:
    """One rule: met where one of its phrases stands and nothing of ``contexts`` or ``exceptions`` does."""

    id: str
    says: str
    category: Category
    severity: Severity
    directions: frozenset[Direction]
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...]
    contexts: tuple[Context, ...]


def read_file(name: str) -> dict[str, Any]:
    """One of the data files of content safety."""
    place = files("chalkline")
    for folder in FOLDER:
        place = place / folder
    loaded: dict[str, Any] = read_yaml((place / name).read_text(encoding="utf-8"))
    return loaded


def named_lists() -> dict[str, tuple[str, ...]]:
    """Lists of words that phrases name."""
    return {name: tuple(map(str, words)) for name, words in read_file("lists.yaml").items()}


@lru_cache(maxsize=1)
def safety_rules() -> tuple[SafetyRule, ...]:
    """Every rule, in the order of its files. Raises ValueError or KeyError where a file is wrong."""
    lists = named_lists()
    contexts = {name: _context(name, told, lists) for name, told in read_file("contexts.yaml").items()}
    names = [f"{category.value}.yaml" for category in Category]
    return tuple(rule for name in names for rule in _rules(read_file(name), lists, contexts))


def _context(name: str, told: dict[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Context:
    return Context(name, bool(told.get("anywhere")), tuple(phrase(each, lists) for each in told["phrases"]))


def _rules(
    told: dict[str, Any], lists: Mapping[str, tuple[str, ...]], contexts: Mapping[str, Context]
) -> tuple[SafetyRule, ...]:
    category = Category(told["category"])
    rules = []
    for row in told["rules"]:
        directions = frozenset(Direction) if row["where"] == "both" else frozenset({Direction(row["where"])})
        rules.append(
            SafetyRule(
                id=f"{category.value}.{row['id']}",
                says=row["says"],
                category=category,
                severity=Severity[row["severity"].upper()],
                directions=directions,
                phrases=tuple(phrase(str(each), lists) for each in row["phrases"]),
                exceptions=tuple(phrase(str(each), lists) for each in row.get("except", ())),
                contexts=tuple(contexts[each] for each in row.get("unless", ())),
            )
        )
    return tuple(rules)
