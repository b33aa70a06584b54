"""Policies and packs as plain JSON values and back, one spelling each.

Order never matters: tuples of a policy are sorted by their ids before they are spelled, so that the same
records give the same bytes whoever compiled them and in whichever order the rows were read.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import Any, TypeVar

import msgspec

from chalkline.kernel.canonical import canonical_json
from chalkline.rulebook.policy import Policy

T = TypeVar("T")
CAME_LATER = frozenset({"decided_by_people", "district_rules", "promises"})
ONE_AT_A_TIME = Lock()  # two threads that convert to a type for the first time at once crash the process in msgspec


def arranged(policy: Policy) -> Policy:
    """The policy with every tuple in its one order. Raises ValueError where an id stands twice."""
    result = replace(
        policy,
        terms=tuple(sorted((_arranged_terms(each) for each in policy.terms), key=lambda each: each.use_id)),
        ended=tuple(sorted(policy.ended, key=lambda each: each.use_id)),
        declined=tuple(sorted(policy.declined, key=lambda each: (each.decision_number, each.tool, _spelled(each)))),
        elements=tuple(sorted(policy.elements, key=lambda each: each.element)),
        tools=tuple(sorted(policy.tools, key=lambda each: each.tool)),
        purposes=tuple(sorted(policy.purposes, key=lambda each: each.purpose)),
        schools=tuple(sorted(policy.schools, key=lambda each: each.school)),
        district_rules=tuple(sorted(policy.district_rules, key=lambda each: each.rule_id)),
        promises=tuple(sorted(policy.promises, key=lambda each: each.promise_id)),
    )
    _no_double("use", [each.use_id for each in result.terms])
    _no_double("element", [each.element for each in result.elements])
    _no_double("tool", [each.tool for each in result.tools])
    _no_double("purpose", [each.purpose for each in result.purposes])
    _no_double("school", [each.school for each in result.schools])
    _no_double("rule", [each.rule_id for each in result.district_rules])
    _no_double("promise", [each.promise_id for each in result.promises])
    return result


def _arranged_terms(terms: Any) -> Any:
    return replace(
        terms,
        conditions=tuple(sorted(terms.conditions, key=_spelled)),
        exceptions=tuple(sorted(terms.exceptions, key=_spelled)),
    )


def _no_double(what: str, ids: list[str]) -> None:
    if len(ids) != len(set(ids)):
        raise ValueError(f"an id of a {what} stands twice in the policy")


def _spelled(value: Any) -> bytes:
    return canonical_json(plain(value))


def plain_policy(policy: Policy) -> Any:
    """The policy as JSON values. What came to policies after the first ones is left out where it says nothing, so that
    the older ones keep their one spelling."""
    spelled = plain(policy)
    for tool in spelled["tools"]:
        if not tool.get("category"):
            tool.pop("category", None)
    return {name: value for name, value in spelled.items() if value or name not in CAME_LATER}


def plain(value: Any) -> Any:
    """A frozen value as JSON values: sets as sorted lists, dates as ISO text."""
    return msgspec.to_builtins(value, order="deterministic")


def restored(data: Any, to: type[T]) -> T:
    """The value that was spelled. Raises msgspec.ValidationError for what does not fit ``to``."""
    with ONE_AT_A_TIME:
        return msgspec.convert(data, to)
