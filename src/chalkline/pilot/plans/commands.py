"""Writes of plans: begun, worked on, the list handed in, locked by a second person, drawn, amended, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from chalkline.approve.requests.api import Request, has_asked, request_by_id
from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import checkpoint_covering, record
from chalkline.people.api import Actor, command
from chalkline.pilot.plans import rules
from chalkline.pilot.plans.answers import statement_from, tidy
from chalkline.pilot.plans.completeness import must_be_complete, must_have_units
from chalkline.pilot.plans.drawing import draw, seed_of, units_digest
from chalkline.pilot.plans.events import (
    DrawMade,
    PilotClosed,
    PilotEnded,
    PlanAmended,
    PlanBegun,
    PlanKept,
    PlanLocked,
    UnitsListed,
)
from chalkline.pilot.plans.listing import ListRead, read_list
from chalkline.pilot.plans.models import Amendment, Pilot, Unit
from chalkline.pilot.plans.promising import decision_rule
from chalkline.pilot.plans.queries import about_of, digest_of_plan, pilot_ref, plan_of, units_of
from chalkline.pilot.plans.words import Arm, Design, PilotState, PlanStatement
from chalkline.purpose.problems.api import statement_of
from chalkline.tools.register.api import tool_ref

UNNAMED = "A pilot without a name"


@command(records=(PlanBegun,))
def begin_plan(actor: Actor, about: str, answers: Mapping[str, Any], *, now: datetime) -> Pilot:
    """Begin to plan a pilot of an approved use ("use:ID") or of what is asked for ("request:ID").

    Raises Problem("pilots.no_problem") where no problem stands behind it.
    """
    actor.must("pilots.plan")
    use, request = _about(actor, about)
    if request is None or request.use_case is None:
        raise rules.no_home()
    kept = tidy(answers)
    problem = request.use_case.problem
    pilot = Pilot.objects.create(
        title=kept.get("title", "")[: rules.LONGEST_TITLE] or UNNAMED,
        tool=request.tool,
        use=use,
        request=request,
        problem=problem,
        problem_digest=statement_of(problem).digest,
        state=PilotState.DRAFT.value,
        answers=kept,
        planned_by_id=actor.id,
        planned_at=now,
        kept_at=now,
    )
    named = PlanBegun(pilot_ref(pilot), about_of(pilot), tool_ref(pilot.tool), _problem_ref(pilot), pilot.title)
    record(named, actor_id=actor.id, now=now)
    return pilot


@command(records=(PlanKept,), may_change_nothing=True)
def keep_plan(actor: Actor, pilot: Pilot, answers: Mapping[str, Any], *, now: datetime) -> Pilot:
    """Keep what was typed so far. The fact of it is recorded at most once a day."""
    current = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    actor.must("pilots.revise", owner_id=str(current.planned_by_id))
    rules.must_be_draft(PilotState(current.state))
    kept = {**current.answers, **tidy(answers)}
    if kept == current.answers:
        return current
    first_today = localdate(current.kept_at) != localdate(now)
    current.answers, current.kept_at = kept, now
    current.title = kept.get("title", "")[: rules.LONGEST_TITLE] or UNNAMED
    current.save(update_fields=["answers", "title", "kept_at"])
    if first_today:
        record(PlanKept(pilot_ref(current), current.title), actor_id=actor.id, now=now)
    return current


@command(records=(UnitsListed,))
def list_units(actor: Actor, pilot: Pilot, file: Path, *, now: datetime) -> ListRead:
    """Hand in who or what is to be assigned; an earlier list is replaced. Rows set aside come back to be mended."""
    current = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    actor.must("pilots.revise", owner_id=str(current.planned_by_id))
    rules.must_be_draft(PilotState(current.state))
    read = read_list(current, file)
    must_have_units(read.units, plan_of(current))
    Unit.objects.filter(pilot=current).delete()
    Unit.objects.bulk_create(
        Unit(
            pilot=current,
            key=each.key,
            code=read.codes[each.key],
            school=each.school,
            grade=each.grade,
            students=each.students,
            arm=each.arm,
        )
        for each in read.units
    )
    listed = UnitsListed(pilot_ref(current), len(read.units), read.rejected, units_digest(read.units), current.title)
    record(listed, actor_id=actor.id, now=now)
    return read


@command(records=(PlanLocked,))
def lock_plan(actor: Actor, pilot: Pilot, *, now: datetime) -> Pilot:
    """Register the plan, by a second person, before it starts. From here on it does not change."""
    actor.must("pilots.lock")
    current = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    rules.must_be_draft(PilotState(current.state))
    rules.must_be_from_outside(
        planned_it=str(current.planned_by_id) == actor.id, asked_for_it=has_asked(actor.id, current.request)
    )
    plan, units = statement_from(current.answers), units_of(current)
    must_be_complete(plan)
    rules.must_be_in_time(localdate(now), plan.starts_on)
    must_have_units(units, plan)
    current.statement = _spelled(plan)
    current.rule = [str(sentence) for sentence in decision_rule(plan)]
    current.units_digest = units_digest(units)
    current.digest = digest_of_plan(plan, current.rule, current.units_digest)
    is_drawn = plan.design is Design.RANDOM
    wanted = PilotState.LOCKED if is_drawn else PilotState.RUNNING
    rules.must_become(PilotState(current.state), wanted)
    current.state, current.locked_by_id, current.locked_at = wanted.value, actor.id, now
    current.lock_fact = record(_locked(current, plan, len(units)), actor_id=actor.id, now=now)
    current.save()
    return current


@command(records=(DrawMade,))
def make_draw(actor: Actor, pilot: Pilot, *, now: datetime) -> Pilot:
    """Draw who starts with the tool, from the lock and the ledger's first signature after it. Once."""
    current = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    actor.must("pilots.draw", owner_id=str(current.planned_by_id))
    plan = plan_of(current)
    if plan.design is not Design.RANDOM:
        raise rules.nothing_to_draw()
    rules.must_wait_for_draw(PilotState(current.state))
    checkpoint = checkpoint_covering(current.lock_fact)
    if checkpoint is None:
        raise rules.no_checkpoint()
    current.draw_root, current.draw_checkpoint = bytes(checkpoint.root).hex(), checkpoint.note
    seed = seed_of(current.digest, current.draw_root)
    sides = draw(units_of(current), plan.strata, seed)
    rows = list(Unit.objects.filter(pilot=current))
    for unit in rows:
        unit.arm = sides[unit.key].value
    Unit.objects.bulk_update(rows, ["arm"])
    current.state, current.drawn_at = PilotState.RUNNING.value, now
    current.save()
    treated = sum(side is Arm.TREATMENT for side in sides.values())
    made = DrawMade(
        pilot_ref(current),
        current.title,
        seed,
        current.draw_root,
        current.units_digest,
        digest_of({key: side.value for key, side in sides.items()}),
        treated,
        len(sides) - treated,
    )
    record(made, actor_id=actor.id, now=now)
    return current


@command(records=(PlanAmended,))
def amend_plan(
    actor: Actor, pilot: Pilot, *, what: str, why: str, measured_until: date | None = None, now: datetime
) -> Amendment:
    """Say, dated and with a reason, what differs from the locked plan. Only before outcomes may be known."""
    current = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    actor.must("pilots.revise", owner_id=str(current.planned_by_id))
    rules.must_be_going_on(PilotState(current.state))
    plan = plan_of(current)
    rules.must_be_before_outcomes(localdate(now), plan.ends_on)
    said, because = rules.must_say(what, "what"), rules.must_say(why, "why")
    if measured_until is not None:
        rules.must_be_later(measured_until, plan.ends_on)
    amendment = Amendment.objects.create(
        pilot=current, what=said, why=because, measured_until=measured_until, by_id=actor.id, at=now
    )
    until = measured_until.isoformat() if measured_until else ""
    record(PlanAmended(pilot_ref(current), current.title, until, said, because), actor_id=actor.id, now=now)
    return amendment


@command(records=(PilotEnded,))
def end_pilot(actor: Actor, pilot: Pilot, *, why: str, now: datetime) -> Pilot:
    """End a pilot without a verdict: by its stop rule, or because it is given up."""
    current = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    actor.must("pilots.end", owner_id=str(current.planned_by_id))
    rules.must_become(PilotState(current.state), PilotState.ENDED)
    current.state, current.ended_on, current.ended_because = (
        PilotState.ENDED.value,
        localdate(now),
        rules.must_say(why, "why"),
    )
    current.save(update_fields=["state", "ended_on", "ended_because"])
    _forget_names(current)
    ended = PilotEnded(pilot_ref(current), tool_ref(current.tool), current.title, current.ended_because)
    record(ended, actor_id=actor.id, now=now)
    return current


@command(records=(PilotClosed,))
def close_pilot(actor: Actor, pilot: Pilot, *, now: datetime) -> Pilot:
    """The verdict is in (its own fact says which): people's numbers are no longer needed."""
    actor.must("pilots.judge", owner_id=str(pilot.planned_by_id))
    rules.must_become(PilotState(pilot.state), PilotState.JUDGED)
    pilot.state = PilotState.JUDGED.value
    pilot.save(update_fields=["state"])
    record(PilotClosed(pilot_ref(pilot), pilot.title, _forget_names(pilot)), actor_id=actor.id, now=now)
    return pilot


def _forget_names(pilot: Pilot) -> int:
    if plan_of(pilot).assigned.is_group:
        return 0
    return Unit.objects.filter(pilot=pilot).exclude(code="").update(code="")


def _about(actor: Actor, about: str) -> tuple[Any, Request | None]:
    kind, _, identity = about.partition(":")
    if kind == "use":
        use = use_by_id(actor, identity)
        return use, use.request
    if kind == "request":
        return None, request_by_id(actor, identity)
    return None, None


def _problem_ref(pilot: Pilot) -> SubjectRef:
    return SubjectRef("problem", str(pilot.problem_id), pilot.problem_digest)


def _spelled(plan: PlanStatement) -> dict[str, Any]:
    """The statement as it is kept: JSON values."""
    return {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else str(value)
        for name, value in plan.as_json().items()
    }


def _locked(pilot: Pilot, plan: PlanStatement, units: int) -> PlanLocked:
    smallest = Sentence("{n} {counts}", n=plan.as_json()["smallest"], counts=plan.counts)
    return PlanLocked(
        pilot=pilot_ref(pilot),
        about=about_of(pilot),
        tool=tool_ref(pilot.tool),
        problem=_problem_ref(pilot),
        title=pilot.title,
        measure=plan.measure,
        smallest=str(smallest),
        units=units,
        units_digest=pilot.units_digest,
        rule=tuple(pilot.rule),
        starts_on=plan.starts_on.isoformat(),
        ends_on=plan.ends_on.isoformat(),
        measured_until=plan.measured_until.isoformat(),
    )
