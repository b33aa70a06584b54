"""What pilots ask of whom on Today, what is at risk, and that the search box finds pilots, packets and the strategy."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from cast import NOW, Cast, Member
from chalkline.ledger.api import settle
from chalkline.pilot.evaluation.api import reach_verdict
from chalkline.pilot.plans.api import list_units, lock_plan, make_draw
from chalkline.report.board.api import present_packet
from chalkline.web.pages.prove import waiting as _pilots
from chalkline.web.pages.report import waiting as _reports
from chalkline.web.search import found_for
from chalkline.web.today import risks_for, waiting_for
from piloting import OVER, classes, measured, outcomes, plan_begun, written
from unit.oversee.overseeing import incident_opened

SOURCES = (_pilots, _reports)  # what is imported is registered


def waits(member: Member, on: date) -> str:
    return "\n".join(f"{row.title} ({row.due})" for row in waiting_for(member.actor, on).rows)


def test_each_step_waits_for_whoever_may_take_it_and_for_nobody_else(cast: Cast, tmp_path: Path) -> None:
    pilot = plan_begun(cast)
    today, after = NOW.date(), OVER.date()
    assert "second person" not in waits(cast.ada, today)
    list_units(cast.carl.actor, pilot, written(tmp_path, classes()), now=NOW)
    assert "A pilot waits for a second person" in waits(cast.ada, today)
    assert "A pilot waits for a second person" not in waits(cast.carl, today) + waits(cast.tess, today)
    pilot = lock_plan(cast.ada.actor, pilot, now=NOW)
    assert "waits for its draw" in waits(cast.carl, today)
    settle(now=NOW)
    pilot = make_draw(cast.carl.actor, pilot, now=NOW)
    assert "Outcomes are due" not in waits(cast.carl, today)
    assert "Outcomes are due: Levelled passages in grade 4 (due Fri, Apr 2)" in waits(cast.carl, after)
    late = date(2027, 4, 5)
    assert "its outcomes never came" in "\n".join(str(row.title) for row in risks_for(cast.tess.actor, late))
    measured(cast, pilot, tmp_path, outcomes(pilot, effect=9))
    assert "A verdict can be reached" in waits(cast.carl, after) and "verdict" not in waits(cast.tess, after)
    reach_verdict(cast.carl.actor, pilot, now=OVER)
    assert "Levelled passages" not in waits(cast.carl, after)
    [group] = found_for(cast.tess.actor, "levelled")
    assert str(group.label) == "Pilots" and str(group.items[0].chip) == "It worked"


def test_an_open_incident_with_its_tool_points_to_the_stop_rule(cast: Cast, tmp_path: Path) -> None:
    pilot = plan_begun(cast)
    list_units(cast.carl.actor, pilot, written(tmp_path, classes()), now=NOW)
    lock_plan(cast.ada.actor, pilot, now=NOW)
    settle(now=NOW)
    make_draw(cast.carl.actor, pilot, now=NOW)
    incident_opened(cast, tool="diffit")
    for member, sees in ((cast.ada, True), (cast.tess, False)):
        risks = "\n".join(str(row.title) for row in risks_for(member.actor, date(2027, 1, 10)))
        assert ("open incident with the tool of a pilot" in risks) == sees


def test_a_packet_is_due_after_a_quarter_and_found_by_its_name(cast: Cast) -> None:
    present_packet(cast.sue.actor, date(2026, 9, 1), NOW.date(), now=NOW)
    late: datetime = NOW + timedelta(days=100)
    assert "has not had a packet since Nov 20, 2026" in waits(cast.sue, late.date())
    assert "packet" not in waits(cast.sue, NOW.date()) + waits(cast.bo, late.date())
    assert "Board packet, Sep 1, 2026 to Nov 20, 2026" in str(found_for(cast.bo.actor, "packet")[0].items[0].title)
    assert not [each for each in found_for(cast.tess.actor, "board packet") if str(each.label) == "Reports"]
    assert "strategy" in str(found_for(cast.tess.actor, "strategy")[0].items[0].title)
