"""What is allowed is looked at again, or ends by itself; with notice before, on a simulated calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.approve.uses.api import ApprovedUse, UseState, suspend_use
from chalkline.govern.committees.api import AgendaEntry, Light, MeetingCall, call_meeting, put_item
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import history_of
from chalkline.oversee.review_calendar.api import (
    Entry,
    Event,
    Offered,
    ReviewOutcome,
    calendar,
    end_feed,
    entry_of,
    feed_owner,
    ics_of,
    if_missed,
    keep_calendar,
    kinds,
    make_feed,
    may_review,
    review_again,
    reviewable,
    reviews_held,
)
from chalkline.oversee.review_calendar.models import Notice
from chalkline.oversee.review_calendar.rules import first_review, is_missed, notices_due
from chalkline.oversee.review_calendar.words import CYCLE_DAYS
from chalkline.publish.bundle.api import in_force
from chalkline.rulebook.vocabulary import read_vocabulary
from chalkline.tools.agreements.api import AgreementKind, agreements_in_force, record_agreement
from chalkline.tools.register.api import register_tool
from deciding import MEETING_AT, committee_seated, use_granted
from expecting import problem
from publishing import put_in_force, sample_policy

DUE = date(2027, 5, 31)  # the use of the cast is decided on December 3, 2026 and holds until June 30, 2027


GOES_ON = {"policy", "stop", "evaluation"}  # a text stays adopted, a stop stays stopped, what was found stays found


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=NOW.tzinfo)


def entry(cast: Cast, use: ApprovedUse, on: date) -> Entry:
    return entry_of(cast.ada.actor, "use", str(use.pk), on)


def run_days(first: date, last: date) -> None:
    """The job runs each day."""
    for n in range((last - first).days + 1):
        keep_calendar(now=at(first + timedelta(days=n)))


def test_everything_that_was_allowed_stands_on_one_calendar(cast: Cast) -> None:
    use = use_granted(cast)
    tool = register_tool(cast.dana.actor, "Brisk", now=NOW)
    record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=date(2026, 9, 1), ends_on=date(2027, 8, 31),
        elements=["student_work"], now=NOW,
    )  # fmt: skip
    found = {each.thing.kind: each for each in calendar(cast.fay.actor, date(2027, 1, 10))}
    assert set(found) == {"use", "agreement", "committee"}
    assert found["use"].review_on == DUE and found["use"].thing.ends_on == use.expires_on
    assert found["agreement"].review_on == date(2027, 6, 2)
    assert found["committee"].review_on == date(2027, 11, 1)
    with problem("not_allowed"):
        calendar(cast.otto.actor, date(2027, 1, 10))


def test_notice_is_given_once_at_each_distance_and_mailed_where_mail_is_set_up(cast: Cast, settings: Any) -> None:
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"email_host": "mail.example"})
    use = use_granted(cast)
    run_days(DUE - timedelta(days=40), DUE)
    given_on = {each.days: each.given_on for each in Notice.objects.filter(kind="use", subject_id=str(use.pk))}
    assert given_on == {days: DUE - timedelta(days=days) for days in (30, 14, 3)}
    assert [each.to for each in mail.outbox] == [[cast.tess.person.email]] * 3
    assert "May 31, 2027" in mail.outbox[0].body


def test_a_missed_review_ends_the_use_by_its_own_command_the_day_after(cast: Cast) -> None:
    use = use_granted(cast)
    run_days(DUE - timedelta(days=31), DUE)
    use.refresh_from_db()
    assert use.state == UseState.ACTIVE
    keep_calendar(now=at(DUE + timedelta(days=1)))
    use.refresh_from_db()
    assert use.state == UseState.ENDED and use.ended_on == DUE + timedelta(days=1)
    assert "May 31, 2027" in use.ended_because
    keep_calendar(now=at(DUE + timedelta(days=2)))
    told = [each.kind for each in history_of("use", str(use.pk))]
    assert told.count("approve.use.ended/1") == 1 and told.count("oversee.review.missed/1") == 1


def test_a_stopped_use_ends_too_when_its_review_is_missed(cast: Cast) -> None:
    use = use_granted(cast)
    suspend_use(cast.priya.actor, use, reason="Odd answers.", now=MEETING_AT)
    run_days(DUE - timedelta(days=4), DUE + timedelta(days=1))
    use.refresh_from_db()
    assert use.state == UseState.ENDED


def test_nothing_ends_without_three_days_of_notice(cast: Cast) -> None:
    """The jobs stood still for months: notice is given first, then it ends."""
    use = use_granted(cast)
    late = DUE + timedelta(days=10)
    for n, state in enumerate([UseState.ACTIVE] * 4 + [UseState.ENDED]):
        keep_calendar(now=at(late + timedelta(days=n)))
        use.refresh_from_db()
        assert use.state == state, n


def test_a_review_moves_the_day_and_its_notices_begin_anew(cast: Cast) -> None:
    use = use_granted(cast)
    today, again = date(2027, 5, 10), date(2027, 6, 20)
    run_days(DUE - timedelta(days=30), today)
    review_again(
        cast.ada.actor, "use", str(use.pk), ReviewOutcome.GOES_ON, summary="Teachers check each text.",
        next_on=again, now=at(today),
    )  # fmt: skip
    assert entry(cast, use, today).review_on == again
    run_days(today, DUE + timedelta(days=3))
    use.refresh_from_db()
    assert use.state == UseState.ACTIVE
    assert Notice.objects.filter(subject_id=str(use.pk), due_on=again).count() == 1


def test_a_review_can_end_it_now_or_ask_for_renewal(cast: Cast) -> None:
    use = use_granted(cast)
    today = date(2027, 5, 10)
    review_again(cast.ada.actor, "use", str(use.pk), ReviewOutcome.RENEW, summary="It helps.", now=at(today))
    renewed = entry(cast, use, today)
    assert renewed.review_on is None and renewed.next_on == use.expires_on  # its end stays: only a decision moves it
    review_again(cast.ada.actor, "use", str(use.pk), ReviewOutcome.END, summary="Nobody uses it.", now=at(today))
    use.refresh_from_db()
    assert use.state == UseState.ENDED and use.ended_because == "Nobody uses it."
    with problem("not_found"):
        entry(cast, use, today)
    assert reviews_held(cast.ada.actor, "use", str(use.pk)).count() == 2


def test_nobody_reviews_what_they_asked_for_and_teachers_review_nothing(cast: Cast) -> None:
    use = use_granted(cast, who="ada")
    stands = entry(cast, use, date(2027, 5, 10))
    assert not may_review(cast.ada.actor, stands) and may_review(cast.dana.actor, stands)
    for who, code in ((cast.ada, "calendar.own"), (cast.tess, "not_allowed"), (cast.bo, "not_allowed")):
        with problem(code):
            review_again(who.actor, "use", str(use.pk), ReviewOutcome.RENEW, summary="Fine.", now=at(date(2027, 5, 10)))


@pytest.mark.parametrize(
    ("outcome", "summary", "next_on", "code"),
    [
        (ReviewOutcome.GOES_ON, "", date(2027, 6, 20), "calendar.say_what_was_seen"),
        (ReviewOutcome.GOES_ON, "x" * 5001, date(2027, 6, 20), "calendar.say_what_was_seen"),
        (ReviewOutcome.MISSED, "Nobody came.", None, "calendar.say_what_was_seen"),
        (ReviewOutcome.GOES_ON, "Fine.", date(2027, 5, 10), "calendar.next_day"),
        (ReviewOutcome.GOES_ON, "Fine.", date(2027, 7, 1), "calendar.next_day"),
    ],
)
def test_a_review_says_what_was_seen_and_a_day_that_can_be(
    cast: Cast, outcome: ReviewOutcome, summary: str, next_on: date | None, code: str
) -> None:
    use = use_granted(cast)
    with problem(code):
        review_again(
            cast.ada.actor, "use", str(use.pk), outcome, summary=summary, next_on=next_on, now=at(date(2027, 5, 10))
        )


def test_a_charter_that_was_missed_lets_nothing_be_decided_until_somebody_looks(cast: Cast) -> None:
    committee = committee_seated(cast)
    run_days(date(2027, 10, 28), date(2027, 11, 4))
    stands = entry_of(cast.ada.actor, "committee", str(committee.pk), date(2027, 11, 4))
    assert stands.last_outcome is ReviewOutcome.MISSED and stands.review_on == date(2027, 11, 1)
    committee.refresh_from_db()
    assert committee.lapsed_on == date(2027, 11, 2)
    assert [each.kind for each in history_of("committee", str(committee.pk))].count("govern.charter.lapsed/1") == 1
    today = at(date(2027, 11, 5))
    call = MeetingCall(today + timedelta(days=5), "District office")
    meeting = call_meeting(cast.ada.actor, committee, call, now=today)  # they may meet: only deciding has to wait
    entry = AgendaEntry("A use", Light.GREEN, (), date(2028, 1, 1), date(2028, 6, 30))
    subject = SubjectRef("request", "r1", "d" * 64)
    with problem("committees.charter_lapsed"):
        put_item(cast.ada.actor, meeting, subject, entry, now=today)
    hold = {"summary": "It still says who we are.", "now": today}
    with problem("calendar.cannot_end"):
        review_again(cast.ada.actor, "committee", str(committee.pk), ReviewOutcome.END, **hold)
    with problem("calendar.next_day"):  # it has no last day, so it needs a next review
        review_again(cast.ada.actor, "committee", str(committee.pk), ReviewOutcome.GOES_ON, **hold)
    next_on = date(2028, 11, 1)
    with problem("not_allowed"):  # looks at uses, and charters nothing
        review_again(cast.priya.actor, "committee", str(committee.pk), ReviewOutcome.GOES_ON, next_on=next_on, **hold)
    review_again(cast.ada.actor, "committee", str(committee.pk), ReviewOutcome.GOES_ON, next_on=next_on, **hold)
    committee.refresh_from_db()
    assert committee.lapsed_on is None and committee.review_on == next_on
    assert put_item(cast.ada.actor, meeting, subject, entry, now=today)


def test_nothing_goes_out_under_an_agreement_that_nobody_looked_at(cast: Cast) -> None:
    tool = register_tool(cast.dana.actor, "Brisk", now=NOW)
    agreement = record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=date(2026, 9, 1), ends_on=date(2027, 8, 31),
        elements=["student_work"], now=NOW,
    )  # fmt: skip
    due = date(2027, 6, 2)
    run_days(due - timedelta(days=31), due)
    assert [each.tool for each in agreements_in_force(due)] == [tool.slug]
    keep_calendar(now=at(due + timedelta(days=1)))
    assert agreements_in_force(due + timedelta(days=1)) == ()
    agreement.refresh_from_db()
    assert agreement.ended_on == due
    ended = next(x for x in history_of("agreement", str(agreement.pk)) if x.kind == "tools.agreement.ended/1")
    assert "The vendor stays bound" in ended.values["why"]


def test_a_policy_nobody_looked_at_runs_to_its_own_last_day_with_notice_of_that_too(cast: Cast) -> None:
    """Its rules protect students, so it does not end early; gateways believe no policy past its last day."""
    bundle = put_in_force(sample_policy(localdate(NOW)), NOW)
    last = localdate(bundle.good_until)
    due = last - timedelta(days=30)
    run_days(due - timedelta(days=4), last - timedelta(days=2))
    stands = entry_of(cast.ada.actor, "bundle", str(bundle.pk), last)
    assert stands.is_late and stands.notice_on == last and stands.review_on == due
    assert "lets nothing through" in str(if_missed(stands)) and in_force() == bundle
    told = [each.kind for each in history_of("bundle", str(bundle.pk))]
    assert told.count("oversee.review.missed/1") == 1 and told.count("oversee.end.notice_given/1") == 3
    for kind in kinds().values():  # every kind says what happens, and what does not end names its own end
        said = kind.if_missed.template
        assert "{day}" in said and (kind.missed or "{last}" in said or kind.kind in GOES_ON), kind.kind


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="already"):
        reviewable("use", kinds()["use"].name, offer=lambda on: [])


def test_the_cycles_are_those_of_the_vocabulary() -> None:
    told = {row["what"]: row["every"] for row in read_vocabulary("roles")["review_cycles"]}
    said = {"P2Y": 730, "P1Y": 365, "P6M": 182}
    assert {
        "green": said[told["green use"]],
        "yellow": said[told["yellow use"]],
        "red": said[told["near high-stakes use"]],
    } == CYCLE_DAYS


def test_a_feed_belongs_to_a_person_and_ends_when_a_new_one_is_made(cast: Cast) -> None:
    first = make_feed(cast.tess.actor, now=NOW)
    assert feed_owner(first).id == cast.tess.actor.id
    second = make_feed(cast.tess.actor, now=NOW)
    for dead in (first, "cal-nonsense", ""):
        with problem("not_found"):
            feed_owner(dead)
    end_feed(cast.tess.actor, now=NOW)
    end_feed(cast.tess.actor, now=NOW)
    with problem("not_found"):
        feed_owner(second)


def test_a_calendar_file_is_folded_escaped_and_whole_days() -> None:
    long = "Adjust reading level; for “Grades 3–5”, über alles, " + "ñ" * 60
    written = ics_of([Event("a", date(2028, 2, 29), long, "One\nTwo")], name="Cal", domain="d.example", now=NOW)
    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and b"\n" not in written.replace(b"\r\n", b"")
    whole = written.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Adjust reading level\\; for “Grades 3–5”\\, über alles\\, " + "ñ" * 60 in whole
    assert "DTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280301" in whole
    assert "DESCRIPTION:One\\nTwo" in whole and "UID:a@d.example" in whole


days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(days, st.integers(1, 1500), st.sampled_from([182, 365, 730]))
def test_the_first_review_lies_within_the_term(since: date, term: int, cycle: int) -> None:
    ends = since + timedelta(days=term)
    first = first_review(since, ends, cycle=timedelta(days=cycle))
    assert since <= first <= ends and first <= since + timedelta(days=cycle)


@given(days, st.integers(-60, 60), st.sets(st.sampled_from([30, 14, 3])), st.none() | st.integers(0, 90))
def test_what_is_missed_had_its_notice_and_its_day(
    due: date, passed: int, given_before: set[int], noticed: int | None
) -> None:
    entry = Entry(Offered("use", "1", "A use", due), due)
    today = due + timedelta(days=passed)
    first = None if noticed is None else today - timedelta(days=noticed)
    missed = is_missed(entry, first, today)
    assert missed == (passed > 0 and noticed is not None and noticed > 3)
    due_now = notices_due(entry, given_before, today)
    assert not set(due_now) & given_before and all(-passed <= each for each in due_now)
