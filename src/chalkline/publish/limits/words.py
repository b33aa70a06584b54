"""The words of limits: what is counted, whose calls count together, how far one may be used before somebody is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.limits import WARN_PERCENT, LimitKind, LimitScope

MICROS = 1_000_000
LONGEST_REASON = 500

KIND_NAMES: dict[LimitKind, Sentence] = {
    LimitKind.CALLS_MINUTE: Sentence("Calls in a minute"),
    LimitKind.TOKENS_DAY: Sentence("Tokens in a day"),
    LimitKind.TOKENS_MONTH: Sentence("Tokens in a month"),
    LimitKind.DOLLARS_MONTH: Sentence("Dollars in a month"),
}
SCOPE_NAMES: dict[LimitScope, Sentence] = {
    LimitScope.DISTRICT: Sentence("Everybody together"),
    LimitScope.USE: Sentence("One approved use"),
    LimitScope.SCHOOL: Sentence("One school"),
    LimitScope.ROLE: Sentence("One role"),
    LimitScope.PERSON: Sentence("One person"),
}
EACH_NAMES: dict[LimitScope, Sentence] = {
    LimitScope.USE: Sentence("Each approved use"),
    LimitScope.SCHOOL: Sentence("Each school"),
    LimitScope.ROLE: Sentence("Each role"),
    LimitScope.PERSON: Sentence("Each person"),
}


class Level(StrEnum):
    """What a notice says."""

    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True)
class Wanted:
    """A limit to be set. ``most``: calls, tokens or whole micro-dollars. ``subject``: an id, a role, or "" for each."""

    kind: LimitKind
    scope: LimitScope
    most: int
    reason: str
    subject: str = ""
    warn_percent: int = WARN_PERCENT
