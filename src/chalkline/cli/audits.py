"""``chalkline discover audit``: the answer from the terminal; audits taken, listed and compared."""

from __future__ import annotations

import click

from chalkline.cli.discover import AS
from chalkline.discover.audits.api import audits_taken, compare_audits, take_audit, taken_audit
from chalkline.discover.findings.api import STANDING_NAMES, Reach, acts_first, headline, rollup_in_force
from chalkline.discover.findings.api import audit as audit_now
from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email
from chalkline.protect.disclosure import Cell, Shown
from chalkline.report.found.api import grown_said, people_said


@click.group("audit", invoke_without_command=True)
@click.option("--as", "email", help="Your account's e-mail address.")
@click.pass_context
def audit(context: click.Context, email: str | None) -> None:
    """Say which AI is in use. Groups of fewer than ten people are never counted."""
    if context.invoked_subcommand:
        return
    if not email:
        raise click.UsageError("Say who you are with --as.")
    actor = actor_by_email(email)
    actor.must("discover.see_audit")
    rollup_in_force()  # a terminal can wait where a page cannot
    seen = audit_now(actor)
    if not seen.services:
        click.echo("No log has been loaded yet, or none shows a service of the catalogue.")
        return
    click.echo(str(headline(seen)))
    if seen.period:
        click.echo(f"From {seen.period[0]} to {seen.period[1]}, as of {seen.on}\n")
    for number, act in enumerate(acts_first(actor, seen), start=1):
        click.echo(f"{number}. {act.what}\n   {act.why}")
    click.echo(f"\n{'':<26} {'people':>14} {'visits':>14} {'blocked':>14}  ")
    for reach in seen.services:
        click.echo(_line(reach))
    for proposed in seen.proposed:
        click.echo(f"\nNot in the catalogue: {proposed.host}, {_said(proposed.people)} people. {proposed.why}")


@audit.command()
@AS
@click.option("--note", default="", help="What was special about this day.")
def take(email: str, note: str) -> None:
    """Take an audit: freeze what may be shown now, with what it rests on."""
    actor = actor_by_email(email)
    actor.must("discover.take_audit")
    rollup_in_force()
    taken = take_audit(actor, note=note, now=utc_now())
    click.echo(f"Audit {taken.number}: {taken.tools} tools by {taken.sources} sources. Digest {taken.digest}")


@audit.command("list")
@AS
def list_(email: str) -> None:
    """List the audits that were taken, newest first."""
    for each in audits_taken(actor_by_email(email)):
        people = "not shown" if each.people is None else f"{each.people:,}"
        click.echo(f"{each.number:>4}  {each.on}  {each.tools:>4} tools  {people:>10} people  {each.note}")


@audit.command()
@click.argument("before")
@click.argument("after")
@AS
def compare(before: str, after: str, email: str) -> None:
    """Say what has changed from audit BEFORE to audit AFTER, by their numbers."""
    actor = actor_by_email(email)
    found = compare_audits(actor, taken_audit(actor, before), taken_audit(actor, after))
    click.echo(str(people_said(found)))
    for caution in found.cautions:
        click.echo(f"Careful: {caution}")
    for title, tools in (("New", found.new), ("Gone", found.gone)):
        click.echo(f"{title}: {', '.join(each.name for each in tools) or 'none'}")
    for grown in (*found.grown, *found.shrunk):
        click.echo(f"{grown.name}: {grown_said(grown)}")
    for moved in found.moved:
        click.echo(f"{moved.name}: was {STANDING_NAMES[moved.before]}, is {STANDING_NAMES[moved.after]}")
    if found.hidden:
        click.echo(f"{found.hidden} tools could not be compared: too few people in one of the audits.")


def _line(reach: Reach) -> str:
    figures = " ".join(f"{_said(cell):>14}" for cell in (reach.people, reach.events, reach.blocked))
    part = " (AI is a part of it)" if reach.ai_scope == "feature" else ""
    return f"{reach.name[:26]:<26} {figures}  {STANDING_NAMES[reach.standing]}{part}"


def _said(cell: Cell) -> str:
    return f"{cell.count:,}" if isinstance(cell, Shown) else "not shown"
