"""Writes of signals: an alert opened from the channel, a signal put to one that is open, a drill."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.ids import id_from, new_id
from chalkline.ledger.api import record
from chalkline.oversee.on_call import rules
from chalkline.oversee.on_call.commands.telling import alert_ref, note_step, person_ref, write_to
from chalkline.oversee.on_call.events import AlertOpened, AlertRaised, AlertSignalAdded
from chalkline.oversee.on_call.models import Alert, AlertSignal
from chalkline.oversee.on_call.queries import facts_of, rota_for, where
from chalkline.oversee.on_call.signals import who_called
from chalkline.oversee.on_call.words import DRILL, TOGETHER, AlertState, StepKind
from chalkline.people.api import Actor, School, command
from chalkline.publish.standing_pack.api import Key
from chalkline.rulebook.api import ChannelRecord


@command(records=(AlertOpened, AlertSignalAdded, AlertRaised), may_change_nothing=True)
def open_alert(actor: Actor, told: ChannelRecord, *, now: datetime) -> Alert | None:
    """A gateway wrote down a signal of danger: whoever is on call is told. The same record again changes nothing.

    What the same person writes soon after is put to their alert and pages nobody anew, unless it is more serious or of
    another kind. Whom the call did not name is never taken for somebody else.
    """
    actor.must("alerts.take_in")
    about = {name: str(value) for name, value in told.about.items()}
    signal = _signal(told, about)
    if AlertSignal.objects.filter(decision_id=signal.decision_id, direction=signal.direction).exists():
        return None
    is_drill = about.get("category") == DRILL
    who, school = "" if is_drill else who_called(told), id_from(about.get("school", ""))
    earlier = _alert_of(who, school, told.at)
    if earlier is not None:
        return _put_to(actor, earlier, signal, now)
    alert = Alert(
        decision_id=signal.decision_id,
        direction=signal.direction,
        category=signal.category,
        severity=signal.severity,
        rule=signal.rule,
        use=ApprovedUse.objects.filter(pk=id_from(about.get("use_id", ""))).first(),
        key=Key.objects.filter(pk=id_from(about.get("key_id", ""))).first(),
        school=School.objects.filter(pk=school).first(),
        grade_band=about.get("grade_band", "")[:20],
        who=who,
        is_drill=is_drill,
        at=told.at,
    )
    return _tell_first(actor, alert, signal, now)


@command(records=(AlertOpened,))
def raise_drill(actor: Actor, *, school: School | None = None, now: datetime) -> Alert:
    """Try it out: an alert that is none, told like a real one, so that the time until somebody has it is known."""
    actor.must("alerts.drill", school_id=str(school.pk) if school else None)
    alert = Alert(decision_id=new_id(), direction=DRILL, category=DRILL, severity=3, rule=DRILL, school=school, at=now)
    alert.is_drill = True
    signal = AlertSignal(
        decision_id=alert.decision_id, direction=DRILL, category=DRILL, severity=3, rule=DRILL, sealed=b"", at=now
    )
    return _tell_first(actor, alert, signal, now)


def _signal(told: ChannelRecord, about: dict[str, str]) -> AlertSignal:
    return AlertSignal(
        decision_id=told.decision_id[:80],
        direction=about.get("direction", "in")[:5],
        category=about.get("category", "")[:20],
        severity=int(about.get("severity", "3") or 3),
        rule=about.get("rule", "")[:80],
        sealed=told.sealed,
        at=told.at,
    )


def _alert_of(who: str, school: object, at: datetime) -> Alert | None:
    """The open alert of the same person at the same school, when its last signal is not long ago."""
    if not who:
        return None
    held = Alert.objects.select_for_update(of=("self",)).filter(who=who).exclude(state=AlertState.CLOSED.value)
    for alert in held.order_by("-at"):
        last = alert.signals.last()
        same_place = (alert.school_id or id_from("")) == school
        if last and same_place and rules.belongs_together(last.at, at, TOGETHER):
            return alert
    return None


def _put_to(actor: Actor, alert: Alert, signal: AlertSignal, now: datetime) -> Alert:
    """One signal more. Its clock goes on from the first; what is more serious is told anew, also where it was taken."""
    known = set(alert.signals.values_list("category", flat=True))
    is_raised = rules.raises(alert.severity, known, now=signal.severity, category=signal.category)
    signal.alert = alert
    signal.save(force_insert=True)
    late = max(0, int((now - signal.at).total_seconds()))
    count = alert.signals.count()
    added = AlertSignalAdded(alert_ref(alert), signal.category, signal.direction, signal.severity, count, late)
    record(added, actor_id=actor.id, now=now)
    if is_raised:
        _tell_again(actor, alert, signal, now)
    return alert


def _tell_again(actor: Actor, alert: Alert, signal: AlertSignal, now: datetime) -> None:
    before = alert.severity
    if signal.severity > before:
        alert.severity, alert.category, alert.rule = signal.severity, signal.category, signal.rule
        alert.direction = signal.direction
    if alert.state == AlertState.TAKEN:
        alert.state, alert.told_at = AlertState.OPEN.value, now
    alert.raised_at = now
    alert.save(update_fields=["severity", "category", "rule", "direction", "state", "told_at", "raised_at"])
    responsible = str(alert.responsible_id)
    note_step(alert, StepKind.RAISED, responsible, now)
    told = AlertRaised(alert_ref(alert), person_ref(responsible), signal.category, signal.severity, before)
    record(told, actor_id=actor.id, now=now)
    write_to(alert, now)


def _tell_first(actor: Actor, alert: Alert, signal: AlertSignal, now: datetime) -> Alert:
    facts = facts_of(rota_for(where(alert) or ""))
    alert.in_hours = bool(rules.on_duty(facts, now))
    alert.responsible_id = id_from(rules.responsible(facts, now))
    alert.state, alert.opened_at, alert.told_at = AlertState.OPEN.value, now, now
    alert.save(force_insert=True)
    signal.alert = alert
    signal.save(force_insert=True)
    note_step(alert, StepKind.TOLD, str(alert.responsible_id), now)
    event = AlertOpened(
        alert_ref(alert),
        person_ref(str(alert.responsible_id)),
        alert.category,
        alert.direction,
        alert.in_hours,
        alert.is_drill,
        max(0, int((now - alert.at).total_seconds())),
    )
    record(event, actor_id=actor.id, now=now)
    write_to(alert, now)
    return alert
