"""Who writes what they decided, who reads it, and what gateways are told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from cast import Cast
from chalkline.approve.human_records.api import (
    Decided,
    HumanRecord,
    Matter,
    RecordState,
    accept_record,
    counts,
    decided_records,
    end_offer,
    offer_record,
    open_record,
    open_records,
    own_records,
    record_by_id,
    uses_that_need_one,
    withdraw_record,
    write_decision,
)
from chalkline.approve.uses.api import ApprovedUse, suspend_use
from chalkline.ledger.api import history_of, settle
from chalkline.publish.standing_pack.queries import records_shown
from chalkline.rulebook.api import Question, Verdict, as_refusal, decide
from deciding import MEETING_AT, use_granted
from expecting import problem
from policies import DAY, FEEDBACK, policy

EARLY: dict[str, Any] = {"purpose": "uc_early_warning", "elements": frozenset({"daily_attendance", "course_grades"})}
NOW = MEETING_AT + timedelta(days=1)
TODAY = NOW.date()
MATTER = Matter("Who is invited to the reading group", TODAY + timedelta(days=14))
DECIDED = Decided("Six of the nine are invited.", "Their own teachers know them best.", "partly", True)


def use_of(cast: Cast) -> ApprovedUse:
    return use_granted(cast, **EARLY)


def opened(cast: Cast) -> HumanRecord:
    return open_record(cast.tess.actor, use_of(cast), MATTER, now=NOW)


def test_a_person_opens_a_record_gateways_learn_of_it_and_the_decision_ends_it(cast: Cast) -> None:
    record = opened(cast)
    assert [use.pk for use in uses_that_need_one(cast.tess.actor, TODAY)] == [record.use_id]
    [shown] = records_shown(TODAY, "ab" * 32)
    assert (shown.record_id, shown.use_id, shown.purpose) == (str(record.pk), str(record.use_id), "uc_early_warning")
    assert len(shown.person) == 16 and "reading group" not in str(shown)
    assert records_shown(TODAY + timedelta(days=14), "ab" * 32) and not records_shown(TODAY + timedelta(days=15), "")
    with problem("human_records.incomplete") as refused:
        write_decision(cast.tess.actor, record, Decided("ok", "", "maybe"), now=NOW)
    assert set(refused.value.fields) == {"decision", "why", "followed", "decided_first"}
    closed = write_decision(cast.tess.actor, record, DECIDED, now=NOW)
    assert closed.state == RecordState.CLOSED and closed.decided_first and open_records(TODAY) == ()
    for again in (
        lambda: write_decision(cast.tess.actor, record, DECIDED, now=NOW),
        lambda: withdraw_record(cast.tess.actor, record, "It was a mistake.", now=NOW),
        lambda: offer_record(cast.tess.actor, record, cast.theo.person, now=NOW),
    ):
        with problem("human_records.ended"):
            again()
    settle(now=NOW)
    assert [told.kind for told in history_of("human_record", str(record.pk))] == [
        "approve.human_record.closed/1",
        "approve.human_record.opened/1",
    ]


def test_nobody_else_writes_it_and_what_is_open_is_seen_by_nobody_else(cast: Cast) -> None:
    record = opened(cast)
    for name in ("theo", "priya", "ada", "sue", "carl", "nora", "bo"):
        actor = getattr(cast, name).actor
        for act in (
            lambda actor=actor: record_by_id(actor, str(record.pk)),
            lambda actor=actor: write_decision(actor, record, DECIDED, now=NOW),
            lambda actor=actor: withdraw_record(actor, record, "Not mine at all.", now=NOW),
            lambda actor=actor: accept_record(actor, record, now=NOW),
        ):
            with problem("not_found"):
                act()
    with problem("not_allowed"):
        open_record(cast.bo.actor, record.use, MATTER, now=NOW)


def test_what_was_decided_is_read_by_the_privacy_officer_and_the_committee_and_counted_for_more(cast: Cast) -> None:
    record = write_decision(cast.tess.actor, opened(cast), DECIDED, now=NOW)
    for name in ("priya", "carl", "theo"):
        assert [each.pk for each in decided_records(getattr(cast, name).actor)] == [record.pk], name
        assert record_by_id(getattr(cast, name).actor, str(record.pk)).decision == DECIDED.words
    for name in ("nora", "fay", "bo", "ada"):
        with problem("not_allowed"):
            decided_records(getattr(cast, name).actor)
        with problem("not_found"):
            record_by_id(getattr(cast, name).actor, str(record.pk))
    for name in ("ada", "fay", "sue"):
        [count] = counts(getattr(cast, name).actor, TODAY)
        assert (count.open, count.closed, count.decided_first, count.followed) == (0, 1, 1, 0)
    with problem("not_allowed"):
        counts(cast.nora.actor, TODAY)


def test_it_is_handed_over_only_to_a_colleague_who_accepts(cast: Cast) -> None:
    record = opened(cast)
    for person in (cast.tess.person, cast.kim.person, cast.bo.person, cast.otto.person):
        with problem("human_records.not_a_colleague"):
            offer_record(cast.tess.actor, record, person, now=NOW)
    offer_record(cast.tess.actor, record, cast.theo.person, now=NOW)
    [before] = records_shown(TODAY, "ab" * 32)
    with problem("not_found"):
        write_decision(cast.theo.actor, record, DECIDED, now=NOW)
    end_offer(cast.theo.actor, record, now=NOW)
    with problem("not_found"):
        accept_record(cast.theo.actor, record, now=NOW)
    with problem("human_records.not_offered"):
        end_offer(cast.tess.actor, record, now=NOW)
    offer_record(cast.tess.actor, record, cast.theo.person, now=NOW)
    assert list(own_records(cast.theo.actor)) == [record]
    accept_record(cast.theo.actor, record, now=NOW)
    [after] = records_shown(TODAY, "ab" * 32)
    assert before.person != after.person and not own_records(cast.tess.actor).exists()
    with problem("not_found"):
        write_decision(cast.tess.actor, record, DECIDED, now=NOW)
    assert write_decision(cast.theo.actor, record, DECIDED, now=NOW).decider == cast.theo.person


def test_no_record_without_need_without_end_or_while_the_use_is_stopped(cast: Cast) -> None:
    use = use_of(cast)
    for until in (TODAY - timedelta(days=1), TODAY + timedelta(days=31), use.expires_on + timedelta(days=1)):
        with problem("human_records.incomplete"):
            open_record(cast.tess.actor, use, replace(MATTER, until_on=until), now=NOW)
    suspend_use(cast.dana.actor, use, reason="We look into it.", now=NOW)
    use.refresh_from_db()
    with problem("human_records.use_over"):
        open_record(cast.tess.actor, use, MATTER, now=NOW)
    assert not uses_that_need_one(cast.tess.actor, TODAY).exists()
    use.purpose = "uc_lesson"
    with problem("human_records.not_needed"):
        open_record(cast.tess.actor, use, MATTER, now=NOW)


def test_the_refusal_says_where_a_record_is_opened() -> None:
    use = replace(FEEDBACK, purposes=frozenset({"uc_early_warning"}))
    asked = Question(
        tool=use.tool, on=DAY, role="teacher", grade_band="g68", school="S4", purpose="uc_early_warning",
        elements=frozenset(), model="stub-small", record="",
    )  # fmt: skip
    refused = as_refusal(decide(asked, policy(use)), ask_url="https://ai.cedarhollow.example/ask/")
    assert (refused.status, refused.code) == (403, "human_record_needed")
    assert "https://ai.cedarhollow.example/decide/by-people/open/?use=use-feedback" in str(refused.message)
    assert decide(replace(asked, record="r-1"), policy(use)).verdict is Verdict.ALLOW


def test_an_overdue_record_opens_nothing_and_still_takes_the_decision(cast: Cast) -> None:
    record = opened(cast)
    late = NOW + timedelta(days=20)
    [count] = counts(cast.sue.actor, late.date())
    assert (count.open, count.overdue) == (0, 1) and open_records(late.date()) == ()
    withdrawn = withdraw_record(cast.tess.actor, record, "The group did not take place.", now=late)
    assert withdrawn.state == RecordState.WITHDRAWN
    with problem("not_found"):
        record_by_id(cast.priya.actor, str(record.pk))
