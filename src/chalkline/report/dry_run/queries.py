"""Reading the last 30 days of calls and asking another policy about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.ledger.api import exchanges_alike
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import Bundle, look_at, policy_in_force, stops_in_force
from chalkline.publish.district_rules.api import RuleSet, rows_of, rules_by_law
from chalkline.report.dry_run.rules import DryRun, Recorded, run
from chalkline.rulebook.api import Policy

DAYS = 30


def run_of_bundle(actor: Actor, bundle: Bundle, *, now: datetime) -> DryRun:
    """What a prepared policy would have done to the calls of the last 30 days."""
    return _run(actor, look_at(actor, bundle).policy, now)


def run_of_rules(actor: Actor, made: RuleSet, *, now: datetime) -> DryRun:
    """What a version of the district's rules would have done to them, beside the policy in force."""
    rows = rows_of(made)
    then = replace(policy_in_force(), district_rules=(*rows.rules, *rules_by_law()), promises=rows.promises)
    return _run(actor, then, now)


def _run(actor: Actor, then: Policy, now: datetime) -> DryRun:
    actor.must("exchanges.see")
    today, zone = local_day(now, settings.CHALKLINE.zone), ZoneInfo(settings.CHALKLINE.zone)
    since = datetime.combine(today - timedelta(days=DAYS - 1), time(), zone)
    calls = (Recorded(**each) for each in exchanges_alike(since, now))
    stops = stops_in_force(on=today)
    # Rules that count already go on only where the other policy has them too: else nothing would ever seem wider.
    return run(calls, policy_in_force(), then, stops, replace(stops, rules=()), today)
