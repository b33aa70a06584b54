"""Reads of findings: the audit as it may be shown, a tool's reach, what waits in triage."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from chalkline.discover.findings.counting import count, unknown_hosts
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.rules import LEAST_PEOPLE, reason_of
from chalkline.discover.findings.showing import Showable, show, sign_in_people
from chalkline.discover.findings.standings import standings_of, worst
from chalkline.discover.findings.words import Audit, Exact, FindingState, Proposed, Reach, SignIns, Tally
from chalkline.discover.sources.api import Kind, loaded, rows_of, sources, unknown_rows
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, schools_and_office
from chalkline.protect.disclosure import THRESHOLD, Cell, Shown, Suppressed, one_way
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope, Known, catalogue_in_force, category_name, known_services


def exact_of_sources() -> Exact:
    """Exact counts of everything loaded. For commands and for what is suppressed below; never for a page."""
    scopes = tuple(sorted((each.slug, str(each.ai_scope)) for each in known_services()))
    seen = tuple(
        tuple((slug, int(first), int(last)) for slug, (first, last) in sorted(source.seen.items()))
        for source in loaded().filter(kind=Kind.NETWORK)
    )
    return _counted(tuple(rows_of(Kind.NETWORK)), tuple(rows_of(Kind.SIGN_IN)), scopes, seen)


@lru_cache(maxsize=4)
def _counted(
    network: tuple[Path, ...],
    sign_ins: tuple[Path, ...],
    scopes: tuple[tuple[str, str], ...],
    seen: tuple[tuple[tuple[str, int, int], ...], ...],
) -> Exact:
    """Rows of a source never change once written, so the names of their files say all."""
    return count(network, sign_ins, dict(scopes), [{slug: (a, b) for slug, a, b in each} for each in seen])


def audit(actor: Actor) -> Audit:
    """Which AI is in use here, how far it reaches and whether it is covered, with small groups hidden."""
    actor.must("discover.see_audit")
    exact = exact_of_sources()
    known = {each.slug: each for each in known_services()}
    by_scope: dict[str, dict[str, Tally]] = {AiScope.CORE: {}, AiScope.FEATURE: {}}
    for slug, tally in exact.services.items():
        by_scope[known[slug].ai_scope if slug in known else AiScope.CORE][slug] = tally
    for slug in exact.sign_ins:
        if slug not in exact.services:
            by_scope[known[slug].ai_scope if slug in known else AiScope.CORE][slug] = Tally()
    reaches: list[Reach] = []
    wholes: dict[str, Reach | None] = {}
    for scope, tallies in by_scope.items():
        whole = exact.core if scope == AiScope.CORE else exact.feature
        shown, all_shown = show(tallies, whole)
        found = [
            _reach(slug, tallies[slug], shown[slug], known.get(slug), exact.sign_ins.get(slug)) for slug in tallies
        ]
        reaches += sorted(found, key=_by_reach)
        wholes[scope] = _reach("", whole, all_shown, None, None, scope=scope) if tallies else None
    days = [day for tally in (exact.core, exact.feature) for day in tally.by_day]
    devices = exact.core.devices + exact.feature.devices
    catalogue = catalogue_in_force()
    return Audit(
        on=local_day(utc_now(), settings.CHALKLINE.zone),
        period=(min(days), max(days)) if days else None,
        services=tuple(reaches),
        core=wholes[AiScope.CORE],
        feature=wholes[AiScope.FEATURE],
        proposed=_proposed(),
        schools=schools_and_office(),
        catalogue_version=catalogue.version if catalogue else 0,
        devices=one_way({"devices": devices}).cell("devices"),
        not_on_roster=sum(source.not_on_roster for source in sources(actor)),
    )


def reach_of_tool(actor: Actor, slug: str) -> Reach | None:
    """What may be shown of one tool's use, or None where no log shows it."""
    return next((each for each in audit(actor).services if each.slug == slug), None)


def _reach(
    slug: str, tally: Tally, shown: Showable, known: Known | None, sign_ins: SignIns | None, *, scope: str = ""
) -> Reach:
    policy, stops = policy_in_force(), stops_in_force()
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    groups = list(tally.by_group) or [("", "unknown", "none")]
    standings = standings_of(slug, groups, policy, stops, today) if slug else ()
    people = shown.table.cell()
    told = isinstance(people, Shown) and people.count > 0
    return Reach(
        slug=slug,
        name=known.name if known else slug,
        vendor=known.vendor if known else "",
        category=category_name(known.category) if known else "",
        ai_scope=scope or str(known.ai_scope if known else AiScope.CORE),
        k12=bool(known and known.k12),
        people=people,
        events=shown.events,
        allowed=shown.allowed,
        blocked=shown.blocked,
        people_allowed=shown.people_allowed,
        table=shown.table,
        by_day=shown.by_day,
        first_on=local_day(tally.first_at, settings.CHALKLINE.zone) if told and tally.first_at else None,
        last_on=local_day(tally.last_at, settings.CHALKLINE.zone) if told and tally.last_at else None,
        schools=sum(1 for school_id in tally.by_school if school_id),
        standing=worst(standings) if slug else Standing.CANNOT_TELL,
        standings=standings,
        sign_ins=sign_in_people(sign_ins) if sign_ins else Shown(0),
        scopes=tuple(sign_ins.scopes) if sign_ins and sign_ins.people >= THRESHOLD else (),
    )


def _by_reach(reach: Reach) -> tuple[int, int, str]:
    """Largest reach first; among those that may not be shown, by name, so that order tells nothing."""
    people = reach.people
    return (1, 0, reach.name) if isinstance(people, Suppressed) else (0, -people.count, reach.name)


def _proposed() -> tuple[Proposed, ...]:
    settled = set(Finding.objects.filter(kind="host", state=FindingState.DISMISSED).values_list("subject", flat=True))
    return tuple(
        Proposed(host, reason_of(host), _cell(people))
        for host, people in _unknown(tuple(unknown_rows()))
        if people >= LEAST_PEOPLE and host not in settled
    )


@lru_cache(maxsize=4)
def _unknown(paths: tuple[Path, ...]) -> list[tuple[str, int]]:
    return unknown_hosts(paths)


def _cell(people: int) -> Cell:
    return one_way({"people": people}).cell("people")


def hosts_to_note() -> Mapping[str, int]:
    """Unknown hosts that enough people asked for to be worth a look."""
    return {host: people for host, people in _unknown(tuple(unknown_rows())) if people >= LEAST_PEOPLE}


def findings(actor: Actor, *, state: FindingState | None = None) -> QuerySet[Finding]:
    """Findings, or those in one state."""
    actor.must("discover.see_audit")
    every = Finding.objects.all()
    return every.filter(state=state) if state else every


def finding_by_id(actor: Actor, finding_id: str) -> Finding:
    """One finding. Raises Problem("not_found")."""
    actor.must("discover.see_audit")
    finding = Finding.objects.filter(pk=finding_id).first()
    if finding is None:
        raise not_found(Sentence("finding"))
    return finding


def finding_of(kind: str, subject: str) -> Finding | None:
    """The finding about a service or a host, or None."""
    return Finding.objects.filter(kind=kind, subject=subject).first()
