"""The jobs of checks: one is run; each day it is seen whether the models are still those that were checked."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.jobs.api import job
from chalkline.kernel.ids import id_from
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.oversee.paired_prompts.running import note_who_answers, run_check


@job(name="oversee.run_paired_check", attempts=3)
def run(*, check_id: str, work_id: str, now: datetime) -> None:
    """Run it, from where it stopped."""
    check = PairedCheck.objects.filter(pk=id_from(check_id)).first()
    if check:
        run_check(check)


@job(name="oversee.look_for_changed_models", every=timedelta(days=1))
def look_for_changed_models(*, now: datetime) -> None:
    """Ask each model in use one short thing: whoever answers now under its name, was it checked?"""
    note_who_answers(now=now)
