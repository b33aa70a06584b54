"""Reads of limits, and what the standing pack says of them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import nodes_reached, usage_between
from chalkline.people.api import Actor, Person, person_by_id
from chalkline.publish.limits.models import Limit, Notice
from chalkline.publish.roster_extract.api import recorded_as
from chalkline.rulebook import limits as pure
from chalkline.rulebook.limits import LimitKind, LimitScope, Totals, amount

COLUMN = {
    LimitScope.USE: "use_id", LimitScope.SCHOOL: "school", LimitScope.ROLE: "role", LimitScope.PERSON: "person",
}  # fmt: skip


def limits_set(actor: Actor, *, also_lifted: bool = False) -> QuerySet[Limit]:
    """The limits in force, newest first."""
    actor.must("limits.see")
    return Limit.objects.all() if also_lifted else Limit.objects.filter(lifted_at=None)


def limit_by_id(actor: Actor, limit_id: str) -> Limit:
    """One limit. Raises Problem("not_found")."""
    actor.must("limits.see")
    found = Limit.objects.filter(pk=id_from(limit_id)).first()
    if found is None:
        raise not_found(Sentence("limit"))
    return found


def notices(actor: Actor, span: str = "") -> QuerySet[Notice]:
    """What was told of limits, newest first: of one span, or of all."""
    actor.must("limits.see")
    found = Notice.objects.select_related("limit")
    return found.filter(span=span) if span else found


def notices_of_today(actor: Actor, today: date) -> QuerySet[Notice]:
    """What was told of limits that are in force, of today and of this month: what concerns this person.

    Whoever sees limits sees all; whoever asked for a use sees what is told of that use.
    """
    found = Notice.objects.select_related("limit").filter(
        span__in=[today.isoformat(), today.isoformat()[:7]], limit__lifted_at=None
    )
    if actor.may("limits.see"):
        return found
    own = [
        str(each)
        for each in ApprovedUse.objects.filter(request__asked_by=id_from(actor.id)).values_list("pk", flat=True)
    ]
    return found.filter(limit__scope=LimitScope.USE.value, subject__in=own)


def limits_in_pack() -> tuple[pure.Limit, ...]:
    """The limits in force as gateways know them."""
    return tuple(
        pure.Limit(
            limit_id=str(each.pk),
            scope=LimitScope(each.scope),
            kind=LimitKind(each.kind),
            most=each.most,
            subject=_as_recorded(each),
            warn_percent=each.warn_percent,
        )
        for each in Limit.objects.filter(lifted_at=None).order_by("id")
    )


def totals_in_pack(limits: tuple[pure.Limit, ...], today: date) -> Totals:
    """What was used so far, and up to which record of each gateway."""
    # First how far, then how much: a record in between counts twice for a moment rather than not at all.
    upto = nodes_reached()
    spent = {each.limit_id: used_so_far(each, today) for each in limits if each.kind is not LimitKind.CALLS_MINUTE}
    return Totals(today, upto, spent)


def used_so_far(limit: pure.Limit, today: date) -> dict[str, int]:
    """What is used of a limit in its span of today, by subject as records name it."""
    first = today.replace(day=1) if limit.kind in pure.MONTHLY else today
    column = COLUMN.get(limit.scope)
    only = {column: limit.subject} if column and limit.subject else {}
    found = usage_between(first, today, *([column] if column else []), **only)
    sums = {
        each.key[0] if each.key else "": amount(limit.kind, each.tokens_in + each.tokens_out, each.cost_micros)
        for each in found
    }
    return {subject: used for subject, used in sums.items() if used and (subject or not column)}


def standing(limit: Limit, now_on: date) -> int:
    """How much of a limit the one who uses most of it has used, as far as records are taken over."""
    told = next((each for each in limits_in_pack() if each.limit_id == str(limit.pk)), None)
    return max(used_so_far(told, now_on).values(), default=0) if told else 0


def person_of(limit: Limit) -> Person | None:
    """The person that a limit is for; None where it is for others."""
    return person_by_id(limit.subject) if limit.scope == LimitScope.PERSON and limit.subject else None


def _as_recorded(limit: Limit) -> str:
    """The subject as records of calls name it: people by their mark."""
    if limit.scope != LimitScope.PERSON or not limit.subject:
        return limit.subject
    # Who is gone makes no calls; the limit stays in the list until somebody lifts it.
    return recorded_as(limit.subject) or "nobody"
