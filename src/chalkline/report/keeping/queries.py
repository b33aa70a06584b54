"""Reads of keeping: use now, what went otherwise since the lists, and by what each tool's terms are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings

from chalkline.approve.uses.api import UseState, conditions_of_use, kept_by, state_of, uses_known_of
from chalkline.discover.findings.api import Slipped, audit, slipped
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Shown
from chalkline.publish.bundle.api import in_force
from chalkline.publish.filter_lists.api import (
    Course,
    Lists,
    Turned,
    cells_said,
    editions_in_turn,
    feeds_fetched,
    lists_now,
    sheet_for,
)
from chalkline.report.keeping.rules import awaited, use_among
from chalkline.report.keeping.words import Holding, Use, Way
from chalkline.rulebook.api import ConditionKind, KeptBy

FOR_WHOM: dict[Course, Sentence] = {
    Course.ALLOW: Sentence("let through for {who}"),
    Course.LEAVE: Sentence("left alone for {who}"),
    Course.WARN: Sentence("warned of for {who}"),
    Course.BLOCK: Sentence("blocked for {who}"),
}
LET_THROUGH = Sentence("{visits} visits by {people} people were let through since {day}.")
BLOCKED = Sentence("{visits} visits by {people} people were blocked since {day}.")


def use_of(actor: Actor, lists: Lists) -> Callable[[Turned], Use]:
    """How many of the people of a change use its tool now."""
    reach = {each.slug: each for each in audit(actor).services}
    return lambda change: use_among(reach.get(change.slug), change.cells, lists.cells)


def holdings(actor: Actor, slug: str = "") -> tuple[Holding, ...]:
    """Of every tool in the logs that the lists deny or let through: whether that held, what did not hold first.

    ``slug``: of one tool. Empty before the first lists, or where no log reaches beyond them.
    """
    turns = [(local_day(at, settings.CHALKLINE.zone), lists) for at, lists in editions_in_turn()]
    if not turns:
        return ()
    now = lists_now()
    seen = [each.slug for each in audit(actor).services if each.slug in now.tools]
    # All tools are counted together, once for what is loaded: a tool's page takes its own from that.
    found = [each for each in slipped(actor, awaited(turns, now, seen)) if not slug or each.slug == slug]
    told = [_holding(each, now) for each in found]
    return tuple(sorted(told, key=lambda each: (each.holds, not each.denied, -_size(each), each.name.casefold())))


def ways(actor: Actor, slug: str) -> tuple[Way, ...]:
    """By what the terms of a tool are kept: the gateway, the filter, sign-in, people; since when, and what shows it."""
    return (*_by_gateway(actor, slug), *_by_lists(actor, slug), *_by_people(actor, slug))


def _holding(each: Slipped, now: Lists) -> Holding:
    assert each.last_on is not None  # nothing is told without a log
    holds = not each.is_any
    return Holding(
        slug=each.slug,
        name=now.tools[each.slug].name,
        denied=each.denied,
        since=each.since,
        last_on=each.last_on,
        visits=each.visits,
        people=each.people,
        by_group=each.by_group,
        holds=holds,
        sentence=_said(each, holds),
    )


def _said(each: Slipped, holds: bool) -> Sentence:
    visits, people, day = each.visits, each.people, each.since
    if holds and each.denied:
        return Sentence("No visit was let through since {day}, by the logs up to {last}.", day=day, last=each.last_on)
    if holds:
        return Sentence("No visit was blocked since {day}, by the logs up to {last}.", day=day, last=each.last_on)
    if isinstance(visits, Shown) and isinstance(people, Shown):
        words = LET_THROUGH if each.denied else BLOCKED
        return Sentence(words.template, visits=visits.count, people=people.count, day=day)
    if each.denied:
        return Sentence("Some visits were let through since {day}, by too few people to be counted here.", day=day)
    return Sentence("Some visits were blocked since {day}, of too few people to be counted here.", day=day)


def _size(each: Holding) -> int:
    return each.people.count if isinstance(each.people, Shown) else 0


def _by_gateway(actor: Actor, slug: str) -> list[Way]:
    if not actor.may("uses.see"):
        return []
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    kept = [
        each
        for each in uses_known_of(actor, slug)
        if KeptBy.GATEWAY in kept_by(each) and state_of(each, today) is UseState.ACTIVE
    ]
    bundle = in_force() if kept else None
    if bundle is None or bundle.activated_at is None:
        return []
    since = local_day(bundle.activated_at, settings.CHALKLINE.zone)
    proof = Sentence("Every call through the gateway is decided by policy {n}.", n=bundle.revision)
    return [Way(KeptBy.GATEWAY, since, proof, True, "protect.home")]


def _by_lists(actor: Actor, slug: str) -> list[Way]:
    """The filter and sign-in: only where lists name the tool, and for those who may see them."""
    turns = editions_in_turn()
    if not turns or not actor.may("filter_lists.see"):
        return []
    now = lists_now()
    if slug not in now.tools:
        return []
    since = local_day(turns[-1][0], settings.CHALKLINE.zone)
    return [each for each in (_by_filter(actor, slug, now, since), _by_sign_in(slug, now, since)) if each]


def _by_filter(actor: Actor, slug: str, now: Lists, since: date) -> Way | None:
    courses = {outcome.course for cell in now.cells if (outcome := now.outcome(cell, slug))}
    if courses <= {Course.LEAVE}:
        apart = next((each for each in sheet_for(now, now.cells).apart if each.slug == slug), None)
        text = Sentence("On no list: the filter does with it what it does by itself.")
        if apart:
            text = Sentence(
                "Cannot be separated by host: {other} needs {host}.", other=apart.with_name, host=apart.with_host
            )
        return Way(KeptBy.FILTER, since, text, None, "filter_lists.home")
    held = holdings(actor, slug) if actor.may("discover.see_audit") else ()
    points = tuple(each.sentence for each in held)
    fetched = feeds_fetched()
    if fetched:
        points += (Sentence("Appliances fetch the lists by themselves, last on {day}.", day=max(fetched)),)
    else:
        points += (Sentence("No appliance fetches the lists by itself; they are put in from files."),)
    said = Sentence("{parts}", parts=tuple(_for_whom(slug, now, course) for course in Course if course in courses))
    holds = None if not held else all(each.holds for each in held)
    return Way(KeptBy.FILTER, since, said, holds, "filter_lists.home", points)


def _for_whom(slug: str, now: Lists, course: Course) -> Sentence:
    cells = frozenset(cell for cell in now.cells if (each := now.outcome(cell, slug)) and each.course is course)
    return Sentence(FOR_WHOM[course].template, who=cells_said(cells, now))


def _by_sign_in(slug: str, now: Lists, since: date) -> Way | None:
    tool = now.tools[slug]
    if not tool.client_ids:
        return None
    proof = Sentence("Its app is named by {n} ids in the files for Google and Microsoft.", n=len(tool.client_ids))
    return Way(KeptBy.SIGN_IN, since, proof, None, "filter_lists.home")


def _by_people(actor: Actor, slug: str) -> list[Way]:
    if not actor.may("uses.see"):
        return []
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    active = [each for each in uses_known_of(actor, slug) if state_of(each, today) is UseState.ACTIVE]
    told = [
        Sentence("{text}", text=condition.text)
        for use in active
        for condition in conditions_of_use(use)
        if condition.kept_by is KeptBy.PEOPLE and condition.kind is not ConditionKind.KEEP
    ]
    if not active:
        return []
    proof = Sentence("What no machine can see is kept by people: what it is used for, and with whose data.")
    return [
        Way(
            KeptBy.PEOPLE, min(each.decision.decided_on for each in active), proof, None, "", tuple(dict.fromkeys(told))
        )
    ]
