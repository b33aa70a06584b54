"""Reading the last 30 days of calls and asking another policy about them; reading what was kept of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.govern.committees.api import seats_of_person
from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import exchanges_alike
from chalkline.people.api import Actor, system_actor
from chalkline.publish.bundle.api import Bundle, look_at, policy_in_force, stops_in_force
from chalkline.publish.district_rules.api import RuleSet, rows_of, rules_by_law
from chalkline.report.dry_run.models import KeptRun
from chalkline.report.dry_run.rules import DryRun, Recorded, run
from chalkline.report.dry_run.words import DAYS, POLICY, RULES
from chalkline.rulebook.api import Policy

Told = Callable[[int, int], None]  # how many calls were looked at, of how many


def no_one(done: int, of: int) -> None:
    """Nobody is told how far it is."""


def kept_runs(actor: Actor, of: RuleSet | Bundle | None = None) -> QuerySet[KeptRun]:
    """Dry runs that were asked for (of one version), the latest first: for who runs them, and for committees."""
    actor.must("dry_runs.see", seat=has_a_seat(actor))
    found = KeptRun.objects.select_related("asked_by")
    if of is None:
        return found
    return found.filter(of=RULES if isinstance(of, RuleSet) else POLICY, subject_id=of.pk)


def kept_run_by_id(actor: Actor, run_id: str) -> KeptRun:
    """One of them. Raises Problem("not_found")."""
    found = kept_runs(actor).filter(pk=id_from(run_id)).first()
    if found is None:
        raise not_found(Sentence("dry run"))
    return found


def has_a_seat(actor: Actor) -> bool:
    """Whether somebody sits on a committee today."""
    today, held = localdate(), seats_of_person(system_actor("dry-runs"), actor.id)
    return bool(held.filter(starts_on__lte=today, ends_on__gte=today).exists())


def run_of_bundle(actor: Actor, bundle: Bundle, *, now: datetime, told: Told = no_one) -> DryRun:
    """What a prepared policy would have done to the calls of the last 30 days."""
    return _run(actor, look_at(system_actor("dry-runs"), bundle).policy, now, told)


def run_of_rules(actor: Actor, made: RuleSet, *, now: datetime, told: Told = no_one) -> DryRun:
    """What a version of the district's rules would have done to them, beside the policy in force."""
    rows = rows_of(made)
    then = replace(policy_in_force(), district_rules=(*rows.rules, *rules_by_law()), promises=rows.promises)
    return _run(actor, then, now, told)


def _run(actor: Actor, then: Policy, now: datetime, told: Told) -> DryRun:
    actor.must("exchanges.see")
    today, zone = local_day(now, settings.CHALKLINE.zone), ZoneInfo(settings.CHALKLINE.zone)
    since = datetime.combine(today - timedelta(days=DAYS - 1), time(), zone)
    alike = exchanges_alike(since, now)
    stops, whole = stops_in_force(on=today), sum(each["count"] for each in alike)

    def calls() -> Iterator[Recorded]:
        done = 0
        for each in alike:
            told(done, whole)
            yield Recorded(**each)
            done += each["count"]

    # Rules that count already go on only where the other policy has them too: else nothing would ever seem wider.
    return run(calls(), policy_in_force(), then, stops, replace(stops, rules=()), today)
