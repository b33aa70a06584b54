"""Deeds: small functions, each running one public command as a person at a simulated instant.

    @deed("names a problem")
    def names_a_problem(moment: Moment, *, title: str, owner: Someone, evidence: list[Shown]) -> DistrictProblem:
        return name_problem(moment.actor, ..., now=moment.now)

What a line may say beside who and when is the function's own keyword arguments, and what each holds is their type:
text, whole and decimal numbers, true or false, lists, small dataclasses, and the kinds below.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from telling.days import SchoolYear

DISTRICT = Path(__file__).resolve().parents[1] / "district"

Day = Annotated[date, "day"]  # a day, as telling/days.py says it
Named = Annotated[Any, "named"]  # what an earlier line made, by its `as:`
Someone = Annotated[Any, "someone"]  # a person of cast.yaml: their row
File = Annotated[Path, "file"]  # a file or folder of demo/district


@dataclass(frozen=True)
class Moment:
    """Who does it, and when. ``actor`` holds the rights of this moment."""

    who: str
    actor: Any
    now: datetime
    year: SchoolYear
    named: dict[str, Any]

    def actor_of(self, person: Any) -> Any:
        """Somebody else's rights, where a command asks for two."""
        from chalkline.people.api import actor_of_person

        return actor_of_person(person)


@dataclass(frozen=True)
class Deed:
    """A verb phrase and the function behind it."""

    verb: str
    function: Callable[..., Any]
    fields: dict[str, Any]
    needed: frozenset[str]


DEEDS: dict[str, Deed] = {}


def deed(verb: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under its verb phrase."""

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        if verb in DEEDS:
            raise ValueError(f"two deeds are called “{verb}”")
        parameters = list(inspect.signature(function).parameters.values())[1:]
        if any(each.kind is not each.KEYWORD_ONLY for each in parameters):
            raise TypeError(f"{function.__name__}: everything after the moment is said by its name")
        hints = get_type_hints(function, include_extras=True)
        fields = {each.name: hints[each.name] for each in parameters}
        needed = frozenset(each.name for each in parameters if each.default is each.empty)
        DEEDS[verb] = Deed(verb, function, fields, needed)
        return function

    return declare
