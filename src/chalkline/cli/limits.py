"""``chalkline limits``: how much may be used, from the terminal."""

from __future__ import annotations

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email
from chalkline.publish.limits.api import (
    MICROS,
    LimitKind,
    LimitScope,
    Wanted,
    lift_limit,
    limit_by_id,
    limits_set,
    set_limit,
)

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group()
def limits() -> None:
    """Limits on calls, tokens and money. Gateways obey them within seconds."""


@limits.command("list")
@AS
def show(email: str) -> None:
    """The limits in force."""
    for each in limits_set(actor_by_email(email)):
        most = f"{each.most / MICROS:.2f} dollars" if each.kind == LimitKind.DOLLARS_MONTH else f"{each.most}"
        click.echo(f"{each.pk}  {each.kind}  {each.scope}:{each.subject or 'each'}  at most {most}  ({each.reason})")


@limits.command("set")
@click.option("--kind", type=click.Choice([each.value for each in LimitKind]), required=True, help="What is counted.")
@click.option("--scope", type=click.Choice([each.value for each in LimitScope]), required=True, help="Whose calls.")
@click.option("--subject", default="", help="The id of the use, school or person, or a role; empty: each one apart.")
@click.option("--most", type=float, required=True, help="Calls, tokens, or dollars.")
@click.option("--warn", default=80, show_default=True, help="From how many percent on somebody is told.")
@click.option("--reason", required=True, help="What it is to prevent.")
@AS
def put_in_force(kind: str, scope: str, subject: str, most: float, warn: int, reason: str, email: str) -> None:
    """Set a limit."""
    amount = most * MICROS if kind == LimitKind.DOLLARS_MONTH else most
    wanted = Wanted(LimitKind(kind), LimitScope(scope), round(amount), reason, subject, warn)
    limit = set_limit(actor_by_email(email), wanted, now=utc_now())
    click.echo(f"Limit {limit.pk} is in force.")


@limits.command()
@click.argument("limit_id")
@AS
def lift(limit_id: str, email: str) -> None:
    """End a limit."""
    actor = actor_by_email(email)
    lift_limit(actor, limit_by_id(actor, limit_id), now=utc_now())
    click.echo("The limit is lifted.")
