"""What goes before a committee is exactly one version: reviewed, with a problem, kept as it was."""

from __future__ import annotations

from datetime import date

import pytest

from cast import NOW, Cast
from chalkline.approve.packets.api import (
    is_current,
    packet_by_digest,
    packet_of,
    put_on_agenda,
    return_from_agenda,
    take_off_agenda,
)
from chalkline.approve.requests.api import attach_use_case, join_request, revise_request
from chalkline.approve.requests.models import Request
from chalkline.approve.reviews.api import Finding, Recommendation, Severity, answer_review, review_again, reviews_of
from chalkline.govern.committees.api import (
    AgendaItem,
    adjourn_meeting,
    entry_of,
    motion_of,
    open_meeting,
    standing_of,
    waiting_item,
)
from chalkline.kernel.canonical import digest_of
from chalkline.ledger.api import history_of
from chalkline.purpose.problems.api import revise_problem
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy
from deciding import (
    MEETING_AT,
    STUDENT_USE,
    answer,
    committee_seated,
    meeting_called,
    member,
    ready_request,
    request_filed,
    reviewed,
    statement,
    terms,
    use_case_proposed,
)
from expecting import problem

NAMES_OUT = Condition(ConditionKind.OTHER, "No student names.", KeptBy.GATEWAY)


def test_a_request_without_a_problem_cannot_be_put_to_the_committee_and_says_so(cast: Cast) -> None:
    filed = reviewed(cast, request_filed(cast))
    meeting = meeting_called(cast)
    assert packet_of(filed) is None
    with problem("requests.no_problem"):
        put_on_agenda(cast.ada.actor, filed, meeting, now=NOW)
    attach_use_case(cast.tess.actor, filed, use_case_proposed(cast), now=NOW)
    assert put_on_agenda(cast.ada.actor, filed, meeting, now=NOW).title == (
        "Diffit: Adjust reading level and scaffold texts"
    )
    assert Request.objects.get(pk=filed.pk).state == "on_agenda"


def test_every_review_comes_first(cast: Cast) -> None:
    filed = request_filed(cast, use_case=use_case_proposed(cast))
    with problem("requests.not_now"):
        put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)


def test_changed_terms_do_not_slip_past_the_reviews(cast: Cast) -> None:
    filed = ready_request(cast)
    revise_request(cast.tess.actor, filed, terms(cast, grade_bands=frozenset({"g912"})), now=NOW)
    with problem("packets.unanswered"):
        put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)


def test_a_review_by_somebody_who_asks_for_the_same_does_not_count(cast: Cast) -> None:
    filed = ready_request(cast)
    join_request(cast.sam.actor, filed, now=NOW)
    meeting = meeting_called(cast)
    with problem("packets.own_review"):
        put_on_agenda(cast.ada.actor, filed, meeting, now=NOW)
    security = next(each for each in reviews_of(filed) if each.kind == "security")
    review_again(cast.dana.actor, security, reason="Sam asks for it too.", now=NOW)
    anew = next(each for each in reviews_of(filed) if each.kind == "security")
    answer_review(cast.dana.actor, anew, answer("security"), now=NOW)
    put_on_agenda(cast.ada.actor, filed, meeting, now=NOW)


def test_a_reviewer_does_not_join_what_is_before_the_meeting(cast: Cast) -> None:
    filed = ready_request(cast)
    put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    with problem("requests.reviewed_it"):
        join_request(cast.sam.actor, filed, now=NOW)


def test_who_joins_while_it_is_on_the_agenda_loses_the_vote(cast: Cast) -> None:
    filed = ready_request(cast)
    item = put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    join_request(cast.theo.actor, filed, now=NOW)
    barred = {each.person_id for each in entry_of(AgendaItem.objects.get(pk=item.pk)).barred}
    assert barred == {cast.tess.actor.id, cast.theo.actor.id}


def test_the_item_carries_who_may_not_vote_who_reviewed_and_what_they_ask_for(cast: Cast) -> None:
    with_names_out = answer(
        "privacy", students=True, recommendation=Recommendation.SUPPORT_WITH_CONDITIONS, conditions=(NAMES_OUT,)
    )
    filed = ready_request(cast, **STUDENT_USE)
    security = next(each for each in reviews_of(filed) if each.kind == "privacy")
    review_again(cast.priya.actor, security, reason="A condition was missing.", now=NOW)
    reviewed(cast, filed, privacy=with_names_out)
    item = put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    entry = entry_of(item)
    assert entry.proposed == (NAMES_OUT,)
    assert entry.scored_by == {each.actor.id for each in (cast.priya, cast.carl, cast.sam, cast.dana)}
    assert [each.person_id for each in entry.barred] == [cast.tess.actor.id]
    assert motion_of(item).outcome == "approve_with_conditions"
    assert (entry.suggested_expires_on, entry.latest_expires_on) == (date(2027, 6, 30), date(2027, 12, 2))


def test_an_objection_makes_approval_an_override(cast: Cast) -> None:
    objection = answer(
        "security",
        recommendation=Recommendation.OBJECT,
        summary="Passwords are sent in the clear.",
        findings=(Finding(Severity.RED_FLAG, "Passwords are sent in the clear."),),
    )
    filed = request_filed(cast, use_case=use_case_proposed(cast))
    reviewed(cast, filed, security=objection)
    item = put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    assert entry_of(item).objections == ("Security review: Passwords are sent in the clear.",)
    assert standing_of(item).tally.rule == "two_thirds"


def test_the_packet_is_kept_as_it_was_and_its_digest_is_what_is_decided(cast: Cast) -> None:
    filed = ready_request(cast)
    item = put_on_agenda(cast.ada.actor, filed, meeting_called(cast), now=NOW)
    kept = packet_by_digest(cast.fay.actor, item.subject_digest)
    assert kept is not None and digest_of(kept.content) == item.subject_digest == kept.digest
    assert kept.content["problem"]["title"] == "Adapting reading passages takes evenings"
    assert is_current(filed, item.subject_digest)
    use_case = filed.use_case
    assert use_case is not None
    anew = statement(cast.carl.actor.id, title="Something else entirely")
    revise_problem(cast.carl.actor, use_case.problem, anew, because="New numbers.", now=NOW)
    again = Request.objects.select_related("tool", "use_case__problem").get(pk=filed.pk)
    assert not is_current(again, item.subject_digest)
    still = packet_by_digest(cast.fay.actor, item.subject_digest)
    assert still is not None and still.content["problem"]["title"] == "Adapting reading passages takes evenings"


@pytest.mark.parametrize("who", ["nora", "sue", "otto", "bo"])
def test_without_a_seat_nobody_puts_things_on_the_agenda(cast: Cast, who: str) -> None:
    filed = ready_request(cast)
    meeting = meeting_called(cast, committee_seated(cast))
    if who == "bo":  # an adviser has a seat
        assert put_on_agenda(cast.bo.actor, filed, meeting, now=NOW)
        return
    with problem("not_allowed"):
        put_on_agenda(member(cast, who).actor, filed, meeting, now=NOW)


def test_taken_off_it_is_ready_again_and_can_be_changed(cast: Cast) -> None:
    filed = ready_request(cast)
    meeting = meeting_called(cast)
    put_on_agenda(cast.ada.actor, filed, meeting, now=NOW)
    with problem("packets.reason_needed"):
        take_off_agenda(cast.ada.actor, filed, reason="", now=NOW)
    with problem("not_allowed"):
        take_off_agenda(cast.nora.actor, filed, reason="No.", now=NOW)
    assert take_off_agenda(cast.ada.actor, filed, reason="New facts.", now=NOW).state == "ready"
    with problem("requests.not_now"):
        take_off_agenda(cast.ada.actor, filed, reason="Again.", now=NOW)
    assert put_on_agenda(cast.ada.actor, filed, meeting, now=NOW).number == 2


def test_what_a_meeting_did_not_reach_is_ready_for_the_next(cast: Cast) -> None:
    filed = ready_request(cast)
    committee = committee_seated(cast)
    meeting = meeting_called(cast, committee)
    put_on_agenda(cast.ada.actor, filed, meeting, now=NOW)
    open_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    adjourn_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    told = history_of("request", str(filed.id))[0]
    assert told.kind == "govern.item.carried_over/1"
    return_from_agenda(told, now=MEETING_AT)
    assert Request.objects.get(pk=filed.pk).state == "ready"
    put_on_agenda(cast.ada.actor, filed, meeting_called(cast, committee), now=NOW)
    return_from_agenda(told, now=MEETING_AT)
    assert Request.objects.get(pk=filed.pk).state == "on_agenda"
    assert waiting_item("request", str(filed.id)) is not None
