"""What people keep has a name and a day when it is decided, on every door; the use then says what is due."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import decide_request, put_on_agenda
from chalkline.approve.reviews.api import Recommendation
from chalkline.approve.uses.api import grant_use
from chalkline.approve.uses.models import KeptCondition
from chalkline.govern.committees.api import AgendaItem, Choice, Keeper, Motion, Outcome, day_of, make_motion, motion_of
from chalkline.govern.decisions.api import close_item, is_intact, keepers_of
from chalkline.govern.delegations.api import Said
from chalkline.people.api import system_actor
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy
from deciding import (
    MEETING_AT,
    REVIEW,
    SEATS,
    answer,
    meeting_called,
    open_with,
    request_filed,
    reviewed,
    use_case_proposed,
    vote,
)
from delegating import delegation_in_force
from expecting import problem
from visiting import visitor

EXTRA = Condition(ConditionKind.OTHER, "Families hear of it at the fall evening.", KeptBy.PEOPLE)
ASKS = answer("security", recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(REVIEW,))


def on_agenda(cast: Cast) -> AgendaItem:
    ready = reviewed(cast, request_filed(cast, use_case=use_case_proposed(cast)), security=ASKS)
    item = put_on_agenda(cast.ada.actor, ready, meeting_called(cast), now=NOW)
    open_with(cast, item.meeting, *(name for name in SEATS if name != "carl"))
    return item


def motion(item: AgendaItem, *keepers: Keeper) -> Motion:
    return Motion(Outcome.APPROVE, (REVIEW, EXTRA), motion_of(item).expires_on, "", keepers)


def test_what_reviews_leave_to_people_is_offered_to_whoever_asked(cast: Cast) -> None:
    item = on_agenda(cast)
    (keeper,) = motion_of(item).keepers
    assert (keeper.condition, keeper.person_id) == (REVIEW.text, cast.tess.actor.id)
    assert keeper.due_on == day_of(item.meeting) + timedelta(days=30)


def test_a_condition_without_a_name_a_day_or_somebody_who_works_here_is_refused(cast: Cast) -> None:
    item = on_agenda(cast)
    due = day_of(item.meeting) + timedelta(days=20)
    until = motion_of(item).expires_on
    assert until is not None
    wrong = [
        (),
        (Keeper(EXTRA.text, str(cast.kim.person.pk), due),),
        (Keeper(EXTRA.text, str(cast.paula.person.pk), until + timedelta(days=1)),),
        (Keeper(EXTRA.text, str(cast.paula.person.pk), day_of(item.meeting) - timedelta(days=1)),),
        (Keeper(EXTRA.text, "", due),),
    ]
    for keepers in wrong:
        with problem("meetings.motion_incomplete") as refused:
            make_motion(cast.theo.actor, item, motion(item, *keepers), now=MEETING_AT)
        assert "conditions" in refused.value.fields


def test_the_name_and_the_day_are_in_the_record_and_on_the_use(cast: Cast) -> None:
    item = on_agenda(cast)
    due = day_of(item.meeting) + timedelta(days=20)
    make_motion(cast.theo.actor, item, motion(item, Keeper(EXTRA.text, str(cast.paula.person.pk), due)), now=MEETING_AT)
    item.refresh_from_db()
    for name in SEATS:
        if name != "tess":
            vote(cast, item, name, Choice.FOR)
    decision = close_item(cast.carl.actor, item, now=MEETING_AT)
    assert keepers_of(decision)[EXTRA.text].person_id == str(cast.paula.person.pk) and is_intact(decision)
    use = grant_use(system_actor("reactions"), decision, now=MEETING_AT)
    kept = {each.text: each for each in KeptCondition.objects.filter(use=use)}
    assert (kept[EXTRA.text].owner, kept[EXTRA.text].due_on) == (cast.paula.person, due)
    assert kept[REVIEW.text].owner == cast.tess.person
    for path in (f"/decide/uses/{use.pk}/", f"/decide/decisions/{decision}/"):
        assert str(cast.paula.person) in visitor(cast.dana).get(path).content.decode()


@pytest.mark.parametrize("names", [True, False])
def test_who_decides_alone_says_it_too(cast: Cast, names: bool) -> None:
    given_by = delegation_in_force(cast)
    ready = reviewed(cast, request_filed(cast, use_case=use_case_proposed(cast)), security=ASKS)
    until = NOW.date() + timedelta(days=100)
    keepers = (Keeper(EXTRA.text, str(cast.paula.person.pk), until),) if names else ()
    said = Said(Outcome.APPROVE_WITH_CONDITIONS, "Public texts.", (REVIEW, EXTRA), until, keepers)
    if not names:
        with problem("packets.keeper_needed"):
            decide_request(cast.ada.actor, ready, given_by, said, now=NOW)
        return
    decision = decide_request(cast.ada.actor, ready, given_by, said, now=NOW)
    assert {each.person_id for each in keepers_of(decision).values()} == {
        str(cast.paula.person.pk),
        cast.tess.actor.id,
    }
    assert json.loads(json.dumps(decision.record))["keepers"] and is_intact(decision)
