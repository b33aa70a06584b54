"""The facts of routes."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("approve.route_rules.proposed/1", says="{actor} proposed to the committee: {title}.")
@dataclass(frozen=True)
class RulesProposed:
    """Other rules for how much care a request needs. ``content``: what would change, a line each."""

    route_rules: SubjectRef
    title: str
    content: tuple[str, ...]
    because: str = part("words")


@fact("approve.route_rules.put_in_force/1", says="In force: {title} (decision {number}).")
@dataclass(frozen=True)
class RulesPutInForce:
    """From now on, requests are judged by them; those on their way too."""

    route_rules: SubjectRef
    decision: SubjectRef
    title: str
    content: tuple[str, ...]
    number: str


@fact("approve.route_rules.turned_down/1", says="The committee turned down: {title} (decision {number}).")
@dataclass(frozen=True)
class RulesTurnedDown:
    """The rules stay as they were."""

    route_rules: SubjectRef
    decision: SubjectRef
    title: str
    number: str
