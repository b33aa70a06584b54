"""Reads of decisions."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from chalkline.govern.committees.words import Keeper, condition_from_json, keeper_from_json
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.words import Basis, DecisionStanding, VotesCounted, number_read
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.rulebook.api import Condition


def decisions(actor: Actor, *, search: str = "") -> QuerySet[Decision]:
    """Every decision and recommendation, latest first."""
    actor.must("decisions.see")
    found = Decision.objects.select_related("committee", "meeting", "closed_by", "answered_by")
    if not search.strip():
        return found
    cited = number_read(search)
    if cited:
        return found.filter(year=cited[0], number=cited[1])
    return found.filter(title__icontains=search.strip())


def decision_by_id(actor: Actor, decision_id: str) -> Decision:
    """One decision, by its id or its number ("2026-14"). Raises Problem("not_found")."""
    cited = number_read(decision_id)
    found = decisions(actor)
    found = found.filter(year=cited[0], number=cited[1]) if cited else found.filter(pk=id_from(decision_id))
    decision = found.first()
    if decision is None:
        raise not_found(Sentence("decision"))
    return decision


def decisions_on(actor: Actor, subject_kind: str, subject_id: str) -> QuerySet[Decision]:
    """What was decided on a thing, all its versions, latest first."""
    return decisions(actor).filter(subject_kind=subject_kind, subject_id=subject_id)


def decisions_on_any(actor: Actor, subject_kind: str, subject_ids: Collection[str]) -> QuerySet[Decision]:
    """The same for many things at once."""
    return decisions(actor).filter(subject_kind=subject_kind, subject_id__in=subject_ids)


def recommendations_waiting(actor: Actor) -> QuerySet[Decision]:
    """Recommendations that wait for the superintendent, oldest first."""
    return decisions(actor).filter(standing=DecisionStanding.RECOMMENDED.value).order_by("decided_at")


def subject_decided(decision: Decision) -> SubjectRef:
    """Exactly the version that was decided on."""
    return SubjectRef(decision.subject_kind, decision.subject_id, decision.subject_digest)


def conditions_of(decision: Decision) -> tuple[Condition, ...]:
    """The conditions it carries."""
    return tuple(condition_from_json(row) for row in decision.conditions)


def keepers_of(decision: Decision) -> dict[str, Keeper]:
    """Who sees to what people keep, and by when, by the words of each condition."""
    rows = decision.record.get("motion", decision.record).get("keepers", [])
    return {each["condition"]: keeper_from_json(each) for each in rows}


def votes_counted(decision: Decision) -> VotesCounted | None:
    """How the votes fell; None for what one person decided."""
    tally = decision.record.get("tally")
    return VotesCounted(tally["for"], tally["against"], tally["abstained"]) if tally else None


def decided_by(decision: Decision) -> str:
    """Who decided, in a name: the committee, or the person who had its right."""
    return str(decision.committee.name if decision.basis == Basis.VOTE else decision.record["by"]["name"])


def is_intact(decision: Decision) -> bool:
    """Whether the record still has the digest that was recorded with it."""
    return digest_of(decision.record) == decision.digest
