"""What is known of a tool from every step, gathered once for its page and for the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalkline.approve.requests.api import OPEN, RequestState, open_requests
from chalkline.approve.requests.api import Request as ToolRequest
from chalkline.approve.uses.api import ApprovedUse, UseState, state_of, uses, uses_known_of
from chalkline.discover.findings.api import GroupStanding, people_seen
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Cell
from chalkline.publish.bundle.api import policy_in_force
from chalkline.tools.register.api import Status, StatusFacts, status_of
from chalkline.web.pages.discover.telling import TONES, number

HOLDS = {UseState.ACTIVE, UseState.SUSPENDED}


@dataclass(frozen=True)
class Alike:
    """Groups of people whose use stands the same, with the reasons of all of them."""

    names: Sentence
    tone: str
    headline: Sentence
    reasons: tuple[Sentence, ...]
    not_shown: tuple[Sentence, ...]
    terms: tuple[Sentence, ...] = ()


def groups_alike(standings: Iterable[GroupStanding]) -> list[Alike]:
    """Standings with those that say the same put together, in the order of the groups."""
    found: dict[Any, list[GroupStanding]] = {}
    for each in standings:
        found.setdefault((each.standing, each.headline), []).append(each)
    return [
        Alike(
            Sentence("{names}", names=tuple(one.name for one in each)),
            TONES[standing],
            headline,
            tuple(dict.fromkeys(reason for one in each for reason in one.reasons)),
            tuple(dict.fromkeys(reason for one in each for reason in one.not_shown)),
            tuple(dict.fromkeys(term for one in each for term in one.terms)),
        )
        for (standing, headline), each in found.items()
    ]


def _granted(actor: Actor, slugs: Collection[str]) -> Iterable[ApprovedUse]:
    """The uses of these tools: of one with all that its page says besides, of many without."""
    if len(slugs) == 1:
        return uses_known_of(actor, next(iter(slugs)))
    found = uses(actor).filter(tool__slug__in=slugs).order_by().select_related(None).select_related("tool")
    return found.only("state", "expires_on", "tool__slug")


@dataclass(frozen=True)
class Known:
    """The records that a status is made of, by slug."""

    approved: Counter[str]
    published: Counter[str]
    stopped: Counter[str]
    ended: Counter[str]
    until: dict[str, date]
    requests: Counter[str]
    declined: frozenset[str]
    over: frozenset[str]
    people: Mapping[str, Cell]  # of services that any source shows

    def status(self, slug: str, name: str) -> Status:
        """The status of one tool."""
        seen = self.people.get(slug)
        return status_of(
            StatusFacts(
                name=name,
                approved=max(self.approved[slug], self.published[slug]),
                stopped=self.stopped[slug],
                ended=max(self.ended[slug], slug in self.over),
                declined=int(slug in self.declined),
                open_requests=self.requests[slug],
                in_use=seen is not None,
                people=number(seen) if seen else None,
                until=self.until.get(slug),
            )
        )


def known_to(actor: Actor, today: date, slugs: Collection[str], asked: Iterable[ToolRequest] | None = None) -> Known:
    """Everything that this person may know about these tools. ``asked``: the requests for them, where they are read."""
    approved, stopped, ended = Counter[str](), Counter[str](), Counter[str]()
    until: dict[str, date] = {}
    for use in _granted(actor, slugs) if actor.may("uses.see") else ():
        state, slug = state_of(use, today), use.tool.slug
        approved[slug] += state in HOLDS
        stopped[slug] += state is UseState.SUSPENDED
        ended[slug] += state not in HOLDS
        if state in HOLDS:
            until[slug] = min(use.expires_on, until.get(slug, use.expires_on))
    waiting = (
        (each.tool.slug for each in asked if RequestState(each.state) in OPEN)
        if asked is not None
        else open_requests(actor).filter(tool__slug__in=slugs).order_by().values_list("tool__slug", flat=True)
        if actor.may("requests.see")
        else ()
    )
    policy = policy_in_force()
    return Known(
        approved,
        Counter({tool: len(policy.by_tool.get(tool, ())) for tool in slugs}),
        stopped,
        ended,
        until,
        Counter(waiting),
        frozenset(each.tool for each in policy.declined),
        frozenset(each.tool for each in policy.ended),
        people_seen(actor) if actor.may("discover.see_audit") else {},
    )
