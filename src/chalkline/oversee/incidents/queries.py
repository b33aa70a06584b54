"""Reads of concerns and incidents: only by those who handle them, and a concern by whoever raised it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.oversee.incidents import rules
from chalkline.oversee.incidents.law import duties
from chalkline.oversee.incidents.models import Clock, ClosedDay, Concern, Incident
from chalkline.oversee.incidents.words import (
    Account,
    Anchor,
    ClockState,
    ConcernState,
    IncidentFacts,
    IncidentKind,
    IncidentState,
    Severity,
    Started,
    VendorPart,
)
from chalkline.people.api import Actor
from chalkline.protect.disclosure import THRESHOLD
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import agreements_in_force


def concerns(actor: Actor, *, waiting: bool = False) -> QuerySet[Concern]:
    """The concerns this person may read: all of them for those who handle them, otherwise one's own."""
    actor.must("concerns.see", owner_id=actor.id)
    found = Concern.objects.select_related("tool", "raised_by", "handled_by", "incident")
    if not actor.may("concerns.see"):
        found = found.filter(raised_by_id=id_from(actor.id))
    if waiting:
        found = found.filter(state__in=[ConcernState.NEW.value, ConcernState.LOOKING.value])
    return found


def concern_by_id(actor: Actor, concern_id: str) -> Concern:
    """One concern. Raises Problem("not_found") also for those who may not know of it."""
    found = concerns(actor).filter(pk=id_from(concern_id)).first()
    if found is None:
        raise not_found(Sentence("concern"))
    return found


def incidents(actor: Actor) -> QuerySet[Incident]:
    """Every incident, latest first."""
    actor.must("incidents.see", hidden=True)
    return Incident.objects.select_related("tool", "lead", "closed_by", "concern")


def incident_by_id(actor: Actor, incident_id: str) -> Incident:
    """One incident. Raises Problem("not_found")."""
    found = incidents(actor).filter(pk=id_from(incident_id)).first()
    if found is None:
        raise not_found(Sentence("incident"))
    return found


def incidents_of_tool(actor: Actor, slug: str) -> QuerySet[Incident]:
    """What happened with one tool."""
    return incidents(actor).filter(tool__slug=slug)


def clocks(actor: Actor, incident: Incident) -> QuerySet[Clock]:
    """The clocks of an incident, the earliest due first; those no longer counted are left out."""
    actor.must("incidents.see", hidden=True)
    shown = Clock.objects.filter(incident=incident).exclude(state=ClockState.VOID.value)
    return shown.select_related("settled_by", "incident")


def clock_by_id(actor: Actor, incident: Incident, clock_id: str) -> Clock:
    """One clock of an incident. Raises Problem("not_found")."""
    found = clocks(actor, incident).filter(pk=id_from(clock_id)).first()
    if found is None:
        raise not_found(Sentence("clock"))
    return found


def running_clocks(actor: Actor) -> QuerySet[Clock]:
    """Every clock that runs, the earliest due first."""
    actor.must("incidents.see", hidden=True)
    live = Clock.objects.filter(state=ClockState.RUNNING.value, incident__state=IncidentState.OPEN.value)
    return live.select_related("incident")


def is_late(clock: Clock, now: datetime) -> bool:
    """Whether it was not settled by the time it was due."""
    end = clock.settled_at or now
    return clock.due_at is not None and end > clock.due_at and clock.state != ClockState.WAIVED


def incident_ref(incident: Incident) -> SubjectRef:
    """How facts name an incident."""
    return SubjectRef("incident", str(incident.pk))


def concern_ref(concern: Concern) -> SubjectRef:
    """How facts name a concern."""
    return SubjectRef("concern", str(concern.pk))


def closed_days() -> QuerySet[ClosedDay]:
    """Days on which the district is closed. They are public: no actor."""
    return ClosedDay.objects.all()


def district_state() -> str:
    """The state whose law counts here, two letters; "" when the district has not said."""
    return str(settings.CHALKLINE.state).strip().upper()


def account_of(incident: Incident) -> Account:
    """What is known of an incident, as a handler would state it."""
    return Account(
        title=incident.title,
        what_happened=incident.what_happened,
        kind=IncidentKind(incident.kind),
        severity=Severity(incident.severity),
        data_kinds=tuple(incident.data_kinds),
        directory_only=incident.directory_only,
        about_staff=incident.about_staff,
        people=incident.people,
        vendor=VendorPart(incident.vendor),
        anchors=_anchors(incident.anchors),
        tool=incident.tool.slug if incident.tool else "",
    )


def clocks_for(account: Account, on: date) -> tuple[Started, ...]:
    """The clocks an account starts under the law of this district, as it would be opened on a day."""
    words = vocabulary()
    elements = [words.elements[each] for each in words.elements_of_kinds(account.data_kinds)]
    classes = {each.classification for each in elements if each.about_students and each.is_pii}
    if account.directory_only and classes:
        classes = {"directory"}
    held = {each.kind.value for each in agreements_in_force(on) if each.tool == account.tool}
    facts = IncidentFacts(
        kind=account.kind,
        state=district_state(),
        touched=rules.touched_by(classes, about_staff=account.about_staff),
        vendor=account.vendor,
        anchors=account.anchors,
        agreements=frozenset(held),
    )
    closed = frozenset(closed_days().values_list("day", flat=True))
    return rules.clocks_of(duties(), facts, zone=settings.TIME_ZONE, closed=closed)


@dataclass(frozen=True)
class PublicCount:
    """What may be said in public of a year. ``people`` None: fewer than ten, or not known."""

    opened: int
    closed: int
    people: int | None


def public_count(year: int) -> PublicCount:
    """Incidents of a year for a stranger's eye. Takes no actor: it names nothing and counts no small group.

    Incidents with no people in them are counted; of people only a total of at least ten is said, and only when no
    single incident of fewer than ten could be worked out from it.
    """
    held = Incident.objects.filter(year=year)
    counts = held.aggregate(all=Count("id"), closed=Count("id", filter=Q(state="closed")), people=Sum("people"))
    small = held.filter(Q(people=None) | Q(people__gt=0, people__lt=THRESHOLD)).exists()
    people = counts["people"] or 0
    shown = None if small or 0 < people < THRESHOLD else people
    return PublicCount(counts["all"], counts["closed"], shown)


def _anchors(kept: Mapping[str, str]) -> dict[Anchor, datetime]:
    return {Anchor(name): datetime.fromisoformat(at) for name, at in kept.items()}
