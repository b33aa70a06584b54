"""Reads of agreements."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.agreements.words import COVERS_STUDENTS, KIND_NAMES, AgreementKind, InForce


def agreements_in_force(on: date) -> tuple[InForce, ...]:
    """Every agreement that holds on a day, by tool, the one that runs longest first.

    Takes no actor: the publish step and the pages of several roles ask, and it names no person.
    """
    rows = (
        Agreement.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), signed_on__lte=on, ends_on__gte=on)
        .select_related("tool")
        .annotate(last_day=Least("ends_on", Coalesce("ended_on", "ends_on")))
        .order_by("tool__slug", "-last_day", "id")
    )
    return tuple(
        InForce(
            agreement_id=str(row.id),
            tool=row.tool.slug,
            kind=AgreementKind(row.kind),
            name=str(KIND_NAMES[AgreementKind(row.kind)]),
            signed_on=row.signed_on,
            ends_on=row.last_day,
            elements=frozenset(row.elements),
            covers_students=row.kind in COVERS_STUDENTS,
            recorded_by=row.recorded_by,
        )
        for row in rows
    )


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """Every agreement there ever was."""
    actor.must("tools.see")
    return Agreement.objects.select_related("tool")


def agreement_by_id(actor: Actor, agreement_id: str) -> Agreement:
    """One agreement. Raises Problem("not_found")."""
    found = agreements(actor).filter(pk=id_from(agreement_id)).first()
    if found is None:
        raise not_found(Sentence("agreement"))
    return found


def agreements_of(actor: Actor, slug: str) -> QuerySet[Agreement]:
    """Every agreement about a tool, past ones too, newest first."""
    actor.must("tools.see")
    return Agreement.objects.filter(tool__slug=slug).select_related("tool")
