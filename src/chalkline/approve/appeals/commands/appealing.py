"""Making an appeal, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.appeals import rules
from chalkline.approve.appeals.events import AppealFiled, AppealWithdrawn
from chalkline.approve.appeals.models import Appeal
from chalkline.approve.appeals.queries import STATES, was_appealed, who_could_hear
from chalkline.approve.appeals.words import HEARING, About, AppealState
from chalkline.approve.requests.api import (
    Request,
    RequestState,
    asks_now,
    move_request,
    request_ref,
    title_of,
)
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.reviews.api import open_reviews
from chalkline.approve.reviews.events import ReviewOpened, ReviewSuperseded
from chalkline.govern.decisions.api import Basis, Decision, DecisionStanding
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor

APPEALED = str(Sentence("It was appealed."))


@command(records=(AppealFiled, RequestMoved, ReviewOpened, ReviewSuperseded))
def file_appeal(
    actor: Actor,
    request: Request,
    decision: Decision,
    *,
    reason: str,
    conditions: Collection[int] = (),
    now: datetime,
) -> Appeal:
    """Appeal a no, or conditions of an approval (their places in the decision, from 0). Whoever asks for it may.

    Raises Problem: appeals.nothing, appeals.once, appeals.too_late, appeals.incomplete, appeals.nobody_hears. What a
    delegate decided goes to the committee; what a committee decided, to a superintendent who took no part.
    """
    found = Request.objects.select_for_update(of=("self",), no_key=True).select_related("tool", "asked_by")
    current = found.get(pk=request.pk)
    owner = actor.id if asks_now(actor.id, current) else str(current.asked_by_id)
    actor.must("appeals.file", owner_id=owner)
    about = STATES.get(RequestState(current.state))
    is_last = decision.subject_id == str(current.pk) and decision.standing == DecisionStanding.RECORDED
    if was_appealed(decision):
        raise rules.once()
    if about is None or not is_last or (about is About.CONDITIONS and not decision.conditions):
        raise rules.nothing_to_appeal()
    rules.must_be_in_time(decision.decided_on, localdate(now))
    chosen = [each["text"] for place, each in enumerate(decision.conditions) if place in set(conditions)]
    said = rules.must_say_why(reason, conditions=chosen if about is About.CONDITIONS else None)
    by_committee = decision.basis == Basis.DELEGATION
    hearer = None if by_committee else who_could_hear(current, decision)
    if not by_committee and hearer is None:
        raise rules.nobody_hears()
    appeal = Appeal.objects.create(
        request=current,
        decision=decision,
        about=about.value,
        conditions=chosen,
        reason=said,
        filed_by_id=actor.id,
        filed_at=now,
        hear_by=localdate(now) + HEARING,
        hearer=hearer,
        committee=decision.committee if by_committee else None,
        state=AppealState.OPEN.value,
        digest=digest_of({"decision": decision.digest, "about": about.value, "conditions": chosen, "reason": said}),
    )
    told = AppealFiled(
        appeal=appeal_ref(appeal),
        request=request_ref(current),
        decision=SubjectRef("decision", str(decision.pk), decision.digest),
        number=str(decision),
        title=title_of(current),
        about=about.value,
        conditions=tuple(chosen),
        hear_by=appeal.hear_by.isoformat(),
        reason=said,
    )
    record(told, actor_id=actor.id, now=now)
    to = RequestState.READY if by_committee else RequestState.APPEALED
    move_request(system_actor("appeals"), current, to, reason=APPEALED, now=now)
    if by_committee:
        open_reviews(system_actor("appeals"), current, now=now)  # those that the fast lane left out
    return appeal


@command(records=(AppealWithdrawn, RequestMoved))
def withdraw_appeal(actor: Actor, appeal: Appeal, *, now: datetime) -> Appeal:
    """Take an appeal back before it was heard: the decision stands."""
    current = locked(appeal)
    actor.must("appeals.withdraw", owner_id=str(current.filed_by_id))
    if current.state != AppealState.OPEN or current.request.state != RequestState.APPEALED:
        raise rules.not_open()
    current.state, current.settled_at = AppealState.WITHDRAWN.value, now
    current.save(update_fields=["state", "settled_at"])
    told = AppealWithdrawn(
        appeal_ref(current), request_ref(current.request), str(current.decision), title_of(current.request)
    )
    record(told, actor_id=actor.id, now=now)
    move_request(system_actor("appeals"), current.request, as_before(current), now=now)
    return current


def as_before(appeal: Appeal) -> RequestState:
    """Where a request goes when its appeal changes nothing."""
    return RequestState.DECLINED if appeal.about == About.DECLINE else RequestState.APPROVED


def appeal_ref(appeal: Appeal) -> SubjectRef:
    """How facts name an appeal."""
    return SubjectRef("appeal", str(appeal.pk), appeal.digest)


def locked(appeal: Appeal) -> Appeal:
    """The appeal as it is now, held until this transaction ends."""
    found = Appeal.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("request__tool", "request__use_case__problem", "decision__committee", "hearer").get(
        pk=appeal.pk
    )
