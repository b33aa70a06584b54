"""``chalkline stop``: for an engineer at night. A tool or a model stops at once; two people let it go on."""

from __future__ import annotations

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email
from chalkline.publish.stops.api import (
    Stop,
    ask_to_restore,
    open_stops,
    restore,
    stop_by_id,
    stop_model,
    stop_tool,
)

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
BECAUSE = click.option("--because", "reason", required=True, help="Why, in words that everybody will read.")
INSTEAD = click.option("--instead", default="", help="What people should use instead; it stands in every refusal.")


@click.group()
def stop() -> None:
    """Stop a tool or a model for the whole district, at once; see what is stopped; let it go on by two people."""


@stop.command("tool")
@click.argument("slug")
@BECAUSE
@INSTEAD
@AS
def tool(slug: str, reason: str, instead: str, email: str) -> None:
    """Stop a whole tool, by its id (chatgpt, diffit ...)."""
    _told(stop_tool(actor_by_email(email), slug, reason=reason, instead=instead, now=utc_now()))


@stop.command("model")
@click.argument("name")
@BECAUSE
@INSTEAD
@AS
def model(name: str, reason: str, instead: str, email: str) -> None:
    """Stop a model in every tool that calls it, by the name that calls ask for."""
    _told(stop_model(actor_by_email(email), name, reason=reason, instead=instead, now=utc_now()))


@stop.command("list")
@AS
def show(email: str) -> None:
    """What is stopped now. Stopped uses: chalkline use list."""
    found = list(open_stops(actor_by_email(email)))
    for each in found:
        click.echo(f"{each.pk}  {each.of} {each.called}, stopped by {each.stopped_by}: {each.reason}")
    if not found:
        click.echo("No tool and no model is stopped.")


@stop.command("restore")
@click.argument("stop_id")
@click.option("--because", "reason", default="", help="What was done about it: asked of the first of the two people.")
@AS
def let_go_on(stop_id: str, reason: str, email: str) -> None:
    """Let it go on: the first person asks and says why, the second agrees."""
    actor = actor_by_email(email)
    found = stop_by_id(actor, stop_id)
    if found.restore_asked_by_id is None:
        ask_to_restore(actor, found, reason=reason, now=utc_now())
        click.echo(f"Asked. A second person agrees with: chalkline stop restore {stop_id} --as THEIR-EMAIL")
        return
    restore(actor, found, now=utc_now())
    click.echo(f"{found.called} goes on.")


def _told(made: Stop) -> None:
    click.echo(f"{made.called} is stopped ({made.pk}). Gateways obey within seconds; {made.look_by} is the latest day")
    click.echo("on which a committee looks at it.")
