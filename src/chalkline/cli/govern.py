"""``chalkline decisions``: what was decided, from the terminal."""

from __future__ import annotations

import click

from chalkline.govern.committees.api import OUTCOME_NAMES, Outcome
from chalkline.govern.decisions.api import decisions, is_intact
from chalkline.people.api import actor_by_email


@click.command("decisions")
@click.option("--search", default="", help="A number (2026-14) or words of the title.")
@click.option("--as", "email", required=True, help="Your account's e-mail address.")
def list_decisions(search: str, email: str) -> None:
    """Decisions, latest first, and whether each record still has the digest that was recorded with it."""
    for each in decisions(actor_by_email(email), search=search):
        until = f", until {each.expires_on}" if each.expires_on else ""
        mark = "" if is_intact(each) else "  RECORD ALTERED"
        click.echo(f"{each}  {each.decided_on}  {OUTCOME_NAMES[Outcome(each.outcome)]}{until}: {each.title}{mark}")
