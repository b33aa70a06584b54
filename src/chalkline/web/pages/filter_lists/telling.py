"""What the pages of filter lists say, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from chalkline.discover.findings.api import group_name, order_of_group
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Shown
from chalkline.publish.filter_lists.api import (
    COURSE_NAMES,
    WHY_NAMES,
    Audience,
    Course,
    Lists,
    Outcome,
    State,
    Turned,
    Why,
    audience_said,
    cells_said,
)
from chalkline.report.keeping.api import Use, holdings, ways
from chalkline.rulebook.api import KEPT_BY_NAMES
from chalkline.web.routes import address_of
from chalkline.web.templatetags.saying import said

COURSE_TONES = {Course.ALLOW: "ok", Course.LEAVE: "quiet", Course.WARN: "attend", Course.BLOCK: "stop"}
STATE_TONES = {State.WAITING: "attend", State.IN_FORCE: "ok", State.REPLACED: "quiet", State.OVERTAKEN: "quiet"}
# A change is told by where it ends, what takes something away first.
BECOMES: dict[Course, Sentence] = {
    Course.BLOCK: Sentence("Will be blocked"),
    Course.WARN: Sentence("Will be warned of"),
    Course.LEAVE: Sentence("Will be left alone"),
    Course.ALLOW: Sentence("Will be let through"),
}
DENIED, LET_THROUGH = Sentence("Blocked for some"), Sentence("Let through for some")
HOLDS, DOES_NOT_HOLD = Sentence("holds"), Sentence("does not hold")
MOST_CHANGES = 40  # of one kind that a page names; the file has all


@dataclass(frozen=True)
class ChangeTold:
    """One tool that changes for somebody. ``use``: how many of them use it now, as far as it may be said."""

    name: str
    url: str
    who: str
    was: Sentence
    why: Sentence
    use: Any = ""


@dataclass(frozen=True)
class Becoming:
    """All changes that end in the same course."""

    course: Course
    title: Sentence
    tone: str
    changes: tuple[ChangeTold, ...]
    more: int
    unseen: bool  # whether nobody was seen using any of the rest


def name_of(audience: Audience) -> str:
    """ "Students in grades 6–8 at Juniper Middle School"."""
    return capfirst(said(audience_said(audience.spans)))


def counts_of(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many tools have each course."""
    found = Counter(each.course.value for each in outcomes)
    return {course.value: found.get(course.value, 0) for course in Course}


def why_of(outcome: Outcome) -> Sentence:
    """Why a tool has its course, with the decision where there is one."""
    if outcome.decision:
        return Sentence("{why} (decision {number})", why=WHY_NAMES[outcome.why], number=outcome.decision)
    return WHY_NAMES[outcome.why]


def becoming(
    changes: Iterable[Turned], lists: Lists, use_of: Callable[[Turned], Use] | None = None
) -> tuple[Becoming, ...]:
    """Changes by what they end in: first what people are seen to use now, then what somebody decided about, the rest
    as a number."""
    by_course: dict[Course, list[Turned]] = {}
    for each in changes:
        by_course.setdefault(each.now.course, []).append(each)
    told = []
    for course in (Course.BLOCK, Course.WARN, Course.LEAVE, Course.ALLOW):
        found = [(each, use_of(each) if use_of else None) for each in by_course.get(course, [])]
        found.sort(key=lambda pair: (-(pair[1].at_least if pair[1] else 0), not (pair[1] and pair[1].seen)))
        shown = [pair for pair in found if _is_worth_a_line(*pair)][:MOST_CHANGES]
        if found:
            lines = tuple(_told(each, lists, use) for each, use in shown)
            unseen = use_of is not None and len(shown) < MOST_CHANGES
            more = len(found) - len(shown)
            told.append(Becoming(course, BECOMES[course], COURSE_TONES[course], lines, more, unseen))
    return tuple(told)


def _is_worth_a_line(change: Turned, use: Use | None) -> bool:
    """What is in use, was decided, or opens something; not each of hundreds of services that nobody here has met."""
    decided = change.now.why not in (Why.UNAPPROVED, Why.PART) or change.was.why not in (Why.UNAPPROVED, Why.PART)
    return bool(use and use.seen) or decided


def _told(change: Turned, lists: Lists, use: Use | None) -> ChangeTold:
    return ChangeTold(
        name=change.name,
        url=address_of("tools.show", change.slug),
        who=capfirst(said(cells_said(change.cells, lists))),
        was=COURSE_NAMES[change.was.course],
        why=why_of(change.now),
        use=use.sentence if use else "",
    )


def holdings_told(actor: Actor, slug: str = "") -> list[dict[str, Any]]:
    """What went otherwise than the lists say, and what held, for those who see audits."""
    if not actor.may("discover.see_audit"):
        return []
    return [
        {
            "name": each.name,
            "url": address_of("tools.show", each.slug),
            "what": DENIED if each.denied else LET_THROUGH,
            "sentence": each.sentence,
            "holds": each.holds,
            "is_counted": isinstance(each.people, Shown),
            "denied": each.denied,
            "tone": "ok" if each.holds else "stop" if each.denied else "attend",
            "groups": [
                Sentence("{who}: {n}", who=group_name(group), n=cell.count)
                for group, cell in sorted(each.by_group.items(), key=lambda pair: order_of_group(pair[0]))
                if isinstance(cell, Shown) and cell.count
            ],
        }
        for each in holdings(actor, slug)
    ]


def ways_told(actor: Actor, slug: str) -> list[dict[str, Any]]:
    """By what the terms of one tool are kept, with since when, what shows it, and whether it holds."""
    return [
        {
            "by": KEPT_BY_NAMES[way.kept_by],
            "since": way.since,
            "proof": way.proof,
            "points": way.points,
            "chip": "" if way.holds is None else HOLDS if way.holds else DOES_NOT_HOLD,
            "tone": "ok" if way.holds else "stop",
            "url": address_of(way.url_name) if way.url_name else "",
        }
        for way in ways(actor, slug)
    ]
