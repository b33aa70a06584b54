"""What was reckoned, as a value that can be kept as text and read back: the same text gives the same digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalkline.pilot.evaluation.words import Reason, Verdict
from chalkline.pilot.plans.api import Arm

DIGITS = ".6g"  # beyond, two processors may differ


@dataclass(frozen=True)
class ArmTold:
    """One side: people analysed, mean before and after, SD after, as they were measured."""

    side: Arm
    n: int
    before: float | None
    after: float
    sd: float


@dataclass(frozen=True)
class ExactTest:
    """Where the real draw stands among all draws. ``smallest``: the smallest p this design could give."""

    p_value: float
    smallest: float
    draws: int
    enumerated: bool


@dataclass(frozen=True)
class GroupEffect:
    """The effect in one group. Counts and effect are None where they may not be shown or cannot be told.

    ``apart_p``: whether the effect differs from that of the largest group, after Benjamini and Hochberg.
    """

    column: str
    value: str
    treated: int | None
    compared: int | None
    effect: float | None
    lower: float | None
    upper: float | None
    apart_p: float | None
    is_hidden: bool


@dataclass(frozen=True)
class GuardTold:
    """What had to be kept safe: people measured on each side, and by how much it differs with the tool, good as
    positive. None where it could not be reckoned."""

    treated: int
    compared: int
    effect: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Reckoned:
    """All numbers of a result, in the unit of the measure with good as positive."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    effect: float
    se: float
    df: float
    lower: float
    upper: float
    p_value: float
    chance_above: float
    g: float
    improvement: float
    spread: float
    explained: float
    arms: tuple[ArmTold, ...]
    units: tuple[int, int]
    attrition: tuple[float, float, str, str]
    units_lost: tuple[float, float, str, str]
    baseline_g: float | None
    baseline: str
    exact: ExactTest | None
    groups: tuple[GroupEffect, ...]
    guard: GuardTold | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, numbers as text with six digits."""
        plain: dict[str, Any] = _plain(self)
        if self.guard is None:
            del plain["guard"]
        return plain


def reckoned_from_json(kept: dict[str, Any]) -> Reckoned:
    """The value that was kept."""
    lists = {"verdict", "reasons", "arms", "units", "attrition", "units_lost", "baseline", "exact", "groups", "guard"}
    numbers = {name: _number(value) for name, value in kept.items() if name not in lists}
    exact = kept["exact"]
    return Reckoned(
        **numbers,  # type: ignore[arg-type]
        verdict=Verdict(kept["verdict"]),
        reasons=tuple(Reason(each) for each in kept["reasons"]),
        arms=tuple(
            ArmTold(Arm(each["side"]), each["n"], _number(each["before"]), float(each["after"]), float(each["sd"]))
            for each in kept["arms"]
        ),
        units=(kept["units"][0], kept["units"][1]),
        attrition=_losses(kept["attrition"]),
        units_lost=_losses(kept["units_lost"]),
        baseline=kept["baseline"],
        exact=ExactTest(float(exact["p_value"]), float(exact["smallest"]), exact["draws"], exact["enumerated"])
        if exact
        else None,
        groups=tuple(
            GroupEffect(**{**each, **{name: _number(each[name]) for name in ("effect", "lower", "upper", "apart_p")}})
            for each in kept["groups"]
        ),
        guard=_guard(kept["guard"]) if "guard" in kept else None,
    )


def _guard(kept: dict[str, Any]) -> GuardTold:
    ends = (_number(kept[name]) for name in ("effect", "lower", "upper"))
    return GuardTold(kept["treated"], kept["compared"], *ends)


def _losses(kept: list[str]) -> tuple[float, float, str, str]:
    return float(kept[0]), float(kept[1]), kept[2], kept[3]


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return format(value, DIGITS)
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return str(value.value) if isinstance(value, (Verdict, Reason, Arm)) else value
