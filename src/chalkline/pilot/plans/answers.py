"""A plan as its form holds it (texts by question) turned into a value, and back. Pure; nothing is judged here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from chalkline.pilot.plans.words import Assigned, Design, PlanStatement, Standard, Strata

NO_NUMBER = Decimal("NaN")  # no rule accepts it
LONGEST = 4000
QUESTIONS = (*PlanStatement.__dataclass_fields__, "about")
FIRST: dict[str, str] = {
    "direction": "more",
    "level": "90",
    "standard": "strict",
    "assigned": "class",
    "design": "random",
    "strata": "school",
    "explained": "50",
    "alike": "20",
    "harm": "0",
    "guardrail_direction": "more",
    "guardrail_harm": "0",
}

E = TypeVar("E", bound=StrEnum)


def tidy(answers: Mapping[str, Any]) -> dict[str, str]:
    """What was typed, question by question, as text of bearable length; what is no question is dropped."""
    return {name: str(answers[name]).strip()[:LONGEST] for name in QUESTIONS if name in answers}


def statement_from(answers: Mapping[str, str]) -> PlanStatement:
    """The plan that the answers give. What cannot be read becomes a value that no rule accepts."""
    said = {**FIRST, **{name: text for name, text in answers.items() if text}}
    words: dict[str, Any] = {
        name: said.get(name, "") for name in ("title", "question", "who", "measure", "counts", "direction")
    }
    return PlanStatement(
        **words,
        smallest=_number(said.get("smallest", "")),
        spread=_number(said.get("spread", "")),
        level=_whole(said["level"]),
        standard=_one_of(Standard, said["standard"]),
        assigned=_one_of(Assigned, said["assigned"]),
        design=_one_of(Design, said["design"]),
        strata=_one_of(Strata, said["strata"]),
        planned_units=_whole(said.get("planned_units", "0")),
        planned_each=_each(said),
        pretest=said.get("pretest", ""),
        explained=_whole(said["explained"]),
        alike=_whole(said["alike"]),
        subgroups=tuple(dict.fromkeys(each for part in said.get("subgroups", "").split(",") if (each := part.strip()))),
        harm=_number(said["harm"]),
        starts_on=_day(said.get("starts_on", "")),
        ends_on=_day(said.get("ends_on", "")),
        measured_until=_day(said.get("measured_until", "")),
        stop_rule=said.get("stop_rule", ""),
        **_guardrail(said),
    )


def statement_from_json(kept: Mapping[str, Any]) -> PlanStatement:
    """The plan as it was locked."""
    texts = {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in kept.items()}
    return statement_from(texts)


def _guardrail(said: Mapping[str, str]) -> dict[str, Any]:
    """What must not get worse; nothing of it where none is named."""
    if not said.get("guardrail", ""):
        return {}
    texts = {name: said.get(name, "") for name in ("guardrail", "guardrail_counts", "guardrail_direction")}
    return {**texts, "guardrail_harm": _number(said["guardrail_harm"])}


def _each(said: Mapping[str, str]) -> int:
    return _whole(said.get("planned_each", "0")) if _one_of(Assigned, said["assigned"]).is_group else 1


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "").removesuffix("%").strip())
    except InvalidOperation:
        return NO_NUMBER
    return number if number.is_finite() and abs(number) < Decimal(10) ** 9 else NO_NUMBER


def _whole(text: str) -> int:
    plain = text.replace(",", "").removesuffix("%").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 7 else -1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return date.min


def _one_of(kind: type[E], text: str) -> E:
    return kind(text) if text in {each.value for each in kind} else next(iter(kind))
