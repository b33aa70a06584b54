"""The words of rule sets and of laws that are switched on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import DistrictRule, Promise


class SetState(StrEnum):
    """Where a rule set is on its way."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    DECLINED = "declined"


SET_STATE_NAMES: dict[SetState, Sentence] = {
    SetState.PROPOSED: Sentence("Proposed"),
    SetState.IN_FORCE: Sentence("In force"),
    SetState.REPLACED: Sentence("Replaced by a newer one"),
    SetState.DECLINED: Sentence("Turned down"),
}


@dataclass(frozen=True)
class Rows:
    """All that a rule set says."""

    rules: tuple[DistrictRule, ...] = ()
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True)
class LawPack:
    """The rows that one law would add. Design, not legal advice: counsel switches it on."""

    law_id: str
    name: str
    citation: str
    jurisdiction: str
    confidence: str
    as_seen: str
    rules: tuple[DistrictRule, ...]
    duties: tuple[str, ...]  # the law's own words, in English
