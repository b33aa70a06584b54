"""/api/v1/policies: texts in versions, comments, adoption, signatures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from chalkline.govern.committees.api import meeting_by_id
from chalkline.govern.policies.api import (
    About,
    Days,
    PolicyKind,
    PolicyVersion,
    answer_comment,
    before_of,
    begin_policy,
    begin_version,
    clause,
    comment,
    comment_by_id,
    comments_on,
    difference,
    open_comments,
    own_signatures,
    policies,
    policy_by_id,
    put_before,
    record_board_adoption,
    remind_signers,
    sign_policy,
    signed_by_school,
    take_back,
    tell_class,
    version_by_id,
    version_on_its_way,
    version_to_sign,
    write_draft,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.policies_said import (
    AdoptionSaid,
    ClassSaid,
    CommentAnswerSaid,
    CommentSaid,
    DraftSaid,
    PolicySaid,
    PutSaid,
    SigningSaid,
    UntilSaid,
)
from chalkline.rest.policies_told import (
    ClauseTold,
    CommentTold,
    Noted,
    PolicyPage,
    PolicyTold,
    PolicyVersionTold,
    RunTold,
    SchoolTold,
    SectionChangeTold,
    SignaturePage,
    SignatureTold,
    VersionChanges,
    comment_told,
    signature_told,
    version_told,
)
from chalkline.rest.shapes import REFUSALS, Place, ProblemDocument, Query, Span, created, paged, who

router = Place(tags=["policies"])


@router.get("/policies", response={200: PolicyPage, REFUSALS: ProblemDocument})
def list_policies(request: HttpRequest, span: Query[Span]) -> object:
    """Policies that the caller may know of."""
    actor = who(request)

    def told(each: object) -> PolicyTold:
        of = policy_by_id(actor, str(each.pk))  # type: ignore[attr-defined]  # a row of policies
        held, coming = version_to_sign(of), version_on_its_way(actor, of)
        return PolicyTold(
            id=str(of.pk),
            code=of.code,
            title=of.title,
            kind=PolicyKind(of.kind),
            owner=str(of.owner),
            adopted=str(held.pk) if held else "",
            coming=str(coming.pk) if coming else "",
        )

    return paged(policies(actor), span, told)


@router.post("/policies", response={201: PolicyVersionTold, REFUSALS: ProblemDocument})
def begin_a_policy(request: HttpRequest, said: PolicySaid) -> object:
    """Begin a policy with its first draft."""
    drafted, brought = said.drafted()
    about = About(said.code, said.title, said.kind)
    return created(version_told(begin_policy(who(request), about, drafted, brought=brought, now=utc_now())))


@router.get("/policies/signatures", response={200: SignaturePage, REFUSALS: ProblemDocument})
def list_own_signatures(request: HttpRequest, span: Query[Span]) -> object:
    """What the caller has signed."""
    return paged(own_signatures(who(request)), span, signature_told)


@router.get("/policies/clauses/{code}/{version}/{section}", response={200: ClauseTold, REFUSALS: ProblemDocument})
def read_clause(request: HttpRequest, code: str, version: str, section: str) -> object:
    """One section of one version, as rules cite it."""
    who(request).must("policies.see")
    found = clause(f"{code}/{version}/{section}")
    if found is None:
        raise not_found(Sentence("clause"))
    return ClauseTold(
        ref=found.ref,
        code=found.code,
        title=found.title,
        version=found.version,
        section=found.number,
        heading=found.heading,
        text=found.text,
        holds=found.holds,
    )


@router.post("/policies/{policy_id}/versions", response={201: PolicyVersionTold, REFUSALS: ProblemDocument})
def begin_a_version(request: HttpRequest, policy_id: UUID) -> object:
    """Begin the next version, with the words of the last."""
    actor = who(request)
    return created(version_told(begin_version(actor, policy_by_id(actor, str(policy_id)), now=utc_now())))


@router.get("/policies/versions/{version_id}", response={200: PolicyVersionTold, REFUSALS: ProblemDocument})
def read_version(request: HttpRequest, version_id: UUID) -> object:
    """One version."""
    return version_told(_of(request, version_id))


@router.put("/policies/versions/{version_id}/text", response={200: PolicyVersionTold, REFUSALS: ProblemDocument})
def write_a_draft(request: HttpRequest, version_id: UUID, said: DraftSaid) -> object:
    """Replace what stands in a draft. What was decided on or is being decided is refused."""
    drafted, brought = said.drafted()
    return version_told(write_draft(who(request), _of(request, version_id), drafted, brought=brought, now=utc_now()))


@router.get("/policies/versions/{version_id}/difference", response={200: VersionChanges, REFUSALS: ProblemDocument})
def read_difference(request: HttpRequest, version_id: UUID) -> object:
    """What it changes against the adopted version before it."""
    of = _of(request, version_id)
    found = difference(before_of(of), of)
    return VersionChanges(
        said=[str(each) for each in found.said],
        sections=[
            SectionChangeTold(
                how=each.how.value,
                before=each.before,
                after=each.after,
                heading=[RunTold(how=run.how, text=run.text) for run in each.heading],
                words=[RunTold(how=run.how, text=run.text) for run in each.runs],
            )
            for each in found.sections
        ],
    )


@router.post("/policies/versions/{version_id}/open", response={200: PolicyVersionTold, REFUSALS: ProblemDocument})
def open_for_comments(request: HttpRequest, version_id: UUID, said: UntilSaid) -> object:
    """Let people comment on a draft until a day."""
    return version_told(open_comments(who(request), _of(request, version_id), said.until_on, now=utc_now()))


@router.post("/policies/versions/{version_id}/take-back", response={200: PolicyVersionTold, REFUSALS: ProblemDocument})
def take_back_a_version(request: HttpRequest, version_id: UUID) -> object:
    """Write on, after comments."""
    return version_told(take_back(who(request), _of(request, version_id), now=utc_now()))


@router.get("/policies/versions/{version_id}/comments", response={200: list[CommentTold], REFUSALS: ProblemDocument})
def list_comments(request: HttpRequest, version_id: UUID) -> object:
    """What was said of it, with the answers."""
    return [comment_told(each) for each in comments_on(who(request), _of(request, version_id))]


@router.post("/policies/versions/{version_id}/comments", response={201: CommentTold, REFUSALS: ProblemDocument})
def comment_on_a_version(request: HttpRequest, version_id: UUID, said: CommentSaid) -> object:
    """Say what one thinks while it is open for comment."""
    return created(
        comment_told(comment(who(request), _of(request, version_id), said.section, said.text, now=utc_now()))
    )


@router.post("/policies/comments/{comment_id}/answer", response={200: CommentTold, REFUSALS: ProblemDocument})
def answer_a_comment(request: HttpRequest, comment_id: UUID, said: CommentAnswerSaid) -> object:
    """Answer a comment."""
    actor = who(request)
    return comment_told(answer_comment(actor, comment_by_id(actor, str(comment_id)), said.answer, now=utc_now()))


@router.post("/policies/versions/{version_id}/put-before", response={200: PolicyVersionTold, REFUSALS: ProblemDocument})
def put_before_a_meeting(request: HttpRequest, version_id: UUID, said: PutSaid) -> object:
    """Put exactly this version on the agenda of a meeting."""
    actor, of = who(request), _of(request, version_id)
    put_before(actor, of, meeting_by_id(actor, said.meeting), Days(said.effective_on, said.review_on), now=utc_now())
    return version_told(_of(request, version_id))


@router.post("/policies/versions/{version_id}/adoption", response={200: PolicyVersionTold, REFUSALS: ProblemDocument})
def record_an_adoption(request: HttpRequest, version_id: UUID, said: AdoptionSaid) -> object:
    """Record what a school board adopted. Whoever wrote it does not."""
    of, days = _of(request, version_id), Days(said.effective_on, said.review_on)
    return version_told(record_board_adoption(who(request), of, said.decided(), days, now=utc_now()))


@router.post("/policies/versions/{version_id}/signature", response={201: SignatureTold, REFUSALS: ProblemDocument})
def sign_a_policy(request: HttpRequest, version_id: UUID, said: SigningSaid) -> object:
    """Sign for oneself what one has read."""
    return created(signature_told(sign_policy(who(request), _of(request, version_id), said.digest, now=utc_now())))


@router.get("/policies/versions/{version_id}/signing", response={200: list[SchoolTold], REFUSALS: ProblemDocument})
def read_signing(request: HttpRequest, version_id: UUID) -> object:
    """How many have signed, by school."""
    found = signed_by_school(who(request), _of(request, version_id))
    return [SchoolTold(school=each.school_id, name=each.school, bound=each.bound, signed=each.signed) for each in found]


@router.post("/policies/versions/{version_id}/reminder", response={200: Noted, REFUSALS: ProblemDocument})
def remind_those_who_have_not(request: HttpRequest, version_id: UUID) -> object:
    """Remind those who have not signed; once a day at most."""
    return Noted(noted=remind_signers(who(request), _of(request, version_id), now=utc_now()) is not None)


@router.post("/policies/versions/{version_id}/classes-told", response={201: Noted, REFUSALS: ProblemDocument})
def tell_a_class(request: HttpRequest, version_id: UUID, said: ClassSaid) -> object:
    """Say that one of one's own classes was told."""
    tell_class(who(request), _of(request, version_id), said.class_id, said.told_on, now=utc_now())
    return created(Noted(noted=True))


def _of(request: HttpRequest, version_id: UUID) -> PolicyVersion:
    return version_by_id(who(request), str(version_id))
