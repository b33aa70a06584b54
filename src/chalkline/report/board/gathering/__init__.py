"""The facts of a packet, read through the domains' own doors, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings

from chalkline.approve.requests.api import kept_title, open_requests, purpose_name
from chalkline.approve.reviews.api import ReviewState, reviews
from chalkline.approve.uses.api import ApprovedUse, UseState, uses, uses_in_force
from chalkline.discover.findings.api import Reach, audit
from chalkline.discover.sources.api import loaded
from chalkline.govern.committees.api import day_of, meetings_ahead
from chalkline.govern.decisions.api import (
    Decision,
    DecisionStanding,
    decided_by,
    decisions,
    recommendations_waiting,
    votes_counted,
)
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.oversee.incidents.api import IncidentState, incidents
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Shown
from chalkline.publish.bundle.api import policy_in_force
from chalkline.purpose.problems.api import DistrictProblem, number_text, problems
from chalkline.report.board.gathering.keeping import ending, going, looked_at_late, sound, trained
from chalkline.report.board.gathering.money import cost
from chalkline.report.board.gathering.pilots import gave_up, pilots_ahead, tried
from chalkline.report.board.gathering.ready import ready
from chalkline.report.board.gathering.safety import safety
from chalkline.report.board.words import (
    AUDIT,
    BUDGET,
    FLOWS,
    INCIDENTS,
    REQUESTS,
    Ahead,
    Aim,
    Approved,
    Before,
    BoardFacts,
    Cost,
    Danger,
    Decided,
    InLogs,
    Seen,
    Span,
)
from chalkline.report.calls.api import calls_between
from chalkline.report.flows.api import flows
from chalkline.rollout.feedback.api import said_and_done
from chalkline.rulebook.api import Standing, named_roles
from chalkline.tools.register.api import AiScope

SOON = timedelta(days=60)
NOT_APPROVED = {Standing.UNAPPROVED, Standing.DECLINED, Standing.ENDED, Standing.NEVER}


def facts_for(actor: Actor, span: Span, *, before: Before | None = None) -> BoardFacts:
    """What the records say about these days, beside what was presented ``before``.

    Raises Problem where the actor may not see decisions.
    """
    may_see_audit = actor.may("discover.see_audit")
    seen = _seen(actor) if may_see_audit and loaded().exists() else None
    verdicts = tuple(tried(actor, span))
    spent = cost(actor, span, verdicts)
    return BoardFacts(
        district=settings.CHALKLINE.district,
        span=span,
        decided=tuple(_decided(each) for each in _taken(actor, span)),
        approved=tuple(_approved(each) for each in uses_in_force(actor, span.today).order_by("expires_on", "title")),
        may_see_audit=may_see_audit,
        seen=seen,
        aims=tuple(_aim(each) for each in problems(actor).order_by("by_on", "title")),
        tried=verdicts,
        cost=spent,
        gave_up=tuple(gave_up(actor, span)),
        dangers=(
            *_seen_dangers(seen),
            *_dangers(actor, span.today),
            *looked_at_late(actor, span.today),
            *_money_dangers(spent),
        ),
        ahead=(*pilots_ahead(actor, span.today), *_ahead(actor, span.today)),
        open_requests=open_requests(actor).count(),
        going=going(actor, span.today),
        sound=sound(actor, span),
        safety=safety(actor, span),
        carried=calls_between(actor, span.first_on, span.last_on) if actor.may("exchanges.see") else None,
        trained=tuple(trained(actor, span.today)),
        ending=tuple(ending(actor, span.today)),
        heard=tuple(said_and_done(actor, span.first_on, span.last_on)) if actor.may("feedback.see") else (),
        before=before,
        ready=ready(actor, span),
    )


def _taken(actor: Actor, span: Span) -> list[Decision]:
    found = decisions(actor).filter(decided_on__range=(span.first_on, span.last_on))
    found = found.exclude(subject_kind="minutes")  # a committee's own; what they tell of stands here already
    return list(found.order_by("decided_on", "year", "number"))


def _decided(each: Decision) -> Decided:
    votes = votes_counted(each)
    return Decided(
        source=SubjectRef("decision", str(each.pk)),
        number=str(each),
        title=kept_title(each.title),
        committee=each.committee.name,
        outcome=each.outcome,
        is_recommended=each.standing == DecisionStanding.RECOMMENDED,
        on=each.decided_on,
        until=each.expires_on,
        votes_for=votes.in_favor if votes else 0,
        votes_against=votes.against if votes else 0,
        abstained=votes.abstained if votes else 0,
        conditions=len(each.conditions),
        decided_by="" if votes else decided_by(each),
    )


def _approved(use: ApprovedUse) -> Approved:
    return Approved(
        source=SubjectRef("use", str(use.pk)),
        tool=use.tool.name,
        purpose=Sentence(purpose_name(use.purpose)),
        people=named_roles(frozenset(use.roles)),
        until=use.expires_on,
        is_stopped=use.state == UseState.SUSPENDED.value,
    )


def _seen(actor: Actor) -> Seen:
    found = audit(actor)
    first_on, last_on = found.period or (None, None)
    core = (each for each in found.services if each.ai_scope == AiScope.CORE)
    return Seen(first_on, last_on, tuple(_in_logs(each) for each in core))


def _in_logs(reach: Reach) -> InLogs:
    return InLogs(
        source=SubjectRef("tool", reach.slug),
        tool=reach.name,
        people=reach.people.count if isinstance(reach.people, Shown) else None,
        is_approved=reach.standing not in NOT_APPROVED,
        was_declined=reach.standing is Standing.DECLINED or reach.said_no,
    )


def _aim(problem: DistrictProblem) -> Aim:
    return Aim(
        source=SubjectRef("problem", str(problem.pk)),
        title=problem.title,
        measure=problem.measure,
        unit=problem.unit,
        baseline=number_text(problem.baseline),
        target=number_text(problem.target),
        by_on=problem.by_on,
    )


def _seen_dangers(seen: Seen | None) -> Iterator[Danger]:
    """What the logs show and nobody approved; what was declined and is still used."""
    bare = [each for each in seen.tools if not each.is_approved] if seen else []
    if len(bare) == 1:
        yield Danger(Sentence("{tool} is in use without approval.", tool=bare[0].tool), bare[0].source)
    elif bare:
        names = tuple(each.tool for each in bare[:3])
        yield Danger(
            Sentence("{n} AI tools are in use without approval, {names} first.", n=len(bare), names=names), AUDIT
        )
    for each in bare:
        if each.was_declined:
            yield Danger(Sentence("{tool} was declined and is still used.", tool=each.tool), each.source)


def _dangers(actor: Actor, today: date) -> Iterator[Danger]:
    for use in uses(actor).filter(state=UseState.SUSPENDED.value, expires_on__gte=today):
        yield Danger(Sentence("The use of {tool} is stopped for now.", tool=use.tool.name), _use(use))
    for decision in recommendations_waiting(actor):
        words = Sentence("Advice on “{title}” waits for the superintendent.", title=decision.title)
        yield Danger(words, SubjectRef("decision", str(decision.pk)))
    yield from _incident_dangers(actor)
    yield from _agreement_dangers(actor, today)
    for use in _not_decided_anew(actor, today):
        if use.expires_on <= today + SOON:
            words = Sentence("“{title}” is approved only until {day}.", title=_title(use), day=use.expires_on)
            yield Danger(words, _use(use))
    late = reviews(actor).filter(state=ReviewState.OPEN.value, due_on__lt=today).count()
    if late == 1:
        yield Danger(Sentence("One review of a request is late."), REQUESTS)
    elif late:
        yield Danger(Sentence("{n} reviews of requests are late.", n=late), REQUESTS)


def _money_dangers(spent: Cost | None) -> Iterator[Danger]:
    for each in spent.cliffs[:2] if spent else ():
        yield Danger(each, BUDGET)


def _incident_dangers(actor: Actor) -> Iterator[Danger]:
    """How many incidents are open: never what happened, since a packet is read by more people than an incident."""
    if not actor.may("incidents.see"):
        return
    count = incidents(actor).exclude(state=IncidentState.CLOSED.value).count()
    if count == 1:
        yield Danger(Sentence("One incident is open."), INCIDENTS)
    elif count:
        yield Danger(Sentence("{n} incidents are open.", n=count), INCIDENTS)


def _agreement_dangers(actor: Actor, today: date) -> Iterator[Danger]:
    """Student records that go where no agreement covers them, and agreements about to end."""
    bare = {each.tool_name for each in flows(actor, today) if each.is_uncovered and not each.at_gateway}
    for name in sorted(bare):
        yield Danger(
            Sentence("Student records may go to {tool}, and no agreement covers all of them.", tool=name), FLOWS
        )
    policy = policy_in_force()
    depending = {terms.tool for terms in policy.terms if terms.expires_on >= today}
    for tool in policy.tools:
        ends = tool.agreement_ends_on
        if tool.tool in depending and ends and today <= ends <= today + SOON:
            words = Sentence("The agreement with {tool} runs out on {day}.", tool=tool.name, day=ends)
            yield Danger(words, SubjectRef("tool", tool.tool))


def _ahead(actor: Actor, today: date) -> Iterator[Ahead]:
    for meeting in meetings_ahead(actor).filter(starts_at__date__gte=today)[:3]:
        day = day_of(meeting)
        words = Sentence("The {committee} meets on {day}.", committee=meeting.committee.name, day=day)
        yield Ahead(words, SubjectRef("meeting", str(meeting.pk)), day)
    asked = open_requests(actor).count()
    if asked == 1:
        yield Ahead(Sentence("One request is on its way to a decision."), REQUESTS)
    elif asked:
        yield Ahead(Sentence("{n} requests are on their way to a decision.", n=asked), REQUESTS)
    later = [use for use in _not_decided_anew(actor, today) if use.expires_on > today + SOON]
    for use in later[:2]:
        words = Sentence(
            "“{title}” is approved until {day}, and ends then unless it is decided anew.",
            title=_title(use),
            day=use.expires_on,
        )
        yield Ahead(words, _use(use), use.expires_on)
    for problem in problems(actor).filter(by_on__gte=today).order_by("by_on")[:2]:
        words = Sentence("“{title}” is due to be measured by {day}.", title=problem.title, day=problem.by_on)
        yield Ahead(words, SubjectRef("problem", str(problem.pk)), problem.by_on)


def _not_decided_anew(actor: Actor, today: date) -> list[ApprovedUse]:
    """Uses in force by their last day, without those that go on under a later decision on the same."""
    held = list(uses(actor).filter(state=UseState.ACTIVE.value, expires_on__gte=today).order_by("expires_on", "title"))
    last = {(use.tool_id, use.purpose): use.expires_on for use in held}
    return [use for use in held if use.expires_on == last[use.tool_id, use.purpose]]


def _title(use: ApprovedUse) -> Sentence:
    """The title of a use, which its reader's language can say."""
    return Sentence("{tool}: {purpose}", tool=use.tool.name, purpose=Sentence(purpose_name(use.purpose)))


def _use(use: ApprovedUse) -> SubjectRef:
    return SubjectRef("use", str(use.pk))
