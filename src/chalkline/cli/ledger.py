"""``chalkline ledger``: reading, exporting and checking the ledger, from the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chalkline.govern.committees.api import told_openly
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import (
    GOVERNANCE,
    LOGS,
    history_of,
    inspect_ledger,
    latest,
    latest_checkpoint,
    policy_text,
    run_verifier,
    settle,
)
from chalkline.people.api import actor_by_email, names_of
from chalkline.report.evidence.api import export_evidence


@click.group()
def ledger() -> None:
    """The ledger: what happened here, and proof that it was not changed."""


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--as", "email", required=True, help="Your account's e-mail address.")
def export(folder: Path, email: str) -> None:
    """Write the whole ledger to a new FOLDER that anybody can check. The ledger tells that you did."""
    evidence = export_evidence(actor_by_email(email), folder, now=utc_now())
    entries = " and ".join(f"{count} entries of {log}" for log, count in evidence.entries.items())
    click.echo(f"{entries}, {evidence.opened} payloads, {evidence.erased} erased: {evidence.folder}")
    click.echo(f"Check it with: python {evidence.folder / 'verify.py'} {evidence.folder}")


@ledger.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--anchor", "anchors", multiple=True, type=click.Path(path_type=Path), help="A checkpoint that was kept.")
@click.option("--policy", type=click.Path(path_type=Path), help="The district's policy file, from a source you trust.")
def verify(folder: Path | None, anchors: tuple[Path, ...], policy: Path | None) -> None:
    """Check an exported FOLDER, offline; without one, inspect this server's ledger. Ends with 0 when all is well."""
    if folder:
        arguments = [str(folder), *(word for anchor in anchors for word in ("--anchor", str(anchor)))]
        sys.exit(run_verifier([*arguments, "--policy", str(policy)] if policy else arguments))
    found = inspect_ledger(now=utc_now(), anchors=anchors)
    for sentence in found:
        click.echo(sentence)
    if found:
        click.echo("NOT VERIFIED.")
        sys.exit(1)
    click.echo("VERIFIED. Nothing in this ledger was changed since it was signed.")
    if not anchors:
        click.echo("Only a checkpoint kept elsewhere can show that it is not an older state put back: --anchor.")


@ledger.command()
@click.option("--as", "email", required=True, help="Your account's e-mail address.")
@click.option("--about", help="Only what mentions one thing: KIND:ID, for instance tool:chatgpt.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 10_000))
def show(email: str, about: str | None, limit: int) -> None:
    """Tell what happened last, newest first."""
    actor_by_email(email).must("ledger.see")
    if about is None:
        facts = latest(limit=limit)
    else:
        kind, _, identity = about.partition(":")
        facts = told_openly(history_of(kind, identity, limit=limit), kind, identity)
    names = names_of(told.actor_id for told in facts)
    for told in facts:
        place = str(told.place) if told.place else "-"
        click.echo(f"{place:>8}  {told.at:%Y-%m-%d %H:%M} UTC  {told.sentence(names[told.actor_id] or 'Somebody')}")
    if not facts:
        click.echo("Nothing was recorded about this.")


@ledger.command()
@click.option("--log", type=click.Choice(LOGS), default=GOVERNANCE, show_default=True)
def checkpoint(log: str) -> None:
    """Print the signed head of a log. Whoever keeps it can later show that nothing before it was changed."""
    settle(now=utc_now())
    newest = latest_checkpoint(log)
    if newest is None:
        raise Problem(
            "ledger.log_empty",
            what=Sentence("The log {log} has no entry yet.", log=log),
            why=Sentence("A checkpoint says how many entries there are and what they hash to."),
            next_step=Sentence("Ask again once something has happened."),
            kind=Kind.NOT_FOUND,
        )
    click.echo(newest.note, nl=False)


@ledger.command()
def policy() -> None:
    """Print the keys to trust, for the district's policy document."""
    click.echo(policy_text(), nl=False)
