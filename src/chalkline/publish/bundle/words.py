"""The words of bundles: states of one, and what people look at before it takes effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.difference import Change
from chalkline.rulebook.district_rules import DistrictRule, Promise
from chalkline.rulebook.invariants import Checked
from chalkline.rulebook.policy import Declined, Ended, Policy, Terms, ToolFacts

GOOD_FOR = timedelta(days=180)  # a policy nobody has confirmed for this long is no longer believed
RENEW_WITHIN = timedelta(days=60)  # unchanged content may be published again this long before its end
WAITS_AT_MOST = timedelta(days=7)  # a candidate older than this describes another day


class State(StrEnum):
    """Where a bundle is on its way."""

    WAITING = "waiting"  # prepared; another person has to activate it
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    OVERTAKEN = "overtaken"  # prepared, but another one was activated first


STATE_NAMES: dict[State, Sentence] = {
    State.WAITING: Sentence("Waits for a second person"),
    State.IN_FORCE: Sentence("In force"),
    State.REPLACED: Sentence("Replaced by a newer one"),
    State.OVERTAKEN: Sentence("Overtaken before it was activated"),
}


@dataclass(frozen=True)
class Records:
    """What a policy is compiled from, besides the vocabularies."""

    terms: tuple[Terms, ...] = ()
    ended: tuple[Ended, ...] = ()
    declined: tuple[Declined, ...] = ()
    tools: tuple[ToolFacts, ...] = ()
    rules: tuple[DistrictRule, ...] = ()
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True)
class Look:
    """A bundle as one looks at it before activating it: what changes, and what was checked."""

    policy: Policy
    changes: tuple[Change, ...]
    checked: tuple[Checked, ...]

    @property
    def waiting(self) -> tuple[Change, ...]:
        """What was decided or signed and takes effect only once this is in force."""
        return tuple(each for each in self.changes if each.waits)
