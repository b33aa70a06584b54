"""``chalkline discover``: the catalogue, loading logs, and the audit, from the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from chalkline.discover.findings.api import STANDING_NAMES, Reach, audit, note_findings
from chalkline.discover.sources.api import Kind, Loaded, coverage, import_log, rejected_rows, source_by_id, sources
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.people.api import Actor, actor_by_email
from chalkline.protect.disclosure import Cell, Shown
from chalkline.tools.register.api import catalogue_in_force, import_catalogue, shipped_catalogue

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group()
def discover() -> None:
    """Which AI is in use here, by whom, since when, and is it covered?"""


@discover.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AS
def catalogue(file: Path | None, email: str) -> None:
    """Load the catalogue of AI services from FILE, or the one that came with Chalkline."""
    loaded = import_catalogue(actor_by_email(email), file or shipped_catalogue(), now=utc_now())
    click.echo(f"Version {loaded.version} of the catalogue, generated on {loaded.generated_on}, is in force.")


@discover.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@AS
@click.option("--again", is_flag=True, help="Read files anew that were loaded before.")
@click.option("--rejected", type=click.Path(file_okay=False, path_type=Path), help="Folder for the rows set aside.")
def import_(files: tuple[Path, ...], email: str, again: bool, rejected: Path | None) -> None:
    """Load log FILES; their kind is told by their content. A file that cannot be loaded does not stop the rest."""
    actor = actor_by_email(email)
    if catalogue_in_force() is None and actor.may("tools.import_catalogue"):
        import_catalogue(actor, shipped_catalogue(), now=utc_now())
    came: dict[Path, Loaded] = {}
    failed = 0
    for file in files:
        try:
            came[file] = _load(actor, file, again)
        except Problem as problem:
            failed += 1
            click.echo(f"{file.name}: {problem.what} {problem.why} {problem.next_step} ({problem.code})", err=True)
    _tie_to_addresses(actor, came)
    noted = note_findings(actor, now=utc_now()) if came else []
    for file, loaded in came.items():
        click.echo(f"{file.name}: {loaded.sentence}")
        if loaded.rejected:
            click.echo(f"{file.name}: {loaded.rejected} rows set aside{_handed_back(actor, loaded, rejected)}")
    if noted:
        click.echo(f"{len(noted)} new findings: {', '.join(finding.name for finding in noted[:12])}")
    sys.exit(1 if failed else 0)


@discover.command("sources")
@AS
def sources_(email: str) -> None:
    """List the logs that count, and what they cannot show."""
    actor = actor_by_email(email)
    for source in sources(actor):
        click.echo(f"{source.loaded_at:%Y-%m-%d}  {source.shape:<18} {source.events:>9} visits  {source.name}")
    for covered in coverage(actor):
        click.echo(f"\n{covered.title} ({covered.files})")
        for sentence in covered.cannot_show:
            click.echo(f"  {sentence}")


@discover.command("audit")
@AS
def audit_(email: str) -> None:
    """Say which AI is in use. Groups of fewer than ten people are never counted."""
    seen = audit(actor_by_email(email))
    if not seen.services:
        click.echo("No log has been loaded yet, or none shows a service of the catalogue.")
        return
    if seen.period:
        click.echo(f"From {seen.period[0]} to {seen.period[1]}, as of {seen.on}\n")
    click.echo(f"{'':<26} {'people':>14} {'visits':>14} {'blocked':>14}  ")
    for reach in seen.services:
        click.echo(_line(reach))
    for proposed in seen.proposed:
        click.echo(f"\nNot in the catalogue: {proposed.host}, {_said(proposed.people)} people. {proposed.why}")


def _line(reach: Reach) -> str:
    figures = " ".join(f"{_said(cell):>14}" for cell in (reach.people, reach.events, reach.blocked))
    part = " (AI is a part of it)" if reach.ai_scope == "feature" else ""
    return f"{reach.name[:26]:<26} {figures}  {STANDING_NAMES[reach.standing]}{part}"


def _said(cell: Cell) -> str:
    return f"{cell.count:,}" if isinstance(cell, Shown) else "not shown"


def _load(actor: Actor, file: Path, again: bool) -> Loaded:
    return import_log(actor, file, file.name, now=utc_now(), progress=_progress(file.name), again=again)


def _tie_to_addresses(actor: Actor, came: dict[Path, Loaded]) -> None:
    """A list of addresses that came after a log ties that log to people now."""
    kinds = {file: source_by_id(actor, loaded.source_id).kind for file, loaded in came.items()}
    if Kind.ADDRESSES not in kinds.values():
        return
    for file, kind in kinds.items():
        if kind == Kind.NETWORK:
            again = _load(actor, file, False)
            came[file] = came[file] if again.already else again


def _progress(name: str) -> Callable[[int, int], None]:
    def show(done: int, of: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{name}: {100 * done // max(of, 1)} %" + ("\n" if done >= of else ""), err=True, nl=False)

    return show


def _handed_back(actor: Actor, loaded: Loaded, folder: Path | None) -> str:
    if folder is None:
        return "; see why with --rejected FOLDER."
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{Path(loaded.name).stem}-rejected.csv"
    shutil.copyfile(rejected_rows(actor, loaded.source_id), target)
    return f", with reasons in {target}"
