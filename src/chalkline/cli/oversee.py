"""``chalkline oversee``: raising a concern, the deadlines that run, the review calendar."""

from __future__ import annotations

import click
from django.utils.timezone import localdate, localtime

from chalkline.kernel.clock import utc_now
from chalkline.oversee.incidents.api import Affected, ConcernWords, is_late, raise_concern, running_clocks
from chalkline.oversee.review_calendar.api import calendar as entries
from chalkline.people.api import actor_by_email

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group()
def oversee() -> None:
    """What goes wrong, and what is looked at again."""


@oversee.command()
@click.argument("what")
@click.option("--tool", default="", help="The tool it is about.")
@click.option("--affected", type=click.Choice([each.value for each in Affected]), default=Affected.UNSURE.value)
@click.option("--unnamed", is_flag=True, help="Show your name only to those who handle concerns.")
@AS
def concern(what: str, tool: str, affected: str, unnamed: bool, email: str) -> None:
    """Say that something is not right."""
    words = ConcernWords(what, Affected(affected), tool, unnamed)
    made = raise_concern(actor_by_email(email), words, now=utc_now())
    click.echo(f"Passed on as {made.pk}. You see on its page what comes of it.")


@oversee.command()
@AS
def clocks(email: str) -> None:
    """Every deadline that runs, the earliest first. Not legal advice; counsel confirms."""
    now = utc_now()
    for each in running_clocks(actor_by_email(email)):
        due = f"{localtime(each.due_at):%Y-%m-%d %H:%M}" if each.due_at else "no date yet      "
        late = "LATE  " if is_late(each, now) else ""
        click.echo(f"{due}  {late}incident {each.incident}: {each.must} ({each.citation})")


@oversee.command()
@AS
def calendar(email: str) -> None:
    """What has to be looked at again, the nearest first."""
    for each in entries(actor_by_email(email), localdate()):
        review = each.review_on.isoformat() if each.review_on else "looked at "
        click.echo(f"{review}  {each.thing.kind}: {each.thing.title} (ends {each.thing.ends_on or 'by no date'})")
