"""Facts of the ledger as pages tell them: in sentences, with names. Pages check first who may read the thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from chalkline.govern.committees.api import of_closed_sessions, told_openly
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import Told, history_of
from chalkline.people.api import names_of
from chalkline.web.routes import address_of

ERASED = Sentence("Somebody")
PAGE_OF_KIND = {
    "request": "requests.show",
    "review": "reviews.show",
    "meeting": "meetings.show",
    "decision": "decisions.show",
    "use": "uses.show",
    "tool": "tools.show",
    "problem": "purpose.problem",
    "use_case": "purpose.use_case",
    "goal": "purpose.goal",
    "portfolio_rule": "purpose.rule",
    "bundle": "protect.policy",
    "stop": "stops.show",
    "rule_set": "rules.set",
    "route_rules": "ways.rule_set",
    "committee": "meetings.committee",
    "responsibility": "responsibilities.kind",
    "post": "responsibilities.post",
    "document": "assist.document",
    "gap": "assist.gap",
    "board_packet": "report.packet",
    "pilot": "prove.pilot",
    "result": "prove.found",
    "audit": "data.audit",
    "ai_audit": "discover.taken",
    "strategy": "report.strategy_version",
    "policy": "policies.show",
    "policy_version": "policies.by_id",
    "policy_repeal": "policies.repeal",
    "agreement": "data.agreement",
    "evaluation": "evaluations.show",
    "round": "feedback.show",
    "model": "paired_prompts.model",
    "assessment": "readiness.show",
    "survey": "surveys.show",
}


@dataclass(frozen=True)
class Happened:
    """One fact, as a timeline shows it. ``place`` is its place in the log, 0 while it waits for one."""

    at: datetime
    text: Sentence
    url: str = ""
    place: int = 0
    id: str = ""


def as_happened(told: Iterable[Told], *, about: str = "") -> list[Happened]:
    """Facts with their names looked up at once, in the order given, each leading to what it is about.

    ``about``: the id of the thing whose own page this is; facts do not lead back to it.
    """
    facts = list(told)
    names = names_of({fact.actor_id for fact in facts})
    closed = of_closed_sessions(facts)
    return [
        Happened(
            fact.at,
            fact.sentence(names.get(fact.actor_id) or str(ERASED)),
            _page_of(fact, about, leave_out={"subject"} if fact.number in closed else set()),
            place=fact.place,
            id=fact.id,
        )
        for fact in facts
    ]


def _page_of(fact: Told, about: str, *, leave_out: Collection[str]) -> str:
    """The page of the first thing a fact speaks of that has one; "" where there is none."""
    for name, value in fact.values.items():
        if name in leave_out:
            continue
        if isinstance(value, dict) and value.get("kind") in PAGE_OF_KIND and value.get("id") != about:
            address = address_of(PAGE_OF_KIND[value["kind"]], value["id"])
            if address:
                return address
    return ""


def happened_to(kind: str, subject_id: str, *, limit: int = 50) -> list[Happened]:
    """What happened to a thing, newest first."""
    return as_happened(told_openly(history_of(kind, subject_id, limit=limit), kind, subject_id), about=subject_id)
