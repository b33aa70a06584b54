"""The job of a drill."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chalkline.approve.uses.api import ApprovedUse
from chalkline.jobs.api import job
from chalkline.kernel.ids import id_from
from chalkline.oversee.drills.commands import begin_alert_drill, begin_drill
from chalkline.oversee.drills.models import Drill
from chalkline.oversee.drills.running import run_drill
from chalkline.oversee.drills.words import DrillOf, DrillState
from chalkline.people.api import Actor, School


@job(name="oversee.run_drill", attempts=1)
def run(*, drill_id: str, now: datetime) -> None:
    """Run it once: a drill that broke off is begun anew by a person."""
    drill = Drill.objects.select_related("use").filter(pk=id_from(drill_id), state=DrillState.RUNNING.value).first()
    if drill:
        run_drill(drill)


def ask_for_drill(actor: Actor, use: ApprovedUse, *, of: DrillOf = DrillOf.STOP, now: datetime) -> Drill:
    """Begin a drill and let the jobs run it, both or neither."""
    with transaction.atomic():
        drill = begin_drill(actor, use, of=of, now=now)
        run.enqueue(drill_id=str(drill.pk), key=f"drill:{drill.pk}", now=now)
    return drill


def ask_for_alert_drill(actor: Actor, *, school: School | None = None, now: datetime) -> Drill:
    """Begin a drill of the way of an alert and let the jobs run it, both or neither."""
    with transaction.atomic():
        drill = begin_alert_drill(actor, school=school, now=now)
        run.enqueue(drill_id=str(drill.pk), key=f"drill:{drill.pk}", now=now)
    return drill
