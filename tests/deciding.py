"""Things tests decide about, said briefly: a stated problem, and later what hangs on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cast import NOW, Cast, Member
from chalkline.approve.packets.api import put_on_agenda
from chalkline.approve.requests.api import Request, RequestTerms, file_request
from chalkline.approve.reviews.api import (
    KINDS,
    Recommendation,
    Replied,
    Reply,
    ReviewAnswer,
    answer_review,
    open_reviews,
    reviews_of,
)
from chalkline.approve.uses.api import ApprovedUse, grant_use
from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    Authority,
    Charter,
    Choice,
    Committee,
    Constituency,
    Light,
    Meeting,
    MeetingCall,
    call_meeting,
    cast_vote,
    charter_committee,
    motion_digest,
    note_arrival,
    open_meeting,
    put_item,
    seat_member,
)
from chalkline.govern.decisions.api import Decision, close_item
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import system_actor
from chalkline.purpose.problems.api import DistrictProblem, Evidence, GoalArea, Outcome, ProblemStatement, name_problem
from chalkline.purpose.use_cases.api import KindOfAI, UseCase, UseCaseOutline, propose_use_case
from chalkline.rulebook.api import Condition, ConditionKind
from chalkline.tools.register.api import register_tool

SUBJECT = SubjectRef("request", "3f0d6d0a-1111-4222-8333-444455556666", "a" * 64)


def statement(owner_id: str, **changes: Any) -> ProblemStatement:
    """A problem stated as it should be; ``changes`` replace parts of it."""
    whole = ProblemStatement(
        title="Adapting reading passages takes evenings",
        what_happens="Grade 4 teachers rewrite passages at three levels each week, mostly at home.",
        area=GoalArea.TEACHER_PRODUCTIVITY,
        evidence=(Evidence("Time log of 14 teachers over two weeks in September", "5.2 hours a week"),),
        outcome=Outcome("Time spent adapting passages", "hours a week", Decimal("5.2"), Decimal(2), date(2027, 5, 28)),
        owner_id=owner_id,
        tried="A shared folder of levelled passages; it covers a third of the units.",
    )
    return replace(whole, **changes)


def outline(**changes: Any) -> UseCaseOutline:
    """A use case as it should be; ``changes`` replace parts of it."""
    whole = UseCaseOutline(
        title="Adapt passages to three reading levels",
        how_it_helps="The teacher pastes a public passage and gets three levels to check and edit.",
        purpose="uc_leveling",
        kind=KindOfAI.GENERATIVE,
        roles=frozenset({"teacher"}),
        grade_bands=frozenset({"g35"}),
    )
    return replace(whole, **changes)


def problem_named(cast: Cast) -> DistrictProblem:
    """The problem above, owned and named by Carl."""
    return name_problem(cast.carl.actor, statement(cast.carl.actor.id), now=NOW)


CHARTER = Charter(
    name="AI oversight committee",
    purpose="Decides which AI may be used here, for which problem and with whose data.",
    authority=Authority.DECIDING,
    chosen_how="The superintendent seats members; each group names its own.",
    cadence="Monthly in the first year",
    conflict_rule="A member with an interest declares it, leaves the item, and does not count toward its quorum.",
    records_rule="Agenda three days before, minutes within a week, both public.",
    review_on=date(2027, 11, 1),
)
MEETING_AT = datetime(2026, 12, 3, 22, 0, tzinfo=UTC)
SEATS = {
    "carl": Constituency.CURRICULUM,
    "dana": Constituency.TECHNOLOGY,
    "priya": Constituency.PRIVACY,
    "paula": Constituency.ADMINISTRATOR,
    "tess": Constituency.TEACHER,
    "theo": Constituency.TEACHER,
    "fay": Constituency.FAMILY,
}
ADVISERS = {"sam": Constituency.TECHNOLOGY, "bo": Constituency.BOARD}
REVIEW = Condition(ConditionKind.REVIEW, "A teacher reads every passage before students see it.")


def committee_seated(cast: Cast, *, authority: Authority = Authority.DECIDING) -> Committee:
    """Seven voting members, Carl in the chair, and two advisers."""
    committee = charter_committee(cast.ada.actor, replace(CHARTER, authority=authority), now=NOW)
    for name, constituency in SEATS.items():
        chair = name == "carl"
        seat_member(cast.sue.actor, committee, member(cast, name).person, constituency, is_chair=chair, now=NOW)
    for name, constituency in ADVISERS.items():
        seat_member(cast.sue.actor, committee, member(cast, name).person, constituency, has_vote=False, now=NOW)
    return committee


def meeting_called(cast: Cast, committee: Committee | None = None) -> Meeting:
    """A meeting on December 3, called in good time."""
    return call_meeting(
        cast.ada.actor, committee or committee_seated(cast), MeetingCall(MEETING_AT, "Board room"), now=NOW
    )


def entry(**changes: Any) -> AgendaEntry:
    """What is put before the meeting: a yellow matter that Tess asked for and Priya reviewed."""
    whole = AgendaEntry(
        title="Diffit for adapting texts",
        light=Light.YELLOW,
        proposed=(REVIEW,),
        suggested_expires_on=date(2027, 6, 30),
        latest_expires_on=date(2027, 12, 3),
    )
    return replace(whole, **changes)


def item_put(cast: Cast, meeting: Meeting | None = None, subject: SubjectRef = SUBJECT, **changes: Any) -> AgendaItem:
    """Something on the agenda of a meeting."""
    return put_item(cast.ada.actor, meeting or meeting_called(cast), subject, entry(**changes), now=NOW)


def open_with(cast: Cast, meeting: Meeting, *names: str) -> None:
    """The chair opens the meeting, and these members come."""
    open_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    for name in names:
        note_arrival(member(cast, name).actor, meeting, member(cast, name).person, now=MEETING_AT)


def vote(cast: Cast, item: AgendaItem, name: str, choice: Choice, reason: str = "") -> None:
    """One vote on the motion as it stands."""
    said = reason or ("" if choice is Choice.FOR else "Not convinced.")
    current = AgendaItem.objects.get(pk=item.pk)
    cast_vote(member(cast, name).actor, item, choice, on_motion=motion_digest(current), reason=said, now=MEETING_AT)


def member(cast: Cast, name: str) -> Member:
    """Somebody of the cast by first name."""
    found: Member = getattr(cast, name)
    return found


def terms(cast: Cast, **changes: Any) -> RequestTerms:
    """What Tess asks for: Diffit to adapt texts, for grades 3–5 at her school, with no student data."""
    whole = RequestTerms(
        tool="diffit",
        purpose="uc_leveling",
        roles=frozenset({"teacher"}),
        grade_bands=frozenset({"g35"}),
        school_ids=frozenset({str(cast.alder.id)}),
        elements=frozenset({"public_docs"}),
        why="I rewrite three passages every Sunday.",
    )
    return replace(whole, **changes)


STUDENT_USE: dict[str, Any] = {
    "roles": frozenset({"teacher", "student"}),
    "elements": frozenset({"ai_prompt", "student_work"}),
}


def use_case_proposed(cast: Cast, **changes: Any) -> UseCase:
    """The use case above, on the problem above."""
    return propose_use_case(cast.carl.actor, problem_named(cast), outline(**changes), now=NOW)


def request_filed(cast: Cast, who: str = "tess", *, use_case: UseCase | None = None, **changes: Any) -> Request:
    """A request by somebody, with its reviews opened, as the reaction does."""
    register_tool(cast.dana.actor, "Diffit", now=NOW)
    filed = file_request(member(cast, who).actor, terms(cast, **changes), use_case=use_case, now=NOW)
    open_reviews(system_actor("reactions"), filed, now=NOW)
    filed.refresh_from_db()
    return filed


REVIEWERS = {
    "privacy": "priya",
    "curriculum": "carl",
    "security": "sam",
    "accessibility": "dana",
    "legal": "sue",
    "finance": "sue",
    "principal": "paula",
}


def answer(kind: str, *, students: bool = False, **changes: Any) -> ReviewAnswer:
    """A review of this kind that supports the request."""
    questions = [each.id for each in KINDS[kind].questions if students or not each.asked_of_students]
    whole = ReviewAnswer(
        recommendation=Recommendation.SUPPORT,
        summary="Nothing speaks against it.",
        replies=tuple(Replied(question, Reply.YES) for question in questions),
    )
    return replace(whole, **changes)


def reviewed(cast: Cast, request: Request, **changes: ReviewAnswer) -> Request:
    """Every review of the request is sent, by who has the role. ``changes``: other answers, by kind."""
    students = "student" in request.roles
    for review in reviews_of(request):
        if review.state == "open":
            said = changes.get(review.kind) or answer(review.kind, students=students)
            answer_review(member(cast, REVIEWERS[review.kind]).actor, review, said, now=NOW)
    request.refresh_from_db()
    return request


def ready_request(cast: Cast, who: str = "tess", **changes: Any) -> Request:
    """A reviewed request with a problem behind it."""
    purpose = changes.get("purpose", "uc_leveling")
    return reviewed(cast, request_filed(cast, who, use_case=use_case_proposed(cast, purpose=purpose), **changes))


def decided_by_all(cast: Cast, item: AgendaItem, choice: Choice = Choice.FOR) -> Decision:
    """Every member of the cast's committee comes and votes alike; whoever may not, does not; the chair closes."""
    open_with(cast, item.meeting, *(name for name in SEATS if name != "carl"))
    barred = {row["person_id"] for row in item.barred}
    for name in SEATS:
        if member(cast, name).actor.id not in barred:
            vote(cast, item, name, choice)
    chair = next(member(cast, name) for name in SEATS if member(cast, name).actor.id not in barred)
    return close_item(chair.actor, item, now=MEETING_AT)


def use_granted(cast: Cast, **changes: Any) -> ApprovedUse:
    """The whole way: asked, reviewed, decided, granted."""
    item = put_on_agenda(cast.ada.actor, ready_request(cast, **changes), meeting_called(cast), now=NOW)
    return grant_use(system_actor("reactions"), decided_by_all(cast, item), now=MEETING_AT)
