"""A teacher's view of their class: only where the decision says so, only their own, no small group, no text unasked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.clock import utc_now
from chalkline.kernel.ids import new_id
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import history_of, ingest, settle
from chalkline.oversee.class_views.api import class_by_key, my_classes, read_class_text, texts_of_class, whole_weeks
from chalkline.oversee.kept_texts.api import KeptText, take_in_kept_text
from chalkline.people.api import system_actor
from chalkline.people.models import Person
from chalkline.protect.disclosure import SUPPRESSED, Shown
from chalkline.publish.standing_pack.api import Holder, HolderKind, Key, issue_key
from chalkline.report.calls.api import By, Fate, class_week
from chalkline.rulebook.api import (
    EVERY,
    ChannelKind,
    ChannelRecord,
    Condition,
    ConditionKind,
    KeptBy,
    Outcome,
    SpoolRecord,
    seal,
    sealing_half,
)
from chalkline.rulebook.class_view import ClassView, class_view_in
from chalkline.rulebook.policy import Terms
from deciding import STUDENT_USE, use_granted
from expecting import problem
from policies import FEEDBACK
from publishing import put_in_force, sample_policy

CLASS, DAY = "K-12", NOW.date()
SEE = Condition(ConditionKind.CLASS_VIEW, "Teachers see counts.", KeptBy.GATEWAY, "counts")
READ = Condition(ConditionKind.CLASS_VIEW, "Teachers may read.", KeptBy.GATEWAY, "texts")
KEEP = Condition(ConditionKind.KEEP, "Kept.", KeptBy.GATEWAY, "100 30")


def in_force(use: ApprovedUse, *conditions: Condition, revision: int = 3, on: date = DAY) -> Terms:
    """The policy in force has this use, on these conditions."""
    policy = sample_policy(on, school=str(use.school_ids[0]) if use.school_ids else "S1")
    terms = replace(
        FEEDBACK,
        use_id=str(use.pk),
        starts_on=on - timedelta(days=20),
        decided_on=on - timedelta(days=20),
        expires_on=on + timedelta(days=200),
        conditions=conditions,
        roles=frozenset({"student", "teacher"}),
        grade_bands=frozenset({"g35"}),
        schools=EVERY,
    )
    put_in_force(replace(policy, revision=revision, terms=(*policy.terms, terms)), at=NOW + timedelta(minutes=revision))
    return terms


def class_of(cast: Cast, students: int) -> None:
    """Tess teaches a class with so many students."""
    Person.objects.filter(pk=cast.tess.person.pk).update(classes=[CLASS])
    Person.objects.bulk_create(
        Person(
            sourced_id=f"pupil-{each}", given_name="A", family_name=f"P{each}", roster_role="student",
            school=cast.alder, grade="04", classes=[CLASS],
        )
        for each in range(students)
    )  # fmt: skip


def key_of(use: ApprovedUse, cast: Cast, **changes: Any) -> Key:
    whole = {
        "use": use, "digest": new_id(), "hint": "abcd", "label": "Room 12", "holder_kind": "class", "role": "student",
        "school": cast.alder, "grade_bands": ["g35"], "class_id": CLASS, "issued_by": "x", "issued_at": NOW,
    }  # fmt: skip
    return Key.objects.create(**{**whole, **changes})


def calls(key: Key, count: int, on: date, **changes: Any) -> None:
    at = NOW.replace(year=on.year, month=on.month, day=on.day)
    whole = {
        "node": "gateway", "sequence": 1, "at": at, "bundle_revision": 1, "bundle_digest": "0", "pack_issue": 1,
        "verdict": "allow", "outcome": Outcome.ANSWERED, "status": 200, "use_id": str(key.use_id),
        "key_id": str(key.pk), "role": "student", "purpose": "uc_feedback",
    }  # fmt: skip
    ingest([SpoolRecord(**{**whole, **changes, "decision_id": new_id()}) for _ in range(count)], now=NOW)


def text_kept(key: Key, *, back: int = 0) -> KeptText:
    """A text of the last whole week, or of one further back; -1: of this week."""
    call_id, on = new_id(), whole_weeks(localdate())[0] - timedelta(days=7 * back)
    text = {"body": {"messages": [{"role": "user", "content": "Is it clear?"}]}, "answer": {"text.0": "Quite."}}
    public = sealing_half(Keyring(settings.CHALKLINE.key_folder).key("channel"))
    told = ChannelRecord(
        kind=ChannelKind.KEPT, decision_id=call_id, node="n", sequence=1, at=datetime.combine(on, time(12), UTC),
        about={"key_id": str(key.pk), "days": 365, "tells": 1, "role": "student"},
        sealed=seal(public, json.dumps(text).encode(), f"kept:{call_id}"),
    )  # fmt: skip
    found = take_in_kept_text(system_actor("test"), told, now=utc_now())
    assert found is not None
    return found


@pytest.fixture
def use(cast: Cast) -> ApprovedUse:
    return use_granted(cast, **STUDENT_USE)


LAST = whole_weeks(NOW.date())[0]  # its Monday


def test_what_a_teacher_may_see_is_what_the_decision_says_and_no_less_strict(use: ApprovedUse) -> None:
    by_people = replace(SEE, kept_by=KeptBy.PEOPLE)
    unclear = replace(SEE, value="everything")
    expected = [
        ((), None), ((by_people,), None), ((unclear,), None), ((SEE,), ClassView.COUNTS),
        ((READ,), ClassView.COUNTS), ((READ, KEEP), ClassView.TEXTS), ((READ, SEE, KEEP), ClassView.COUNTS),
    ]  # fmt: skip
    for conditions, view in expected:
        assert class_view_in(conditions) is view


def test_a_teacher_sees_a_week_of_their_class_and_no_day_of_it(cast: Cast, use: ApprovedUse) -> None:
    in_force(use, SEE)
    class_of(cast, 22)
    key, old = key_of(use, cast), key_of(use, cast, revoked_at=NOW, issued_at=NOW - timedelta(days=30))
    calls(key, 30, LAST)
    calls(old, 11, LAST + timedelta(days=6), outcome=Outcome.REFUSED, verdict="refuse", code="grade_not_covered")
    calls(key, 50, NOW.date())  # this week is not over
    calls(key_of(use, cast, class_id="K-13"), 40, LAST)  # another class
    calls(key_of(use, cast, role="teacher"), 40, LAST)  # the teacher's own
    (seen,) = my_classes(cast.tess.actor)
    assert (seen.key_id, seen.keys, seen.view) == (str(key.pk), {str(key.pk), str(old.pk)}, ClassView.COUNTS)
    week = class_week(cast.tess.actor, str(old.pk), LAST, now=NOW)
    assert week.calls is not None and (week.first_on, week.last_on) == (LAST, LAST + timedelta(days=6))
    assert week.calls.total == Shown(41) and week.calls.by_fate[Fate.STOPPED] == Shown(11)
    assert week.calls.reasons == (("grade_not_covered", Shown(11)),)
    assert [(each.key, each.all) for each in week.calls.others[By.PURPOSE]] == [("uc_feedback", Shown(41))]
    assert len(week.calls.days) == 1 and NOW.date() - timedelta(days=NOW.weekday()) not in week.weeks
    odd = class_week(cast.tess.actor, str(key.pk), NOW.date(), now=NOW)
    assert odd.first_on == LAST, "a span of one's own choosing could be subtracted from another"


def test_small_numbers_stay_hidden(cast: Cast, use: ApprovedUse) -> None:
    in_force(use, SEE)
    class_of(cast, 22)
    key = key_of(use, cast)
    calls(key, 40, LAST)
    calls(key, 3, LAST, purpose="uc_tutor", outcome=Outcome.REFUSED, verdict="refuse", code="data_blocked")
    week = class_week(cast.tess.actor, str(key.pk), now=NOW)
    assert week.calls is not None and week.calls.reasons == (("data_blocked", SUPPRESSED),)
    told = {each.key: each.all for each in week.calls.others[By.PURPOSE]}
    assert told["uc_tutor"] == SUPPRESSED and not (week.calls.total == Shown(43) and told["uc_feedback"] == Shown(40))


def test_of_a_class_with_few_students_nothing_is_shown(cast: Cast, use: ApprovedUse) -> None:
    in_force(use, READ, KEEP)
    class_of(cast, 9)
    key = key_of(use, cast)
    calls(key, 90, LAST)
    text = text_kept(key)
    (seen,) = my_classes(cast.tess.actor)
    assert seen.is_small and not seen.shows_texts
    assert class_week(cast.tess.actor, str(key.pk), now=NOW).calls is None
    assert not texts_of_class(cast.tess.actor, str(key.pk), whole_weeks(localdate())[0]).exists()
    with problem("not_found"):
        read_class_text(cast.tess.actor, text, reason="To help the class.", now=NOW)


def test_nobody_but_its_own_teacher_sees_a_class(cast: Cast, use: ApprovedUse) -> None:
    in_force(use, READ, KEEP)
    class_of(cast, 22)
    key = key_of(use, cast)
    text = text_kept(key)
    Person.objects.filter(pk=cast.nora.person.pk).update(classes=[CLASS])  # an aide in the same room
    Person.objects.filter(pk=cast.theo.person.pk).update(classes=["K-13"])
    assert my_classes(cast.theo.actor) == []
    others = (cast.theo, cast.paula, cast.nora, cast.fay, cast.sue, cast.priya, cast.ada, cast.otto, cast.bo)
    for who in others:
        with problem("not_found"):
            class_by_key(who.actor, str(key.pk))
        with problem("not_found"):
            class_week(who.actor, str(key.pk), now=NOW)
        with problem("not_found"):
            read_class_text(who.actor, text, reason="Curious.", now=NOW)
    Person.objects.filter(pk=cast.tess.person.pk).update(classes=[])  # no longer hers
    assert my_classes(cast.tess.actor) == []


def test_a_text_is_read_with_a_reason_that_stands_in_the_ledger_and_only_where_decided(
    cast: Cast, use: ApprovedUse
) -> None:
    class_of(cast, 22)
    key = key_of(use, cast)
    text, strange = text_kept(key), text_kept(key_of(use, cast, class_id="K-13"))
    for revision, conditions in enumerate([(), (SEE, KEEP), (READ,)], 3):
        in_force(use, *conditions, revision=revision)
        with problem("not_found"):
            read_class_text(cast.tess.actor, text, reason="To help the class.", now=NOW)
    in_force(use, READ, KEEP, revision=9)
    weeks, this = whole_weeks(localdate()), text_kept(key, back=-1)
    assert [list(texts_of_class(cast.tess.actor, str(key.pk), each)) for each in weeks[:2]] == [[text], []]
    with problem("not_found"):  # its week is not over
        read_class_text(cast.tess.actor, this, reason="To help the class.", now=NOW)
    with problem("kept_texts.reason_missing"):
        read_class_text(cast.tess.actor, text, reason=" ", now=NOW)
    with problem("not_found"):
        read_class_text(cast.tess.actor, strange, reason="To help the class.", now=NOW)
    opened = read_class_text(cast.tess.actor, text, reason="To help the class.", now=NOW)
    assert [each.text for each in (*opened.asked, *opened.answered)] == ["Is it clear?", "Quite."]
    settle(now=NOW)
    [fact] = [each for each in history_of("use", str(use.pk)) if "kept_text.read" in each.kind]
    assert fact.actor_id == cast.tess.actor.id and fact.values["reason"] == "To help the class."


def test_a_key_of_a_class_names_a_class_of_its_school(cast: Cast, use: ApprovedUse) -> None:
    terms = in_force(use, SEE)
    assert terms.use_id == str(use.pk)
    class_of(cast, 2)
    whole = Holder(HolderKind.CLASS, "Room 12", "student", frozenset({"g35"}), str(cast.alder.pk), class_id=CLASS)
    with problem("keys.class_unknown"):
        issue_key(cast.dana.actor, str(use.pk), replace(whole, class_id="K-99"), now=NOW)
    app = Holder(HolderKind.APP, "App", "student", class_id=CLASS)
    with problem("keys.holder_unclear"):
        issue_key(cast.dana.actor, str(use.pk), app, now=NOW)
    key, _secret = issue_key(cast.dana.actor, str(use.pk), whole, now=NOW)
    assert key.class_id == CLASS
