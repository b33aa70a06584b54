"""The job of a check."""

from __future__ import annotations

from datetime import datetime

from chalkline.jobs.api import job
from chalkline.kernel.ids import id_from
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.oversee.paired_prompts.running import run_check


@job(name="oversee.run_paired_check", attempts=3)
def run(*, check_id: str, work_id: str, now: datetime) -> None:
    """Run it, from where it stopped."""
    check = PairedCheck.objects.filter(pk=id_from(check_id)).first()
    if check:
        run_check(check)
