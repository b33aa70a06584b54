"""``chalkline begin``, ``chalkline roster import``, ``chalkline people``: who is who, from the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import (
    Rejected,
    actor_by_email,
    begin_district,
    import_roster,
    read_roster_apart,
    system_actor,
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


@click.group()
def roster() -> None:
    """The roster: who is at which school."""


@roster.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--as", "email", required=True, help="Your account's e-mail address.")
@click.option("--even-if-many-leave", is_flag=True, help="Yes, this many people have left.")
@click.option("--rejected", type=click.Path(path_type=Path), help="Write rows that were set aside to this CSV file.")
def import_(source: Path, email: str, even_if_many_leave: bool, rejected: Path | None) -> None:
    """Take over a OneRoster CSV export: a folder or a zip file."""
    actor = actor_by_email(email)
    receipt = import_roster(actor, read_roster_apart(source), even_if_many_leave=even_if_many_leave, now=utc_now())
    click.echo(
        f"{receipt.rows} rows: {receipt.added} people added, {receipt.changed} changed, {receipt.unchanged} as before, "
        f"{receipt.left} left, {len(receipt.rejected)} rows set aside."
    )
    if receipt.rejected:
        _write_rejected(receipt.rejected, rejected)


def _write_rejected(rows: tuple[Rejected, ...], target: Path | None) -> None:
    if target:
        write_rejected(rows, target)
        click.echo(f"Rows to fix, with reasons: {target}")
        return
    for row in rows:
        click.echo(f"{row.file} line {row.line}: {row.sourced_id} {row.reason}")
