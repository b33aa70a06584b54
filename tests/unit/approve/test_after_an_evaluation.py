"""What an evaluation finds decides how much care a request needs, at once; a risk that somebody accepted is told."""

from __future__ import annotations

from datetime import timedelta

from cast import NOW, Cast
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.reviews.api import reviews_of
from chalkline.approve.reviews.jobs import keep_reviews
from chalkline.approve.routes.api import route_of
from chalkline.jobs.api import react
from chalkline.kernel.clock import utc_now
from chalkline.ledger.api import GOVERNANCE, sequence
from chalkline.project.reactions import REACTIONS
from chalkline.tools.evaluations.api import Assessed, Judgment, accept_risk
from deciding import meeting_called, open_with, ready_request, request_filed
from evaluating import evaluated
from visiting import visitor

FAILS = Assessed(Judgment.DOES_NOT, "They train on prompts.")
BY_ITSELF = [line for line in REACTIONS if not line[1].__name__.startswith("tell_the_gateway")]


def kinds(request: object) -> set[str]:
    return {each.kind for each in reviews_of(request) if each.state == "open"}  # type: ignore[arg-type]


def test_a_failed_gate_opens_the_reviews_that_a_request_now_needs(cast: Cast) -> None:
    asked = request_filed(cast)
    before, level = kinds(asked), route_of(asked).level
    evaluated(cast, "Diffit", now=NOW, A01=FAILS)
    assert route_of(asked).level != level and kinds(asked) == before
    sequence(GOVERNANCE)
    while react(BY_ITSELF, now=NOW):
        sequence(GOVERNANCE)
    after = kinds(asked)
    assert after > before, (before, after)
    keep_reviews(now=NOW)  # and the jobs process, should it come first, does the same and no more
    assert kinds(asked) == after


def test_the_jobs_process_opens_them_too(cast: Cast) -> None:
    asked = request_filed(cast)
    before = kinds(asked)
    evaluated(cast, "Diffit", now=NOW, A01=FAILS)
    keep_reviews(now=NOW)
    assert kinds(asked) > before


def test_the_items_page_tells_a_risk_that_somebody_accepted(cast: Cast) -> None:
    now = utc_now()
    made = evaluated(cast, "Diffit", now=now, A01=FAILS)
    accept_risk(cast.sue.actor, made, "A01", reason="By contract it is switched off.", until=now.date() + timedelta(99),
                now=now)  # fmt: skip
    item = put_on_agenda(cast.ada.actor, ready_request(cast), meeting_called(cast), now=NOW)
    open_with(cast, item.meeting, "dana", "priya", "fay")
    shown = visitor(cast.dana).get(f"/decide/items/{item.pk}/")
    text = shown.content.decode()
    assert shown.status_code == 200 and "Sue Park accepted it in writing" in text
    assert "By contract it is switched off." in text
