"""A route in words: the level, each rule that spoke, the lane and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalkline.approve.routes.api import LANE_MEANS, LANE_NAMES, TESTS, Lane, Route, Spoke, Test
from chalkline.govern.committees.api import Light
from chalkline.kernel.sentences import Sentence
from chalkline.web.lights import LightSaid, light_said

LANE_TONES = {Lane.FAST: "ok", Lane.STANDARD: "plain", Lane.FULL: "attend"}
LEVEL_WORDS = {Light.GREEN: Sentence("green"), Light.YELLOW: Sentence("yellow"), Light.RED: Sentence("red")}


@dataclass(frozen=True)
class SpokeTold:
    """One rule that spoke."""

    says: Sentence
    why: Sentence
    about: str
    light: LightSaid


@dataclass(frozen=True)
class RouteTold:
    """A route as pages show it."""

    light: LightSaid
    lane: Sentence
    lane_means: Sentence
    lane_tone: str
    spoke: tuple[SpokeTold, ...]
    delegates: tuple[str, ...]


def route_told(route: Route) -> RouteTold:
    """The route of a request in words."""
    return RouteTold(
        light=light_said(route.level),
        lane=LANE_NAMES[route.lane],
        lane_means=LANE_MEANS[route.lane],
        lane_tone=LANE_TONES[route.lane],
        spoke=tuple(spoke_told(each) for each in route.assessed.spoke),
        delegates=tuple(dict.fromkeys(str(each.person) for each in route.delegates)),
    )


def spoke_told(spoke: Spoke) -> SpokeTold:
    """A rule that spoke, in words."""
    text = TESTS[spoke.test]
    return SpokeTold(text.says, text.why, ", ".join(spoke.about), light_said(spoke.level))


def spoke_in_packet(rows: list[dict[str, Any]]) -> tuple[SpokeTold, ...]:
    """The rules that spoke, as a packet keeps them; a test that is no more is left out."""
    known = {test.value for test in Test}
    kept = [each for each in rows if each["test"] in known]
    return tuple(spoke_told(Spoke(Test(each["test"]), Light(each["level"]), tuple(each["about"]))) for each in kept)
