"""Reads of appeals: those that wait, what may be appealed, who could hear one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.approve.appeals.models import Appeal
from chalkline.approve.appeals.words import TERM, About, AppealState
from chalkline.approve.requests.api import Request, RequestState, everyone_who_asked
from chalkline.approve.reviews.models import Review
from chalkline.govern.decisions.api import Basis, Decision, DecisionStanding
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Person, Role, holders_of

STATES = {RequestState.DECLINED: About.DECLINE, RequestState.APPROVED: About.CONDITIONS}


def appeals(actor: Actor) -> QuerySet[Appeal]:
    """Every appeal there ever was, latest first."""
    actor.must("appeals.see")
    return Appeal.objects.select_related(
        "request__tool", "request__asked_by", "decision__committee", "hearer", "committee", "outcome", "filed_by"
    )


def appeal_by_id(actor: Actor, appeal_id: str) -> Appeal:
    """One appeal. Raises Problem("not_found")."""
    found = appeals(actor).filter(pk=id_from(appeal_id)).first()
    if found is None:
        raise not_found(Sentence("appeal"))
    return found


def appeals_to_hear(actor: Actor) -> QuerySet[Appeal]:
    """Appeals that this person hears, the first due first."""
    return appeals(actor).filter(state=AppealState.OPEN.value, hearer_id=id_from(actor.id)).order_by("hear_by")


def open_appeal(request: Request) -> Appeal | None:
    """The appeal on a request that waits, or None."""
    found = Appeal.objects.filter(request=request, state=AppealState.OPEN.value)
    return found.select_related("hearer", "committee", "decision__committee").first()


def decision_to_appeal(request: Request, today: date) -> Decision | None:
    """The decision on a request that may be appealed now: the last one, in time, never appealed before."""
    about = STATES.get(RequestState(request.state))
    made = Decision.objects.filter(
        subject_kind="request", subject_id=str(request.pk), standing=DecisionStanding.RECORDED.value
    )
    last = made.select_related("committee", "item").order_by("-decided_at").first()
    if about is None or last is None or today > last.decided_on + TERM or was_appealed(last):
        return None
    return last if about is About.DECLINE or last.conditions else None


def was_appealed(decision: Decision) -> bool:
    """Whether a decision was appealed, or came of an appeal."""
    return (
        decision.basis == Basis.APPEAL
        or Appeal.objects.filter(decision=decision).exists()
        or Appeal.objects.filter(outcome=decision).exists()
    )


def who_could_hear(request: Request, decision: Decision) -> Person | None:
    """A superintendent who did not ask, review, vote, answer or decide; None where there is none."""
    party = set(everyone_who_asked(request)) | {str(decision.closed_by_id), str(decision.answered_by_id or "")}
    party |= {each["person_id"] for each in decision.record.get("votes", [])}
    party |= {str(pk) for pk in Review.objects.filter(request=request).values_list("answered_by_id", flat=True)}
    return next((each for each in holders_of(Role.SUPERINTENDENT) if str(each.pk) not in party), None)
