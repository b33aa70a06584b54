"""The bytes of an edition: canonical JSON, so that the same lists have the same digest everywhere. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from chalkline.kernel.canonical import canonical_json
from chalkline.publish.filter_lists.words import Cell, Choices, Course, Fold, Listed, Lists, Matter, Outcome, Span, Why
from chalkline.rulebook.api import Group
from chalkline.tools.register.api import AiScope

FORMAT = "chalkline-filter-lists/1"


def spell_lists(lists: Lists) -> bytes:
    """The lists as they are kept, signed for and compared."""
    return canonical_json(
        {
            "format": FORMAT,
            "revision": lists.revision,
            "policy": lists.policy_digest,
            "compiled_on": lists.compiled_on,
            "catalogue": lists.catalogue,
            "choices": spell_choices(lists.choices),
            "tools": {slug: _tool(each) for slug, each in lists.tools.items()},
            "undecided": {group.value: _outcomes(each) for group, each in lists.undecided.items()},
            "folds": [
                {"cells": [[c.role, c.school, c.band] for c in sorted(fold.cells)], "tools": _outcomes(fold.decided)}
                for fold in lists.folds
            ],
        }
    )


def digest_of_lists(body: bytes) -> str:
    """The name of an edition: SHA-256 of its bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


@lru_cache(maxsize=64)
def read_lists(body: bytes) -> Lists:
    """What ``spell_lists`` wrote. Raises ValueError for anything else."""
    told: Any = json.loads(body)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError("these are no filter lists that can be read here")
    return Lists(
        revision=int(told["revision"]),
        policy_digest=str(told["policy"]),
        compiled_on=date.fromisoformat(told["compiled_on"]),
        catalogue=int(told["catalogue"]),
        choices=read_choices(told["choices"]),
        tools={slug: _read_tool(slug, each) for slug, each in told["tools"].items()},
        undecided={Group(group): _read_outcomes(each) for group, each in told["undecided"].items()},
        folds=tuple(
            Fold(frozenset(Cell(*cell) for cell in each["cells"]), _read_outcomes(each["tools"]))
            for each in told["folds"]
        ),
    )


def spell_choices(choices: Choices) -> dict[str, str]:
    """As JSON: {"students.ai": "block"}."""
    return {f"{group.value}.{matter.value}": course.value for (group, matter), course in choices.items()}


def read_choices(told: Mapping[str, str]) -> dict[tuple[Group, Matter], Course]:
    """What ``spell_choices`` wrote."""
    found = {}
    for key, course in told.items():
        group, _, matter = key.partition(".")
        found[Group(group), Matter(matter)] = Course(course)
    return found


def spell_spans(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """As JSON."""
    return [{"roles": each.roles, "schools": each.schools, "bands": each.bands} for each in spans]


def read_spans(told: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    """What ``spell_spans`` wrote."""
    return tuple(Span(tuple(each["roles"]), _some(each.get("schools")), _some(each.get("bands"))) for each in told)


def _some(values: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


def _outcomes(outcomes: Mapping[str, Outcome]) -> dict[str, list[str]]:
    return {slug: [each.course.value, each.why.value, each.decision] for slug, each in outcomes.items()}


def _read_outcomes(told: Mapping[str, list[str]]) -> dict[str, Outcome]:
    return {slug: Outcome(Course(each[0]), Why(each[1]), each[2]) for slug, each in told.items()}


def _tool(tool: Listed) -> dict[str, Any]:
    return {
        "name": tool.name,
        "scope": tool.scope.value,
        "domains": tool.domains,
        "client_ids": tool.client_ids,
        "extension_ids": tool.extension_ids,
    }


def _read_tool(slug: str, told: Mapping[str, Any]) -> Listed:
    return Listed(
        slug, told["name"], AiScope(told["scope"]), tuple(told["domains"]), tuple(told["client_ids"]),
        tuple(told["extension_ids"]),
    )  # fmt: skip
