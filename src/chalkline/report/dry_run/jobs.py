"""The job of a dry run: it goes through a month of calls, and says how far it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chalkline.jobs.api import Progress, begin_work, fail_work, finish_work, job, start_work
from chalkline.kernel.clock import utc_now
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, system_actor
from chalkline.publish.bundle.api import Bundle, policy_digest
from chalkline.publish.district_rules.api import RuleSet
from chalkline.report.dry_run.commands import begin_dry_run, keep_dry_run
from chalkline.report.dry_run.kept import spelled
from chalkline.report.dry_run.models import KeptRun
from chalkline.report.dry_run.queries import run_of_bundle, run_of_rules
from chalkline.report.dry_run.words import RULES

KIND = "report.dry_run"


@job(name="report.run_dry_run", attempts=3)
def run(*, run_id: str, now: datetime) -> None:
    """Run it; another attempt begins anew, and what is kept is kept once."""
    found = KeptRun.objects.filter(pk=id_from(run_id), done_at=None).first()
    if found is None:
        return
    begin_work(found.work_id, now=now)
    progress = Progress(found.work_id)

    def told(done: int, of: int) -> None:
        progress(done, total=of)

    actor, against = system_actor("dry-runs"), policy_digest()
    try:
        if found.of == RULES:
            came = run_of_rules(actor, RuleSet.objects.get(pk=found.subject_id), now=found.asked_at, told=told)
        else:
            came = run_of_bundle(actor, Bundle.objects.get(pk=found.subject_id), now=found.asked_at, told=told)
    except BaseException:
        fail_work(found.work_id, note=str(Sentence("It could not be found out.")), now=utc_now())
        raise
    with transaction.atomic():
        keep_dry_run(actor, found, spelled(came), against=against, now=now)
        finish_work(found.work_id, note=str(Sentence("It is done.")), now=now)


def ask_for_dry_run(actor: Actor, of: RuleSet | Bundle, *, now: datetime) -> KeptRun:
    """Ask for one and let the jobs run it, both or neither."""
    n = of.number if isinstance(of, RuleSet) else of.revision
    title = Sentence("What rule set {n} would have done", n=n) if isinstance(of, RuleSet) else None
    with transaction.atomic():
        work = start_work(
            KIND, str(title or Sentence("What policy {n} would have done", n=n)), owner_id=actor.id, now=now
        )
        made = begin_dry_run(actor, of, work_id=work.id, now=now)
        run.enqueue(run_id=str(made.pk), key=f"dry-run:{made.pk}", now=now)
    return made
