"""Reads of duties: by those who answer for data, and by whoever sees to one."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, QuerySet, When

from chalkline.data.duties.law import rules_by_id
from chalkline.data.duties.models import Duty
from chalkline.data.duties.rules import SOON
from chalkline.data.duties.words import DISTRICT, DutyRule, DutyState
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor


def duties(actor: Actor, *, past: bool = False) -> QuerySet[Duty]:
    """The duties of now, the open ones first and the nearest before others; one's own for most people.

    ``past``: those that are over as well.
    """
    actor.must("duties.see", owner_id=actor.id)
    found = Duty.objects.filter(rule__in=rules_by_id()).select_related("owner", "settled_by")
    if not actor.may("duties.see"):
        found = found.filter(owner_id=id_from(actor.id))
    found = found.order_by(Case(When(state=DutyState.OPEN.value, then=0), default=1), "due_on", "subject_name", "rule")
    return found if past else found.exclude(state=DutyState.OVER.value)


def duty_by_id(actor: Actor, duty_id: str) -> Duty:
    """One duty. Raises Problem("not_found")."""
    found = duties(actor, past=True).filter(pk=id_from(duty_id)).first()
    if found is None:
        raise not_found(Sentence("duty"))
    return found


def duties_of_tool(actor: Actor, slug: str) -> QuerySet[Duty]:
    """What the law asks for one tool."""
    return duties(actor).filter(subject=slug)


def duties_to_see_to(actor: Actor, today: date) -> QuerySet[Duty]:
    """Open duties that are late or due within 30 days: one's own, and for those who give them out, nobody's."""
    near = duties(actor).filter(state=DutyState.OPEN.value, due_on__lte=today + SOON)
    own = near.filter(owner_id=id_from(actor.id))
    return own | near.filter(owner=None) if actor.may("duties.give") else own


def rule_of(duty: Duty) -> DutyRule:
    """The rule of law it is about."""
    return rules_by_id()[duty.rule]


def duty_ref(duty: Duty) -> SubjectRef:
    """How facts name it."""
    return SubjectRef("duty", str(duty.pk))


def subject_ref(subject: str) -> SubjectRef:
    """The tool it is about, or the district."""
    return SubjectRef("district", DISTRICT) if subject == DISTRICT else SubjectRef("tool", subject)
