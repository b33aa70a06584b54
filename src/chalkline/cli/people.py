"""``chalkline begin``, ``chalkline new-link``, ``chalkline roster``: who is who, from the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

import click
from django.conf import settings
from django.urls import reverse

from chalkline.data.integrity.api import audit_apart, found_in, keep_audit, rows_target
from chalkline.kernel.clock import local_day, utc_now
from chalkline.people.api import (
    Rejected,
    account_by_email,
    actor_by_email,
    begin_district,
    import_roster,
    invite,
    read_roster_apart,
    system_actor,
    take_off_second_step,
    write_rejected,
)


@click.command()
@click.option("--given", prompt="First name", help="First name of the technology director.")
@click.option("--family", prompt="Last name", help="Last name of the technology director.")
@click.option("--email", prompt="E-mail address", help="The address to sign in with.")
@click.password_option(help="The first password; a second step is set up at the first sign-in.")
def begin(given: str, family: str, email: str, password: str) -> None:
    """Set Chalkline up: open the first account, for the technology director."""
    operator = system_actor("operator")
    account = begin_district(
        operator, given_name=given, family_name=family, email=email, password=password, now=utc_now()
    )
    click.echo(f"{account.email} can sign in now.")


@click.command("new-link")
@click.argument("email")
@click.option("--second-step", is_flag=True, help="Take the second step off, too: it is set up anew.")
def new_link(email: str, second_step: bool) -> None:
    """For somebody who cannot sign in any more and whom nobody else may help: a link that sets a password."""
    operator, account, now = system_actor("operator"), account_by_email(email), utc_now()
    if second_step:
        take_off_second_step(operator, account, now=now)
    _, secret = invite(operator, account, now=now)
    path = reverse("invitation.open", args=[secret])
    click.echo(f"{settings.CHALKLINE.public_url.rstrip('/')}{path}")
    click.echo("It works once, for seven days. Hand it over in person.", err=True)


@click.group()
def roster() -> None:
    """The roster: who is at which school."""


@roster.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--as", "email", required=True, help="Your account's e-mail address.")
@click.option("--even-if-many-leave", is_flag=True, help="Yes, this many people have left.")
@click.option("--even-if-roles-end", is_flag=True, help="Yes, people who hold a role here have left.")
@click.option("--rejected", type=click.Path(path_type=Path), help="Write rows that were set aside to this CSV file.")
def import_(source: Path, email: str, even_if_many_leave: bool, even_if_roles_end: bool, rejected: Path | None) -> None:
    """Take over a OneRoster CSV export: a folder or a zip file."""
    actor = actor_by_email(email)
    receipt = import_roster(
        actor,
        read_roster_apart(source),
        even_if_many_leave=even_if_many_leave,
        even_if_roles_end=even_if_roles_end,
        now=utc_now(),
    )
    click.echo(
        f"{receipt.rows} rows: {receipt.added} people added, {receipt.changed} changed, {receipt.unchanged} as before, "
        f"{receipt.left} left, {len(receipt.rejected)} rows set aside."
    )
    if receipt.rejected:
        _write_rejected(receipt.rejected, rejected)


@roster.command("audit")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--as", "email", required=True, help="Your account's e-mail address.")
@click.option("--rows", type=click.Path(path_type=Path), help="Write the rows to fix to this CSV file.")
def audit(source: Path, email: str, rows: Path | None) -> None:
    """Audit a OneRoster CSV export: a folder or a zip file."""
    actor, now, audit_id = actor_by_email(email), utc_now(), str(uuid4())
    actor.must("integrity.audit")  # before the work, not after it
    today = local_day(now, settings.TIME_ZONE)
    findings = audit_apart(source, rows=rows_target(audit_id), today=today)
    kept = keep_audit(actor, audit_id, source.name, findings, now=now)
    click.echo(f"{kept.score:.1f} of 100: {kept.faulty} of {kept.rows} rows to fix.")
    for each in found_in(kept):
        click.echo(f"{each.rows:>6}  {each.file} {each.field}: {each.title}")
    if kept.has_stops:
        click.echo("Hand this export to nobody: it holds what no receiver should have, or lacks a needed file.")
    if rows:
        shutil.copyfile(rows_target(audit_id), rows)
        click.echo(f"Rows to fix, by record id: {rows}")


def _write_rejected(rows: tuple[Rejected, ...], target: Path | None) -> None:
    if target:
        write_rejected(rows, target)
        click.echo(f"Rows to fix, with reasons: {target}")
        return
    for row in rows:
        click.echo(f"{row.file} line {row.line}: {row.sourced_id} {row.reason}")
