"""``chalkline pilot``: pilots from the list to the verdict. Plans are written in the browser."""

from __future__ import annotations

import functools
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor, actor_by_email
from chalkline.pilot.evaluation.api import (
    REASON_SENTENCES,
    VERDICT_NAMES,
    Verdict,
    finding_of,
    reach_verdict,
    result_of,
    told_by,
)
from chalkline.pilot.measures.api import read_outcomes, take_in_outcomes
from chalkline.pilot.plans.api import (
    PILOT_STATE_NAMES,
    Pilot,
    PilotState,
    draw_holds,
    folder,
    list_units,
    lock_plan,
    make_draw,
    pilot_by_id,
    pilots,
    plan_of,
    rule_of,
)

Job = Callable[..., None]
AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def pilot() -> None:
    """Pilots: does it help?"""


def _on_a_pilot(job: Job) -> Job:
    """A command on one pilot, as somebody: ``job`` gets the pilot and who asks."""

    @pilot.command()
    @click.argument("pilot_id")
    @AS
    @functools.wraps(job)
    def command(pilot_id: str, email: str, **more: Any) -> None:
        actor = actor_by_email(email)
        job(pilot_by_id(actor, pilot_id), actor, **more)

    return command


@pilot.command("list")
@AS
def list_(email: str) -> None:
    """Every pilot with its id and state."""
    for each in pilots(actor_by_email(email)):
        click.echo(f"{each.pk}  {PILOT_STATE_NAMES[PilotState(each.state)]}: {each.title} ({each.tool.name})")


@_on_a_pilot
def show(found: Pilot, actor: Actor) -> None:
    """A pilot's rule, draw and verdict."""
    click.echo(f"{found.title}: {PILOT_STATE_NAMES[PilotState(found.state)]}")
    for sentence in found.rule or rule_of(found):
        click.echo(f"  {sentence}")
    if found.draw_root:
        click.echo(f"  The draw {'holds' if draw_holds(found) else 'DOES NOT HOLD'} (root {found.draw_root}).")
    result = result_of(actor, found)
    if result:
        told = told_by(result)
        click.echo(f"{VERDICT_NAMES[Verdict(result.verdict)]}: {finding_of(plan_of(found), told)}")
        for reason in told.reasons:
            click.echo(f"  {REASON_SENTENCES[reason]}")


@_on_a_pilot
@FILE
def units(found: Pilot, actor: Actor, file: Path) -> None:
    """Hand in the list of who or what is assigned."""
    read = list_units(actor, found, file, now=utc_now())
    click.echo(f"{len(read.units)} are on the list; {read.rejected} rows were set aside.")
    if read.rejected:
        click.echo(read.rejects, err=True)


@_on_a_pilot
def lock(found: Pilot, actor: Actor) -> None:
    """Lock the plan, as the second person."""
    locked = lock_plan(actor, found, now=utc_now())
    click.echo(f"Locked. Its digest is {locked.digest}.")


@_on_a_pilot
def draw(found: Pilot, actor: Actor) -> None:
    """Draw who starts with the tool."""
    drawn = make_draw(actor, found, now=utc_now())
    click.echo(f"Drawn from the ledger's root {drawn.draw_root}.")


@_on_a_pilot
@FILE
def outcomes(found: Pilot, actor: Actor, file: Path) -> None:
    """Hand in outcomes."""
    actor.must("pilots.hand_in", owner_id=str(found.planned_by_id))
    kept = folder("inbox") / uuid.uuid4().hex
    shutil.copyfile(file, kept)
    try:
        read = read_outcomes(found, kept)
        came = take_in_outcomes(actor, found, read, file.name, now=utc_now())
    finally:
        kept.unlink(missing_ok=True)
    click.echo(str(came.sentence))
    if came.rejected:
        click.echo(read.rejects, err=True)


@_on_a_pilot
def verdict(found: Pilot, actor: Actor) -> None:
    """Reach the verdict, once."""
    result = reach_verdict(actor, found, now=utc_now())
    click.echo(f"{VERDICT_NAMES[Verdict(result.verdict)]}. Its digest is {result.digest}.")
