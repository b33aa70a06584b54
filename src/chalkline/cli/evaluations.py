"""``chalkline evaluations``: evaluations of tools, between districts, from the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email
from chalkline.tools.evaluations.api import (
    evaluation_by_id,
    evaluations_of,
    export_evaluation,
    fingerprint,
    own_fingerprint,
    read_document,
    receive_shared,
)
from chalkline.tools.register.api import register_tool

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group()
def evaluations() -> None:
    """Evaluations of tools, between districts."""


@evaluations.command("export")
@click.argument("tool")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@AS
def take_out(tool: str, folder: Path, email: str) -> None:
    """Write the last finished evaluation of TOOL as a signed file into FOLDER."""
    actor = actor_by_email(email)
    found = evaluations_of(actor, tool).exclude(finished_at=None).first()
    evaluation = evaluation_by_id(actor, str(found.pk if found else ""))
    name, data = export_evaluation(actor, evaluation, now=utc_now())
    (folder / name).write_bytes(data)
    click.echo(f"{folder / name}\nsigned with the key {own_fingerprint()}")


@evaluations.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@AS
def receive(file: Path, email: str) -> None:
    """Keep another district's evaluation. It counts for nothing until somebody takes it over."""
    actor, data, now = actor_by_email(email), file.read_bytes(), utc_now()
    document = read_document(data)
    tool = register_tool(actor, str(document.tool["slug"]), vendor=str(document.tool["vendor"]), now=now)
    shared = receive_shared(actor, data, tool, now=now)
    state = "compared" if shared.key.confirmed_at else "NOT compared yet"
    click.echo(f"{shared.key.district}, {shared.finished_on}: kept for {tool.name}. Its key is {state}.")
    click.echo(f"fingerprint {fingerprint(shared.key.public)}")


@evaluations.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def check(file: Path) -> None:
    """Say whose a file is and whether it is whole. Keeps nothing."""
    document = read_document(file.read_bytes())
    click.echo(f"{document.tool['name']}, by {document.district} ({document.domain}), {document.finished_on}. Whole.")
    click.echo(f"fingerprint {fingerprint(document.public)}")


@evaluations.command("key")
def own_key() -> None:
    """The fingerprint of this district's own key, to be told to others."""
    click.echo(own_fingerprint())
