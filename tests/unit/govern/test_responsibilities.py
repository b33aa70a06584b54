"""Who answers for what: shared out with a reason, held by people who are here, gaps in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calling import caller
from cast import NOW, Cast
from chalkline.govern.committees.api import Authority
from chalkline.govern.responsibilities.api import (
    GapKind,
    Shares,
    answers_for,
    kind_by_id,
    leave_post,
    name_to_post,
    post_by_id,
    responsibilities,
    share_out,
)
from chalkline.ledger.api import history_of
from deciding import committee_seated
from expecting import problem

pytestmark = pytest.mark.django_db


def said_gaps(cast: Cast, kind: GapKind) -> list[str]:
    return [str(gap.said) for gap in responsibilities(cast.sue.actor).gaps if gap.kind is kind]


def test_names_follow_from_roles_until_somebody_is_named(cast: Cast) -> None:
    stop = answers_for("d_kill")
    assert stop and stop.held and (stop.post, stop.held.name) == ("cto", "Dana Whitfield")
    assert [each.name for each in stop.does] == ["Sam Ortiz", "Ada Lind"]
    name_to_post(cast.sue.actor, post_by_id(cast.sue.actor, "cto"), cast.sam.person, now=NOW)
    named = answers_for("d_kill")
    assert named and named.held and named.held.name == "Sam Ortiz"
    assert answers_for("d_unheard_of") is None


def test_what_nobody_answers_for_is_said(cast: Cast) -> None:
    missing = said_gaps(cast, GapKind.NOBODY_ANSWERS)
    assert any("Exception for restricted data" in each and "General counsel" in each for each in missing)
    assert any("Renew or retire" in each for each in missing)  # there is no committee yet
    committee_seated(cast)
    assert not any("Renew or retire" in each for each in said_gaps(cast, GapKind.NOBODY_ANSWERS))


def test_an_advisory_committee_answers_for_nothing(cast: Cast) -> None:
    committee_seated(cast, authority=Authority.ADVISORY)
    renew = answers_for("d_renew")
    assert renew and renew.held and (renew.post, renew.moved_from, renew.held.name) == ("supt", "committee", "Sue Park")


def test_somebody_who_left_shows_as_a_gap(cast: Cast) -> None:
    held = name_to_post(cast.sue.actor, post_by_id(cast.sue.actor, "gc"), cast.paula.person, now=NOW)
    assert not any("General counsel" in each for each in said_gaps(cast, GapKind.NOBODY_ANSWERS))
    cast.paula.person.is_active = False
    cast.paula.person.save()
    assert said_gaps(cast, GapKind.HAS_LEFT) == [
        "Paula Voss, who answers for “Exception for restricted data”, has left."
    ]
    leave_post(cast.sue.actor, held, now=NOW)
    assert not said_gaps(cast, GapKind.HAS_LEFT)


def test_posts_that_may_not_be_held_together_are_named(cast: Cast) -> None:
    post = post_by_id(cast.sue.actor, "records")
    name_to_post(cast.sue.actor, post, cast.priya.person, now=NOW)
    assert said_gaps(cast, GapKind.NOT_TOGETHER) == [
        "Priya Raman is “Data privacy officer” and “Records and public-records officer”, which one person may not be."
    ]


def test_a_change_keeps_what_was_before_and_why(cast: Cast) -> None:
    kind = kind_by_id(cast.sue.actor, "d_gateway")
    wanted = replace(kind.proposed, answers="dpo")
    with problem("responsibilities.reason_needed"):
        share_out(cast.sue.actor, kind, wanted, reason="  ", now=NOW)
    share_out(cast.sue.actor, kind, wanted, reason="Every rule is about student data first.", now=NOW)
    share_out(cast.sue.actor, kind, wanted, reason="", now=NOW)  # nothing changes, nothing is asked
    told = list(history_of("responsibility", "d_gateway"))
    assert len(told) == 1
    assert "A:cto" in told[0].values["before"] and "A:dpo" in told[0].values["after"]
    found = answers_for("d_gateway")
    assert found and found.held and found.held.name == "Priya Raman"


@pytest.mark.parametrize(
    "shares",
    [Shares("", ("cto",)), Shares("requester", ("cto",)), Shares("cto"), Shares("cto", ("nobody",)),
     Shares("cto", ("dpo", "dpo"))],
    ids=["nobody answers", "whoever asks answers", "nobody does it", "unknown post", "twice"],
)  # fmt: skip
def test_shares_that_leave_a_hole_are_refused(cast: Cast, shares: Shares) -> None:
    with problem("responsibilities.incomplete"):
        share_out(cast.sue.actor, kind_by_id(cast.sue.actor, "d_buy"), shares, reason="Because.", now=NOW)


def test_only_the_superintendent_changes_it_and_it_grants_nothing(cast: Cast) -> None:
    kind, post = kind_by_id(cast.ada.actor, "d_buy"), post_by_id(cast.ada.actor, "supt")
    for other in (cast.ada, cast.dana, cast.bo, cast.nora):
        with problem("not_allowed"):
            share_out(other.actor, kind, kind.proposed, reason="Mine.", now=NOW)
        with problem("not_allowed"):
            name_to_post(other.actor, post, other.person, now=NOW)
    name_to_post(cast.sue.actor, post_by_id(cast.sue.actor, "procurement"), cast.nora.person, now=NOW)
    assert not cast.nora.actor.may("budget.plan")


def test_a_post_is_held_by_one_who_could_sign_in_and_once(cast: Cast) -> None:
    post, committee = post_by_id(cast.sue.actor, "gc"), committee_seated(cast)
    for wrong in (cast.otto.person, cast.kim.person, committee):
        with problem("responsibilities.cannot_hold"):
            name_to_post(cast.sue.actor, post, wrong, now=NOW)
    name_to_post(cast.sue.actor, post, cast.priya.person, now=NOW)
    with problem("responsibilities.held_already"):
        name_to_post(cast.sue.actor, post, cast.priya.person, now=NOW)
    with problem("responsibilities.cannot_hold"):
        name_to_post(cast.sue.actor, post, cast.carl.person, now=NOW)
    with problem("responsibilities.cannot_hold"):
        name_to_post(cast.sue.actor, post_by_id(cast.sue.actor, "use_owner"), cast.carl.person, now=NOW)


def test_the_api_tells_and_refuses_the_same(cast: Cast) -> None:
    sue, ada, bo, nora = (caller(each, now=NOW) for each in (cast.sue, cast.ada, cast.bo, cast.nora))
    told = bo.get("/responsibilities").said
    assert len(told["kinds"]) == 20 and any(gap["is_serious"] for gap in told["gaps"])
    sent = {"answers": "dpo", "does": ["cto"], "asked": [], "told": [], "reason": "Privacy first."}
    assert ada.put("/responsibilities/d_kill", sent).status == 403
    assert sue.put("/responsibilities/d_kill", sent).said["held_by"]["name"] == "Priya Raman"
    assert sue.put("/responsibilities/d_nothing", sent).status == 404
    assert nora.post("/posts/supt/holders", {"person_id": str(cast.nora.person.pk)}).status == 403
