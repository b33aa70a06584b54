"""Commands keep their word: they record what they declare, all that writes is a command, every fact has one.

At run time the decorator refuses what is not declared (tests/unit/people/test_commanding.py); here the source
is read for the other half: nothing is declared that is never recorded.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest

import chalkline
from chalkline.ledger.api import all_kinds
from chalkline.people.api import COMMANDS
from structure.test_architecture import WRITING_CALLS

for found in pkgutil.walk_packages(chalkline.__path__, "chalkline."):
    if found.name.rsplit(".", 1)[-1] in {"events", "commands", "ingest"} or ".commands." in found.name:
        importlib.import_module(found.name)

OURS = {name: command for name, command in COMMANDS.items() if name.startswith("chalkline.")}
# Facts that no command records, each with who does.
WITHOUT_COMMAND = {
    "ExchangeMade": "ledger/ingest.py, from the gateway's spool",
    "ContentNotFound": "ledger/ingest.py, from the gateway's spool",
    "SpoolFoundDamaged": "ledger/ingest.py, from the gateway's spool",
    "InspectionFailed": "jobs/jobs.py, the nightly look through the ledger: before people, so without commands",
}
# The ledger and the queue of jobs are what commands are made of (see WRITERS in test_architecture.py).
BEFORE_PEOPLE = {"chalkline.ledger.api", "chalkline.jobs.api"}
EVERY_COMMAND = pytest.mark.parametrize("name", sorted(OURS), ids=lambda name: name.removeprefix("chalkline."))


@functools.cache
def tree_of(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def reached_from(function: Any) -> Iterator[FunctionType]:
    """The function and all of ours that it names, and those they name; other commands answer for themselves."""
    waiting, seen = [inspect.unwrap(function)], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        yield here
        for value in named_in(here):
            inner = inspect.unwrap(value) if callable(value) else value
            if isinstance(inner, FunctionType) and inner.__module__.startswith("chalkline.") and value is inner:
                waiting.append(inner)


def named_in(function: FunctionType) -> list[Any]:
    """What the names in a function's body stand for; names its decorators use are not of the body."""
    body = [part for each in tree_of(function).body for part in getattr(each, "body", [])]  # type: ignore[attr-defined]
    names = {node.id for part in body for node in ast.walk(part) if isinstance(node, ast.Name)}
    return [function.__globals__[name] for name in names if name in function.__globals__]


@EVERY_COMMAND
def test_a_command_can_record_each_fact_that_it_declares(name: str) -> None:
    command: Any = OURS[name]
    named = [value for function in reached_from(command) for value in named_in(function)]
    made = {value for value in named if inspect.isclass(value)}
    made |= {event for value in named if value in OURS.values() for event in value.records}  # it calls other commands
    never = {event.__name__ for event in command.records} - {each.__name__ for each in made}
    assert not never, f"{name} declares {never} and never records it"
    assert command.records or command.may_change_nothing


@EVERY_COMMAND
def test_a_command_asks_for_its_permission_and_is_told_the_time(name: str) -> None:
    command: Any = inspect.unwrap(OURS[name])
    asks = any(
        isinstance(node, ast.Attribute) and node.attr == "must"
        for function in reached_from(command)
        for node in ast.walk(tree_of(function))
    )
    assert asks, f"{name} never asks whether the actor may"
    given = inspect.signature(command).parameters
    assert "actor" in given
    if OURS[name].records:  # type: ignore[attr-defined]
        assert given["now"].kind is inspect.Parameter.KEYWORD_ONLY, f"{name} takes `now` as a keyword"


def test_every_fact_is_recorded_by_a_command() -> None:
    declared = {event.__name__ for command in OURS.values() for event in command.records}
    facts = {known.event.__name__ for known in all_kinds().values() if known.event.__module__.startswith("chalkline.")}
    assert facts - declared == set(WITHOUT_COMMAND)
    assert declared <= facts


def test_no_door_offers_a_function_that_writes_and_is_no_command() -> None:
    """Pieces that commands are made of may write; an api shows commands only."""
    for found in pkgutil.walk_packages(chalkline.__path__, "chalkline."):
        if not found.name.endswith(".api") or found.name in BEFORE_PEOPLE:
            continue
        api = importlib.import_module(found.name)
        for name in api.__all__:
            value = getattr(api, name)
            if isinstance(value, FunctionType) and value not in OURS.values():
                calls = [node for node in ast.walk(tree_of(value)) if isinstance(node, ast.Call)]
                writes = {ast.unparse(call.func) for call in calls if _writes(call)}
                assert not writes, f"{found.name} offers {name}, which writes ({writes}) and is not a command"


def _writes(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        on = ast.unparse(call.func.value)
        return call.func.attr in WRITING_CALLS and (".objects" in on or call.func.attr in {"save", "delete"})
    return ast.unparse(call.func) in {"record", "record_all"}
