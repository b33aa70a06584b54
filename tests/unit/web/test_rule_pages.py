"""The pages of rules: a table that says what the gateway does, and one way from a proposal to a decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils.html import strip_tags

from cast import Cast
from chalkline.approve.routes.api import Rules, propose_rules
from chalkline.approve.routes.words import Test
from chalkline.govern.committees.api import AgendaItem, Light, Meeting, MeetingCall, call_meeting
from chalkline.govern.committees.models import Committee
from chalkline.kernel.clock import utc_now
from chalkline.oversee.drills.api import begin_drill, end_drill
from chalkline.people.api import system_actor
from chalkline.publish.district_rules.api import RuleSet
from chalkline.publish.stops.api import stop_tool
from unit.publish.conftest import Approved, approved, granted, home, policy_adopted
from unit.web.test_protect import publish, today
from visiting import visitor

__all__ = ["approved", "granted", "home", "today"]
ROW = {
    "roles": ["student"], "bands": ["g35"], "kinds": [], "elements": [], "purpose": "", "then": "rule:refuse",
    "name": "R1", "why": "Not in elementary school.", "clause": "AI-2/1/2", "law": "",
}  # fmt: skip


@pytest.fixture
def published(cast: Cast, today: Approved) -> Approved:
    today.sign()
    publish(cast)
    policy_adopted(cast)
    return today


def read(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return " ".join(strip_tags(answer.content.decode()).split())


def proposed(cast: Cast) -> RuleSet:
    made = visitor(cast.ada).post("/protect/rules/new/", ROW)
    assert made.status_code == 302, made.content.decode()
    return RuleSet.objects.get()


def meeting(cast: Cast) -> Meeting:
    at = utc_now() + timedelta(days=14)
    return call_meeting(cast.ada.actor, Committee.objects.get(), MeetingCall(at, "Board room"), now=utc_now())


def test_the_table_says_of_a_use_what_is_decided_and_not_that_it_goes_through(cast: Cast, published: Approved) -> None:
    tess = visitor(cast.tess)
    before = read(tess.get("/protect/rules/"))
    assert "goes through" in before and "this data is replaced" in before
    stop_tool(cast.sam.actor, "diffit", reason="Names of strangers.", now=utc_now())
    after = read(tess.get("/protect/rules/"))
    assert "goes through" not in after.split("What approved uses say beside them")[1].split("What no policy may")[0]
    assert "Diffit is paused for the whole district right now." in after


def test_a_proposal_goes_on_an_agenda_from_its_page_and_from_the_meeting(cast: Cast, published: Approved) -> None:
    made, held = proposed(cast), meeting(cast)
    ada = visitor(cast.ada)
    shown = read(ada.get(f"/protect/rules/sets/{made.pk}/"))
    assert "AI-2/1/2 Elementary school" in shown and "Put it on the agenda" in shown and "new" in shown
    assert f"rule_set:{made.pk}" in ada.get(f"/decide/meetings/{held.pk}/").content.decode()
    assert visitor(cast.tess).post(f"/protect/rules/sets/{made.pk}/agenda/", {"meeting": held.pk}).status_code == 403
    assert ada.post(f"/protect/rules/sets/{made.pk}/agenda/", {"meeting": str(held.pk)}).status_code == 302
    item = AgendaItem.objects.get(subject_kind="rule_set")
    after = read(ada.get(f"/protect/rules/sets/{made.pk}/"))
    assert "It is on the agenda of a meeting." in after and "Put it in force at once" not in after
    assert f"/protect/rules/sets/{made.pk}/" in ada.get(f"/decide/items/{item.pk}/").content.decode()
    refused = visitor(cast.priya).post(f"/protect/rules/sets/{made.pk}/adopt/")
    assert refused.status_code == 409 and RuleSet.objects.get().state == "proposed"


def test_both_kinds_of_rules_are_offered_by_the_meeting(cast: Cast, published: Approved) -> None:
    made, held = proposed(cast), meeting(cast)
    care = propose_rules(
        cast.ada.actor, Rules({**Rules().levels, Test.NO_AGREEMENT: Light.RED}), because="Schedules.", now=utc_now()
    )
    for what in (f"rule_set:{made.pk}", f"route_rules:{care.pk}"):
        assert visitor(cast.ada).post(f"/decide/meetings/{held.pk}/agenda/", {"what": what}).status_code == 302
    kinds = AgendaItem.objects.filter(meeting=held).values_list("subject_kind", flat=True)
    assert set(kinds) == {"rule_set", "route_rules"}


def test_a_clause_that_no_policy_has_is_refused_with_all_that_was_typed(cast: Cast, published: Approved) -> None:
    answer = visitor(cast.ada).post("/protect/rules/new/", {**ROW, "clause": "AI-9/1/1"})
    assert answer.status_code == 200 and not RuleSet.objects.exists()
    assert "Not in elementary school." in answer.content.decode()
    assert "AI-2/1/2 AI in class: Elementary school" in answer.content.decode()


def test_the_page_of_a_stop_says_how_fast_the_last_drill_was_obeyed(cast: Cast, published: Approved) -> None:
    made = stop_tool(cast.sam.actor, "diffit", reason="Names of strangers.", now=utc_now())
    assert "How fast a stop is obeyed" not in read(visitor(cast.sam).get(f"/protect/stops/{made.pk}/"))
    begun = begin_drill(cast.sam.actor, published.use, now=utc_now())
    end_drill(system_actor("drills"), begun, seconds=1.2, now=utc_now())
    shown = read(visitor(cast.sam).get(f"/protect/stops/{made.pk}/"))
    assert "How fast a stop is obeyed" in shown and "1.2 seconds" in shown
    assert "How fast a stop is obeyed" not in read(visitor(cast.tess).get(f"/protect/stops/{made.pk}/"))
