"""The wiring: what follows by itself, from filing a request to the terms the policy is compiled from."""

from __future__ import annotations

from datetime import date

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.api import attach_use_case, file_request
from chalkline.approve.requests.models import Request
from chalkline.approve.reviews.api import reviews_of
from chalkline.govern.committees.api import Choice, adjourn_meeting, open_meeting
from chalkline.jobs.api import react
from chalkline.ledger.api import GOVERNANCE, all_kinds, sequence
from chalkline.project.reactions import REACTIONS
from chalkline.publish.bundle.records import records_on
from chalkline.tools.register.api import register_tool
from deciding import (
    MEETING_AT,
    committee_seated,
    decided_by_all,
    meeting_called,
    ready_request,
    reviewed,
    terms,
    use_case_proposed,
)

WITHOUT_GATEWAY = [line for line in REACTIONS if line[1].__name__ != "tell_the_gateway"]


def follow() -> None:
    """Let everything follow that follows from what was recorded."""
    while True:
        sequence(GOVERNANCE)
        if not react(WITHOUT_GATEWAY, now=NOW):
            return


@pytest.mark.django_db
def test_every_line_names_a_kind_of_fact_that_exists() -> None:
    assert {kind for kind, _ in REACTIONS} <= set(all_kinds())


def test_from_a_question_to_the_policy_nothing_is_done_by_hand_that_follows_by_itself(cast: Cast) -> None:
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    filed = file_request(cast.tess.actor, terms(cast), now=NOW)
    assert reviews_of(filed) == []
    follow()
    assert [review.kind for review in reviews_of(filed)] == ["curriculum", "security"]
    attach_use_case(cast.tess.actor, filed, use_case_proposed(cast), now=NOW)
    reviewed(cast, filed)
    item = put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    decided_by_all(cast, item)
    assert records_on(date(2026, 12, 4)).terms == ()
    follow()
    assert Request.objects.get().state == "approved"
    [allowed] = records_on(date(2026, 12, 4)).terms
    assert (allowed.tool, allowed.decision_number) == ("diffit", "2026-1")


def test_a_no_reaches_the_policy_with_its_number(cast: Cast) -> None:
    item = put_on_agenda(cast.ada.actor, ready_request(cast), meeting_called(cast), now=NOW)
    decided_by_all(cast, item, Choice.AGAINST)
    follow()
    assert Request.objects.get().state == "declined"
    assert [each.decision_number for each in records_on(date(2026, 12, 4)).declined] == ["2026-1"]


def test_what_a_meeting_did_not_reach_comes_back_by_itself(cast: Cast) -> None:
    meeting = meeting_called(cast, committee_seated(cast))
    put_on_agenda(cast.ada.actor, ready_request(cast), meeting, now=NOW)
    open_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    adjourn_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    assert Request.objects.get().state == "on_agenda"
    follow()
    assert Request.objects.get().state == "ready"
