"""Reads of rotas and alerts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import closed_days
from chalkline.oversee.on_call import rules
from chalkline.oversee.on_call.models import Alert, Rota
from chalkline.oversee.on_call.words import AlertState, RotaFacts, Shift
from chalkline.people.api import CHILDREN_AND_FAMILIES, Actor, Person, Role, holders_of
from chalkline.rulebook.pack import PackHelp

# Told when there is no rota, or nobody of it works here any more: gateways answer no student then, yet never nobody.
LAST = (Role.SUPERINTENDENT, Role.AI_COORDINATOR, Role.PRIVACY_OFFICER, Role.TECHNOLOGY_DIRECTOR)


def rotas() -> QuerySet[Rota]:
    """Every rota, the district's first. Who is on call is no secret among those who work here."""
    return Rota.objects.select_related("school", "fallback").prefetch_related("shifts__person").order_by("school__name")


def rota_of(school_id: str) -> Rota | None:
    """The rota of a school ("" for the district's own), not the one that stands in for it."""
    return (rotas().filter(school_id=id_from(school_id)) if school_id else rotas().filter(school=None)).first()


def rota_for(school_id: str) -> Rota | None:
    """The rota that counts for a school: its own, or else the district's."""
    own = rota_of(school_id) if school_id else None
    return own or rota_of("")


def facts_of(rota: Rota | None) -> RotaFacts:
    """A rota as rules see it; people who do not work here any more are left out. Never without a fallback."""
    closed = frozenset(closed_days().values_list("day", flat=True))
    if rota is None:
        return RotaFacts((), last_of_all(), settings.TIME_ZONE, closed)
    lines = [each for each in rota.shifts.all() if each.person.is_active]
    shifts = tuple(Shift(str(each.person_id), frozenset(each.days), each.begins, each.ends) for each in lines)
    fallback = str(rota.fallback_id) if rota.fallback.is_active else last_of_all()
    return RotaFacts(shifts, fallback, rota.zone, closed, timedelta(minutes=rota.minutes))


def last_of_all() -> str:
    """Who is told when nobody else can be: whoever leads the district, or anybody who answers for it."""
    for role in LAST:
        found = holders_of(role).order_by("pk").values_list("pk", flat=True).first()
        if found:
            return str(found)
    adults = Person.objects.filter(is_active=True).exclude(roster_role__in=CHILDREN_AND_FAMILIES)
    return str(adults.order_by("pk").values_list("pk", flat=True)[0])


def helps_at(now: datetime) -> tuple[PackHelp, ...]:
    """What gateways are told: nothing while the district has no rota with a fallback who works here."""
    district = rota_of("")
    if district is None or not district.fallback.is_active:
        return ()
    return tuple(
        PackHelp(
            school=str(each.school_id) if each.school_id else "",
            people=each.people,
            people_es=each.people_es,
            is_open=bool(rules.on_duty(facts_of(each), now)),
        )
        for each in rotas()
    )


def alerts(actor: Actor) -> QuerySet[Alert]:
    """Alerts this person may see: all, those of their school, or those that are or were theirs."""
    found = Alert.objects.select_related("school", "responsible", "use__tool", "key", "closed_by", "incident")
    if actor.may("alerts.see"):
        return found
    actor.must("alerts.have", owner_id=actor.id)
    mine = Q(responsible_id=id_from(actor.id)) | Q(steps__person_id=id_from(actor.id))
    at_schools = [
        holding.school_id
        for holding in actor.holdings
        if holding.school_id and actor.may("alerts.see", school_id=holding.school_id)
    ]
    if at_schools:
        mine |= Q(school_id__in=[id_from(each) for each in at_schools])
    return found.filter(mine).distinct()


def alerts_for(actor: Actor) -> QuerySet[Alert]:
    """Alerts that this very person has to take or to close, the oldest first."""
    return alerts(actor).filter(responsible_id=id_from(actor.id)).exclude(state=AlertState.CLOSED.value).order_by("at")


def alerts_open(actor: Actor) -> QuerySet[Alert]:
    """Alerts that nobody has closed yet, the oldest first."""
    return alerts(actor).exclude(state=AlertState.CLOSED.value).order_by("at")


def alert_by_id(actor: Actor, alert_id: str) -> Alert:
    """One alert. Raises Problem("not_found") also for who may not see it."""
    found = alerts(actor).filter(pk=id_from(alert_id)).first()
    if found is None:
        raise not_found(Sentence("alert"))
    return found


def must(actor: Actor, action: str, alert: Alert) -> None:
    """Refuse, as if it did not exist, unless they have it now, or their role lets them at its school."""
    if actor.may(action, school_id=where(alert)):
        actor.must(action, school_id=where(alert))
    else:
        actor.must("alerts.have", owner_id=str(alert.responsible_id), hidden=True)


def is_theirs(actor: Actor, alert: Alert) -> bool:
    """Whether this person is responsible for it now."""
    return str(alert.responsible_id) == actor.id


def has_text(alert: Alert) -> bool:
    """Whether there is something to read: a drill has nothing, and in the end texts are removed."""
    return not alert.is_drill and bool(alert.signals.exclude(sealed=b"").exists())


def where(alert: Alert) -> str | None:
    """The school by which a right is measured; None where there is none."""
    return str(alert.school_id) if alert.school_id else None
