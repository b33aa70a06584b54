"""A check as a person begins it: asked for and queued, both or neither."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chalkline.oversee.paired_prompts.asking import key_there
from chalkline.oversee.paired_prompts.commands import begin_paired_check
from chalkline.oversee.paired_prompts.jobs import run
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.people.api import Actor


def check_model(actor: Actor, model: str, set_id: str, *, repeats: int, now: datetime) -> PairedCheck:
    """Begin a check and let the jobs run it."""
    with transaction.atomic():
        check = begin_paired_check(actor, model, set_id, repeats=repeats, has_key=bool(key_there()), now=now)
        run.enqueue(check_id=str(check.pk), work_id=check.work_id, key=f"paired:{check.pk}", now=now)
    return check
