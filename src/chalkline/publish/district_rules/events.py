"""The facts of rule sets and of laws."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part

YES_NO = {"True": Sentence("yes"), "False": Sentence("no")}


@fact("publish.rules.proposed/1", says="{actor} proposed rule set {number}: {why}")
@dataclass(frozen=True)
class RulesProposed:
    """A version of the district's rules waits to be adopted. ``widens`` names the rows that it lets go."""

    rule_set: SubjectRef
    number: int
    rows: int
    widens: tuple[str, ...]
    why: str = part("words")


@fact("publish.rules.put_in_force/1", says="Rule set {number} is in force, by {actor}.")
@dataclass(frozen=True)
class RulesPutInForce:
    """A version counts from now on: what narrows at once, what widens with the next policy.

    ``at_once``: one person put it in force, as it only narrows. ``decision``: the number of the committee's decision.
    """

    rule_set: SubjectRef
    number: int
    at_once: bool
    decision: str
    widens: tuple[str, ...]
    why: str = part("words")


@fact("publish.rules.declined/1", says="Rule set {number} was turned down by decision {decision}.")
@dataclass(frozen=True)
class RulesDeclined:
    """The committee did not adopt a version."""

    rule_set: SubjectRef
    number: int
    decision: str


@fact("publish.law.switched/1", says="{actor} said of {name}: holds here: {is_on}. {why}", words={"is_on": YES_NO.get})
@dataclass(frozen=True)
class LawSwitched:
    """Counsel switched the rows of a law on or off."""

    law: SubjectRef
    name: str
    is_on: bool
    rows: int
    why: str = part("words")
