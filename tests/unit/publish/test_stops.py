"""Stops: one person, at once, for everybody; two others let it go on; nobody who asked for it decides that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cast import Cast
from chalkline.approve.requests.models import Asking
from chalkline.oversee.review_calendar.api import ReviewOutcome, entry_of, review_again
from chalkline.people.api import system_actor
from chalkline.publish.bundle import queries
from chalkline.publish.bundle.api import ask, policy_in_force, stops_in_force
from chalkline.publish.stops.api import (
    Stop,
    StopOf,
    ask_to_restore,
    open_stops,
    restore,
    stop_model,
    stop_of_tool,
    stop_tool,
)
from chalkline.rulebook.api import Question, Standing, Verdict, as_refusal, as_teacher, decide
from chalkline.tools.register.api import register_tool
from deciding import MEETING_AT
from expecting import problem
from unit.publish.conftest import Approved

NOW = MEETING_AT
WHY = "It answers with names of strangers."


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "utc_now", lambda: NOW)


def test_a_stopped_tool_is_refused_everywhere_and_says_what_to_use_instead(cast: Cast, approved: Approved) -> None:
    approved.publish()
    assert ask(approved.asked()).verdict is Verdict.ALLOW
    stop = stop_tool(cast.sam.actor, "diffit", reason=WHY, instead="Level texts by hand.", now=NOW)
    answer = ask(approved.asked())
    assert (answer.verdict, answer.standing) == (Verdict.REFUSE, Standing.SUSPENDED)
    said = str(as_refusal(answer).message)
    assert "Diffit is paused for the whole district right now. Instead: Level texts by hand." in said
    assert str(as_teacher(answer).headline) == "Not now: Diffit is paused."
    assert stop.look_by == NOW.date() + timedelta(days=10)
    assert stop_of_tool("diffit") == stop
    with problem("stops.already"):
        stop_tool(cast.priya.actor, "diffit", reason=WHY, now=NOW)


def test_a_tool_nobody_approved_can_be_stopped_too(cast: Cast, approved: Approved) -> None:
    approved.publish()
    register_tool(cast.ada.actor, "chatgpt", now=NOW)
    stop_tool(cast.sam.actor, "chatgpt", reason=WHY, now=NOW)
    answer = ask(Question(tool="chatgpt", on=NOW.date(), role="teacher"))
    assert (answer.standing, as_refusal(answer).code) == (Standing.SUSPENDED, "use_paused")


def test_a_model_is_stopped_whichever_tool_calls_it(cast: Cast, approved: Approved) -> None:
    approved.route("stub-small", "stub-large")
    approved.publish()
    with problem("stops.model_unknown") as caught:
        stop_model(cast.sam.actor, "stub-smal", reason=WHY, now=NOW)
    assert "stub-small" in str(caught.value.next_step)
    stop_model(cast.sam.actor, "stub-small", reason=WHY, instead="Ask for stub-large.", now=NOW)

    def asking(model: str) -> str:
        answer = ask(Question(**{**_plain(approved.asked()), "use_id": approved.use_id, "model": model}))
        return as_refusal(answer).code if answer.verdict is Verdict.REFUSE else "sent"

    assert (asking("stub-small"), asking("stub-large"), asking("")) == ("model_stopped", "sent", "sent")
    stop_model(cast.priya.actor, "stub-large", reason=WHY, now=NOW)
    assert asking("") == "model_stopped"


def test_two_let_it_go_on_and_never_who_asked_for_it(cast: Cast, approved: Approved) -> None:
    approved.publish()
    stop = stop_tool(cast.sam.actor, "diffit", reason=WHY, now=NOW)
    with problem("stops.restore_not_asked"):
        restore(cast.priya.actor, stop, now=NOW)
    Asking.objects.create(request=approved.use.request, person=cast.ada.person, asked_at=NOW)
    with problem("stops.own_use"):
        ask_to_restore(cast.ada.actor, stop, reason="It was mended.", now=NOW)
    ask_to_restore(cast.sam.actor, stop, reason="It was mended.", now=NOW)
    with problem("stops.second_person"):
        restore(cast.sam.actor, stop, now=NOW)
    with problem("stops.own_use"):
        restore(cast.ada.actor, stop, now=NOW)
    assert ask(approved.asked()).standing is Standing.SUSPENDED
    restore(cast.priya.actor, stop, now=NOW)
    assert ask(approved.asked()).verdict is Verdict.ALLOW and not open_stops(cast.bo.actor)
    with problem("stops.over"):
        restore(cast.dana.actor, stop, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():  # no side door below the commands either
        Stop.objects.filter(pk=stop.pk).update(restored_by=cast.sam.person)


def test_who_may_not_stop_is_refused_and_a_stop_says_why(cast: Cast, approved: Approved) -> None:
    for member in (cast.tess, cast.sue, cast.bo, cast.fay, cast.carl):
        with problem("not_allowed"):
            stop_tool(member.actor, "diffit", reason=WHY, now=NOW)
    with problem("stops.reason_needed"):
        stop_tool(cast.sam.actor, "diffit", reason="  ", now=NOW)
    with problem("stops.instead_too_long"):
        stop_tool(cast.sam.actor, "diffit", reason=WHY, instead="x" * 400, now=NOW)
    with problem("not_found"):
        stop_tool(cast.sam.actor, "no-such-tool", reason=WHY, now=NOW)
    assert not Stop.objects.exists()


def test_a_stop_stands_on_the_calendar_until_others_have_looked_at_it(cast: Cast, approved: Approved) -> None:
    stop = stop_tool(cast.sam.actor, "diffit", reason=WHY, now=NOW)
    entry = entry_of(system_actor("test"), "stop", str(stop.pk), NOW.date())
    assert entry.review_on == NOW.date() + timedelta(days=10)
    with problem("calendar.own"):
        review_again(cast.sam.actor, "stop", str(stop.pk), ReviewOutcome.GOES_ON, summary="It stays so.",
                     next_on=NOW.date() + timedelta(days=30), now=NOW)  # fmt: skip
    with problem("calendar.cannot_end"):
        review_again(cast.carl.actor, "stop", str(stop.pk), ReviewOutcome.END, summary="Enough.", now=NOW)
    assert stop_of_tool("diffit")


def test_stops_are_obeyed_under_a_policy_that_knows_nothing_of_them(approved: Approved, cast: Cast) -> None:
    approved.publish()
    stop_tool(cast.sam.actor, "diffit", reason=WHY, now=NOW)
    assert decide(approved.asked(), policy_in_force()).verdict is Verdict.ALLOW
    assert stops_in_force().tools == {"diffit"} and StopOf.TOOL in {each.of for each in Stop.objects.all()}


def _plain(question: Question) -> dict[str, object]:
    return dict(vars(question))
