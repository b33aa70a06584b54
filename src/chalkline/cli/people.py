"""``chalkline begin``, ``chalkline roster import``, ``chalkline people``: who is who, from the terminal."""

from __future__ import annotations

import csv
import sys
import zipfile
from pathlib import Path

import click

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Rejected, actor_by_email, begin_district, import_roster, system_actor

LARGEST_FILE = 512 * 1024 * 1024


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
    files = _files_of(source)
    receipt = import_roster(actor, files, even_if_many_leave=even_if_many_leave, now=utc_now())
    click.echo(
        f"{receipt.rows} rows: {receipt.added} people added, {receipt.changed} changed, {receipt.unchanged} as before, "
        f"{receipt.left} left, {len(receipt.rejected)} rows set aside."
    )
    if receipt.rejected:
        _write_rejected(receipt.rejected, rejected)


def _write_rejected(rows: tuple[Rejected, ...], target: Path | None) -> None:
    file = target.open("w", newline="", encoding="utf-8") if target else sys.stdout
    writer = csv.writer(file)
    writer.writerow(["file", "line", "sourcedId", "reason"])
    for row in rows:
        writer.writerow([row.file, row.line, row.sourced_id, str(row.reason)])
    if target:
        file.close()
        click.echo(f"Rows to fix, with reasons: {target}")


def _files_of(source: Path) -> dict[str, bytes]:
    """The CSV files of an export, by name. Sizes are counted while reading, not believed."""
    if source.is_dir():
        return {path.name: path.read_bytes() for path in sorted(source.glob("*.csv"))}
    try:
        with zipfile.ZipFile(source) as archive:
            return {Path(name).name: _limited(archive, name) for name in archive.namelist() if name.endswith(".csv")}
    except zipfile.BadZipFile:
        raise Problem(
            "roster.unreadable",
            what=Sentence("{file} is neither a folder nor a zip file.", file=source.name),
            why=Sentence("A OneRoster export is a set of CSV files."),
            next_step=Sentence("Give the folder that holds them, or the zip file as exported."),
        ) from None


def _limited(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Problem(
            "roster.too_large",
            what=Sentence("{file} is larger than a roster can be.", file=name),
            why=Sentence("It unpacks to more than {n} MB.", n=LARGEST_FILE // 1024 // 1024),
            next_step=Sentence("Check the export; a district's roster is a few dozen megabytes."),
        )
    return content
