"""Writes of incidents: opened with what is known, which starts the clocks; stated anew as more is known."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from chalkline.ledger.api import record
from chalkline.oversee.incidents import rules
from chalkline.oversee.incidents.commands.concerns import locked
from chalkline.oversee.incidents.events import AccountRevised, IncidentOpened, IncidentToolNamed
from chalkline.oversee.incidents.models import Clock, Concern, Incident
from chalkline.oversee.incidents.queries import clocks_for, district_state, incident_ref
from chalkline.oversee.incidents.words import Account, ClockState, ConcernState, IncidentState, Started
from chalkline.people.api import Actor, command
from chalkline.rulebook.api import vocabulary
from chalkline.tools.register.api import Tool, tool_by_slug, tool_ref


@command(records=(IncidentOpened, IncidentToolNamed))
def open_incident(actor: Actor, account: Account, *, concern: Concern | None = None, now: datetime) -> Incident:
    """Open an incident, from a concern or from what was found otherwise. Every clock that applies starts."""
    actor.must("incidents.run")
    rules.check_account(account, vocabulary().kinds, now=now)
    tool = _tool(account.tool)
    raised = locked(concern) if concern else None
    if raised and raised.state not in {ConcernState.NEW, ConcernState.LOOKING}:
        raise rules.not_handled_now(raised.state)
    year = localdate(now).year
    last = Incident.objects.select_for_update().filter(year=year).order_by("-number").first()
    incident = Incident(year=year, number=(last.number if last else 0) + 1, lead_id=actor.id, opened_at=now)
    incident.concern, incident.state, incident.state_law = raised, IncidentState.OPEN.value, district_state()
    _put(incident, account, tool)
    incident.save(force_insert=True)
    if raised:
        raised.state, raised.handled_by_id = ConcernState.INCIDENT.value, actor.id
        raised.save(update_fields=["state", "handled_by"])
    started = clocks_for(account, localdate(now))
    for each in started:
        Clock.objects.create(incident=incident, duty=each.duty.id, state=ClockState.RUNNING.value, **_of_law(each))
    ref, ids = incident_ref(incident), tuple(each.duty.id for each in started)
    opened = IncidentOpened(ref, str(incident), incident.kind, incident.severity, len(ids), ids)
    record(opened, actor_id=actor.id, now=now)
    if tool:
        record(IncidentToolNamed(tool_ref(tool), ref, str(incident)), actor_id=actor.id, now=now)
    return incident


@command(records=(AccountRevised,))
def revise_account(actor: Actor, incident: Incident, account: Account, *, now: datetime) -> Incident:
    """State anew what is known. Clocks are counted again; what was settled stays settled."""
    actor.must("incidents.run")
    current = locked_incident(incident)
    rules.must_be_open(current.state)
    rules.check_account(account, vocabulary().kinds, now=now)
    _put(current, account, _tool(account.tool))
    current.save()
    started = clocks_for(account, localdate(now))
    _count_again(current, {each.duty.id: each for each in started})
    told = AccountRevised(incident_ref(current), str(current), tuple(each.duty.id for each in started))
    record(told, actor_id=actor.id, now=now)
    return current


def locked_incident(incident: Incident) -> Incident:
    """The incident as it is now, held until the transaction ends."""
    return Incident.objects.select_for_update(of=("self",), no_key=True).get(pk=incident.pk)


def _count_again(incident: Incident, started: dict[str, Started]) -> None:
    kept = {clock.duty: clock for clock in Clock.objects.select_for_update().filter(incident=incident)}
    for duty, clock in kept.items():
        if clock.state in {ClockState.DONE, ClockState.WAIVED}:
            continue
        again = started.get(duty)
        clock.state = (ClockState.RUNNING if again else ClockState.VOID).value
        for name, value in (_of_law(again) if again else {}).items():
            setattr(clock, name, value)
        clock.save()
    for duty, each in started.items():
        if duty not in kept:
            Clock.objects.create(incident=incident, duty=duty, state=ClockState.RUNNING.value, **_of_law(each))


def _put(incident: Incident, account: Account, tool: Tool | None) -> None:
    incident.title, incident.what_happened = account.title.strip(), account.what_happened.strip()
    incident.kind, incident.severity, incident.vendor = (
        account.kind.value,
        account.severity.value,
        account.vendor.value,
    )
    incident.data_kinds, incident.about_staff = sorted(account.data_kinds), account.about_staff
    incident.directory_only = account.directory_only
    incident.people, incident.tool = account.people, tool
    incident.anchors = {anchor.value: at.isoformat() for anchor, at in account.anchors.items()}


def _of_law(started: Started) -> dict[str, Any]:
    duty, limit = started.duty, started.duty.limit
    waits = duty.anchors[0].value if started.anchor is None else ""
    return {
        "law": duty.law,
        "citation": duty.citation,
        "must": duty.must,
        "who": duty.who,
        "confidence": duty.confidence,
        "anchor": started.anchor.value if started.anchor else "",
        "waits_for": waits,
        "started_at": started.started_at,
        "due_at": started.due_at,
        **({f"limit_{name}": value for name, value in asdict(limit).items() if name != "business"} if limit else {}),
        "business": bool(limit and limit.business),
    }


def _tool(slug: str) -> Tool | None:
    if not slug.strip():
        return None
    tool = tool_by_slug(slug.strip())
    if tool is None:
        raise rules.unknown_tool()
    return tool
