"""The roll-up of what is loaded: which one counts, whether it is there yet, and counting it.

Counting and hiding a year of a large district takes minutes, so a page never does that: it shows what was counted
before, says so, and a job counts. A small district is counted in a second or two, and so at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Max, Q, Sum

from chalkline.discover.findings.counting import count, unknown_hosts
from chalkline.discover.findings.counting_others import Others
from chalkline.discover.findings.exact import Exact
from chalkline.discover.findings.hearing import with_surveys
from chalkline.discover.findings.ranking import Asked, ranked
from chalkline.discover.findings.rolling import NOTHING, Rollup, roll_up
from chalkline.discover.findings.rollups import FORMAT, is_kept, kept_rollup, newest_rollup
from chalkline.discover.sources.api import LOADING, Kind, Source, loaded, rows_of, unknown_rows
from chalkline.discover.surveys.api import answers_told, people_heard, surveys_that_count
from chalkline.jobs.api import WorkSeen, recent_work
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.reading import once_a_reading
from chalkline.ledger.api import kept_until_something_happens
from chalkline.people.api import School
from chalkline.tools.register.api import catalogue_mark, known_services

Marks = tuple[tuple[object, ...], str, tuple[str, ...]]
Told = Callable[[int, int], None]  # how far it is: so many of so many
COUNTING = "discover.count"
AT_ONCE_ROWS = 300_000  # kept rows that are counted in less than a second
AT_ONCE_CELLS = 1_500  # services times schools: hiding their small groups takes a second or two


def exact_of_sources() -> Exact:
    """Exact counts of everything loaded, counted anew. For commands and jobs; never for a page."""
    seen = [
        {slug: (int(first), int(last)) for slug, (first, last) in each.items()}
        for each in loaded().filter(kind=Kind.NETWORK).values_list("seen", flat=True)
    ]
    others = Others(rows_of(Kind.INVENTORY), rows_of(Kind.PURCHASE), rows_of(Kind.SURVEY))
    counted = count(rows_of(Kind.NETWORK), rows_of(Kind.SIGN_IN), _scopes(), seen, others)
    today = local_day(utc_now(), settings.CHALKLINE.zone)
    return with_surveys(counted, answers_told(today), people_heard(today))


def rollup_in_force(told: Told = lambda done, of: None) -> Rollup:
    """What may be shown of everything loaded: as it was kept, or counted now where anything has changed."""
    key, zone = _key_in_force(), settings.CHALKLINE.zone

    def counted() -> Rollup:
        told(0, 100)
        exact = exact_of_sources()
        told(20, 100)  # the rest is hiding what is small
        return roll_up(key, exact, _scopes(), _unknown(), zone, lambda done, of: told(20 + 75 * done // of, 100))

    return kept_rollup(key, counted)


@once_a_reading
def rollup_to_show() -> tuple[Rollup, bool]:
    """What a page shows, and whether it is of what is loaded now. Where that would take long, it is what was counted
    before; where nothing was, nothing."""
    if is_counted() or is_small():
        return rollup_in_force(), True
    return newest_rollup() or NOTHING, False


def is_counted() -> bool:
    """Whether what is loaded now has been counted."""
    return is_kept(_key_in_force())


def counting_now() -> WorkSeen | None:
    """The counting that is under way, or None."""
    found = (each for each in recent_work(limit=50) if each.kind == COUNTING)
    return next((each for each in found if not each.is_over and not each.is_silent(utc_now())), None)


def waits_for_more(now: datetime) -> bool:
    """Whether files that were handed in are still to be read: counting before the last of them would be for nothing."""
    loads = (each for each in recent_work(limit=500) if each.kind == LOADING)
    return any(not each.is_over and not each.is_silent(now) for each in loads)


@once_a_reading
def sources_mark() -> tuple[object, ...]:
    """Changes when a source comes or goes: one line, where the list of a year is hundreds."""
    of = Source.objects.aggregate(
        every=Count("id"), counts=Count("id", filter=Q(state="loaded")), loaded=Max("loaded_at"), gone=Max("removed_at")
    )
    newest = Source.objects.order_by("-loaded_at", "-id").values_list("id", flat=True).first()
    return (*of.values(), newest)


def marks_in_force() -> Marks:
    """Change when a source comes or goes, with the catalogue, and with the surveys that count today."""
    return _marks_on(local_day(utc_now(), settings.CHALKLINE.zone))


@kept_until_something_happens
def _marks_on(day: date) -> Marks:
    return sources_mark(), catalogue_mark(), tuple(surveys_that_count(day))


def _key_in_force() -> str:
    return _key(*marks_in_force(), settings.CHALKLINE.zone)


@lru_cache(maxsize=4)
def _key(_sources: tuple[object, ...], catalogue: str, heard: tuple[str, ...], zone: str) -> str:
    listed = [(str(each), kind) for each, kind in loaded().order_by("loaded_at", "id").values_list("id", "kind")]
    return digest_of([FORMAT, zone, catalogue, listed, list(heard)])


@once_a_reading
def is_small() -> bool:
    """Whether counting takes no longer than a page may."""
    network = loaded().filter(kind=Kind.NETWORK)
    if (network.aggregate(rows=Sum("ai_rows"))["rows"] or 0) > AT_ONCE_ROWS:
        return False
    services = {slug for seen in network.values_list("seen", flat=True) for slug in seen}
    return len(services) * School.objects.filter(is_active=True).count() <= AT_ONCE_CELLS


def _scopes() -> dict[str, str]:
    return {each.slug: str(each.ai_scope) for each in known_services()}


def _unknown() -> tuple[Asked, ...]:
    return tuple(ranked(unknown_hosts(unknown_rows(), rows_of(Kind.NETWORK))))
