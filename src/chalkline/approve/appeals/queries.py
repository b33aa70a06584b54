"""Reads of appeals: those that wait, what may be appealed, who could hear one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from chalkline.approve.appeals.models import Appeal
from chalkline.approve.appeals.words import TERM, About, AppealState
from chalkline.approve.packets.api import PacketBody, packet_of
from chalkline.approve.requests.api import Request, RequestState, everyone_who_asked
from chalkline.approve.reviews.models import Review
from chalkline.govern.decisions.api import Basis, Decision, DecisionStanding, conditions_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Person, Role, holders_of
from chalkline.rulebook.api import Condition

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


def appeals_to_hear(actor: Actor) -> list[Appeal]:
    """Appeals that this person hears now, the first due first: their own, and those of a hearer who is gone."""
    waiting = appeals(actor).filter(state=AppealState.OPEN.value, hearer__isnull=False).order_by("hear_by")
    mine = {each.pk for each in waiting if str(each.hearer_id) == actor.id or not _can_hear(each)}
    found = [(each, who_hears(each)) for each in waiting if each.pk in mine]
    return [each for each, person in found if person and str(person.pk) == actor.id]


def who_hears(appeal: Appeal) -> Person | None:
    """Who hears it now: the person it was given to, or while they are gone another superintendent who took no part.

    None where a committee decides anew, and where nobody could.
    """
    if appeal.hearer is None:
        return None
    return appeal.hearer if _can_hear(appeal) else who_could_hear(appeal.request, appeal.decision)


def _can_hear(appeal: Appeal) -> bool:
    return holders_of(Role.SUPERINTENDENT).filter(pk=str(appeal.hearer_id)).exists()


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


def conditions_if_granted(appeal: Appeal, packet: PacketBody | None = None) -> tuple[Condition, ...]:
    """What would hold if the appeal were granted: all that reviews ask for, or what was not appealed."""
    if appeal.about == About.CONDITIONS:
        held: Iterable[Condition] = conditions_of(appeal.decision)
    else:
        found = packet or packet_of(appeal.request)
        held = found.conditions if found else ()
    return tuple(each for each in held if each.text not in appeal.conditions)


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
