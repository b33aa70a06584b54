"""What is tried out, watched, owed and trained."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from chalkline.approve.human_records.api import decided_records
from chalkline.approve.model_checks.api import ModelCheck
from chalkline.approve.uses.api import uses_in_force
from chalkline.data.duties.api import DutyState, duties
from chalkline.oversee.drills.api import DrillOf, DrillState, drills
from chalkline.oversee.incidents.api import Clock, ClockState, IncidentState, district_state, incidents
from chalkline.oversee.on_call.api import rotas
from chalkline.oversee.security_audits.api import WeaknessState, security_audits, weaknesses
from chalkline.people.api import Actor, schools
from chalkline.protect.disclosure import Suppressed
from chalkline.report.readiness.records import Guarding
from chalkline.report.readiness.words import A_YEAR
from chalkline.rollout.training.api import completions, courses, share_current


def guarding(reader: Actor, today: date) -> Guarding:
    """As of today."""
    since = today - A_YEAR
    tried = [each for each in drills(reader) if since <= localdate(each.begun_at) <= today]
    stops = [each for each in tried if each.of == DrillOf.STOP.value]
    alerts = [each for each in tried if each.of == DrillOf.ALERT.value and each.state == DrillState.OBEYED.value]
    checks = ModelCheck.objects.filter(ended_at__date__range=(since, today))
    newest = checks.order_by("-ended_at").first()
    active = schools()
    on_call = list(rotas())
    everywhere = any(each.school_id is None for each in on_call)
    covered = {each.school_id for each in on_call if each.school_id}
    closed = incidents(reader).filter(state=IncidentState.CLOSED.value, closed_at__date__range=(since, today))
    clocks = Clock.objects.filter(incident__in=incidents(reader))
    audit = security_audits(reader).exclude(finished_at=None).order_by("-finished_at").first()
    owed = list(duties(reader))
    still = [each for each in owed if each.state == DutyState.OPEN.value]
    done = completions(reader).filter(completed_on__range=(since, today))
    last_done = done.order_by("-completed_on").first()
    return Guarding(
        stops_obeyed=sum(each.state == DrillState.OBEYED.value for each in stops),
        stops_failed=sum(each.state in (DrillState.LATE.value, DrillState.NOT_OBEYED.value) for each in stops),
        last_stop_on=max((localdate(each.begun_at) for each in stops), default=None),
        alerts_obeyed=len(alerts),
        last_alert_on=max((localdate(each.begun_at) for each in alerts), default=None),
        model_checks=checks.count(),
        last_check_on=localdate(newest.ended_at) if newest else None,
        schools=active.count(),
        schools_on_call=active.count() if everywhere else active.filter(pk__in=covered).count(),
        state_law=bool(district_state()),
        incidents_closed=closed.exclude(lessons="").count(),
        clocks_kept=clocks.filter(state=ClockState.DONE.value, settled_at__date__gte=since).count(),
        clocks_late=clocks.filter(state=ClockState.RUNNING.value, due_at__date__lt=today).count(),
        security_on=localdate(audit.finished_at) if audit and audit.finished_at else None,
        security_said=dict(audit.answers.values_list("item", "verdict")) if audit else {},
        weaknesses_open=weaknesses(reader).filter(state=WeaknessState.OPEN.value).count(),
        duties=len(owed),
        duties_met=sum(each.state == DutyState.MET.value for each in owed),
        duties_late=sum(each.due_on < today for each in still),
        duties_unowned=sum(each.owner_id is None for each in still),
        human_records=decided_records(reader).count(),
        courses=courses(reader).count(),
        completions=done.count(),
        last_completion_on=last_done.completed_on if last_done else None,
        percent_current=_percent(reader, today),
        conditions=frozenset(row["kind"] for use in uses_in_force(reader, today) for row in use.conditions),
    )


def _percent(reader: Actor, today: date) -> int | None:
    """The share of the staff that is current in the course most have done."""
    shares = [share_current(reader, each, today) for each in courses(reader)]
    return max((each[1] for each in shares if not isinstance(each, Suppressed)), default=None)
