"""Which unknown hosts are worth a look first, and why. Pure.

The more people ask for a host the earlier it is looked at; each sign that it is an AI service moves it up. What the
signs say of a host is told only where its people may be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalkline.kernel.sentences import Sentence

LEAST_PEOPLE: Final = 5  # an unknown host that fewer asked for is not proposed
LEAST_VISITS: Final = 10  # in a week; below that "twice as often" says nothing
MUCH: Final = 1_000_000  # bytes a person sent
WEEK: Final = 7  # days


class Sign(StrEnum):
    """What speaks for a host being an AI service, besides its name."""

    GROWING = "growing"
    BESIDE = "beside"
    SENT_MUCH = "sent_much"


WEIGHTS: Final = {Sign.GROWING: 2.0, Sign.BESIDE: 2.0, Sign.SENT_MUCH: 1.5}
UNDER_AI: Final = 1.5  # a name under .ai
SAID: dict[Sign, Sentence] = {
    Sign.GROWING: Sentence("It is asked for at least twice as often as the week before."),
    Sign.BESIDE: Sentence("Most of those who asked for it used a known AI tool the same day."),
    Sign.SENT_MUCH: Sentence("Much is sent to it: a megabyte or more a person."),
}


@dataclass(frozen=True)
class Asked:
    """How an unknown host was asked for. Exact: never shown. ``recent`` and ``before``: visits in the last week of the
    logs and in the week before; ``beside``: people who used a known AI tool the same day; ``sent``: bytes."""

    host: str
    people: int
    recent: int = 0
    before: int = 0
    beside: int = 0
    sent: int = 0


def signs_of(asked: Asked) -> tuple[Sign, ...]:
    """What speaks for it. "Growing" needs a week before, in which somebody asked for it."""
    found = {
        Sign.GROWING: asked.recent >= LEAST_VISITS and 0 < 2 * asked.before <= asked.recent,
        Sign.BESIDE: 2 * asked.beside >= asked.people > 0,
        Sign.SENT_MUCH: asked.sent >= MUCH * asked.people > 0,
    }
    return tuple(sign for sign, speaks in found.items() if speaks)


def ranked(hosts: Iterable[Asked]) -> list[Asked]:
    """Those that enough people asked for, first what is worth a look first."""
    return sorted((each for each in hosts if each.people >= LEAST_PEOPLE), key=lambda each: (-_weight(each), each.host))


def _weight(asked: Asked) -> float:
    weight = asked.people * (UNDER_AI if asked.host.endswith(".ai") else 1.0)
    for sign in signs_of(asked):
        weight *= WEIGHTS[sign]
    return weight
