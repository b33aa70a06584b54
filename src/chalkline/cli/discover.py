"""``chalkline discover``: the catalogue, loading logs, and the audit, from the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from chalkline.discover.findings.api import note_findings
from chalkline.discover.sources.api import (
    Came,
    Kind,
    Loaded,
    coverage,
    import_all,
    notes_of,
    rejected_rows,
    source_by_id,
    sources,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor, actor_by_email
from chalkline.tools.register.api import (
    as_csv,
    as_yaml,
    catalogue_in_force,
    correct_service,
    correction_of,
    corrections,
    import_catalogue,
    open_conflicts,
    read_corrections,
    settle_conflict,
    shipped_catalogue,
    take_corrections,
)

COUNTED = {Kind.NETWORK: "visits", Kind.SIGN_IN: "sign-ins", Kind.ADDRESSES: "addresses", Kind.INVENTORY: "apps",
           Kind.PURCHASE: "lines", Kind.SURVEY: "mentions"}  # fmt: skip
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


@discover.command()
@click.argument("slug")
@click.option("--domain", "domains", multiple=True, help="A further web address of it.")
@click.option("--not-domain", "not_domains", multiple=True, help="A web address the catalogue gives it wrongly.")
@click.option("--client-id", "client_ids", multiple=True, help="An id of its app at sign-in.")
@click.option("--extension-id", "extension_ids", multiple=True, help="An id of its extension or installed app.")
@click.option("--alias", "aliases", multiple=True, help="What ledgers and people call it here.")
@AS
def correct(slug: str, email: str, **given: tuple[str, ...]) -> None:
    """Say what you know better of the service SLUG than the catalogue. It is kept through every update."""
    actor = actor_by_email(email)
    service, ours = correction_of(actor, slug)
    changes = {name: [*ours.get(name, ()), *values] for name, values in given.items() if values}
    if changes:
        correct_service(actor, slug, changes, now=utc_now())
    done = ", ".join(changes) or "nothing"
    click.echo(f"{service.name}: {done} corrected. What is loaded from now on is read by it.")


@discover.command("corrections")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yaml", "in_yaml", is_flag=True, help="Write YAML instead of CSV.")
@AS
def corrections_(file: Path | None, in_yaml: bool, email: str) -> None:
    """Write what the district says of services to the screen as CSV; or take such a FILE in, all of it or nothing."""
    actor = actor_by_email(email)
    if file is None:
        click.echo((as_yaml if in_yaml else as_csv)(corrections(actor)), nl=False)
        return
    changed = take_corrections(actor, read_corrections(file.read_bytes()), now=utc_now())
    click.echo(f"{changed} services changed. What is loaded from now on is read by it.")


@discover.command("conflicts")
@click.option("--keep", help="SLUG:FIELD, as the list names it: what the district says counts.")
@click.option("--take", help="SLUG:FIELD, as the list names it: what the catalogue says counts.")
@AS
def conflicts_(keep: str | None, take: str | None, email: str) -> None:
    """List where a newer catalogue and the district disagree, or say which of the two counts."""
    actor = actor_by_email(email)
    for chosen, ours in ((keep, True), (take, False)):
        if chosen:
            slug, _, field = chosen.partition(":")
            settle_conflict(actor, slug, field, keep_ours=ours, now=utc_now())
    for each in open_conflicts(actor):
        click.echo(f"{each.slug}:{each.field}  the district: {each.ours}  the catalogue: {each.theirs}")


@discover.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@AS
@click.option("--again", is_flag=True, help="Read files anew that were loaded before.")
@click.option("--rejected", type=click.Path(file_okay=False, path_type=Path), help="Folder for the rows set aside.")
def import_(files: tuple[Path, ...], email: str, again: bool, rejected: Path | None) -> None:
    """Load log FILES, archives of them and folders; their kind is told by their content. One that cannot be loaded
    does not stop the rest."""
    actor = actor_by_email(email)
    if catalogue_in_force() is None and actor.may("tools.import_catalogue"):
        import_catalogue(actor, shipped_catalogue(), now=utc_now())
    came = import_all(actor, files, now=utc_now(), watch=_progress, again=again)
    noted = note_findings(actor, now=utc_now()) if any(each.loaded for each in came) else []
    for each in came:
        _tell(actor, each, rejected)
    if noted:
        click.echo(f"{len(noted)} new findings: {', '.join(finding.name for finding in noted[:12])}")
    sys.exit(1 if any(each.problem for each in came) else 0)


def _tell(actor: Actor, each: Came, rejected: Path | None) -> None:
    if problem := each.problem:
        click.echo(f"{each.name}: {problem.what} {problem.why} {problem.next_step} ({problem.code})", err=True)
    if each.left:
        click.echo(f"{each.name}: left out. {each.left}")
    if loaded := each.loaded:
        click.echo(f"{each.name}: {loaded.sentence}")
        for sentence in notes_of(source_by_id(actor, loaded.source_id)):
            click.echo(f"{each.name}: {sentence}")
        if loaded.rejected:
            click.echo(f"{each.name}: {loaded.rejected} rows set aside{_handed_back(actor, loaded, rejected)}")


@discover.command("sources")
@AS
def sources_(email: str) -> None:
    """List the logs that count, and what they cannot show."""
    actor = actor_by_email(email)
    for source in sources(actor):
        counted = f"{source.events:>9} {COUNTED[Kind(source.kind)]:<9}"
        click.echo(f"{source.loaded_at:%Y-%m-%d}  {source.shape:<18} {counted} {source.name}")
    for covered in coverage(actor):
        click.echo(f"\n{covered.title} ({covered.files})")
        for sentence in covered.cannot_show:
            click.echo(f"  {sentence}")


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
    if target.exists():  # logs of several folders may be called alike
        target = folder / f"{Path(loaded.name).stem}-{loaded.source_id[:8]}-rejected.csv"
    shutil.copyfile(rejected_rows(actor, loaded.source_id), target)
    return f", with reasons in {target}"
