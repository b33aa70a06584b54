"""Who leads, who decides, what is adopted, who was told and heard."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from chalkline.govern.committees.api import MeetingState, committees, items, meetings, seats_on
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import facts_of_kinds
from chalkline.people.api import Actor, who_leads
from chalkline.publish.bundle.api import in_force, policy_in_force
from chalkline.purpose.goals.api import goals_that_hold
from chalkline.purpose.use_cases.api import use_cases
from chalkline.report.readiness.records import Leading
from chalkline.report.readiness.words import A_YEAR
from chalkline.report.strategy.api import adopted
from chalkline.rollout.budget.api import fiscal_years, planned
from chalkline.rollout.feedback.api import rounds, said_and_done
from chalkline.rulebook.api import Everything

PRESENTED = "report.board_packet.presented/1"


def leading(reader: Actor, today: date) -> Leading:
    """As of today."""
    since = today - A_YEAR
    superintendents, coordinators = who_leads()
    standing = list(committees(reader).filter(lapsed_on=None))
    voices = {each: {seat.constituency for seat in seats_on(each, today)} for each in standing}
    fullest = max(voices, key=lambda each: len(voices[each]), default=None)
    held = meetings(reader).filter(state=MeetingState.ADJOURNED.value, starts_at__date__range=(since, today))
    newest = held.order_by("-starts_at").first()
    goals = list(goals_that_hold(reader, today))
    cases = use_cases(reader)
    bundle, never = in_force(), policy_in_force().never
    strategy = adopted(reader, today)
    asked = rounds(reader).filter(opened_on__range=(since, today))
    last_asked = asked.order_by("-opened_on").first()
    year = fiscal_years().of(today)
    presented = [on for each in facts_of_kinds(PRESENTED) if since <= (on := localdate(each.at)) <= today]
    return Leading(
        coordinators=coordinators,
        superintendents=superintendents,
        committees=len(standing),
        committee=SubjectRef("committee", str(fullest.pk)) if fullest else None,
        voices=frozenset(voices[fullest]) if fullest else frozenset(),
        meetings=held.count(),
        last_meeting_on=localdate(newest.starts_at) if newest else None,
        recusals=items(reader).filter(recusals__declared_at__date__gte=since).distinct().count(),
        goals=len(goals),
        use_cases=cases.count(),
        use_cases_tied=cases.filter(problem__goals_served__goal__in=goals).distinct().count(),
        policy=SubjectRef("bundle", str(bundle.pk)) if bundle else None,
        policy_on=localdate(bundle.activated_at) if bundle and bundle.activated_at else None,
        never=1 if isinstance(never, Everything) else len(never),
        strategy=SubjectRef("strategy", str(strategy.pk)) if strategy else None,
        strategy_on=strategy.adopted_on if strategy else None,
        asked=frozenset(asked.values_list("audience", flat=True)),
        answered_themes=len(said_and_done(reader, since, today)),
        last_asked_on=last_asked.opened_on if last_asked else None,
        budget_dollars=int(sum(each.amount for each in planned(reader) if each.fiscal_year == year)),
        packets=len(presented),
        last_packet_on=max(presented, default=None),
    )
