"""A use is stopped by one person, let go on by two, limited by its roll-out, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.uses import rules
from chalkline.approve.uses.commands.steps import locked, must_be, must_be_from_outside, open_stop
from chalkline.approve.uses.events import LiftAsked, UseEnded, UseLimited, UseResumed, UseSuspended
from chalkline.approve.uses.models import ApprovedUse, Limit, Suspension
from chalkline.approve.uses.queries import use_ref
from chalkline.approve.uses.words import UseState
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor
from chalkline.purpose.portfolio.api import free_place
from chalkline.purpose.portfolio.events import UseCaseCameToRest
from chalkline.rulebook.api import Opening
from chalkline.tools.register.api import tool_ref


@command(records=(UseSuspended,))
def suspend_use(actor: Actor, use: ApprovedUse, *, reason: str, now: datetime) -> Suspension:
    """Stop a use at once. It takes one person and a reason."""
    actor.must("uses.suspend")
    current = locked(use)
    said = rules.must_say_why(reason)
    must_be(current, UseState.ACTIVE, now=now)
    current.state = UseState.SUSPENDED.value
    current.save(update_fields=["state"])
    stop = Suspension.objects.create(use=current, reason=said, suspended_by_id=actor.id, suspended_at=now)
    record(UseSuspended(use_ref(current), tool_ref(current.tool), current.title, said), actor_id=actor.id, now=now)
    return stop


@command(records=(UseLimited,))
def limit_use(actor: Actor, use: ApprovedUse, openings: Sequence[Opening], *, now: datetime) -> Limit:
    """Let a use hold, for now, only where one of ``openings`` lets it.

    Raises Problem: uses.not_now, uses.limit_too_wide. An opening without schools and roles stands for the whole use.
    """
    actor.must("uses.limit")
    current = locked(use)
    must_be(current, UseState.ACTIVE, UseState.SUSPENDED, now=now)
    rules.must_lie_within(openings, current.school_ids, current.roles)
    kept = [{"schools": sorted(each.schools), "roles": sorted(each.roles)} for each in openings]
    limit, _ = Limit.objects.update_or_create(
        use=current, defaults={"openings": kept, "set_by": actor.id, "set_at": now}
    )
    told = UseLimited(
        use=use_ref(current),
        tool=tool_ref(current.tool),
        title=current.title,
        openings=len(kept),
        schools=tuple(sorted({school for each in openings for school in each.schools})),
        roles=tuple(sorted({role for each in openings for role in each.roles})),
        whole=any(not each.schools and not each.roles for each in openings),
    )
    record(told, actor_id=actor.id, now=now)
    return limit


@command(records=(LiftAsked,))
def ask_to_lift(actor: Actor, use: ApprovedUse, *, reason: str, now: datetime) -> Suspension:
    """Ask that a stopped use may go on, and say what was done about it. A second person then agrees."""
    actor.must("uses.lift_suspension")
    current = locked(use)
    said = rules.must_say_why(reason)
    stop = open_stop(current, now=now)
    must_be_from_outside(actor, current)
    stop.lift_reason, stop.lift_asked_by_id, stop.lift_asked_at = said, actor.id, now
    stop.save(update_fields=["lift_reason", "lift_asked_by", "lift_asked_at"])
    record(LiftAsked(use_ref(current), tool_ref(current.tool), current.title, said), actor_id=actor.id, now=now)
    return stop


@command(records=(UseResumed,))
def lift_suspension(actor: Actor, use: ApprovedUse, *, now: datetime) -> ApprovedUse:
    """Agree, as the second person, that a stopped use may go on."""
    actor.must("uses.lift_suspension")
    current = locked(use)
    stop = open_stop(current, now=now)
    if stop.lift_asked_by_id is None:
        raise rules.nothing_asked()
    if str(stop.lift_asked_by_id) == actor.id:
        raise rules.two_people_needed()
    must_be_from_outside(actor, current)
    stop.lifted_by_id, stop.lifted_at = actor.id, now
    stop.save(update_fields=["lifted_by", "lifted_at"])
    current.state = UseState.ACTIVE.value
    current.save(update_fields=["state"])
    asked_by = SubjectRef("person", str(stop.lift_asked_by_id))
    record(UseResumed(use_ref(current), tool_ref(current.tool), asked_by, current.title), actor_id=actor.id, now=now)
    return current


@command(records=(UseEnded, UseCaseCameToRest))
def end_use(actor: Actor, use: ApprovedUse, *, reason: str, now: datetime) -> ApprovedUse:
    """End a use before its last day. Only a new decision brings it back."""
    actor.must("uses.end")
    current = locked(use)
    said = rules.must_say_why(reason)
    must_be(current, UseState.ACTIVE, UseState.SUSPENDED, now=now)
    current.state, current.ended_on, current.ended_because = UseState.ENDED.value, localdate(now), said
    current.save(update_fields=["state", "ended_on", "ended_because"])
    free_place(system_actor("uses"), use_ref(current), now=now)
    record(UseEnded(use_ref(current), tool_ref(current.tool), current.title, said), actor_id=actor.id, now=now)
    return current
