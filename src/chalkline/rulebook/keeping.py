"""What of a use's texts is kept, and for how long: the value of a KEEP condition, spelled and read. Pure.

    "10 30"             ten in a hundred, for thirty days, as the model saw them (stand-ins in place of student data)
    "100 90 restored"   all of them, with student data put back
    "10 30 silent"      whoever holds the key is not shown who read theirs

Without such a condition nothing is kept. Which calls fall into the share follows from the id of the call and a secret,
so that nobody can choose, and asking twice gives the same.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalkline.rulebook.policy import Condition, Terms
from chalkline.rulebook.words import ConditionKind, KeptBy

LONGEST_DAYS = 730
DEFAULT_PERCENT, DEFAULT_DAYS = 10, 30
PERCENT = re.compile(r"(\d{1,3}) ?(?:%|percent|in a hundred)")
DAYS = re.compile(r"(\d{1,3}) ?days?")


@dataclass(frozen=True)
class KeepRule:
    """``percent`` of calls are kept for ``days``. ``restored``: with student data put back. ``tells``: each reading is
    shown to the person whose key it was.
    """

    percent: int
    days: int
    restored: bool = False
    tells: bool = True

    @property
    def value(self) -> str:
        """As it stands in a condition."""
        more = ["restored"] * self.restored + ["silent"] * (not self.tells)
        return " ".join([str(self.percent), str(self.days), *more])


def read_rule(value: str) -> KeepRule | None:
    """The rule that a value spells; None for anything else."""
    percent, _, rest = value.strip().partition(" ")
    days, *more = rest.split() or [""]
    if not (percent.isascii() and percent.isdigit() and days.isascii() and days.isdigit()):
        return None
    rule = KeepRule(int(percent), int(days), "restored" in more, "silent" not in more)
    return rule if 0 < rule.percent <= 100 and 0 < rule.days <= LONGEST_DAYS else None


def rule_in_words(text: str) -> KeepRule:
    """The rule that a member of a committee wrote: "25% for 60 days". What it does not say is the usual."""
    percent, days = PERCENT.search(text), DAYS.search(text)
    wanted = KeepRule(int(percent[1]) if percent else DEFAULT_PERCENT, int(days[1]) if days else DEFAULT_DAYS)
    return read_rule(wanted.value) or KeepRule(DEFAULT_PERCENT, DEFAULT_DAYS)


def rule_of(terms: Terms) -> KeepRule | None:
    """What the decision behind a use says of keeping: of several rules the one that keeps least. None: nothing."""
    return rule_in(terms.conditions)


def rule_in(conditions: Iterable[Condition]) -> KeepRule | None:
    """The same of its conditions."""
    rules = [
        rule
        for each in conditions
        if each.kind is ConditionKind.KEEP and each.kept_by is KeptBy.GATEWAY and (rule := read_rule(each.value))
    ]
    return min(rules, key=lambda rule: (rule.percent, rule.days, rule.restored), default=None)


def falls_into(decision_id: str, percent: int, secret: bytes, what: str) -> bool:
    """Whether a call is one of ``percent`` in a hundred, for a purpose ``what``: fair, fixed, and nobody's choice."""
    drawn = hmac.digest(secret, f"{what}\n{decision_id}".encode(), "sha256")
    return int.from_bytes(drawn[:8]) % 10_000 < percent * 100
