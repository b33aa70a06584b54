"""Running a check: every request, every name, as often as asked. Resumed where it stopped, and paced.

And each day one short question to every model in use, to see whether it is still the one that was checked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.model_checks.api import newest_check, note_changed_model
from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work
from chalkline.kernel.clock import utc_now
from chalkline.oversee.paired_prompts.asking import Came, ask_gateway
from chalkline.oversee.paired_prompts.commands import end_paired_check, measure_answer
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.oversee.paired_prompts.prompts import prompts_of, set_by_id
from chalkline.oversee.paired_prompts.queries import checks_due
from chalkline.oversee.paired_prompts.words import CheckState
from chalkline.people.api import system_actor

A_MINUTE = 240  # requests: a check must not crowd out those who work
MOST_FAILURES = 10  # one after the other: then something is wrong
GIVES_UP = frozenset({"no_key", "refused"})
SHORT_QUESTION = "Answer with the word yes."

Ask = Callable[[str, str], Came]


def run_check(
    check: PairedCheck, *, ask: Ask = ask_gateway, a_minute: int = A_MINUTE, clock: Callable[[], datetime] = utc_now
) -> PairedCheck:
    """Put what is missing, measure, end. ``a_minute`` 0: as fast as it goes."""
    actor = system_actor("paired_prompts")
    chosen = set_by_id(check.prompt_set)
    known = set(check.answers.values_list("request_id", "name", "run"))
    wanted = [(prompt, run) for run in range(1, check.repeats + 1) for prompt in (prompts_of(chosen) if chosen else ())]
    begin_work(check.work_id, total=len(wanted), now=clock())
    progress, failures, why = Progress(check.work_id), 0, ""
    for done, (prompt, run) in enumerate(wanted, 1):
        if (prompt.request.id, prompt.name.name, run) in known:
            continue
        came = ask(check.model, prompt.text)
        if came.why:
            failures, why = failures + 1, came.why
            if failures >= MOST_FAILURES or came.why in GIVES_UP:
                break
            continue
        failures = 0
        measure_answer(actor, check, prompt, run, came, now=clock())
        progress(done)
        if a_minute:
            time.sleep(60 / a_minute)
    ended = end_paired_check(actor, check, why=why, now=clock())
    if ended.state == CheckState.DONE:
        finish_work(check.work_id, now=clock())
    else:
        fail_work(check.work_id, note="The gateway or the model did not answer often enough.", now=clock())
    return ended


def note_who_answers(*, ask: Ask = ask_gateway, now: datetime) -> list[str]:
    """The models in use behind whose name another one answers now than when they were checked. Each is asked once."""
    changed = []
    for due in checks_due(localdate(now)):
        noted = newest_check(due.model)
        if noted is None or noted.changed_at or not noted.made:
            continue
        came = ask(due.model, SHORT_QUESTION)
        if came.why == "no_key":
            break
        if came.made and note_changed_model(system_actor("paired_prompts"), due.model, came.made, now=now):
            changed.append(due.model)
    return changed
