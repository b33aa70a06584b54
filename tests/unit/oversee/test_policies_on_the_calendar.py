"""An adopted policy is looked at again by its day; nobody looking ends nothing, and its writers do not judge it."""

from __future__ import annotations

from datetime import timedelta

from cast import NOW, Cast
from chalkline.govern.policies.api import Holds, PolicyVersion, holds
from chalkline.oversee.review_calendar.api import ReviewOutcome, calendar, review_again
from chalkline.oversee.review_calendar.jobs import keep_calendar
from expecting import problem
from unit.govern.test_policies import adopted_by_board, begun


def test_a_policy_stands_on_the_calendar_until_its_review(cast: Cast) -> None:
    version = adopted_by_board(cast, begun(cast))
    assert version.review_on is not None
    [entry] = [each for each in calendar(cast.tess.actor, NOW.date()) if each.thing.kind == "policy"]
    assert entry.thing.title == "AI-2: What staff may do with AI" and entry.review_on == version.review_on
    after = NOW + timedelta(days=400)
    keep_calendar(now=after)
    version = PolicyVersion.objects.get(pk=version.pk)
    assert holds(version, after.date()) is Holds.IN_FORCE
    next_on = NOW.date() + timedelta(days=360)
    goes_on, why = ReviewOutcome.GOES_ON, "It still says what we mean, and nobody asked for another word."
    for writer in (cast.ada,):
        with problem("calendar.own"):
            review_again(writer.actor, "policy", str(version.policy_id), goes_on, summary=why, next_on=next_on, now=NOW)
    review_again(cast.carl.actor, "policy", str(version.policy_id), goes_on, summary=why, next_on=next_on, now=NOW)
    assert PolicyVersion.objects.get(pk=version.pk).review_on == next_on
