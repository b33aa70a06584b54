"""/api/v1/vendor-links: what the maker of a tool does by its link, without an account, until it hands in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import File, Form
from ninja.files import UploadedFile

from chalkline.kernel.clock import utc_now
from chalkline.kernel.pacing import Count
from chalkline.people.api import system_actor
from chalkline.rest.evaluations_told import AnswersChanged, AnswersSent, EvaluationFileTold
from chalkline.rest.shapes import NOTHING, REFUSALS, Place, ProblemDocument, Short, created
from chalkline.rest.vendor_links_told import (
    CompaniesKept,
    CompaniesSent,
    ProofSent,
    ProofTold,
    RespondentSent,
    VendorLinkTold,
    link_told,
    proof_told,
)
from chalkline.tools.evaluations.api import (
    attach_evidence_by_link,
    link_by_secret,
    list_subprocessors_by_link,
    name_respondent,
    record_of,
    save_answers,
    submit_answers,
    take_back_evidence,
    too_often,
)

router = Place(tags=["evaluations"])
VISITOR = system_actor("vendor_link")
BY_LINK = Count(most=300, seconds=600)  # one every two seconds: no person answers faster


@router.get("/vendor-links/{secret}", auth=None, response={200: VendorLinkTold, REFUSALS: ProblemDocument})
def read_by_link(request: HttpRequest, response: HttpResponse, secret: Short) -> object:
    """What is asked, what is answered so far, and what is still open."""
    _must_not_flood(secret)
    response["Cache-Control"] = "no-store"
    link = link_by_secret(secret, now=utc_now())
    return link_told(link, record_of(link.evaluation))


@router.post("/vendor-links/{secret}/who", auth=None, response={200: VendorLinkTold, REFUSALS: ProblemDocument})
def say_who_answers(request: HttpRequest, secret: Short, given: RespondentSent) -> object:
    """Say who answers for the maker."""
    _must_not_flood(secret)
    link = name_respondent(VISITOR, secret, given.respondent, now=utc_now())
    return link_told(link, record_of(link.evaluation))


@router.post("/vendor-links/{secret}/answers", auth=None, response={200: AnswersChanged, REFUSALS: ProblemDocument})
def save_answers_by_link(request: HttpRequest, secret: Short, given: AnswersSent) -> object:
    """Save answers by the vendor's link; nobody is signed in."""
    _must_not_flood(secret)
    return AnswersChanged(questions=list(save_answers(VISITOR, secret, given.given(), now=utc_now())))


@router.post("/vendor-links/{secret}/files", auth=None, response={201: ProofTold, REFUSALS: ProblemDocument})
def attach_a_file_by_link(
    request: HttpRequest, secret: Short, file: File[UploadedFile], given: Form[ProofSent]
) -> object:
    """Hand in a file that shows an answer, at most 20 MB."""
    _must_not_flood(secret)
    proof = attach_evidence_by_link(VISITOR, secret, given.proof, file.name or "", file.read(), now=utc_now())
    return created(proof_told(proof))


@router.post(
    "/vendor-links/{secret}/files/{file_id}/take-back", auth=None, response={204: None, REFUSALS: ProblemDocument}
)
def take_back_a_file_by_link(request: HttpRequest, secret: Short, file_id: Short) -> object:
    """Take back a file that was handed in by this link."""
    _must_not_flood(secret)
    take_back_evidence(VISITOR, secret, file_id, now=utc_now())
    return NOTHING


@router.post("/vendor-links/{secret}/companies", auth=None, response={200: CompaniesKept, REFUSALS: ProblemDocument})
def list_companies_by_link(request: HttpRequest, secret: Short, given: CompaniesSent) -> object:
    """Say who else gets data. The list replaces the one before."""
    _must_not_flood(secret)
    list_subprocessors_by_link(VISITOR, secret, given.given, now=utc_now())
    link = link_by_secret(secret, now=utc_now())
    return CompaniesKept(companies=[each.name for each in record_of(link.evaluation).subprocessors])


@router.post("/vendor-links/{secret}/submit", auth=None, response={200: EvaluationFileTold, REFUSALS: ProblemDocument})
def hand_in_by_link(request: HttpRequest, secret: Short) -> object:
    """Hand the answers in; the link ends. Gives the version's digest."""
    _must_not_flood(secret)
    made = submit_answers(VISITOR, secret, now=utc_now())
    return EvaluationFileTold(name=f"version {made.number}", file=made.digest)


def _must_not_flood(secret: str) -> None:
    if not BY_LINK.allows(secret):
        raise too_often()
