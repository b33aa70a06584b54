"""How far a class works with AI: set by its own teachers, never beyond what is approved, in the pack at once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import NOW, Cast
from chalkline.approve.uses.api import ApprovedUse
from chalkline.people.api import VISITOR, system_actor
from chalkline.people.models import Person
from chalkline.project.reactions import REACTIONS, tell_the_gateway
from chalkline.publish.expectations import api
from chalkline.publish.expectations.api import Asked, Level, WorkAsked
from chalkline.publish.expectations.models import Expectation
from chalkline.publish.standing_pack.queries import all_stops, pack_keys
from chalkline.rulebook.stops import ClassLevel
from deciding import STUDENT_USE, use_granted
from expecting import problem
from unit.oversee.test_class_views import CLASS, class_of, in_force, key_of
from visiting import visitor

TODAY = NOW.date()
ASKED = Asked(3, "Room 12", "Say where you used it.")


@pytest.fixture
def use(cast: Cast) -> ApprovedUse:
    """Feedback on drafts, for students of grades 3–5; Tess teaches a class of twelve."""
    found = use_granted(cast, **STUDENT_USE)
    in_force(found)
    class_of(cast, 12)
    return found


def work(**changes: Any) -> WorkAsked:
    whole: dict[str, Any] = {"title": "Test", "level": 1, "opens_on": TODAY, "due_on": TODAY, "holds_class": True}
    return WorkAsked(**(whole | changes))


def test_a_teacher_sets_their_own_class_and_the_pack_says_so_at_once(cast: Cast, use: ApprovedUse) -> None:
    [mine] = api.my_classes(cast.tess.actor)
    assert (mine.class_id, mine.level, mine.highest, mine.students) == (CLASS, None, Level.FEEDBACK, 12)
    held = api.set_class_level(cast.tess.actor, CLASS, ASKED, now=NOW)
    assert all_stops(TODAY).levels == (ClassLevel(CLASS, 3),)
    key_of(use, cast)
    assert [each.class_id for each in pack_keys(TODAY)] == [CLASS]
    test = api.set_work(cast.tess.actor, held, work(), now=NOW)
    assert ClassLevel(CLASS, 1, test.code, TODAY, TODAY, True) in all_stops(TODAY).levels
    assert all_stops(TODAY + timedelta(days=1)).levels == (ClassLevel(CLASS, 3),)
    api.end_work(cast.tess.actor, test, now=NOW)
    assert all_stops(TODAY).levels == (ClassLevel(CLASS, 3),)
    for kind in ("publish.class_level.set/1", "publish.class_work.set/1", "publish.class_work.ended/1"):
        assert (kind, tell_the_gateway) in REACTIONS


def test_nobody_sets_the_class_of_another_teacher(cast: Cast, use: ApprovedUse) -> None:
    held = api.set_class_level(cast.tess.actor, CLASS, ASKED, now=NOW)
    test = api.set_work(cast.tess.actor, held, work(), now=NOW)
    others = (cast.theo, cast.paula, cast.ada, cast.dana, cast.nora, cast.fay)
    for actor in (*(each.actor for each in others), system_actor("reactions")):
        for attempt in (
            lambda actor=actor: api.set_class_level(actor, CLASS, ASKED, now=NOW),
            lambda actor=actor: api.set_work(actor, held, work(), now=NOW),
            lambda actor=actor: api.set_work(actor, held, work(), work=test, now=NOW),
            lambda actor=actor: api.end_work(actor, test, now=NOW),
            lambda actor=actor: api.renew_link(actor, held, now=NOW),
            lambda actor=actor: api.my_expectation(actor, str(held.pk)),
        ):
            with problem("not_found"):
                attempt()
    with problem("sign_in_needed"):
        api.my_classes(VISITOR)
    Person.objects.filter(pk=cast.theo.person.pk).update(classes=["K-77"])
    other = api.set_class_level(cast.theo.actor, "K-77", Asked(1, "Theirs"), now=NOW)
    with problem("not_found"):  # one's own work cannot be put into another's class
        api.set_work(cast.tess.actor, other, work(), now=NOW)
    assert Expectation.objects.get(class_id=CLASS).level == 3


def test_a_level_opens_nothing_that_nobody_approved(cast: Cast, use: ApprovedUse) -> None:
    with problem("expectations.beyond_use") as caught:
        api.set_class_level(cast.tess.actor, CLASS, Asked(4, "Room 12"), now=NOW)
    assert "AI for practice and feedback" in str(caught.value.what)
    held = api.set_class_level(cast.tess.actor, CLASS, ASKED, now=NOW)
    with problem("expectations.beyond_use"):
        api.set_work(cast.tess.actor, held, work(level=5), now=NOW)
    Person.objects.filter(roster_role="student").update(grade="11")  # no use is for them
    with problem("expectations.beyond_use") as caught:
        api.set_class_level(cast.tess.actor, CLASS, Asked(2, "Room 12"), now=NOW)
    assert str(caught.value.what) == "No approved use lets students of this class use AI."
    api.set_class_level(cast.tess.actor, CLASS, Asked(1, "Room 12"), now=NOW)
    for wrong, fields in (
        (Asked(0, "Room 12"), {"level"}),
        (Asked(1, " "), {"label"}),
        (Asked(1, "x", "y" * 501), {"note"}),
    ):
        with problem("expectations.unclear") as caught:
            api.set_class_level(cast.tess.actor, CLASS, wrong, now=NOW)
        assert set(caught.value.fields) == fields
    with problem("expectations.unclear"):
        api.set_work(cast.tess.actor, held, work(due_on=TODAY - timedelta(days=1)), now=NOW)


def test_students_and_families_read_it_by_link_and_a_small_class_is_not_named(cast: Cast, use: ApprovedUse) -> None:
    held = api.set_class_level(cast.tess.actor, CLASS, ASKED, now=NOW)
    api.set_work(cast.tess.actor, held, work(), now=NOW)
    shown = api.class_by_link(held.link, TODAY)
    assert (shown.label, shown.level, shown.works[0].title) == ("Room 12", Level.FEEDBACK, "Test")
    assert "MagicSchool" in shown.uses and shown.by_gateway
    Person.objects.filter(sourced_id__in=[f"pupil-{each}" for each in range(4)]).update(is_active=False)
    assert api.class_by_link(held.link, TODAY).label == ""
    old = held.link
    renewed = api.renew_link(cast.tess.actor, held, now=NOW)
    for gone in (old, "", "x" * 16):
        with problem("not_found"):
            api.class_by_link(gone, TODAY)
    assert api.class_by_link(renewed.link, TODAY).school == cast.alder.name


def test_no_page_shows_an_id_of_the_roster_and_the_list_asks_no_more_for_many_classes(
    cast: Cast, use: ApprovedUse
) -> None:
    tess, home = visitor(cast.tess), "/protect/expectations/"
    tess.get(home)  # what is read once is read
    with CaptureQueriesContext(connection) as one:
        first = words_of(tess.get(home))
    assert "Class 1, grade 4" in first and CLASS not in first
    Person.objects.filter(pk=cast.tess.person.pk).update(classes=[CLASS, *(f"SEC-X{n}" for n in range(30))])
    with CaptureQueriesContext(connection) as many:
        page = words_of(tess.get(home))
    assert len(many) == len(one) and "SEC-X" not in page and "Class 31" in page
    assert CLASS not in words_of(tess.get(f"{home}set/?class={CLASS}"))
    held = api.set_class_level(cast.tess.actor, CLASS, ASKED, now=NOW)
    assert "Room 12" in words_of(tess.get(home)) and CLASS not in words_of(tess.get(f"{home}{held.pk}/"))


def words_of(answer: Any) -> str:
    """What stands on a page, without its tags and its foot, where its address is printed."""
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>", " ", answer.content.decode().split("<footer")[0])
