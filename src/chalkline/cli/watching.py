"""``chalkline alerts``, ``chalkline records``: what a person on call does, and what whoever decides writes down."""

from __future__ import annotations

from datetime import date, datetime

import click
from django.utils.timezone import localtime

from chalkline.approve.human_records.api import (
    Decided,
    Followed,
    Matter,
    open_record,
    own_records,
    record_by_id,
    withdraw_record,
    write_decision,
)
from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.oversee.on_call.api import alert_by_id, alerts_open, close_alert, raise_drill, take_alert
from chalkline.people.api import actor_by_email

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group()
def alerts() -> None:
    """Signals of danger from students' calls: whoever is on call. What was typed is read in the browser alone."""


@alerts.command("list")
@AS
def list_alerts(email: str) -> None:
    """Every alert that nobody has closed, the oldest first."""
    for each in alerts_open(actor_by_email(email)):
        what = "drill" if each.is_drill else each.category
        where = each.school.name if each.school else ""
        said = f"{localtime(each.at):%Y-%m-%d %H:%M}  {each.pk}  {each.state}: {what}, with {each.responsible}"
        click.echo(f"{said}  {each.signals.count()} signal(s)  {where}".rstrip())


@alerts.command()
@click.argument("alert_id")
@AS
def take(alert_id: str, email: str) -> None:
    """Say that you have it."""
    actor = actor_by_email(email)
    taken = take_alert(actor, alert_by_id(actor, alert_id), now=utc_now())
    click.echo(f"You have it, {taken.seconds_until_taken} seconds after the first signal.")


@alerts.command()
@click.argument("alert_id")
@click.argument("words")
@click.option("--seen", type=int, required=True, help="How many signals you have seen: one that came since stays open.")
@AS
def close(alert_id: str, words: str, seen: int, email: str) -> None:
    """Say what was done, without the student's name."""
    actor = actor_by_email(email)
    close_alert(actor, alert_by_id(actor, alert_id), words=words, seen=seen, now=utc_now())
    click.echo("It is closed.")


@alerts.command()
@AS
def drill(email: str) -> None:
    """Tell whoever is on call, like a real alert."""
    raised = raise_drill(actor_by_email(email), now=utc_now())
    click.echo(f"{raised.responsible} was told: {raised.pk}")


@click.group()
def records() -> None:
    """Matters that you decide: a record before AI is used on it, the decision after."""


@records.command("list")
@AS
def list_records(email: str) -> None:
    """Your records, the open ones first."""
    for each in own_records(actor_by_email(email)):
        click.echo(f"{each.until_on}  {each.pk}  {each.state}: {each.use.title}: {each.matter}")


@records.command("open")
@click.argument("use_id")
@click.argument("matter")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Until when calls go out under it.")
@AS
def open_one(use_id: str, matter: str, until: datetime, email: str) -> None:
    """Open one. Its id, alone on standard output, goes into X-Chalkline-Record."""
    actor = actor_by_email(email)
    wanted = Matter(matter, date(until.year, until.month, until.day))
    click.echo(open_record(actor, use_by_id(actor, use_id), wanted, now=utc_now()).pk)


@records.command()
@click.argument("record_id")
@click.argument("decision")
@click.option("--why", required=True, help="Your reasons.")
@click.option("--first/--after", "decided_first", required=True, help="Decided before or after you saw an answer.")
@click.option("--followed", type=click.Choice([each.value for each in Followed]), required=True)
@AS
def decide(record_id: str, decision: str, why: str, decided_first: bool, followed: str, email: str) -> None:
    """Write what you decided. It stays, and no call goes out under it any more."""
    actor = actor_by_email(email)
    said = Decided(decision, why, followed, decided_first)
    write_decision(actor, record_by_id(actor, record_id), said, now=utc_now())
    click.echo("It is written down.")


@records.command()
@click.argument("record_id")
@click.argument("reason")
@AS
def withdraw(record_id: str, reason: str, email: str) -> None:
    """Nobody decides this with AI after all."""
    actor = actor_by_email(email)
    withdraw_record(actor, record_by_id(actor, record_id), reason, now=utc_now())
    click.echo("It is withdrawn.")
