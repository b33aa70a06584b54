"""The public door of being on call."""

from chalkline.oversee.on_call.commands.alerts import (
    close_alert,
    hand_over_alert,
    make_incident,
    pass_on_alerts,
    read_alert,
    take_alert,
)
from chalkline.oversee.on_call.commands.rotas import set_rota
from chalkline.oversee.on_call.commands.taking_in import open_alert, raise_drill
from chalkline.oversee.on_call.jobs import keep_on_call, take_in
from chalkline.oversee.on_call.models import Alert, AlertReading, AlertSignal, AlertStep, Rota, RotaShift
from chalkline.oversee.on_call.queries import (
    alert_by_id,
    alerts,
    alerts_for,
    alerts_open,
    facts_of,
    has_text,
    helps_at,
    is_theirs,
    rota_for,
    rota_of,
    rotas,
    where,
)
from chalkline.oversee.on_call.rules import chain, on_duty
from chalkline.oversee.on_call.signals import drill_in
from chalkline.oversee.on_call.words import (
    STATE_NAMES,
    STEP_NAMES,
    AlertState,
    Opened,
    RotaWords,
    Shift,
    StepKind,
    Typed,
    category_name,
)

__all__ = [
    "STATE_NAMES",
    "STEP_NAMES",
    "Alert",
    "AlertReading",
    "AlertSignal",
    "AlertState",
    "AlertStep",
    "Opened",
    "Rota",
    "RotaShift",
    "RotaWords",
    "Shift",
    "StepKind",
    "Typed",
    "alert_by_id",
    "alerts",
    "alerts_for",
    "alerts_open",
    "category_name",
    "chain",
    "close_alert",
    "drill_in",
    "facts_of",
    "hand_over_alert",
    "has_text",
    "helps_at",
    "is_theirs",
    "keep_on_call",
    "make_incident",
    "on_duty",
    "open_alert",
    "pass_on_alerts",
    "raise_drill",
    "read_alert",
    "rota_for",
    "rota_of",
    "rotas",
    "set_rota",
    "take_alert",
    "take_in",
    "where",
]
