"""Who would lose what, and do the lists hold: by real logs, with nothing that gives a small group away."""

from __future__ import annotations

from datetime import UTC, date, datetime

import duckdb
import pytest

from cast import Cast
from chalkline.discover.findings.api import audit
from chalkline.discover.findings.showing import group_of
from chalkline.discover.sources.api import Kind, rows_of
from chalkline.kernel.clock import utc_now
from chalkline.protect.disclosure import Shown
from chalkline.publish.filter_lists.api import (
    Course,
    edition_in_force,
    lists_now,
    prepare_lists,
    unpublished,
)
from chalkline.publish.filter_lists.models import Edition
from chalkline.report.keeping.api import Holding, holdings, use_of, ways
from chalkline.rulebook.api import KeptBy
from publishing import put_in_force, sample_policy
from unit.discover.loading import load, load_district
from unit.publish.conftest import home

__all__ = ["home"]
SINCE = date(2026, 10, 12)


@pytest.fixture
def told(cast: Cast, home: object) -> dict[tuple[str, bool], Holding]:
    """Two weeks of a proxy's log; the lists took effect in the middle of it."""
    load_district(cast.dana.actor)
    load(cast.dana.actor, "umbrella_proxy.csv")
    put_in_force(sample_policy(date(2026, 11, 22)))
    prepare_lists(cast.dana.actor, reason="The policy of this fall.", now=utc_now())
    Edition.objects.update(activated_at=datetime(2026, 10, 12, 15, 0, tzinfo=UTC), activated_by="another")
    return {(each.slug, each.denied): each for each in holdings(cast.dana.actor)}


def counted(slug: str, denied: bool) -> tuple[int, dict[str, set[str]]]:
    """By hand: each visit once, after the day on which the lists took effect, by those they deny or let through."""
    files = [str(each) for each in rows_of(Kind.NETWORK)]
    query = (
        "SELECT event, user_key, role, school_id, grade_band, tie, action FROM read_parquet($f) "
        "WHERE service = $s AND day > $d"
    )
    rows = duckdb.sql(query, params={"f": files, "s": slug, "d": SINCE}).fetchall()
    lists = lists_now()
    places = {(cell.role, cell.school, cell.band): cell for cell in lists.cells}
    events, people = set(), dict[str, set[str]]()
    for event, person, role, school, band, tie, action in rows:
        cell = places.get((role, school, band if role == "student" else ""))
        if cell is None or tie not in ("roster", "account"):
            continue
        course = lists.outcome(cell, slug).course  # type: ignore[union-attr]  # every tool of the logs is known
        if (course, action) == ((Course.BLOCK, "allowed") if denied else (Course.ALLOW, "blocked")):
            events.add(event)
            people.setdefault(group_of(role, band or "none"), set()).add(person)
    return len(events), people


def test_what_was_let_through_since_is_counted_and_small_groups_are_not_told(
    cast: Cast, told: dict[tuple[str, bool], Holding]
) -> None:
    reach = {each.slug: each for each in audit(cast.dana.actor).services}
    broken = [each for each in told.values() if not each.holds]
    assert any(isinstance(each.people, Shown) for each in broken) and {slug for slug, _ in told} <= set(reach)
    for (slug, denied), each in told.items():
        visits, people = counted(slug, denied)
        everyone = set().union(*people.values()) if people else set()
        assert each.holds is (visits == 0), slug
        if isinstance(each.people, Shown):
            assert (each.people.count, each.visits) == (len(everyone), Shown(visits)), slug
            assert each.people.count == 0 or each.people.count >= 10
            whole = reach[slug].people
            if each.people.count:  # nor may those be told who are left over
                assert isinstance(whole, Shown) and not 0 < whole.count - each.people.count < 10
        for group, cell in each.by_group.items():
            if isinstance(cell, Shown) and cell.count:
                assert cell.count == len(people[group]) >= 10
                whole = reach[slug].table.cell(column=group)
                assert isinstance(whole, Shown) and not 0 < whole.count - cell.count < 10
    tool = ways(cast.dana.actor, "chatgpt")
    kept = next(each for each in tool if each.kept_by is KeptBy.FILTER)
    assert kept.holds is False and any("let through since" in str(each) for each in kept.points)
    assert holdings(cast.dana.actor, "chatgpt")


def test_before_lists_change_it_is_said_about_how_many_use_what(
    cast: Cast, told: dict[tuple[str, bool], Holding]
) -> None:
    Edition.objects.all().delete()
    assert edition_in_force() is None
    look = unpublished(cast.dana.actor)
    count = use_of(cast.dana.actor, look.lists)
    reach = {each.slug: each for each in audit(cast.dana.actor).services}
    used = {(each.slug, each.now.course): count(each) for each in look.changes}
    chatgpt = used["chatgpt", Course.BLOCK]
    whole = reach["chatgpt"].people
    assert isinstance(whole, Shown) and 10 <= chatgpt.at_least <= whole.count
    assert "of them use it now" in str(chatgpt.sentence)
    assert used["perplexity", Course.WARN].at_least == 0 or used["perplexity", Course.WARN].at_least >= 10
    assert not used["acemate", Course.BLOCK].seen
    for each in used.values():
        assert each.at_least == 0 or each.at_least >= 10


def test_without_lists_or_logs_nothing_is_claimed(cast: Cast, home: object) -> None:
    assert holdings(cast.dana.actor) == ()
    assert ways(cast.dana.actor, "chatgpt") == ()
