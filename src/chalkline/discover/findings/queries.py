"""Reads of findings: the audit as it may be shown, a tool's reach, what waits in triage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from chalkline.discover.findings.counting import count, unknown_hosts
from chalkline.discover.findings.models import Finding
from chalkline.discover.findings.rules import LEAST_PEOPLE, reason_of
from chalkline.discover.findings.showing import Showable, show, sign_in_people
from chalkline.discover.findings.standings import noes, standings_of, worst
from chalkline.discover.findings.words import (
    NO_BAND,
    NOT_ON_ROSTER,
    STUDENT,
    Audit,
    Exact,
    FindingState,
    GroupStanding,
    Proposed,
    Reach,
    SignIns,
    Tally,
)
from chalkline.discover.sources.api import Kind, loaded, rows_of, sources, unknown_rows
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, schools, schools_and_office
from chalkline.protect.disclosure import THRESHOLD, Cell, Shown, Suppressed, one_way
from chalkline.publish.bundle.api import in_force, policy_in_force, stops_in_force
from chalkline.rulebook.api import Standing, Stops
from chalkline.tools.register.api import AiScope, Known, catalogue_in_force, category_name, known_services

NOBODY = ("", NOT_ON_ROSTER, NO_BAND)  # a service seen at sign-in only: nothing is known of who and where


@dataclass(frozen=True)
class Loaded:
    """What is loaded, as a key: rows of a source never change once written, so the names of files say all."""

    network: tuple[Path, ...]
    sign_ins: tuple[Path, ...]
    unknown: tuple[Path, ...]
    seen: tuple[tuple[tuple[str, int, int], ...], ...]
    known: tuple[Known, ...]


def _loaded() -> Loaded:
    seen = tuple(
        tuple((slug, int(first), int(last)) for slug, (first, last) in sorted(source.seen.items()))
        for source in loaded().filter(kind=Kind.NETWORK)
    )
    return Loaded(
        tuple(rows_of(Kind.NETWORK)), tuple(rows_of(Kind.SIGN_IN)), tuple(unknown_rows()), seen, known_services()
    )


def exact_of_sources() -> Exact:
    """Exact counts of everything loaded. For commands and for what is suppressed below; never for a page."""
    return _counted(_loaded())


@lru_cache(maxsize=4)
def _counted(found: Loaded) -> Exact:
    scopes = {each.slug: str(each.ai_scope) for each in found.known}
    seen = [{slug: (first, last) for slug, first, last in each} for each in found.seen]
    return count(found.network, found.sign_ins, scopes, seen)


def audit(actor: Actor) -> Audit:
    """Which AI is in use here, how far it reaches and whether it is covered, with small groups hidden."""
    actor.must("discover.see_audit")
    found = _loaded()
    bundle = in_force()
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    reaches, core, feature = _reaches(found, bundle.digest if bundle else "", stops_in_force(), today)
    exact = _counted(found)
    days = [day for tally in (exact.core, exact.feature) for day in tally.by_day]
    catalogue = catalogue_in_force()
    return Audit(
        on=today,
        period=(min(days), max(days)) if days else None,
        services=reaches,
        core=core,
        feature=feature,
        proposed=_proposed(found.unknown),
        schools=schools_and_office(),
        catalogue_version=catalogue.version if catalogue else 0,
        devices=_cell(exact.core.devices + exact.feature.devices),
        not_on_roster=_cell(sum(source.not_on_roster for source in sources(actor))),
    )


@lru_cache(maxsize=4)
def _reaches(
    found: Loaded, policy_digest: str, stops: Stops, today: date
) -> tuple[tuple[Reach, ...], Reach | None, Reach | None]:
    """Every service, core ones first and those of largest reach before the rest; and both scopes as a whole."""
    exact = _counted(found)
    known = {each.slug: each for each in found.known}
    policy = policy_in_force()
    reaches: list[Reach] = []
    wholes: list[Reach | None] = []
    for scope, whole in ((AiScope.CORE, exact.core), (AiScope.FEATURE, exact.feature)):
        tallies = {
            slug: exact.services.get(slug, Tally())
            for slug in sorted({*exact.services, *exact.sign_ins})
            if (known[slug].ai_scope if slug in known else AiScope.CORE) == scope
        }
        shown, all_shown = show(tallies, whole)
        standings = {
            slug: standings_of(slug, list(tally.by_group) or [NOBODY], policy, stops, today)
            for slug, tally in tallies.items()
        }
        each_reach = [
            _reach(
                slug, scope, tallies[slug], shown[slug], known.get(slug), exact.sign_ins.get(slug), standings[slug],
                said_no=bool(noes(slug, policy)),
            )
            for slug in tallies
        ]  # fmt: skip
        reaches += sorted(each_reach, key=_by_reach)
        wholes.append(_reach("", scope, whole, all_shown, None, None, ()) if tallies else None)
    return tuple(reaches), wholes[0], wholes[1]


def reach_of_tool(actor: Actor, slug: str) -> Reach | None:
    """What may be shown of one tool's use, or None where no log shows it."""
    return next((each for each in audit(actor).services if each.slug == slug), None)


def _reach(
    slug: str,
    scope: AiScope,
    tally: Tally,
    shown: Showable,
    known: Known | None,
    sign_ins: SignIns | None,
    standings: tuple[GroupStanding, ...],
    *,
    said_no: bool = False,
) -> Reach:
    people = shown.table.cell()
    told = isinstance(people, Shown) and people.count > 0
    return Reach(
        slug=slug,
        name=known.name if known else slug,
        vendor=known.vendor if known else "",
        category=category_name(known.category) if known else "",
        ai_scope=str(scope),
        k12=bool(known and known.k12),
        terms_age_min=known.terms_age_min if known else None,
        people=people,
        events=shown.events,
        allowed=shown.allowed,
        blocked=shown.blocked,
        users=shown.users,
        table=shown.table,
        by_day=shown.by_day,
        first_on=local_day(tally.first_at, settings.CHALKLINE.zone) if told and tally.first_at else None,
        last_on=local_day(tally.last_at, settings.CHALKLINE.zone) if told and tally.last_at else None,
        schools=len(set(tally.by_school) & {str(school.pk) for school in schools()}),  # the office is none
        student_bands=tuple(sorted({band for _, role, band in tally.by_group if role == STUDENT})),
        standing=worst(standings),
        standings=standings,
        said_no=said_no and worst(standings) is Standing.UNAPPROVED,
        sign_ins=sign_in_people(sign_ins) if sign_ins else Shown(0),
        scopes=tuple(sign_ins.scopes) if sign_ins and sign_ins.people >= THRESHOLD else (),
    )


def _by_reach(reach: Reach) -> tuple[int, int, str]:
    """Largest reach first; among those that may not be shown, by name, so that order tells nothing."""
    people = reach.people
    return (1, 0, reach.name) if isinstance(people, Suppressed) else (0, -people.count, reach.name)


def _proposed(paths: tuple[Path, ...]) -> tuple[Proposed, ...]:
    settled = set(Finding.objects.filter(kind="host", state=FindingState.DISMISSED).values_list("subject", flat=True))
    return tuple(
        Proposed(host, reason_of(host), _cell(people))
        for host, people in _unknown(paths)
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
