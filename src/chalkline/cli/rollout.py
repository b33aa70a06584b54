"""``chalkline rollout``: what is open to whom, what waits for what; training and budget lists from files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.utils.timezone import localdate

from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor, actor_by_email
from chalkline.rollout.budget.api import read_lines, take_over_lines
from chalkline.rollout.phases.api import (
    PLAN_STATE_NAMES,
    Phase,
    PhaseState,
    PlanState,
    gates_of,
    move_phase,
    next_phase,
    open_phase,
    rollout_plan_by_id,
    rollout_plans,
)
from chalkline.rollout.reading.api import Sorted
from chalkline.rollout.training.api import courses, read_completions, take_over_completions

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def rollout() -> None:
    """The roll-out: phases and their gates, training, budget."""


@rollout.command("list")
@AS
def list_(email: str) -> None:
    """Every rollout plan with its id, its state and how many phases are open."""
    for plan in rollout_plans(actor_by_email(email)):
        phases = list(plan.phases.all())
        opened = sum(each.state == PhaseState.OPEN for each in phases)
        click.echo(f"{plan.pk}  {PLAN_STATE_NAMES[PlanState(plan.state)]}: {plan.use.title} "
                   f"({opened} of {len(phases)} phases open)")  # fmt: skip


@rollout.command()
@click.argument("plan_id")
@AS
def show(plan_id: str, email: str) -> None:
    """The phases of a plan, with what each gate reads from the records now."""
    actor = actor_by_email(email)
    for phase in rollout_plan_by_id(actor, plan_id).phases.all():
        click.echo(f"{phase.number}. {phase.title}: {phase.state}, from {phase.starts_on}")
        for gate in gates_of(actor, phase, localdate()):
            mark = "met" if gate.reading.is_met else "exception" if gate.excused_because else "NOT MET"
            click.echo(f"   [{mark}] {gate.asks} {gate.reading.says}")


@rollout.command("open")
@click.argument("plan_id")
@AS
def open_next(plan_id: str, email: str) -> None:
    """Open the next phase of a plan."""
    actor = actor_by_email(email)
    opened = open_phase(actor, _next(actor, plan_id), now=utc_now())
    click.echo(f"Phase {opened.number} is open. The gateway follows within five seconds.")


@rollout.command()
@click.argument("plan_id")
@click.option("--to", "starts_on", type=DAY, required=True, help="Its new first day.")
@click.option("--until", "ends_on", type=DAY, default=None, help="When it should be done.")
@click.option("--reason", required=True, help="Why: others will read it.")
@AS
def move(plan_id: str, starts_on: Any, ends_on: Any, reason: str, email: str) -> None:
    """Move the next phase of a plan to other days."""
    actor = actor_by_email(email)
    moved = move_phase(
        actor,
        _next(actor, plan_id),
        starts_on=starts_on.date(),
        ends_on=ends_on.date() if ends_on else None,
        reason=reason,
        now=utc_now(),
    )
    click.echo(f"Phase {moved.number} begins on {moved.starts_on}.")


@rollout.command()
@click.argument("course")
@FILE
@AS
def training(course: str, file: Path, email: str) -> None:
    """Record who did a training (its short name), from a file that a course system wrote."""
    actor = actor_by_email(email)
    found = courses(actor).filter(slug=course).first()
    if found is None:
        raise click.BadParameter(f"there is no training “{course}”.")
    _take_over(
        read_completions(actor, [file.read_bytes()], today=localdate()),
        lambda rows: take_over_completions(actor, found, rows, now=utc_now()),
    )


@rollout.command()
@FILE
@AS
def budget(file: Path, email: str) -> None:
    """Take over budget lines from a file."""
    actor = actor_by_email(email)
    _take_over(read_lines(actor, [file.read_bytes()]), lambda rows: take_over_lines(actor, rows, now=utc_now()))


def _next(actor: Actor, plan_id: str) -> Phase:
    phase = next_phase(rollout_plan_by_id(actor, plan_id))
    if phase is None:
        raise click.ClickException("No phase of this plan waits to be opened.")
    return phase


def _take_over(read: Sorted[Any], take: Callable[[tuple[Any, ...]], int]) -> None:
    """Take over the good rows; tell the others on standard error, with their lines."""
    done = take(read.good)
    click.echo(f"{done} rows are taken over; {len(read.rejected)} were set aside.")
    for each in read.rejected:
        click.echo(f"line {each.line}: {each.why}", err=True)
