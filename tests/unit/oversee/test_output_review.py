"""Kept texts and their review: who reads, with which trace; who reviews what; what is gone when its time is over."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate

from cast import NOW, Cast, Member
from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.ids import new_id
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import history_of, settle
from chalkline.oversee.incidents.api import concerns
from chalkline.oversee.kept_texts.api import KeptText, kept_text_by_id, kept_texts, purge_kept_texts, read_kept_text
from chalkline.oversee.output_review.api import (
    Finding,
    Judged,
    Sample,
    SampleState,
    Severity,
    let_samples_lapse,
    name_monitor,
    read_sample,
    results,
    review_and_raise_concern,
    review_output,
    sample_by_id,
    samples_late,
    samples_to_review,
    take_in,
)
from chalkline.people.api import system_actor
from chalkline.publish.roster_extract.api import recorded_as
from chalkline.publish.standing_pack.models import Key
from chalkline.rulebook.api import ChannelKind, ChannelRecord, seal, sealing_half
from deciding import STUDENT_USE, use_granted
from expecting import problem

SYSTEM = system_actor("test")


@pytest.fixture
def use(cast: Cast) -> ApprovedUse:
    """A use that Tess asked for, watched by Paula, with Theo as the second."""
    made = use_granted(cast, **STUDENT_USE)
    name_monitor(cast.ada.actor, made, cast.paula.person, cast.theo.person, percent=100, now=NOW)
    return made


def kept(
    use: ApprovedUse, cast: Cast, *, by: Member | None = None, behind: Member | None = None, days: int = 30
) -> KeptText:
    key, _made = Key.objects.get_or_create(
        digest=f"key-{by.person.pk if by else ''}"[:64],
        defaults={
            "use": use, "hint": "abcd", "label": "Room 12", "holder_kind": "person" if by else "class",
            "role": "teacher" if by else "student", "person": (by or cast.tess).person, "issued_by": "x",
            "issued_at": NOW,
        },
    )  # fmt: skip
    call_id = new_id()
    text = {"body": {"messages": [{"role": "user", "content": "Is it clear?"}]}, "answer": {"text.0": "Quite."}}
    public = sealing_half(Keyring(settings.CHALKLINE.key_folder).key("channel"))
    record = ChannelRecord(
        kind=ChannelKind.KEPT, decision_id=call_id, node="n", sequence=1, at=NOW,
        about={"key_id": str(key.pk), "days": days, "tells": 1, "model": "stub", "role": "student",
               "person": recorded_as(str(behind.person.pk)) if behind else ""},
        sealed=seal(public, json.dumps(text).encode(), f"kept:{call_id}"),
    )  # fmt: skip
    take_in(record, now=NOW)
    take_in(record, now=NOW)
    return KeptText.objects.get(pk=call_id)


def test_a_reading_has_a_reason_and_a_trace_that_the_person_concerned_sees(cast: Cast, use: ApprovedUse) -> None:
    text = kept(use, cast, by=cast.carl)
    with problem("kept_texts.reason_missing"):
        read_kept_text(cast.priya.actor, text, reason="", now=NOW)
    opened = read_kept_text(cast.priya.actor, text, reason="A family asked.", now=NOW)
    assert [each.text for each in (*opened.asked, *opened.answered)] == ["Is it clear?", "Quite."]
    settle(now=NOW)
    [fact] = [each for each in history_of("person", str(cast.carl.person.pk)) if "kept_text" in each.kind]
    assert "Priya" in str(fact.sentence("Priya")) and "clear" not in str(fact)
    for stranger in (cast.nora, cast.tess, cast.bo):
        with problem("not_found"):
            kept_text_by_id(stranger.actor, str(text.pk))
        with problem("not_found"):
            read_kept_text(stranger.actor, text, reason="Curious.", now=NOW)
    with problem("not_found"):
        kept_texts(cast.sue.actor)


def test_no_word_of_it_lies_in_the_database(cast: Cast, use: ApprovedUse) -> None:
    read_kept_text(cast.priya.actor, kept(use, cast), reason="A family asked.", now=NOW)
    seen = 0
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for value in (value for row in cursor.fetchall() for value in row):
                plain = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                assert b"Is it clear?" not in plain and b"Quite." not in plain, table
                seen += b"A family asked." in plain
    assert seen == 1, "the search finds what is there: the reason, in the part of its fact"


def test_what_is_over_is_removed_and_its_sample_lapses(cast: Cast, use: ApprovedUse) -> None:
    text = kept(use, cast, days=3)
    later = NOW + timedelta(days=4)
    assert purge_kept_texts(SYSTEM, now=NOW + timedelta(days=3)) == 0
    assert purge_kept_texts(SYSTEM, now=later) == 1 and not KeptText.objects.exists()
    assert let_samples_lapse(SYSTEM, now=later) == 1
    assert Sample.objects.get(pk=text.pk).state == SampleState.LAPSED


def test_a_monitor_reviews_in_a_minute_and_rates_have_intervals(cast: Cast, use: ApprovedUse) -> None:
    for _ in range(4):
        kept(use, cast)
    waiting = list(samples_to_review(cast.paula.actor))
    assert len(waiting) == 4 and waiting[0].due_on > localdate(NOW)
    assert not samples_to_review(cast.theo.actor).exists()
    assert samples_late(cast.ada.actor, localdate(NOW) + timedelta(days=30)).count() == 4
    with problem("output_review.note_missing"):
        review_output(cast.paula.actor, waiting[0], Judged(Finding.WRONG), now=NOW)
    wrong = Judged(Finding.WRONG, Severity.HIGH, "It said that Lima is in Chile.")
    review_and_raise_concern(cast.paula.actor, waiting[0], wrong, now=NOW)
    assert concerns(cast.priya.actor).get().what == "It said that Lima is in Chile."
    for sample in waiting[1:3]:
        review_output(cast.paula.actor, sample, Judged(Finding.FINE), now=NOW)
    with problem("output_review.done"):
        review_output(cast.paula.actor, waiting[0], Judged(Finding.FINE), now=NOW)
    [found] = results(cast.ada.actor, localdate(NOW))
    rate = {each.finding: each for each in found.rates}[Finding.WRONG]
    assert (rate.count, rate.of, found.waiting) == (1, 3, 1) and 0 < rate.low < 1 / 3 < rate.high < 1
    assert [(each.reviewed, each.not_fine) for each in found.months] == [(3, 1)]


def test_nobody_reviews_their_own_answers_nor_their_own_use_alone(cast: Cast, use: ApprovedUse) -> None:
    own = Sample.objects.get(pk=kept(use, cast, by=cast.paula).pk)
    assert own.reviewer == cast.theo.person, "an answer to the monitor goes to the second"
    with problem("not_found"):
        sample_by_id(cast.paula.actor, str(own.pk))
    asker = use.request.asked_by
    behind = next(each for each in (cast.tess, cast.theo, cast.carl) if each.person == asker)
    other = next(each for each in (cast.paula, cast.carl, cast.theo) if each.person != asker)
    name_monitor(cast.ada.actor, use, asker, other.person, percent=100, now=NOW)
    sample = Sample.objects.get(pk=kept(use, cast).pk)
    review_output(behind.actor, sample, Judged(Finding.FINE), now=NOW)
    sample.refresh_from_db()
    assert (sample.state, sample.reviewer) == (SampleState.SECOND, other.person)
    assert not results(cast.ada.actor, localdate(NOW))[0].rates, "it does not count alone"
    review_output(other.actor, sample, Judged(Finding.BIASED, Severity.LOW, "Warmer to boys."), now=NOW)
    assert [each.count for each in results(cast.ada.actor, localdate(NOW))[0].rates] == [0, 0, 1, 0]
    with problem("output_review.monitor_unfit"):
        name_monitor(cast.ada.actor, use, asker, asker, percent=10, now=NOW)


def test_an_answer_given_through_an_app_goes_to_the_other_reviewer(cast: Cast, use: ApprovedUse) -> None:
    own = Sample.objects.get(pk=kept(use, cast, behind=cast.paula).pk)
    assert own.reviewer == cast.theo.person
    Sample.objects.filter(pk=own.pk).update(reviewer=cast.paula.person)
    with problem("output_review.own"):
        review_output(cast.paula.actor, own, Judged(Finding.FINE), now=NOW)
    with problem("output_review.own"):
        read_sample(cast.paula.actor, own, now=NOW)


def test_a_reviewer_opens_what_waits_for_them_and_no_other_text(cast: Cast, use: ApprovedUse) -> None:
    text = kept(use, cast)
    sample = Sample.objects.get(pk=text.pk)
    assert [each.text for each in read_sample(cast.paula.actor, sample, now=NOW).answered] == ["Quite."]
    for other in (cast.theo, cast.nora, cast.sue):
        with problem("not_found"):
            read_sample(other.actor, sample, now=NOW)
    with problem("not_found"):
        read_kept_text(cast.paula.actor, text, reason="I am its monitor.", now=NOW)
    review_output(cast.paula.actor, sample, Judged(Finding.FINE), now=NOW)
    with problem("output_review.done"):
        read_sample(cast.paula.actor, sample, now=NOW)
    settle(now=NOW)
    read = [each for each in history_of("exchange", str(text.pk)) if each.kind == "oversee.kept_text.read/1"]
    assert len(read) == 1 and "Paula" in str(read[0].sentence("Paula"))
