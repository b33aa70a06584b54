"""Reads of filter lists: what records make today, what is in force with everything stopped since, for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet

from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Person, schools, schools_and_office
from chalkline.publish.bundle.api import in_force, policy_in_force, stops_in_force
from chalkline.publish.filter_lists.comparing import Turned, hosts_widened, names_changed, turned
from chalkline.publish.filter_lists.compiling import compile_lists, for_cells, stopped_since, tightened
from chalkline.publish.filter_lists.folding import audiences_of, cells_of, said_of, spans_of, within
from chalkline.publish.filter_lists.hosts import sheet_of
from chalkline.publish.filter_lists.models import Chosen, Edition
from chalkline.publish.filter_lists.rules import no_policy, nothing_published, policy_over
from chalkline.publish.filter_lists.spelling import read_choices, read_lists, spell_lists
from chalkline.publish.filter_lists.words import (
    DEFAULTS,
    Audience,
    Cell,
    Choices,
    Course,
    Listed,
    Lists,
    Matter,
    Outcome,
    Sheet,
    Span,
    State,
)
from chalkline.rulebook.api import NO_STOPS, Group, Stops, band_of_grade
from chalkline.tools.register.api import catalogue_in_force, known_services


@dataclass(frozen=True)
class Look:
    """Lists as one looks at them before they take effect: what changes against those in force, and for whom."""

    lists: Lists
    changes: tuple[Turned, ...]
    hosts: tuple[str, ...]  # that are let through, or no longer denied, because a tool's entry changed
    widens: bool  # whether anything is let through that was not: then two people publish
    names: tuple[str, ...] = ()  # all hosts and ids of tools' entries that came or left

    @property
    def is_new(self) -> bool:
        """Whether publishing would change anything for anybody."""
        return bool(self.changes or self.names)


def today() -> date:
    """The district's day."""
    return local_day(utc_now(), settings.CHALKLINE.zone)


def choices_in_force() -> Choices:
    """What happens with what nobody decided."""
    latest = Chosen.objects.first()
    return {**DEFAULTS, **read_choices(latest.choices)} if latest else dict(DEFAULTS)


def chosen_last(actor: Actor) -> Chosen | None:
    """The last choice, with who made it and why; None while the defaults count."""
    actor.must("filter_lists.see")
    return Chosen.objects.first()


def editions(actor: Actor) -> QuerySet[Edition]:
    """Every edition, newest first."""
    actor.must("filter_lists.see")
    return Edition.objects.all()


def edition_by_id(actor: Actor, edition_id: str) -> Edition:
    """One edition. Raises Problem("not_found")."""
    found = editions(actor).filter(pk=id_from(edition_id)).first()
    if found is None:
        raise not_found(Sentence("edition of the lists"))
    return found


def edition_in_force() -> Edition | None:
    """The edition that filters get, or None before the first. Takes no actor: it says nothing of a person."""
    return Edition.objects.filter(activated_at__isnull=False).order_by("-number").first()


def edition_waiting(actor: Actor) -> Edition | None:
    """The newest that could be put in force, if there is one."""
    newest = editions(actor).order_by("-prepared_at").first()
    return newest if newest and state_of(newest) is State.WAITING else None


def state_of(edition: Edition) -> State:
    """Where an edition is on its way."""
    current = edition_in_force()
    number = current.number if current else 0
    if edition.activated_at:
        return State.IN_FORCE if edition.number == number else State.REPLACED
    return State.WAITING if edition.number == number + 1 else State.OVERTAKEN


def lists_of(edition: Edition) -> Lists:
    """What an edition says."""
    return read_lists(bytes(edition.body))


def draft(now: datetime | None = None) -> Lists:
    """What the policy in force makes today. Raises Problem: filter_lists.no_policy, filter_lists.policy_over.

    Stops are not compiled in: they count beside every edition (``lists_now``), so that one bites at once and lifting it
    needs no new edition, as at the gateway.
    """
    bundle = in_force()
    if bundle is None:
        raise no_policy()
    if bundle.good_until <= (now or utc_now()):
        raise policy_over(local_day(bundle.good_until, settings.CHALKLINE.zone))
    catalogue = catalogue_in_force()
    cells = cells_of(_bands(), _offices())
    choices = tuple(sorted(choices_in_force().items()))
    day = local_day(now, settings.CHALKLINE.zone) if now else today()
    return _drafted(bundle.digest, day, _listed(), cells, choices, catalogue.version if catalogue else 0)


@lru_cache(maxsize=4)
def _drafted(
    digest: str,
    day: date,
    tools: tuple[Listed, ...],
    cells: tuple[Cell, ...],
    choices: tuple[tuple[tuple[Group, Matter], Course], ...],
    catalogue: int,
) -> Lists:
    return compile_lists(policy_in_force(), digest, NO_STOPS, day, tools, cells, dict(choices), catalogue)


def look_at(actor: Actor, edition: Edition) -> Look:
    """What an edition changes against the one before it."""
    actor.must("filter_lists.see")
    before = Edition.objects.filter(digest=edition.previous_digest, activated_at__isnull=False).first()
    return looked(lists_of(before) if before else None, lists_of(edition))


def unpublished(actor: Actor) -> Look:
    """What publishing today would change for people, what is stopped already left out.

    Raises Problem: filter_lists.no_policy, filter_lists.policy_over.
    """
    actor.must("filter_lists.see")
    current, new = edition_in_force(), draft()
    look = looked(lists_of(current) if current else None, new)
    served = tightened(new, policy_in_force(), stops_in_force(), today())
    return replace(look, lists=served, changes=turned(lists_now() if current else None, served))


def looked(old: Lists | None, new: Lists) -> Look:
    """New lists against old ones, as they were compiled."""
    changes, hosts = turned(old, new), hosts_widened(old, new)
    return Look(new, changes, hosts, bool(hosts) or any(each.is_milder for each in changes), names_changed(old, new))


def lists_now() -> Lists:
    """The lists in force with everything that was stopped, has ended or was narrowed since: what filters get.

    Raises Problem: filter_lists.nothing_published, filter_lists.policy_over.
    """
    edition, bundle = edition_in_force(), in_force()
    if edition is None or bundle is None:
        raise nothing_published()
    if bundle.good_until <= utc_now():
        raise policy_over(local_day(bundle.good_until, settings.CHALKLINE.zone))
    return _tightened(bytes(edition.body), bundle.digest, stops_in_force(), today())


@lru_cache(maxsize=4)
def _tightened(body: bytes, digest: str, stops: Stops, day: date) -> Lists:
    return tightened(read_lists(body), policy_in_force(), stops, day)


def stopped(actor: Actor) -> dict[str, Outcome]:
    """Tools that the lists in force let through when they were published, and no longer."""
    actor.must("filter_lists.see")
    edition = edition_in_force()
    return dict(stopped_since(lists_of(edition), lists_now())) if edition else {}


def audiences(actor: Actor, lists: Lists) -> tuple[Audience, ...]:
    """People with the same lists."""
    actor.must("filter_lists.see")
    return _audiences(spell_lists(lists))


@lru_cache(maxsize=8)
def _audiences(body: bytes) -> tuple[Audience, ...]:
    return audiences_of(read_lists(body))


def audience_by_key(actor: Actor, lists: Lists, key: str) -> Audience:
    """One audience. Raises Problem("not_found")."""
    found = next((each for each in audiences(actor, lists) if each.key == key), None)
    if found is None:
        raise not_found(Sentence("audience"))
    return found


def audience_said(spans: tuple[Span, ...]) -> Sentence:
    """How an audience is called here."""
    return said_of(spans, schools_and_office())


def cells_said(cells: frozenset[Cell], lists: Lists) -> Sentence:
    """How these people are called here."""
    return audience_said(spans_of(cells, lists.cells))


def sheet_for(lists: Lists, cells: frozenset[Cell]) -> Sheet:
    """What the lists say to all of these people together."""
    return sheet_of(lists.tools, for_cells(lists, cells))


def cells_meant(lists: Lists, spans: tuple[Span, ...]) -> frozenset[Cell]:
    """The people that these spans mean."""
    return within(spans, lists.cells)


def editions_in_turn() -> tuple[tuple[datetime, Lists], ...]:
    """Every edition that was ever in force with the moment it took effect, oldest first. Takes no actor: see above."""
    found = Edition.objects.filter(activated_at__isnull=False).order_by("number")
    return tuple((each.activated_at, lists_of(each)) for each in found if each.activated_at)


def same_but_for_the_day(one: Lists, other: Lists) -> bool:
    """Whether two compilations say the same."""
    return spell_lists(replace(one, compiled_on=other.compiled_on)) == spell_lists(other)


def _listed() -> tuple[Listed, ...]:
    return tuple(
        Listed(each.slug, each.name, each.ai_scope, each.domains, each.client_ids, each.extension_ids)
        for each in known_services()
    )


def _bands() -> dict[str, tuple[str, ...]]:
    """The grade bands of each school, by its roster."""
    found: dict[str, set[str]] = {str(each.pk): set() for each in schools()}
    grades = Person.objects.filter(roster_role="student", is_active=True).values_list("school_id", "grade").distinct()
    for school, grade in grades:
        band = band_of_grade(grade or "")
        if band and str(school) in found:
            found[str(school)].add(band)
    return {school: tuple(sorted(bands)) for school, bands in found.items()}


def _offices() -> tuple[str, ...]:
    here = {str(each.pk) for each in schools()}
    staffed = Person.objects.filter(is_active=True).exclude(school=None).values_list("school_id", flat=True).distinct()
    return tuple(sorted({str(each) for each in staffed} - here))
