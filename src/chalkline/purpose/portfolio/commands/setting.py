"""The two rules that only a committee sets: proposed by somebody, put before a meeting, in force by its decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from chalkline.govern.committees.api import AgendaEntry, AgendaItem, Light, Meeting, Outcome, day_of, put_item, seat_of
from chalkline.govern.committees.events import ItemAdded
from chalkline.govern.decisions.api import Decision, DecisionStanding, is_intact
from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.purpose.portfolio import rules
from chalkline.purpose.portfolio.commands.scoring import has_seat
from chalkline.purpose.portfolio.criteria import Criterion
from chalkline.purpose.portfolio.events import RuleProposed, RulePutInForce, RuleTurnedDown
from chalkline.purpose.portfolio.models import PortfolioRule
from chalkline.purpose.portfolio.words import RuleKind, RuleState

A_YEAR = timedelta(days=365)


@command(records=(RuleProposed,))
def propose_rule(
    actor: Actor,
    *,
    points: Mapping[Criterion, int] | None = None,
    limit: int | None = None,
    because: str,
    now: datetime,
) -> PortfolioRule:
    """Propose weights (points for every criterion) or a limit to the committee, with a reason. Give one of the two."""
    actor.must("portfolio.propose_rule", seat=has_seat(actor, now))
    if (points is None) == (limit is None):
        raise rules.one_of_two()
    said = rules.must_say_why(because)
    if points is not None:
        rules.must_be_points(points)
        kind = RuleKind.WEIGHTS
        content: dict[str, Any] = {"points": {each.value: int(points[each]) for each in Criterion}}
    else:
        rules.must_be_limit(limit or 0)
        kind, content = RuleKind.LIMIT, {"limit": limit}
    rule = PortfolioRule.objects.create(
        kind=kind.value,
        content=as_plain(content),
        because=said,
        state=RuleState.PROPOSED.value,
        proposed_by_id=actor.id,
        proposed_at=now,
        digest=digest_of({"kind": kind.value, **content}),
    )
    told = RuleProposed(_ref(rule), rule.kind, title_of_rule(rule), _content(rule), said)
    record(told, actor_id=actor.id, now=now)
    return rule


@command(records=(ItemAdded,))
def put_rule_on_agenda(actor: Actor, rule: PortfolioRule, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Put a proposal before a meeting. What it says is the title, so that members and minutes have it in full."""
    current = PortfolioRule.objects.select_for_update(of=("self",), no_key=True).get(pk=rule.pk)
    actor.must("portfolio.propose_rule", seat=seat_of(actor.id, meeting.committee, localdate(now)) is not None)
    if current.state != RuleState.PROPOSED:
        raise rules.not_waiting()
    day = day_of(meeting)
    entry = AgendaEntry(
        title=title_of_rule(current),
        light=Light.GREEN,
        proposed=(),
        suggested_expires_on=_end_of_school_year(day),
        latest_expires_on=day + A_YEAR,
    )
    return put_item(actor, meeting, _ref(current), entry, now=now)


@command(records=(RulePutInForce, RuleTurnedDown), may_change_nothing=True)
def adopt_rule(actor: Actor, decision: Decision, *, now: datetime) -> PortfolioRule | None:
    """Let a proposal follow the committee's decision on it. Only Chalkline itself does; twice changes nothing."""
    actor.must("portfolio.follow_decision")
    rule = (
        PortfolioRule.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=id_from(decision.subject_id), state=RuleState.PROPOSED.value, digest=decision.subject_digest)
        .first()
    )
    outcome = Outcome(decision.outcome)
    stands = decision.standing == DecisionStanding.RECORDED and is_intact(decision)
    if rule is None or not stands or outcome is Outcome.DEFER:
        return rule
    decided = SubjectRef("decision", str(decision.pk), decision.digest)
    rule.decision = decision
    if not outcome.approves or decision.expires_on is None:
        rule.state = RuleState.DECLINED.value
        rule.save(update_fields=["state", "decision"])
        told = RuleTurnedDown(_ref(rule), decided, rule.kind, title_of_rule(rule), str(decision))
        record(told, actor_id=actor.id, now=now)
        return rule
    former = PortfolioRule.objects.filter(kind=rule.kind, state=RuleState.IN_FORCE.value)
    former.update(state=RuleState.REPLACED.value)
    rule.state, rule.in_force_at, rule.until_on = RuleState.IN_FORCE.value, now, decision.expires_on
    rule.save(update_fields=["state", "decision", "in_force_at", "until_on"])
    in_force = RulePutInForce(
        portfolio_rule=_ref(rule),
        decision=decided,
        rule_kind=rule.kind,
        title=title_of_rule(rule),
        content=_content(rule),
        number=str(decision),
        until_on=decision.expires_on.isoformat(),
    )
    record(in_force, actor_id=actor.id, now=now)
    return rule


def title_of_rule(rule: PortfolioRule) -> str:
    """What is proposed, in one line: as minutes and facts say it."""
    if rule.kind == RuleKind.LIMIT:
        return f"Limit of active high-impact use cases: {rule.content['limit']}"
    given = rule.content["points"]  # PostgreSQL keeps no order of keys: said in the order of the criteria
    points = ", ".join(f"{each.value.replace('_', ' ')} {given[each.value]}" for each in Criterion)
    return f"Weights of the ranking: {points}"


def _content(rule: PortfolioRule) -> tuple[str, ...]:
    if rule.kind == RuleKind.LIMIT:
        return (str(rule.content["limit"]),)
    return tuple(f"{key} {n}" for key, n in rule.content["points"].items())


def _ref(rule: PortfolioRule) -> SubjectRef:
    return SubjectRef("portfolio_rule", str(rule.pk), rule.digest)


def _end_of_school_year(day: date) -> date:
    """June 30 that leaves at least three months; never more than a year."""
    ends = date(day.year, 6, 30)
    if (ends - day).days < 90:
        ends = date(day.year + 1, 6, 30)
    return min(ends, day + A_YEAR)
