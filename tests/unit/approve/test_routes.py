"""How much care a request needs follows from rules that everybody can read, and decides which way it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.approve.packets.api import decide_request, packet_by_digest
from chalkline.approve.requests.api import RequestTerms
from chalkline.approve.reviews.api import kinds_spared, reviews_of
from chalkline.approve.routes.api import (
    TESTS,
    Lane,
    Rules,
    Test,
    adopt_rules,
    propose_rules,
    put_rules_on_agenda,
    route_of,
    rules_in_force,
)
from chalkline.approve.routes.rules import Known, assess, lane_of, what_holds
from chalkline.approve.routes.words import CARE
from chalkline.approve.uses.api import ApprovedUse, follow_decision, follow_taken_back
from chalkline.govern.committees.api import Choice, Light, Outcome, put_item
from chalkline.govern.decisions.api import Decision
from chalkline.govern.delegations.api import Look, Said, put_look_on_agenda, settle_look
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import Told, history_of
from chalkline.people.api import Role, grant_role, system_actor
from chalkline.rulebook.api import BANDS, NO_CLASS, vocabulary
from deciding import (
    MEETING_AT,
    STUDENT_USE,
    committee_seated,
    decided_by_all,
    entry,
    meeting_called,
    member,
    ready_request,
    request_filed,
    reviewed,
)
from delegating import delegation_in_force
from expecting import problem

CHALKLINE = system_actor("reactions")
YES = Said(Outcome.APPROVE, "It sees public texts only.", expires_on=date(2027, 6, 30))
WORDS = vocabulary()
BY_CARE = sorted(WORDS.elements, key=lambda each: WORDS.elements[each].classification)
elements = st.frozensets(st.sampled_from(BY_CARE), min_size=1, max_size=4)
wishes = st.builds(
    RequestTerms,
    tool=st.just("diffit"),
    purpose=st.sampled_from(sorted(WORDS.purposes)),
    roles=st.sampled_from([frozenset({"teacher"}), frozenset({"teacher", "student"})]),
    grade_bands=st.frozensets(st.sampled_from([*BANDS, NO_CLASS]), min_size=1),
    school_ids=st.just(frozenset()),
    elements=elements,
    why=st.just("Because."),
)
levels = st.sampled_from([None, *Light])
rule_sets = st.builds(Rules, levels=st.fixed_dictionaries(dict.fromkeys(Test, levels)))
knowns = st.builds(
    Known, listed=elements, open_gates=st.sampled_from([(), ("Encryption",)]), trains=st.none() | st.booleans()
)


@given(wishes, elements, rule_sets, knowns, st.booleans())
def test_more_data_students_or_an_open_gate_never_lower_the_level(
    wish: RequestTerms, more: frozenset[str], rules: Rules, known: Known, judges: bool
) -> None:
    def level(terms: RequestTerms, knows: Known = known, judging: bool = judges) -> int:
        return CARE[assess(what_holds(terms, WORDS, knows, judges_people=judging), rules).level]

    now = level(wish)
    assert level(replace(wish, elements=wish.elements | more)) >= now
    assert level(replace(wish, roles=wish.roles | {"student"})) >= now
    assert level(wish, judging=True) >= now
    assert level(wish, replace(known, open_gates=("Age", *known.open_gates))) >= now
    assert level(wish, replace(known, listed=frozenset())) >= now


@given(wishes, rule_sets, knowns)
def test_no_rules_ask_for_less_than_the_floor_and_red_always_goes_to_the_full_committee(
    wish: RequestTerms, rules: Rules, known: Known
) -> None:
    holds = what_holds(wish, WORDS, known, judges_people=False)
    found = assess(holds, rules)
    for test in holds:
        floor = TESTS[test].floor
        assert floor is None or CARE[found.level] >= CARE[floor]
    assert all(CARE[each.level] <= CARE[found.level] for each in found.spoke)
    if found.level is Light.RED:
        assert lane_of(found.level, somebody_may_decide=True) is Lane.FULL


def test_the_route_says_which_rules_spoke(cast: Cast) -> None:
    plain_request = request_filed(cast)
    plain = route_of(plain_request)
    assert (plain.level, plain.lane, plain.assessed.spoke) == (Light.GREEN, Lane.STANDARD, ())
    assert kinds_spared(plain_request) == ()
    students = route_of(request_filed(cast, "theo", **STUDENT_USE))
    assert students.level is Light.YELLOW
    assert {each.test for each in students.assessed.spoke} >= {Test.STUDENTS, Test.YOUNG, Test.PERSONAL}


def test_in_the_fast_lane_one_person_decides_and_the_use_follows(cast: Cast) -> None:
    given_by = delegation_in_force(cast)
    ready = ready_request(cast)
    assert [each.kind for each in reviews_of(ready)] == ["security"]  # the fast lane asks for the least
    assert [each.id for each in kinds_spared(ready)] == ["curriculum"]
    route = route_of(ready)
    assert route.lane is Lane.FAST and [str(each.person) for each in route.delegates] == ["Ada Lind"]
    decision = decide_request(cast.ada.actor, ready, given_by, YES, now=NOW)
    kept = packet_by_digest(cast.ada.actor, decision.subject_digest)
    assert kept is not None and kept.content["route"]["level"] == "green"
    follow_decision(_fact(decision), now=NOW)
    use = ApprovedUse.objects.get()
    assert use.decision == decision and use.elements == ["public_docs"]
    ready.refresh_from_db()
    assert ready.state == "approved"


def test_nobody_decides_what_they_asked_joined_or_reviewed(cast: Cast) -> None:
    given_by = delegation_in_force(cast, role=Role.TECHNOLOGY_DIRECTOR)
    grant_role(cast.sue.actor, cast.tess.person, Role.TECHNOLOGY_DIRECTOR, now=NOW)
    ready = ready_request(cast)
    with problem("not_allowed"):  # Tess asked
        decide_request(cast.tess.actor, ready, given_by, YES, now=NOW)
    for name in ("ada", "sue", "priya", "theo"):  # nobody gave them the right
        with problem("not_allowed"):
            decide_request(member(cast, name).actor, ready, given_by, YES, now=NOW)
    decided = decide_request(cast.dana.actor, ready, given_by, YES, now=NOW)  # Sam reviewed, not Dana
    assert decided.closed_by == cast.dana.person


def test_who_reviewed_it_does_not_decide_it_and_an_objection_goes_to_the_committee(cast: Cast) -> None:
    from chalkline.approve.reviews.api import Finding, Recommendation, Severity, answer_review, review_again
    from deciding import answer, request_filed, use_case_proposed

    given_by = delegation_in_force(cast, role=Role.SECURITY_LEAD)
    ready = reviewed(cast, request_filed(cast, use_case=use_case_proposed(cast)))
    with problem("delegations.own_matter"):
        decide_request(cast.sam.actor, ready, given_by, YES, now=NOW)
    other = delegation_in_force_again(cast, given_by.committee)
    review = reviews_of(ready)[0]
    again = review_again(cast.sam.actor, review, reason="New findings.", now=NOW)
    objects = answer(
        "security",
        recommendation=Recommendation.OBJECT,
        findings=(Finding(Severity.RED_FLAG, "Passwords in the clear."),),
    )
    answer_review(cast.sam.actor, again, objects, now=NOW)
    ready.refresh_from_db()
    with problem("packets.for_the_committee"):
        decide_request(cast.ada.actor, ready, other, YES, now=NOW)


def delegation_in_force_again(cast: Cast, committee: object) -> object:
    return delegation_in_force(cast, committee, role=Role.AI_COORDINATOR)  # type: ignore[arg-type]  # a committee


def test_what_the_committee_takes_back_ends_and_the_committee_decides_itself(cast: Cast) -> None:
    committee = committee_seated(cast)
    given_by = delegation_in_force(cast, committee)
    ready = ready_request(cast)
    decision = decide_request(cast.ada.actor, ready, given_by, YES, now=MEETING_AT)
    follow_decision(_fact(decision), now=MEETING_AT)
    item = put_look_on_agenda(cast.ada.actor, Look.objects.get(), meeting_called(cast, committee), now=NOW)
    settle_look(CHALKLINE, decided_by_all(cast, item, Choice.AGAINST), now=MEETING_AT)
    told = next(each for each in history_of("decision", str(decision.pk)) if each.kind.endswith("pulled_back/1"))
    follow_taken_back(told, now=MEETING_AT)
    ready.refresh_from_db()
    assert {each.kind for each in reviews_of(ready) if each.state == "open"} == {"curriculum"}  # left out before
    assert ready.state == "in_review" and ApprovedUse.objects.get().state == "ended"


def test_only_the_committee_changes_the_rules(cast: Cast) -> None:
    committee = committee_seated(cast)
    stricter = Rules({**Rules().levels, Test.NO_AGREEMENT: Light.RED}, principal_first=True)
    with problem("not_allowed"):
        propose_rules(cast.nora.actor, stricter, because="So.", now=NOW)
    for weak in ({Test.RESTRICTED: Light.YELLOW}, {Test.STUDENTS: None}):
        with problem("routes.below_floor"):
            propose_rules(cast.ada.actor, Rules({**Rules().levels, **weak}), because="Simpler.", now=NOW)
    made = propose_rules(cast.ada.actor, stricter, because="Schedules come first.", now=NOW)
    assert rules_in_force()[1] == ""
    item = put_rules_on_agenda(cast.ada.actor, made, meeting_called(cast, committee), now=NOW)
    adopt_rules(CHALKLINE, decided_by_all(cast, item), now=MEETING_AT)
    assert rules_in_force() == (stricter, made.digest)
    filed = request_filed(cast, **STUDENT_USE)
    assert route_of(filed).level is Light.RED
    assert [each.kind for each in reviews_of(filed)] == ["principal"]  # Paula is asked first
    reviewed(cast, filed)
    assert {each.kind for each in reviews_of(filed)} > {"principal", "privacy", "legal", "accessibility"}


def _fact(decision: Decision) -> Told:
    return next(each for each in history_of("decision", str(decision.pk)) if each.kind.endswith("delegated/1"))


def test_an_item_of_another_kind_changes_no_rules(cast: Cast) -> None:
    item = put_item(cast.ada.actor, meeting_called(cast), SubjectRef("route_rules", "x", "b" * 64), entry(), now=NOW)
    assert adopt_rules(CHALKLINE, decided_by_all(cast, item), now=MEETING_AT) is None
