"""/api/v1/evaluations: evaluations of tools, their standing, what is answered and found, and their exchange."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.http import HttpRequest

from chalkline.kernel.clock import utc_now
from chalkline.kernel.pacing import Count
from chalkline.people.api import person_by_id, system_actor
from chalkline.rest.evaluations_told import (
    AllFound,
    AnswersChanged,
    AnswersSent,
    AskedBack,
    EvaluationBegun,
    EvaluationFileSent,
    EvaluationFileTold,
    EvaluationPage,
    EvaluationTold,
    LinkAsked,
    LinkMade,
    RiskEnded,
    RiskSent,
    SharedTold,
    Summary,
    TakenAsked,
    told,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Place,
    ProblemDocument,
    Query,
    Short,
    Span,
    created,
    paged,
    who,
)
from chalkline.tools.evaluations.api import (
    Assessed,
    accept_risk,
    answer_from_documents,
    ask_back,
    assess_answers,
    end_accepted_risk,
    evaluation_by_id,
    evaluations,
    export_evaluation,
    finish_evaluation,
    make_vendor_link,
    read_document,
    receive_shared,
    revoke_vendor_link,
    save_answers,
    shared_by_id,
    start_evaluation,
    submit_answers,
    take_over_shared,
    too_often,
)
from chalkline.tools.register.api import register_tool, registered, tool_by_slug

router = Place(tags=["evaluations"])
VISITOR = system_actor("vendor_link")
BY_LINK = Count(most=300, seconds=600)  # one every two seconds: no person answers faster


@router.get("/evaluations", response={200: EvaluationPage, REFUSALS: ProblemDocument})
def list_evaluations(request: HttpRequest, span: Query[Span]) -> object:
    """Every evaluation, with its standing today."""
    return paged(evaluations(who(request)), span, told)


@router.post("/evaluations", response={201: EvaluationTold, REFUSALS: ProblemDocument})
def begin_an_evaluation(request: HttpRequest, given: EvaluationBegun) -> object:
    """Begin an evaluation of a tool."""
    made = start_evaluation(
        who(request),
        registered(given.tool),
        facets=given.facets,
        owner=person_by_id(given.owner),
        due_on=given.due_on,
        now=utc_now(),
    )
    return created(told(made))


@router.get("/evaluations/{evaluation_id}", response={200: EvaluationTold, REFUSALS: ProblemDocument})
def read_an_evaluation(request: HttpRequest, evaluation_id: UUID) -> object:
    """One evaluation."""
    return told(evaluation_by_id(who(request), str(evaluation_id)))


@router.post("/evaluations/{evaluation_id}/link", response={201: LinkMade, REFUSALS: ProblemDocument})
def make_a_vendor_link(request: HttpRequest, evaluation_id: UUID, given: LinkAsked) -> object:
    """Make the vendor's link; the one before ends."""
    actor = who(request)
    link, secret = make_vendor_link(
        actor, evaluation_by_id(actor, str(evaluation_id)), sent_to=given.sent_to, days=given.days, now=utc_now()
    )
    return created(LinkMade(secret=secret, expires_at=link.expires_at))


@router.post("/evaluations/{evaluation_id}/end-link", response={200: EvaluationTold, REFUSALS: ProblemDocument})
def end_the_vendor_link(request: HttpRequest, evaluation_id: UUID) -> object:
    """End the vendor's link."""
    actor = who(request)
    return told(revoke_vendor_link(actor, evaluation_by_id(actor, str(evaluation_id)), now=utc_now()))


@router.post("/vendor-links/{secret}/answers", auth=None, response={200: AnswersChanged, REFUSALS: ProblemDocument})
def save_answers_by_link(request: HttpRequest, secret: Short, given: AnswersSent) -> object:
    """Save answers by the vendor's link; nobody is signed in."""
    _must_not_flood(secret)
    return AnswersChanged(questions=list(save_answers(VISITOR, secret, given.given(), now=utc_now())))


@router.post("/vendor-links/{secret}/submit", auth=None, response={200: EvaluationFileTold, REFUSALS: ProblemDocument})
def hand_in_by_link(request: HttpRequest, secret: Short) -> object:
    """Hand the answers in; the link ends. Gives the version's digest."""
    _must_not_flood(secret)
    made = submit_answers(VISITOR, secret, now=utc_now())
    return EvaluationFileTold(name=f"version {made.number}", file=made.digest)


@router.post("/evaluations/{evaluation_id}/answers", response={200: AnswersChanged, REFUSALS: ProblemDocument})
def answer_by_documents(request: HttpRequest, evaluation_id: UUID, given: AnswersSent) -> object:
    """Answer from documents; what a vendor handed in is never written over."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    return AnswersChanged(questions=list(answer_from_documents(actor, evaluation, given.given(), now=utc_now())))


@router.post("/evaluations/{evaluation_id}/assess", response={200: AnswersChanged, REFUSALS: ProblemDocument})
def assess_an_evaluation(request: HttpRequest, evaluation_id: UUID, given: AllFound) -> object:
    """Say what answers come to."""
    actor = who(request)
    found = {key: Assessed(each.how, each.note, each.red_flag) for key, each in given.found.items()}
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    return AnswersChanged(questions=list(assess_answers(actor, evaluation, found, now=utc_now())))


@router.post("/evaluations/{evaluation_id}/ask-back", response={200: EvaluationTold, REFUSALS: ProblemDocument})
def ask_the_vendor_back(request: HttpRequest, evaluation_id: UUID, given: AskedBack) -> object:
    """Ask back about one answer; the next link asks it."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    ask_back(actor, evaluation, given.question, given.words, now=utc_now())
    return told(evaluation)


@router.post("/evaluations/{evaluation_id}/finish", response={200: EvaluationTold, REFUSALS: ProblemDocument})
def finish_an_evaluation(request: HttpRequest, evaluation_id: UUID, given: Summary) -> object:
    """Close it: the tool stands by it from now on."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    return told(finish_evaluation(actor, evaluation, summary=given.summary, now=utc_now()))


@router.post("/evaluations/{evaluation_id}/accept-risk", response={200: EvaluationTold, REFUSALS: ProblemDocument})
def accept_a_risk(request: HttpRequest, evaluation_id: UUID, given: RiskSent) -> object:
    """Accept a failed gate or a red flag in writing, until a day."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    accept_risk(actor, evaluation, given.question, reason=given.reason, until=given.until, now=utc_now())
    return told(evaluation)


@router.post("/evaluations/{evaluation_id}/end-risk", response={200: EvaluationTold, REFUSALS: ProblemDocument})
def end_an_accepted_risk(request: HttpRequest, evaluation_id: UUID, given: RiskEnded) -> object:
    """Take the acceptance of a risk back."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    end_accepted_risk(actor, evaluation, given.question, now=utc_now())
    return told(evaluation)


@router.post("/evaluations/{evaluation_id}/export", response={200: EvaluationFileTold, REFUSALS: ProblemDocument})
def take_an_evaluation_out(request: HttpRequest, evaluation_id: UUID) -> object:
    """A finished evaluation as a signed file, without evidence files."""
    actor = who(request)
    name, data = export_evaluation(actor, evaluation_by_id(actor, str(evaluation_id)), now=utc_now())
    return EvaluationFileTold(name=name, file=base64.b64encode(data).decode())


@router.post("/shared-evaluations", response={201: SharedTold, REFUSALS: ProblemDocument})
def receive_an_evaluation(request: HttpRequest, given: EvaluationFileSent) -> object:
    """Keep another district's evaluation."""
    actor, now = who(request), utc_now()
    actor.must("evaluations.exchange")
    try:
        data = base64.b64decode(given.file, validate=True)
    except binascii.Error:
        data = b""
    named = read_document(data).tool
    tool = (
        registered(given.tool)
        if given.tool
        else tool_by_slug(str(named["slug"])) or register_tool(actor, named["name"], now=now)
    )
    made = receive_shared(actor, data, tool, now=now)
    return created(
        SharedTold(
            id=str(made.pk),
            tool=tool.slug,
            district=made.key.district,
            finished_on=made.finished_on,
            is_key_compared=made.key.confirmed_at is not None,
        )
    )


@router.post("/shared-evaluations/{shared_id}/take-over", response={200: AnswersChanged, REFUSALS: ProblemDocument})
def take_answers_over(request: HttpRequest, shared_id: UUID, given: TakenAsked) -> object:
    """Take answers of another district into our own evaluation, with credit, in one's own name."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, given.evaluation)
    shared = shared_by_id(actor, str(shared_id))
    return AnswersChanged(questions=list(take_over_shared(actor, evaluation, shared, given.questions, now=utc_now())))


def _must_not_flood(secret: str) -> None:
    if not BY_LINK.allows(secret):
        raise too_often()
