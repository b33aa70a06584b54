"""A packet says what families and others said of the tool: in tens, in sentences of named people, frozen with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import packet_of, put_on_agenda
from chalkline.approve.packets.heard import heard_of
from chalkline.approve.requests.models import Request
from chalkline.data.families.api import HeardBy, Said, record_choice, withdraw_choice
from chalkline.people.api import Audience
from chalkline.people.models import Person
from chalkline.rollout.feedback.api import READY, RoundPlan, Subject, name_theme, open_round
from chalkline.tools.register.api import tool_by_slug
from deciding import meeting_called, ready_request

TODAY = date(2026, 11, 30)


def no_from(cast: Cast, many: int) -> None:
    """That many families say no to Diffit."""
    tool = tool_by_slug("diffit")
    assert tool is not None
    for number in range(many):
        child = Person.objects.create(
            sourced_id=f"X{number}", given_name="Quillon", family_name=f"Vantongeren{number}", is_active=True,
            roster_role="student", school_id=cast.kim.person.school_id, grade="04",
        )  # fmt: skip
        record_choice(cast.paula.actor, child, tool, Said.NO, HeardBy.TALK, now=NOW)


@pytest.mark.parametrize(("many", "told"), [(0, None), (1, 0), (9, 0), (10, 10), (11, 10), (19, 10), (20, 20)])
def test_families_that_said_no_are_counted_in_tens_and_never_fewer(cast: Cast, many: int, told: int | None) -> None:
    ready = ready_request(cast)
    no_from(cast, many)
    packet = packet_of(ready)
    assert packet is not None
    assert packet.content.get("heard", {}).get("families_against") == told
    assert "Vantongeren" not in str(packet.content) and "Quillon" not in str(packet.content)


def test_a_no_that_was_taken_back_is_none(cast: Cast) -> None:
    tool = ready_request(cast).tool
    said = record_choice(cast.paula.actor, cast.kim.person, tool, Said.NO, HeardBy.TALK, now=NOW)
    assert heard_of("diffit", TODAY) == {"families_against": 0}
    withdraw_choice(cast.paula.actor, said, HeardBy.TALK, now=NOW)
    assert heard_of("diffit", TODAY) == {}


def theme(cast: Cast, words: str, *, audience: Audience, about_tool: bool) -> None:
    subject = Subject(tool="diffit") if about_tool else Subject()
    closes = NOW.date() + timedelta(days=14)
    plan = RoundPlan("AI here", "La IA aquí", audience, subject, READY[audience], closes)
    name_theme(cast.ada.actor, open_round(cast.ada.actor, plan, now=NOW), heard_en=words, heard_es="", now=NOW)


def test_themes_of_the_tool_come_first_then_what_families_say_of_ai(cast: Cast) -> None:
    ready_request(cast)
    theme(cast, "You want less screen time.", audience=Audience.FAMILIES, about_tool=False)
    theme(cast, "Texts lose their jokes.", audience=Audience.STAFF, about_tool=True)
    theme(cast, "Staff want more time.", audience=Audience.STAFF, about_tool=False)
    said = [(each["en"], each["of_tool"]) for each in heard_of("diffit", TODAY)["voices"]]
    assert said == [("Texts lose their jokes.", True), ("You want less screen time.", False)]
    assert [each["en"] for each in heard_of("magicschool", TODAY)["voices"]] == ["You want less screen time."]
    assert heard_of("diffit", TODAY + timedelta(days=900)) == {}


def test_what_comes_after_it_was_put_before_a_meeting_is_for_the_next_one(cast: Cast) -> None:
    no_from_before = ready_request(cast)
    no_from(cast, 3)
    item = put_on_agenda(cast.ada.actor, no_from_before, meeting_called(cast), now=NOW)
    theme(cast, "You want less screen time.", audience=Audience.FAMILIES, about_tool=False)
    request = Request.objects.select_related("tool", "use_case__problem", "asked_by").get()
    packet = packet_of(request)
    assert packet is not None and packet.digest == item.subject_digest
    assert packet.content["heard"] == {"families_against": 0}
