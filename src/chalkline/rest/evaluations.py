"""/api/v1/evaluations: evaluations of tools, their standing, what is answered and found, and their exchange."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form
from ninja.files import UploadedFile

from chalkline.kernel.clock import utc_now
from chalkline.people.api import person_by_id
from chalkline.rest.evaluations_told import (
    AllFound,
    AnswersChanged,
    AnswersSent,
    AskedBack,
    DistrictKeysTold,
    DistrictKeyTold,
    EvaluationBegun,
    EvaluationFileSent,
    EvaluationFileTold,
    EvaluationPage,
    EvaluationTold,
    FingerprintSent,
    LinkAsked,
    LinkMade,
    RiskEnded,
    RiskSent,
    SharedPage,
    SharedTold,
    Summary,
    TakenAsked,
    key_told,
    shared_told,
    told,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Place,
    ProblemDocument,
    Query,
    Span,
    created,
    paged,
    who,
)
from chalkline.rest.vendor_links_told import CompaniesKept, CompaniesSent, ProofSent, ProofTold, proof_told
from chalkline.tools.evaluations.api import (
    Assessed,
    accept_risk,
    answer_from_documents,
    ask_back,
    assess_answers,
    attach_evidence,
    confirm_district_key,
    district_key_by_id,
    district_keys,
    end_accepted_risk,
    evaluation_by_id,
    evaluations,
    export_evaluation,
    finish_evaluation,
    list_subprocessors,
    make_vendor_link,
    own_fingerprint,
    read_document,
    receive_shared,
    record_of,
    refuse_district_key,
    revoke_vendor_link,
    shared_by_id,
    shared_evaluations,
    start_evaluation,
    take_over_shared,
)
from chalkline.tools.register.api import register_tool, registered, tool_by_slug

router = Place(tags=["evaluations"])


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


@router.post("/evaluations/{evaluation_id}/answers", response={200: AnswersChanged, REFUSALS: ProblemDocument})
def answer_by_documents(request: HttpRequest, evaluation_id: UUID, given: AnswersSent) -> object:
    """Answer from documents; what a vendor handed in is never written over."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    return AnswersChanged(questions=list(answer_from_documents(actor, evaluation, given.given(), now=utc_now())))


@router.post("/evaluations/{evaluation_id}/files", response={201: ProofTold, REFUSALS: ProblemDocument})
def attach_a_file(
    request: HttpRequest, evaluation_id: UUID, file: File[UploadedFile], given: Form[ProofSent]
) -> object:
    """Attach a file that shows an answer, at most 20 MB."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    proof = attach_evidence(actor, evaluation, given.proof, file.name or "", file.read(), now=utc_now())
    return created(proof_told(proof))


@router.post("/evaluations/{evaluation_id}/companies", response={200: CompaniesKept, REFUSALS: ProblemDocument})
def list_companies(request: HttpRequest, evaluation_id: UUID, given: CompaniesSent) -> object:
    """Say who else gets data, from the maker's own list."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    list_subprocessors(actor, evaluation, given.given, now=utc_now())
    return CompaniesKept(companies=[each.name for each in record_of(evaluation).subprocessors])


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
    return created(shared_told(receive_shared(actor, data, tool, now=now)))


@router.get("/shared-evaluations", response={200: SharedPage, REFUSALS: ProblemDocument})
def list_shared_evaluations(request: HttpRequest, span: Query[Span]) -> object:
    """What other districts found; it counts for nothing until somebody here takes it over."""
    return paged(shared_evaluations(who(request)), span, shared_told)


@router.get("/district-keys", response={200: DistrictKeysTold, REFUSALS: ProblemDocument})
def list_district_keys(request: HttpRequest) -> object:
    """Our own fingerprint, and the keys of other districts with theirs."""
    keys = [key_told(each) for each in district_keys(who(request))]
    return DistrictKeysTold(own=own_fingerprint(), keys=keys)


@router.post("/shared-evaluations/{shared_id}/take-over", response={200: AnswersChanged, REFUSALS: ProblemDocument})
def take_answers_over(request: HttpRequest, shared_id: UUID, given: TakenAsked) -> object:
    """Take answers of another district into our own evaluation, with credit, in one's own name."""
    actor = who(request)
    evaluation = evaluation_by_id(actor, given.evaluation)
    shared = shared_by_id(actor, str(shared_id))
    return AnswersChanged(
        questions=list(take_over_shared(actor, evaluation, shared, given.questions or None, now=utc_now()))
    )


@router.post("/district-keys/{key_id}/confirm", response={200: DistrictKeyTold, REFUSALS: ProblemDocument})
def confirm_a_key(request: HttpRequest, key_id: UUID, given: FingerprintSent) -> object:
    """Say that the other district told this fingerprint by another way; its last eight signs are enough."""
    actor = who(request)
    key = district_key_by_id(actor, str(key_id))
    return key_told(confirm_district_key(actor, key, given.fingerprint, now=utc_now()))


@router.post("/district-keys/{key_id}/refuse", response={200: DistrictKeyTold, REFUSALS: ProblemDocument})
def refuse_a_key(request: HttpRequest, key_id: UUID) -> object:
    """Say that a key is not the district's it names: nothing signed with it is taken any more."""
    actor = who(request)
    return key_told(refuse_district_key(actor, district_key_by_id(actor, str(key_id)), now=utc_now()))
