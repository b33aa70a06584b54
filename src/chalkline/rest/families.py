"""/api/v1/choices and /access-requests: what families have said, and what they ask to see. For those who answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.data.access.api import (
    AccessAsked,
    AccessRequest,
    access_by_id,
    access_requests,
    answer_access,
    identify_asker,
    record_access_request,
)
from chalkline.data.families.api import (
    Choice,
    HeardBy,
    Said,
    child_by_id,
    children,
    choice_by_id,
    choices_in_force,
    record_choice,
    withdraw_choice,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Person
from chalkline.report.held.api import take_out_what_is_held
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)
from chalkline.tools.register.api import registered

router = Place(tags=["families"])


class StudentTold(Schema):
    """A student the caller answers for."""

    id: str
    name: str
    grade: str
    school: str


class StudentPage(Page[StudentTold]):
    """Students the caller answers for, by name."""


class ChoiceTold(Schema):
    """What a family said about a tool. ``until`` null: it holds."""

    id: str
    student: Named
    tool: str
    said: Said
    heard_by: HeardBy
    since: datetime
    until: datetime | None


class ChoicePage(Page[ChoiceTold]):
    """What holds now."""


class ChoiceSaid(Sent):
    """What a family says now, and how the school heard it."""

    model_config = like(
        student_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", tool="magicschool", said="no", heard_by="talk"
    )

    student_id: Id
    tool: Short
    said: Said
    heard_by: HeardBy


class Taken(Sent):
    """How the family's taking back was heard."""

    model_config = like(heard_by="talk")

    heard_by: HeardBy = HeardBy.TALK


class AccessTold(Schema):
    """A request to see what is held about a child."""

    id: str
    child_said: str
    asker: str
    state: str
    received_on: date
    due_on: date
    late: bool
    settled_on: date | None


class AccessPage(Page[AccessTold]):
    """Requests, what is due first on top."""


class AccessSaid(Sent):
    """A request as it came in; the limit of the law runs from that day."""

    model_config = like(child="Kim Sato, grade 4", asker="Her mother", reach="555-0104", received_on="2026-11-02")

    child: Short
    asker: Short
    reach: Short
    wish: Text = ""
    received_on: date


class AskerKnown(Sent):
    """Which child it is, and how it is known that the asker may see its data."""

    model_config = like(
        student_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", known_by="School records name her as mother."
    )

    student_id: Id
    known_by: Text


class How(Sent):
    """How it was settled."""

    model_config = like(how="Printed, handed over and explained.")

    how: Text


@router.get("/students", response={200: StudentPage, REFUSALS: ProblemDocument})
def find_students(request: HttpRequest, span: Query[Span], search: Short = "") -> object:
    """Students the caller answers for, by name or number."""
    return paged(children(who(request), search), span, _student)


@router.get("/choices", response={200: ChoicePage, REFUSALS: ProblemDocument})
def list_choices(request: HttpRequest, span: Query[Span]) -> object:
    """What families have said that holds now, of the students the caller answers for."""
    return paged(choices_in_force(who(request)), span, _choice)


@router.post("/choices", response={201: ChoiceTold, REFUSALS: ProblemDocument})
def record_a_choice(request: HttpRequest, said: ChoiceSaid) -> object:
    """Take down what a family said. Gateways follow it within seconds."""
    actor = who(request)
    child = child_by_id(actor, said.student_id)
    made = record_choice(actor, child, registered(said.tool), said.said, said.heard_by, now=utc_now())
    return created(_choice(choice_by_id(actor, str(made.pk))))


@router.post("/choices/{choice_id}/take-back", response={200: ChoiceTold, REFUSALS: ProblemDocument})
def take_a_choice_back(request: HttpRequest, choice_id: UUID, taken: Taken) -> object:
    """The family takes back what it said."""
    actor = who(request)
    return _choice(withdraw_choice(actor, choice_by_id(actor, str(choice_id)), taken.heard_by, now=utc_now()))


@router.get("/access-requests", response={200: AccessPage, REFUSALS: ProblemDocument})
def list_access_requests(request: HttpRequest, span: Query[Span]) -> object:
    """Every request to see what is held about a child."""
    return paged(access_requests(who(request)), span, _access)


@router.post("/access-requests", response={201: AccessTold, REFUSALS: ProblemDocument})
def record_an_access_request(request: HttpRequest, said: AccessSaid) -> object:
    """Take down a request, with the day on which it came in."""
    asked = AccessAsked(said.child, said.asker, said.reach, said.wish)
    return created(_access(record_access_request(who(request), asked, received_on=said.received_on, now=utc_now())))


@router.post("/access-requests/{access_id}/identify", response={200: AccessTold, REFUSALS: ProblemDocument})
def identify_who_asks(request: HttpRequest, access_id: UUID, known: AskerKnown) -> object:
    """Say which child it is, and how it is known who asks."""
    actor = who(request)
    asked, child = access_by_id(actor, str(access_id)), child_by_id(actor, known.student_id)
    return _access(identify_asker(actor, asked, child, known_by=known.known_by, now=utc_now()))


# Not by router.post: its answer must not be kept for a day, as answers to calls that may be repeated are.
@router.api_operation(
    ["POST"], "/access-requests/{access_id}/held", response={200: dict[str, Any], REFUSALS: ProblemDocument}
)
def take_out_held(request: HttpRequest, access_id: UUID) -> object:
    """Everything held about the child, for its family. Each taking out is a fact."""
    actor = who(request)
    return take_out_what_is_held(actor, access_by_id(actor, str(access_id)), now=utc_now())


@router.post("/access-requests/{access_id}/answer", response={200: AccessTold, REFUSALS: ProblemDocument})
def answer_an_access_request(request: HttpRequest, access_id: UUID, how: How) -> object:
    """Say that the family has what it asked for."""
    actor = who(request)
    return _access(answer_access(actor, access_by_id(actor, str(access_id)), how=how.how, now=utc_now()))


def _student(child: Person) -> StudentTold:
    return StudentTold(
        id=str(child.pk), name=str(child), grade=child.grade, school=child.school.name if child.school else ""
    )


def _choice(choice: Choice) -> ChoiceTold:
    return ChoiceTold(
        id=str(choice.pk),
        student=Named(id=str(choice.child_id), name=str(choice.child)),
        tool=choice.tool.slug,
        said=Said(choice.said),
        heard_by=HeardBy(choice.heard_by),
        since=choice.recorded_at,
        until=choice.withdrawn_at,
    )


def _access(asked: AccessRequest) -> AccessTold:
    return AccessTold(
        id=str(asked.pk),
        child_said=asked.child_said,
        asker=asked.asker,
        state=asked.state,
        received_on=asked.received_on,
        due_on=asked.due_on,
        late=asked.settled_on is None and asked.due_on < localdate(),
        settled_on=asked.settled_on,
    )
