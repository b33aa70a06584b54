"""``chalkline pilot``: pilots from the list to the verdict. Plans are written in the browser."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email
from chalkline.pilot.evaluation.api import REASON_SENTENCES, VERDICT_NAMES, Verdict, reach_verdict, result_of, told_by
from chalkline.pilot.measures.api import read_outcomes, take_in_outcomes
from chalkline.pilot.plans.api import (
    PILOT_STATE_NAMES,
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

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def pilot() -> None:
    """Pilots: does it help?"""


@pilot.command("list")
@AS
def list_(email: str) -> None:
    """Every pilot with its id and state."""
    for each in pilots(actor_by_email(email)):
        click.echo(f"{each.pk}  {PILOT_STATE_NAMES[PilotState(each.state)]}: {each.title} ({each.tool.name})")


@pilot.command()
@click.argument("pilot_id")
@AS
def show(pilot_id: str, email: str) -> None:
    """A pilot's rule, draw and verdict."""
    actor = actor_by_email(email)
    found = pilot_by_id(actor, pilot_id)
    click.echo(f"{found.title}: {PILOT_STATE_NAMES[PilotState(found.state)]}")
    for sentence in found.rule or rule_of(found):
        click.echo(f"  {sentence}")
    if found.draw_root:
        click.echo(f"  The draw {'holds' if draw_holds(found) else 'DOES NOT HOLD'} (root {found.draw_root}).")
    result = result_of(actor, found)
    if result:
        told, counts = told_by(result), plan_of(found).counts
        click.echo(f"{VERDICT_NAMES[Verdict(result.verdict)]}: {told.effect:.3g} {counts} better "
                   f"({told.lower:.3g} to {told.upper:.3g})")  # fmt: skip
        for reason in told.reasons:
            click.echo(f"  {REASON_SENTENCES[reason]}")


@pilot.command()
@click.argument("pilot_id")
@FILE
@AS
def units(pilot_id: str, file: Path, email: str) -> None:
    """Hand in the list of who or what is assigned."""
    actor = actor_by_email(email)
    read = list_units(actor, pilot_by_id(actor, pilot_id), file, now=utc_now())
    click.echo(f"{len(read.units)} are on the list; {read.rejected} rows were set aside.")
    if read.rejected:
        click.echo(read.rejects, err=True)


@pilot.command()
@click.argument("pilot_id")
@AS
def lock(pilot_id: str, email: str) -> None:
    """Lock the plan, as the second person."""
    actor = actor_by_email(email)
    locked = lock_plan(actor, pilot_by_id(actor, pilot_id), now=utc_now())
    click.echo(f"Locked. Its digest is {locked.digest}.")


@pilot.command()
@click.argument("pilot_id")
@AS
def draw(pilot_id: str, email: str) -> None:
    """Draw who starts with the tool."""
    actor = actor_by_email(email)
    drawn = make_draw(actor, pilot_by_id(actor, pilot_id), now=utc_now())
    click.echo(f"Drawn from the ledger's root {drawn.draw_root}.")


@pilot.command()
@click.argument("pilot_id")
@FILE
@AS
def outcomes(pilot_id: str, file: Path, email: str) -> None:
    """Hand in outcomes."""
    actor = actor_by_email(email)
    found = pilot_by_id(actor, pilot_id)
    actor.must("pilots.hand_in", owner_id=str(found.planned_by_id))
    kept = folder("inbox") / uuid.uuid4().hex
    shutil.copyfile(file, kept)
    try:
        came = take_in_outcomes(actor, found, read_outcomes(found, kept), file.name, now=utc_now())
    finally:
        kept.unlink(missing_ok=True)
    click.echo(str(came.sentence))


@pilot.command()
@click.argument("pilot_id")
@AS
def verdict(pilot_id: str, email: str) -> None:
    """Reach the verdict, once."""
    actor = actor_by_email(email)
    result = reach_verdict(actor, pilot_by_id(actor, pilot_id), now=utc_now())
    click.echo(f"{VERDICT_NAMES[Verdict(result.verdict)]}. Its digest is {result.digest}.")
