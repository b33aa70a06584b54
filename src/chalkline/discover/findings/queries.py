"""Reads of findings: the audit as it may be shown, a tool's reach, what waits in triage."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.conf import settings
from django.db.models import Sum

from chalkline.discover.findings.in_force import marks_in_force, rollup_in_force, rollup_to_show
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.ranking import SAID, Sign
from chalkline.discover.findings.reconciling import in_use
from chalkline.discover.findings.rolling import WHOLE, Group, Lazily, Rolled, Rollup
from chalkline.discover.findings.rules import reason_of
from chalkline.discover.findings.standings import noes, standings_of, terms_of, worst
from chalkline.discover.findings.words import (
    NO_BAND,
    NOT_ON_ROSTER,
    Audit,
    FindingState,
    GroupStanding,
    Proposed,
    Reach,
    Unseen,
)
from chalkline.discover.sources.api import Kind, loaded
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.reading import once_a_reading
from chalkline.ledger.api import kept_until_something_happens, usage_between
from chalkline.people.api import Actor, School
from chalkline.protect.disclosure import Cell, Suppressed, Table, one_way
from chalkline.publish.bundle.api import policy_digest, policy_in_force, stops_in_force
from chalkline.rulebook.api import Policy, Standing, Stops
from chalkline.tools.register.api import (
    AiScope,
    Known,
    catalogue_in_force,
    category_name,
    known_services,
)

NOBODY = ("", NOT_ON_ROSTER, NO_BAND)  # a service seen without visits: nothing is known of who and where


@once_a_reading
def audit(actor: Actor) -> Audit:
    """Which AI is in use here, how far it reaches and whether it is covered, with small groups hidden."""
    actor.must("discover.see_audit")
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    named, settled = _named_and_settled()
    rollup, is_current = rollup_to_show()
    return _audit(rollup, is_current, marks_in_force(), policy_digest(), stops_in_force(), today, named, settled)


@kept_until_something_happens
def _named_and_settled() -> tuple[tuple[tuple[object, str, bool, str], ...], tuple[str, ...]]:
    """The schools, and the hosts that somebody has set aside."""
    named = tuple(School.objects.order_by("name").values_list("id", "name", "is_active", "kind"))
    aside = Finding.objects.filter(kind="host", state=FindingState.DISMISSED).order_by("subject")
    return named, tuple(aside.values_list("subject", flat=True))


@lru_cache(maxsize=4)
def _audit(
    rollup: Rollup, is_current: bool, marks: tuple[tuple[object, ...], str, tuple[str, ...]], digest: str,
    stops: Stops, today: date, named: tuple[tuple[object, str, bool, str], ...], settled: tuple[str, ...],
) -> Audit:  # fmt: skip
    """The audit of these marks: it is worked out once, however often it is looked at."""
    school_ids = frozenset(str(each) for each, _, active, kind in named if active and kind == "school")
    reaches = _reaches(rollup, digest, stops, today, school_ids)
    catalogue = catalogue_in_force()
    strangers = loaded().aggregate(rows=Sum("not_on_roster"))["rows"] or 0
    said = [Kind.SURVEY.value] if marks[2] else []
    kinds = sorted({*loaded().order_by().values_list("kind", flat=True).distinct(), *said})
    mark = digest_of([rollup.key, digest, repr(stops), str(today), repr(named), list(settled)])
    return Audit(
        on=today,
        period=rollup.period,
        services=reaches.services,
        core=reaches.wholes.get("core"),
        feature=reaches.wholes.get("feature"),
        proposed=tuple(
            Proposed(host, reason_of(host), people, tuple(SAID[Sign(each)] for each in signs))
            for host, people, signs in rollup.unknown
            if host not in settled
        ),
        schools={str(each): name for each, name, _, _ in named},
        catalogue_version=catalogue.version if catalogue else 0,
        devices=rollup.devices,
        not_on_roster=_cell(strangers),
        answered=rollup.answered,
        kinds=tuple(kinds),
        key=mark,
        unseen=_unseen(reaches, policy_in_force(), kinds, rollup.period),
        is_current=is_current,
    )


def _unseen(
    reaches: Reaches, policy: Policy, kinds: Collection[str], period: tuple[date, date] | None
) -> tuple[Unseen, ...]:
    """Approved before the logs begin, and in no log, nor in any call through the gateway."""
    if period is None or not {Kind.NETWORK, Kind.SIGN_IN} & set(kinds):
        return ()
    called = {used.key[0] for used in usage_between(*period, "use_id")}
    seen = {each.slug for each in reaches.services if in_use(each)}
    found = [
        Unseen(slug, terms[0].tool_name, min(each.starts_on for each in terms))
        for slug, terms in policy.by_tool.items()
        if slug not in seen
        and min(each.starts_on for each in terms) <= period[0]
        and not called & {each.use_id for each in terms}
    ]
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


@dataclass(frozen=True)
class Reaches:
    """Every service, and all of one scope as a whole."""

    services: tuple[Reach, ...]
    wholes: Mapping[str, Reach]


@lru_cache(maxsize=4)
def _reaches(rollup: Rollup, policy_digest: str, stops: Stops, today: date, school_ids: frozenset[str]) -> Reaches:
    """Every service, core ones first and those of largest reach before the rest; and both scopes as a whole."""
    known = {each.slug: each for each in known_services()}
    policy = policy_in_force()
    found = [_reach(each, rollup, known.get(each.slug), policy, stops, today, school_ids) for each in rollup.services]
    wholes = {
        scope: _reach(each, rollup, None, policy, stops, today, school_ids) for scope, each in rollup.wholes.items()
    }
    return Reaches(tuple(sorted(found, key=_by_reach)), wholes)


def people_seen(actor: Actor) -> Mapping[str, Cell]:
    """How many people each service that any source shows reaches, by slug: without asking what is covered."""
    actor.must("discover.see_audit")
    return {each.slug: each.people for each in rollup_to_show()[0].services}


def reach_of_tool(actor: Actor, slug: str) -> Reach | None:
    """What may be shown of one tool's use, or None where no source shows it."""
    return next((each for each in audit(actor).services if each.slug == slug), None)


def groups_of_tool(slug: str) -> tuple[Group, ...]:
    """Who was seen using a tool: schools, roles and grade bands. For commands."""
    rollup, _ = rollup_to_show()
    return rollup.details(slug).groups if slug in {each.slug for each in rollup.services} else ()


def _reach(
    rolled: Rolled, rollup: Rollup, known: Known | None, policy: Policy, stops: Stops, today: date,
    school_ids: frozenset[str],
) -> Reach:  # fmt: skip
    slug = rolled.slug
    standings = () if slug in WHOLE.values() else _standings(rolled, rollup, policy, stops, today)
    standing = worst(standings)
    detail = cache(lambda: rollup.details(slug))
    return Reach(
        slug=slug,
        name=known.name if known else slug,
        vendor=known.vendor if known else "",
        category=category_name(known.category) if known else "",
        ai_scope=rolled.scope,
        k12=bool(known and known.k12),
        terms_age_min=known.terms_age_min if known else None,
        people=rolled.people,
        events=rolled.events,
        allowed=rolled.allowed,
        blocked=rolled.blocked,
        users=rolled.users,
        table=Table(Lazily(detail, lambda found: found.table.cells)),
        by_day=Lazily(detail, lambda found: found.by_day),
        first_on=rolled.first_on,
        last_on=rolled.last_on,
        schools=len(school_ids.intersection(rolled.school_ids)),  # the office is none
        student_bands=rolled.student_bands,
        standing=standing,
        standings=standings,
        said_no=standing is Standing.UNAPPROVED and bool(noes(slug, policy)),
        sign_ins=rolled.sign_ins,
        scopes=rolled.scopes,
        installed=rolled.installed,
        paid=rolled.paid,
        told=rolled.told,
        students=rolled.students,
        wide=rolled.wide,
        terms=terms_of(standings),
    )


def _standings(rolled: Rolled, rollup: Rollup, policy: Policy, stops: Stops, today: date) -> tuple[GroupStanding, ...]:
    """Where no use of a tool is in force, its standing is the same at every school: that is asked once."""
    if rolled.slug in policy.by_tool:
        groups = rollup.details(rolled.slug).groups
    else:
        groups = tuple(("", role, band) for role, band in rolled.roles)
    return standings_of(rolled.slug, groups or [NOBODY], policy, stops, today)


def _by_reach(reach: Reach) -> tuple[int, int, int, str]:
    """Core before feature, largest reach first; what may not be shown by name, so that order tells nothing."""
    people = reach.people
    shown = (1, 0) if isinstance(people, Suppressed) else (0, -people.count)
    return (int(reach.ai_scope != AiScope.CORE), *shown, reach.name)


def _cell(people: int) -> Cell:
    return one_way({"people": people}).cell("people")


def subjects_to_note() -> tuple[frozenset[str], tuple[str, ...]]:
    """Services that any source tells of; unknown hosts that enough people asked for to be worth a look."""
    rollup = rollup_in_force()
    return frozenset(each.slug for each in rollup.services), tuple(host for host, _, _ in rollup.unknown)
