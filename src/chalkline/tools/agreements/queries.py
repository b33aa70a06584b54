"""Reads of agreements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.agreements.words import COVERS_STUDENTS, KIND_NAMES, AgreementKind, AiTerms, InForce, Terms

NAMES = {kind.value: str(name) for kind, name in KIND_NAMES.items()}


def agreements_in_force(on: date, *, tools: Collection[str] | None = None) -> tuple[InForce, ...]:
    """Every agreement that holds on a day, by tool, the one that runs longest first; ``tools``: about these alone.

    Takes no actor: the publish step and the pages of several roles ask, and it names no person.
    """
    held = Agreement.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), signed_on__lte=on, ends_on__gte=on)
    held = held.filter(Q(amends=None) | Q(amends__ended_on=None, amends__ends_on__gte=on) | Q(amends__ended_on__gte=on))
    asked = held if tools is None else held.filter(tool__slug__in=tools)
    rows = asked.annotate(
        own_last=Least("ends_on", Coalesce("ended_on", "ends_on")),
        last=Coalesce(  # an addendum's is never after its agreement's
            Least("own_last", "amends__ends_on", Coalesce("amends__ended_on", "amends__ends_on")), "own_last"
        ),
        covering=Coalesce("amends__kind", "kind"),
    ).order_by("tool__slug", "-last", "id")
    fields = (
        "id", "tool__slug", "kind", "signed_on", "last", "elements", "recorded_by", "covering", "ends_on", "ended_on",
        "renews_by_itself", "notice_days",
    )  # fmt: skip
    return tuple(
        InForce(
            agreement_id=str(key),
            tool=slug,
            kind=AgreementKind(kind),
            name=NAMES[kind],
            signed_on=signed_on,
            ends_on=last,
            elements=frozenset(elements),
            covers_students=covering in COVERS_STUDENTS,
            recorded_by=recorded_by,
            notice_by=_notice_by(ends, ended, renews, days),
        )
        for key, slug, kind, signed_on, last, elements, recorded_by, covering, ends, ended, renews, days in (
            rows.values_list(*fields)
        )
    )


def last_day(agreement: Agreement) -> date:
    """Its last day: of its term, or the one on which it was ended; an addendum's never after its agreement's."""
    own = min(agreement.ended_on or agreement.ends_on, agreement.ends_on)
    return min(own, last_day(agreement.amends)) if agreement.amends else own


def terms_of(agreement: Agreement) -> Terms:
    """What it promises besides its schedule."""
    return Terms(
        version=agreement.version,
        state=agreement.state,
        renews_by_itself=agreement.renews_by_itself,
        notice_days=agreement.notice_days,
        breach_hours=agreement.breach_hours,
        deletion_days=agreement.deletion_days,
        certificate=agreement.certificate,
        data_in=agreement.data_in,
        ai=AiTerms(agreement.ai_terms),
        offer_ends_on=agreement.offer_ends_on,
        joined_from=agreement.joined_from,
        clauses=tuple(sorted(agreement.clauses.items())),
    )


def notice_by(agreement: Agreement) -> date | None:
    """The last day to say that it shall not renew by itself; None where it does not, or does not say when."""
    return _notice_by(agreement.ends_on, agreement.ended_on, agreement.renews_by_itself, agreement.notice_days)


def _notice_by(ends_on: date, ended_on: date | None, renews: bool | None, days: int | None) -> date | None:
    return ends_on - timedelta(days=days) if renews and days and ended_on is None else None


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """Every agreement there ever was."""
    actor.must("tools.see")
    return Agreement.objects.select_related("tool", "amends__tool")


def agreement_by_id(actor: Actor, agreement_id: str) -> Agreement:
    """One agreement. Raises Problem("not_found")."""
    found = agreements(actor).filter(pk=id_from(agreement_id)).first()
    if found is None:
        raise not_found(Sentence("agreement"))
    return found


def agreements_of(actor: Actor, slug: str) -> QuerySet[Agreement]:
    """Every agreement about a tool, past ones too, newest first."""
    actor.must("tools.see")
    return Agreement.objects.filter(tool__slug=slug).select_related("tool", "amends")
