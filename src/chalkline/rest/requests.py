"""/api/v1/requests: who asks to use what, how it is looked at, and putting it before a committee."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field

from chalkline.approve.packets.api import put_on_agenda, take_off_agenda
from chalkline.approve.requests.api import (
    RequestState,
    RequestTerms,
    attach_use_case,
    join_request,
    moves_of,
    request_by_id,
    requests,
    revise_request,
    similar_requests,
    withdraw_request,
)
from chalkline.approve.reviews.api import reviews_of
from chalkline.approve.uses.api import ask_for
from chalkline.govern.committees.api import meeting_by_id
from chalkline.govern.custom_fields.api import About
from chalkline.kernel.clock import utc_now
from chalkline.purpose.use_cases.api import use_case_by_id
from chalkline.rest.lists import Listing, by_own_fields, chosen, listed
from chalkline.rest.requests_told import (
    ASKED,
    RequestFollowed,
    RequestPage,
    RequestTold,
    Similar,
    Step,
    holder_told,
    request_told,
)
from chalkline.rest.reviews import review_told
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
    Named,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Text,
    Why,
    created,
    like,
    who,
)

router = Place(tags=["requests"])
MINE = "mine"
REQUEST_SORTS = {
    "tool": "tool__folded", "state": "state", "asked": "asked_count", "by": "asked_by__family_name", "on": "filed_at",
}  # fmt: skip


class Terms(Sent):
    """Which people may use which tool for what, where, with which data."""

    model_config = like(**ASKED)

    tool: Id
    purpose: Id
    roles: list[Id] = Field(max_length=50)
    grade_bands: list[Id] = Field(max_length=20)
    school_ids: list[UUID] = Field([], max_length=500, description="Empty for every school.")
    elements: list[Id] = Field([], max_length=200)
    why: Text
    costs: Literal["", "yes", "no"] = Field("", description="Whether it costs money; empty where nobody knows.")

    def terms(self) -> RequestTerms:
        """As the command takes it."""
        return RequestTerms(
            tool=self.tool,
            purpose=self.purpose,
            roles=frozenset(self.roles),
            grade_bands=frozenset(self.grade_bands),
            school_ids=frozenset(map(str, self.school_ids)),
            elements=frozenset(self.elements),
            why=self.why,
            costs=self.costs,
        )


class RequestFiled(Terms):
    """A request, with a use case behind it if there is one already."""

    model_config = like(**ASKED, use_case_id=None, insists_because="")

    use_case_id: UUID | None = None
    insists_because: Text = Field("", description="Why it is asked anew though it is approved or on its way.")


class UseCaseChosen(Sent):
    """The use case, and so the problem, behind a request."""

    model_config = like(use_case_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    use_case_id: UUID


class RequestMeetingChosen(Sent):
    """The meeting whose agenda it goes on."""

    model_config = like(meeting_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    meeting_id: UUID


@router.get("/requests", response={200: RequestPage, REFUSALS: ProblemDocument})
def list_requests(request: HttpRequest, listing: Query[Listing], state: Id = "", asked_by: Id = "") -> object:
    """Requests, newest first. ``state``; ``asked_by``: somebody's id, or mine; custom fields as ``own-KEY``. They are
    sorted by tool, state, asked, by or on.
    """
    actor = who(request)
    person = actor.id if asked_by == MINE else asked_by
    rows = requests(actor, search=listing.q, state=chosen("state", state, RequestState), asked_by=person)
    return listed(by_own_fields(request, rows, About.REQUEST), listing, REQUEST_SORTS, request_told)


@router.post("/requests/similar", response={200: list[Similar], REFUSALS: ProblemDocument})
def find_similar_requests(request: HttpRequest, wanted: Terms) -> object:
    """Requests for the same tool that are on their way: look here before filing anew."""
    return [
        Similar(request=request_told(each.request), same_purpose=each.same_purpose, is_mine=each.is_mine)
        for each in similar_requests(who(request), wanted.terms())
    ]


@router.post("/requests", response={201: RequestTold, REFUSALS: ProblemDocument})
def file_a_request(request: HttpRequest, wanted: RequestFiled) -> object:
    """Ask to use a tool. Without a problem behind it, it cannot be decided."""
    actor = who(request)
    use_case = use_case_by_id(actor, str(wanted.use_case_id)) if wanted.use_case_id else None
    insists = wanted.insists_because
    return created(request_told(ask_for(actor, wanted.terms(), use_case=use_case, insists=insists, now=utc_now())))


@router.get("/requests/{request_id}", response={200: RequestFollowed, REFUSALS: ProblemDocument})
def read_request(request: HttpRequest, request_id: UUID) -> object:
    """One request, followed like a parcel."""
    found = request_by_id(who(request), str(request_id))
    return RequestFollowed(
        **request_told(found).dict(),
        way=[Step(state=move.state, at=move.at) for move in moves_of(found)],
        reviews=[review_told(review) for review in reviews_of(found)],
        holder=holder_told(found),
    )


@router.put("/requests/{request_id}", response={200: RequestTold, REFUSALS: ProblemDocument})
def revise_a_request(request: HttpRequest, request_id: UUID, wanted: Terms) -> object:
    """Change what is asked for, as long as it is not before a meeting."""
    actor = who(request)
    return request_told(revise_request(actor, request_by_id(actor, str(request_id)), wanted.terms(), now=utc_now()))


@router.post("/requests/{request_id}/join", response={200: RequestTold, REFUSALS: ProblemDocument})
def join_a_request(request: HttpRequest, request_id: UUID) -> object:
    """Ask for the same. Whoever joins neither reviews nor decides it."""
    actor = who(request)
    return request_told(join_request(actor, request_by_id(actor, str(request_id)), now=utc_now()))


@router.post("/requests/{request_id}/withdraw", response={200: RequestTold, REFUSALS: ProblemDocument})
def withdraw_a_request(request: HttpRequest, request_id: UUID, why: Why) -> object:
    """Stop asking. While others ask for the same, it goes on."""
    actor = who(request)
    found = request_by_id(actor, str(request_id))
    return request_told(withdraw_request(actor, found, reason=why.reason, now=utc_now()))


@router.put("/requests/{request_id}/use-case", response={200: RequestTold, REFUSALS: ProblemDocument})
def put_a_use_case_behind(request: HttpRequest, request_id: UUID, chosen: UseCaseChosen) -> object:
    """Put a use case, and so a problem, behind a request."""
    actor = who(request)
    use_case = use_case_by_id(actor, str(chosen.use_case_id))
    return request_told(attach_use_case(actor, request_by_id(actor, str(request_id)), use_case, now=utc_now()))


@router.post("/requests/{request_id}/agenda", response={201: Named, REFUSALS: ProblemDocument})
def put_a_request_on_an_agenda(request: HttpRequest, request_id: UUID, chosen: RequestMeetingChosen) -> object:
    """Put exactly this version of it before a meeting. Answers with the agenda item."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(chosen.meeting_id))
    item = put_on_agenda(actor, request_by_id(actor, str(request_id)), meeting, now=utc_now())
    return created(Named(id=str(item.pk), name=item.title))


@router.post("/requests/{request_id}/agenda/take-off", response={204: None, REFUSALS: ProblemDocument})
def take_a_request_off_its_agenda(request: HttpRequest, request_id: UUID, why: Why) -> object:
    """Take it off its agenda, so that it can be changed or put there anew."""
    actor = who(request)
    take_off_agenda(actor, request_by_id(actor, str(request_id)), reason=why.reason, now=utc_now())
    return NOTHING
