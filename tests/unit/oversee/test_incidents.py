"""A concern in a minute, an incident with every clock that applies, and nothing closed before it is done."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.approve.uses.api import UseState, ask_to_lift, lift_suspension
from chalkline.ledger.api import history_of
from chalkline.ledger.models import Fact, Part
from chalkline.oversee.incidents.api import (
    Anchor,
    Audience,
    Change,
    Clock,
    ClockState,
    ConcernWords,
    IncidentKind,
    VendorPart,
    answer_concern,
    clocks,
    close_day,
    close_incident,
    concern_by_id,
    concerns,
    incident_by_id,
    incidents,
    is_late,
    note_change_made,
    note_telling,
    open_day,
    open_incident,
    public_count,
    raise_concern,
    revise_account,
    settle_clock,
    stop_use_for_incident,
    take_up_concern,
)
from chalkline.oversee.incidents.law import duties
from chalkline.oversee.incidents.rules import touched_by
from chalkline.oversee.incidents.words import Touched
from chalkline.tools.agreements.api import AgreementKind, record_agreement
from chalkline.tools.register.api import register_tool
from deciding import MEETING_AT, use_granted
from expecting import problem
from unit.oversee.overseeing import FOUND, account, concern_raised, incident_opened

LATER = NOW + timedelta(days=90)


@pytest.fixture
def in_state(settings: Any) -> Any:
    """The district lies in this state."""

    def lie(state: str) -> None:
        settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"state": state})

    return lie


def due(cast: Cast, incident: Any) -> dict[str, datetime | None]:
    return {each.duty: each.due_at for each in clocks(cast.priya.actor, incident)}


def last_second(day: date) -> datetime:
    """Of a winter day in Chicago."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC) + timedelta(hours=6)


def test_anybody_raises_a_concern_and_reads_only_their_own(cast: Cast) -> None:
    concern = concern_raised(cast, unnamed=True)
    assert concern_by_id(cast.tess.actor, str(concern.pk)) == concern
    assert list(concerns(cast.priya.actor, waiting=True)) == [concern]
    for outsider in (cast.theo, cast.paula, cast.dana, cast.bo, cast.nora):
        assert not concerns(outsider.actor)
        with problem("not_found"):
            concern_by_id(outsider.actor, str(concern.pk))
        with problem("not_found"):
            take_up_concern(outsider.actor, concern, now=NOW)
    with problem("not_allowed"):
        raise_concern(cast.otto.actor, ConcernWords("Something."), now=NOW)


def test_the_ledger_names_nobody_who_raised_a_concern_and_holds_none_of_its_text(cast: Cast) -> None:
    concern_raised(cast, what="Kim Sato cried over what the bot said.", unnamed=True)
    incident_opened(cast, what_happened="Kim Sato cried.", title="A bot said something cruel")
    kept = json.dumps([bytes(each).decode() for each in Part.objects.values_list("payload", flat=True)])
    assert "Kim" not in kept and "cruel" not in kept
    assert not Fact.objects.filter(actor=str(cast.tess.person.pk)).exists()


@pytest.mark.parametrize("what", ["", "   ", "x" * 5001])
def test_a_concern_needs_words(cast: Cast, what: str) -> None:
    with problem("concerns.say_what"):
        raise_concern(cast.tess.actor, ConcernWords(what), now=NOW)


def test_a_concern_is_taken_up_and_answered_once(cast: Cast) -> None:
    concern = take_up_concern(cast.priya.actor, concern_raised(cast), now=NOW)
    with problem("concerns.settled"):
        take_up_concern(cast.ada.actor, concern, now=NOW)
    with problem("incidents.say_why"):
        answer_concern(cast.priya.actor, concern, answer=" ", now=NOW)
    answer_concern(cast.priya.actor, concern, answer="The class list was shared on purpose.", now=NOW)
    assert concern_by_id(cast.tess.actor, str(concern.pk)).answer
    with problem("concerns.settled"):
        open_incident(cast.priya.actor, account(), concern=concern, now=NOW)


def test_without_a_state_only_federal_duties_and_contracts_count(cast: Cast) -> None:
    assert due(cast, incident_opened(cast)) == {"ferpa-99.32-log": None}


def test_new_york_counts_seven_ten_and_sixty_days(cast: Cast, in_state: Any) -> None:
    in_state("NY")
    incident = incident_opened(cast)
    found = due(cast, incident)
    assert found == {
        "ny-cpo": last_second(date(2026, 11, 30)),
        "ny-parents": last_second(date(2027, 1, 19)),
        "ferpa-99.32-log": None,
        "ny-vendor-breach": None,
        "ny-complaint": None,
    }
    waiting = {each.duty: each.waits_for for each in clocks(cast.priya.actor, incident) if not each.due_at}
    assert waiting["ny-vendor-breach"] == "vendor_found" and waiting["ny-complaint"] == "complaint"


def test_illinois_counts_from_the_earlier_of_notice_and_determination(cast: Cast, in_state: Any) -> None:
    in_state("IL")
    anchors = {
        Anchor.DISCOVERED: FOUND,
        Anchor.VENDOR_FOUND: NOW - timedelta(days=12),
        Anchor.NOTICE_RECEIVED: NOW - timedelta(days=3),
        Anchor.CONFIRMED: NOW - timedelta(days=1),
    }
    found = due(cast, incident_opened(cast, anchors=anchors))
    assert found["il-parent-breach"] == last_second(date(2026, 12, 17))
    assert found["il-vendor-breach"] == last_second(date(2026, 12, 8))


def test_connecticut_asks_which_data_and_counts_hours(cast: Cast, in_state: Any) -> None:
    in_state("CT")
    anchors = {Anchor.DISCOVERED: FOUND, Anchor.NOTICE_RECEIVED: FOUND, Anchor.VENDOR_FOUND: FOUND}
    found = due(cast, incident_opened(cast, anchors=anchors))
    assert found["ct-parent-breach"] == FOUND + timedelta(hours=48)
    assert "ct-vendor-breach" in found and "ct-vendor-breach-dir" not in found
    only_names = due(cast, incident_opened(cast, anchors=anchors, data_kinds=("names",), directory_only=True))
    assert "ct-vendor-breach-dir" in only_names and "ct-vendor-breach" not in only_names
    assert touched_by({"directory"}, about_staff=False) == {Touched.STUDENT, Touched.DIRECTORY}
    assert touched_by({"directory", "confidential"}, about_staff=True) == {
        Touched.STUDENT, Touched.BEYOND_DIRECTORY, Touched.STAFF,
    }  # fmt: skip


def test_a_signed_agreement_starts_its_own_clock(cast: Cast) -> None:
    tool = register_tool(cast.dana.actor, "Diffit", now=NOW)
    assert "ndpa-vendor-notice" not in due(cast, incident_opened(cast, tool="diffit"))
    record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=date(2026, 9, 1), ends_on=date(2029, 9, 1),
        elements=["student_work"], now=NOW,
    )  # fmt: skip
    anchors = {Anchor.DISCOVERED: FOUND, Anchor.CONFIRMED: FOUND}
    found = due(cast, incident_opened(cast, tool="diffit", anchors=anchors))
    assert found["ndpa-vendor-notice"] == FOUND + timedelta(hours=72)


def test_a_law_that_is_not_in_force_yet_starts_nothing(cast: Cast, in_state: Any) -> None:
    in_state("CO")
    assert due(cast, incident_opened(cast, kind=IncidentKind.DECIDED_BY_AI)) == {}
    after = datetime(2027, 1, 4, 15, tzinfo=UTC)
    incident = open_incident(
        cast.priya.actor, account(kind=IncidentKind.DECIDED_BY_AI, anchors={Anchor.DISCOVERED: after}), now=LATER
    )
    assert due(cast, incident) == {"co189-adverse": last_second(date(2027, 2, 3))}


def test_no_data_of_anybody_no_breach_clock(cast: Cast, in_state: Any) -> None:
    in_state("NY")
    assert due(cast, incident_opened(cast, data_kinds=("none",))) == {}
    staff = due(cast, incident_opened(cast, data_kinds=(), about_staff=True, vendor=VendorPart.NONE))
    assert set(staff) == {"ny-cpo", "ny-parents"}


def test_what_is_learned_later_counts_again_and_keeps_what_was_settled(cast: Cast, in_state: Any) -> None:
    in_state("NY")
    incident = incident_opened(cast)
    report = Clock.objects.get(incident=incident, duty="ny-cpo")
    settle_clock(cast.priya.actor, report, ClockState.DONE, reason="Filed with the state portal.", now=NOW)
    anchors = {Anchor.DISCOVERED: FOUND, Anchor.NOTICE_RECEIVED: FOUND - timedelta(days=2)}
    revise_account(cast.priya.actor, incident, account(vendor=VendorPart.NONE, anchors=anchors), now=NOW)
    found = due(cast, incident)
    assert "ny-vendor-breach" not in found and found["ny-parents"] == last_second(date(2027, 1, 17))
    assert found["ny-cpo"] == last_second(date(2026, 11, 30))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": " "},
        {"what_happened": ""},
        {"data_kinds": ("no-such-kind",)},
        {"people": -1},
        {"anchors": {}},
        {"anchors": {Anchor.DISCOVERED: NOW + timedelta(days=1)}},
    ],
)
def test_an_account_that_cannot_be_is_refused(cast: Cast, changes: dict[str, Any]) -> None:
    with problem("incidents.account_incomplete"):
        incident_opened(cast, **changes)


def test_an_unknown_tool_is_not_guessed(cast: Cast) -> None:
    with problem("incidents.tool_unknown"):
        incident_opened(cast, tool="no-such-tool")


def test_only_handlers_run_an_incident_and_others_do_not_learn_of_it(cast: Cast) -> None:
    incident = incident_opened(cast)
    for outsider in (cast.tess, cast.paula, cast.bo, cast.fay):
        with problem("not_found"):
            incident_by_id(outsider.actor, str(incident.pk))
        with problem("not_allowed"):
            open_incident(outsider.actor, account(), now=NOW)
    assert incident_by_id(cast.dana.actor, str(incident.pk)) == incident
    with problem("not_allowed"):
        revise_account(cast.dana.actor, incident, account(), now=NOW)


def test_a_clock_is_settled_by_a_named_person_with_a_reason_and_late_stays_late(cast: Cast, in_state: Any) -> None:
    in_state("NY")
    incident = incident_opened(cast)
    report, letters = (Clock.objects.get(incident=incident, duty=each) for each in ("ny-cpo", "ny-parents"))
    with problem("not_allowed"):
        settle_clock(cast.sam.actor, report, ClockState.DONE, reason="Done.", now=NOW)
    with problem("incidents.say_why"):
        settle_clock(cast.priya.actor, report, ClockState.DONE, reason="", now=NOW)
    assert is_late(report, LATER) and not is_late(report, NOW)
    done = settle_clock(cast.priya.actor, report, ClockState.DONE, reason="Filed, late.", now=LATER)
    assert is_late(done, LATER) and str(done.settled_by_id) == cast.priya.actor.id
    waived = settle_clock(cast.sue.actor, letters, ClockState.WAIVED, reason="No PII after all.", now=LATER)
    assert not is_late(waived, LATER)
    with problem("incidents.clock_settled"):
        settle_clock(cast.sue.actor, letters, ClockState.DONE, reason="Again.", now=LATER)


def test_it_closes_only_when_nothing_runs_and_it_says_what_changes(cast: Cast) -> None:
    incident = incident_opened(cast)
    note_telling(cast.priya.actor, incident, Audience.FAMILIES, how="A letter home.", told_at=LATER, now=NOW)
    assert incident.tellings.get().told_at == NOW  # nobody was told in the future
    today = localdate(NOW)
    change = Change("Class lists are checked before sharing.", str(cast.theo.person.pk), today + timedelta(days=20))
    with problem("incidents.clocks_run"):
        close_incident(cast.priya.actor, incident, lessons="We check lists.", changes=[change], now=NOW)
    for clock in clocks(cast.priya.actor, incident):
        settle_clock(cast.priya.actor, clock, ClockState.DONE, reason="Logged.", now=NOW)
    with problem("incidents.say_why"):
        close_incident(cast.priya.actor, incident, lessons="", changes=[change], now=NOW)
    with problem("incidents.change_incomplete"):
        close_incident(cast.priya.actor, incident, lessons="Yes.", changes=[Change("", "", today)], now=NOW)
    with problem("not_allowed"):
        close_incident(cast.sam.actor, incident, lessons="Yes.", now=NOW)
    close_incident(cast.priya.actor, incident, lessons="We check lists.", changes=[change], now=NOW)
    with problem("incidents.closed"):
        revise_account(cast.priya.actor, incident, account(), now=NOW)
    planned = incident.changes.get()
    with problem("not_allowed"):
        note_change_made(cast.tess.actor, planned, now=LATER)
    note_change_made(cast.theo.actor, planned, now=LATER)
    note_change_made(cast.theo.actor, planned, now=LATER)
    assert len([told for told in history_of("incident", str(incident.pk)) if "change" in told.kind]) == 1


def test_one_action_stops_the_use_and_two_people_let_it_go_on(cast: Cast) -> None:
    use = use_granted(cast)
    at = MEETING_AT + timedelta(hours=1)
    incident = open_incident(cast.priya.actor, account(tool="diffit", anchors={Anchor.DISCOVERED: at}), now=at)
    with problem("not_allowed"):
        stop_use_for_incident(cast.sue.actor, incident, use, now=at)
    stop_use_for_incident(cast.priya.actor, incident, use, now=at)
    use.refresh_from_db()
    assert use.state == UseState.SUSPENDED and incident.stops.count() == 1
    ask_to_lift(cast.priya.actor, use, reason="The vendor fixed it.", now=at)
    with problem("uses.second_person"):
        lift_suspension(cast.priya.actor, use, now=at)
    lift_suspension(cast.sam.actor, use, now=at)
    other = open_incident(cast.priya.actor, account(anchors={Anchor.DISCOVERED: at}), now=at)
    with problem("incidents.use_elsewhere"):
        stop_use_for_incident(cast.priya.actor, other, use, now=at)


def test_numbers_run_by_year(cast: Cast) -> None:
    assert [str(incident_opened(cast)) for _ in range(2)] == ["2026-1", "2026-2"]
    after = open_incident(cast.priya.actor, account(), now=datetime(2027, 1, 5, 15, tzinfo=UTC))
    assert str(after) == "2027-1"
    assert incidents(cast.sue.actor).count() == 3


@pytest.mark.parametrize(("people", "shown"), [([24], 24), ([24, 3], None), ([9], None), ([None], None), ([0], 0)])
def test_small_groups_are_never_counted_in_public(cast: Cast, people: list[int | None], shown: int | None) -> None:
    for each in people:
        incident_opened(cast, people=each)
    told = public_count(2026)
    assert told.opened == len(people) and told.people == shown


def test_days_the_district_is_closed_are_entered_and_taken_out(cast: Cast) -> None:
    day = date(2026, 12, 21)
    with problem("not_allowed"):
        close_day(cast.tess.actor, day, name="Winter break", now=NOW)
    close_day(cast.ada.actor, day, name="Winter break", now=NOW)
    close_day(cast.ada.actor, day, name="Winter break", now=NOW)
    assert len(history_of("day", day.isoformat())) == 1
    open_day(cast.ada.actor, day, now=NOW)
    open_day(cast.ada.actor, day, now=NOW)
    assert len(history_of("day", day.isoformat())) == 2


def test_every_duty_is_complete_and_has_its_source() -> None:
    for duty in duties():
        assert duty.must and duty.citation and duty.confidence in {"high", "medium", "low"}
        assert duty.kinds <= {kind.value for kind in IncidentKind} and duty.who in {"district", "vendor"}
        assert duty.anchors
