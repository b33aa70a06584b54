"""What happened lately, as it concerns one person: the facts they may see and care for, many alike told as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import Told, latest
from chalkline.people.api import Actor
from chalkline.web.histories import Happened, as_happened

SHOWN = 6
LOOKED_AT = 300

ROUTINE = ("publish.pack.", "publish.standing.")  # what Chalkline does by itself, all the time
OWN = ("approve.human_record.",)  # what concerns one person's work, and is told on its own page
# Facts whose kind begins so are told on Today only to those who may do or see this; all others to everybody.
# The ledger holds them all for whoever looks there: this is about what a person would want to read.
CONCERNS = {
    "assist.document.": "library.add",
    "assist.gap.": "gaps.see",
    "assist.newsletter.": "newsletters.see",
    "assist.shelf.": "library.shelve",
    "assist.": "questions.draft",
    "discover.finding.noted": "discover.see_audit",
    "discover.": "discover.triage",
    "gateway.": "bundles.prepare",
    "govern.member.": "committees.charter",
    "govern.person.barred": "committees.charter",
    "ledger.": "ledger.export",
    "people.token.": "people.grant_role",
    "people.": "people.grant_role",
    "publish.key.": "keys.issue",
    "publish.bundle.activated": "",
    "publish.bundle.": "bundles.prepare",
    "tools.agreement.": "data.see",
    "tools.": "discover.triage",
    "approve.packet.": "requests.put_on_agenda",
    "approve.review.opened": "reviews.answer",
}


def changes_since(actor: Actor, before: datetime | None) -> list[Happened]:
    """The newest facts after the last visit (at the first visit, the newest there are)."""
    told = [
        fact for fact in latest(limit=LOOKED_AT) if (before is None or fact.at > before) and concerns(actor, fact.kind)
    ]
    runs = alike(told)[:SHOWN]
    shown = as_happened(run[0] for run in runs)
    return [_with_the_rest(each, len(run) - 1) for each, run in zip(shown, runs, strict=True)]


def concerns(actor: Actor, kind: str) -> bool:
    """Whether facts of this kind are told to this person on Today."""
    if kind.startswith((*ROUTINE, *OWN)):
        return False
    action = next((action for begin, action in CONCERNS.items() if kind.startswith(begin)), "")
    return not action or actor.could(action)


def alike(facts: Iterable[Told]) -> list[list[Told]]:
    """Facts of one kind by one person on one day together, the latest first."""
    runs: dict[tuple[str, str, object], list[Told]] = {}
    for fact in sorted(facts, key=lambda each: each.at, reverse=True):
        runs.setdefault((fact.kind, fact.actor_id, localdate(fact.at)), []).append(fact)
    return list(runs.values())


def _with_the_rest(first: Happened, others: int) -> Happened:
    if not others:
        return first
    if others == 1:
        return replace(first, text=Sentence("{first} And one more like it.", first=first.text))
    return replace(first, text=Sentence("{first} And {count} more like it.", first=first.text, count=others))
