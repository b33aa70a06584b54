"""``chalkline use``: stopping an approved use at once, and letting it go on by two people."""

from __future__ import annotations

import click
from django.utils.timezone import localdate

from chalkline.approve.uses.api import (
    USE_STATE_NAMES,
    ask_to_lift,
    end_use,
    lift_suspension,
    open_suspension,
    state_of,
    suspend_use,
    use_by_id,
    uses,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
BECAUSE = click.option("--because", "reason", required=True, help="Why, in words that others will read.")


@click.group()
def use() -> None:
    """Approved uses: what decisions allow."""


@use.command("list")
@AS
def list_(email: str) -> None:
    """Every approved use with its id and state."""
    for each in uses(actor_by_email(email)):
        state = USE_STATE_NAMES[state_of(each, localdate())]
        click.echo(f"{each.pk}  {state}, until {each.expires_on}: {each.title} (decision {each.decision})")


@use.command()
@click.argument("use_id")
@BECAUSE
@AS
def suspend(use_id: str, reason: str, email: str) -> None:
    """Stop a use at once. It takes one person and a reason."""
    actor = actor_by_email(email)
    found = use_by_id(actor, use_id)
    suspend_use(actor, found, reason=reason, now=utc_now())
    click.echo(f"{found.title} is stopped. Gateways obey within seconds.")


@use.command()
@click.argument("use_id")
@click.option("--because", "reason", default="", help="What was done about it: asked of the first of the two people.")
@AS
def lift(use_id: str, reason: str, email: str) -> None:
    """Let a stopped use go on: the first person asks and says why, the second agrees."""
    actor = actor_by_email(email)
    found = use_by_id(actor, use_id)
    stop = open_suspension(found)
    if stop and stop.lift_asked_by_id is None:
        ask_to_lift(actor, found, reason=reason, now=utc_now())
        click.echo(f"Asked. A second person agrees with: chalkline use lift {use_id} --as THEIR-EMAIL")
        return
    lift_suspension(actor, found, now=utc_now())
    click.echo(f"{found.title} goes on.")


@use.command()
@click.argument("use_id")
@BECAUSE
@AS
def end(use_id: str, reason: str, email: str) -> None:
    """End a use before its last day. Only a new decision brings it back."""
    actor = actor_by_email(email)
    found = end_use(actor, use_by_id(actor, use_id), reason=reason, now=utc_now())
    click.echo(f"{found.title} has ended.")
