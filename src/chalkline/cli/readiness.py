"""``chalkline readiness``: how ready the district is, by domain, and the plan."""

from __future__ import annotations

import click
from django.utils.timezone import localdate

from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor, actor_by_email
from chalkline.report.readiness.api import (
    DOMAIN_NAMES,
    LEVEL_NAMES,
    Assessment,
    begin_assessment,
    is_late,
    latest_assessment,
    open_steps,
    standing,
    tenths,
)

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group()
def readiness() -> None:
    """How ready is the district for AI, and what is to be done?"""


@readiness.command()
@AS
def begin(email: str) -> None:
    """Begin an assessment, and print what the records answer."""
    actor = actor_by_email(email)
    _tell(actor, begin_assessment(actor, now=utc_now()), every=False)


@readiness.command()
@AS
@click.option("--every", is_flag=True, help="Print every question, not only the domains.")
def show(email: str, every: bool) -> None:
    """The open assessment, else the last: by domain, the lowest first."""
    actor = actor_by_email(email)
    found = latest_assessment(actor)
    if found is None:
        click.echo("Nobody has looked yet. Begin with: chalkline readiness begin --as YOU")
        return
    _tell(actor, found, every=every)


@readiness.command()
@AS
def plan(email: str) -> None:
    """Steps to do, by the day they are due; overdue ones are called so."""
    for step in open_steps(actor_by_email(email)):
        late = "  OVERDUE" if is_late(step, localdate()) else ""
        click.echo(f"{step.due_on}  {step.item}  {step.owner}: {step.text}{late}")


def _tell(actor: Actor, found: Assessment, *, every: bool) -> None:
    stands = standing(actor, found, localdate())
    click.echo(f"{'Finished' if found.finished_on else 'Open'}, as of {stands.on}\n")
    for each in stands.domains:
        before = f", before {tenths(each.mean_before)}" if stands.before_on else ""
        click.echo(f"{DOMAIN_NAMES[each.id]}: {tenths(each.mean)} of 3{before}; {each.not_answered} not answered")
        if each.lowest and not every:
            click.echo(f"  lowest: {each.lowest.item.text}")
        for answered in each.items if every else ():
            level = LEVEL_NAMES[answered.level] if answered.level is not None else "not answered"
            click.echo(f"  {answered.item.id} {level}: {answered.item.text}")
            if answered.found:
                click.echo(f"       records: {answered.found.why}")
