"""``chalkline library`` and ``chalkline assist``: what may be quoted, and answers from it, from the terminal."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.timezone import localdate

from chalkline.assist.drafts.api import OUTCOME_NAMES, Asker, Outcome, checked_of, draft_reply, take_question
from chalkline.assist.library.api import (
    LANGUAGES,
    STATE_NAMES,
    About,
    Audience,
    Theme,
    Version,
    VersionState,
    add_document,
    documents,
    live_documents,
    read_document,
    versions_of,
)
from chalkline.assist.retrieval.api import find as find_passages
from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group()
def library() -> None:
    """What the district has approved to say, who answers for it, and until when."""


@library.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", required=True)
@click.option("--theme", type=click.Choice([each.value for each in Theme]), default=Theme.OTHER.value)
@click.option("--audience", type=click.Choice([Audience.PUBLIC.value, Audience.STAFF.value]), default="staff")
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), default="en")
@click.option("--owner", default="", help="E-mail address of whoever answers for it; you, when not given.")
@AS
def add(file: Path, title: str, theme: str, audience: str, language: str, owner: str, email: str) -> None:
    """Add FILE and read it. It is used once a second person has approved it."""
    actor = actor_by_email(email)
    answers = actor_by_email(owner).id if owner else actor.id
    about = About(title, answers, Audience(audience), Theme(theme), language)
    version, work = add_document(actor, about, file.read_bytes(), file.name, now=utc_now())
    read_document(version_id=str(version.pk), work_id=work.id, now=utc_now())
    kept = Version.objects.get(pk=version.pk)
    if kept.state == VersionState.UNREADABLE:
        click.echo(f"{kept.problem['what']} {kept.problem['next_step']}", err=True)
        raise SystemExit(1)
    click.echo(f"Passages read: {kept.passages.count()}. It waits for a second person to approve it.")
    for each in kept.concerns:
        click.echo(f"To be looked at before: {each['kind']}: {each['text'][:100]}")


@library.command("list")
@click.option("--all", "everything", is_flag=True, help="Also what is not used today, for those who keep the library.")
@AS
def list_documents(everything: bool, email: str) -> None:
    """Documents that may be quoted today, with their last day."""
    actor, today = actor_by_email(email), localdate()
    for document in documents(actor) if everything else live_documents(actor, today=today):
        version = versions_of(actor, document, today=today).first()
        state = STATE_NAMES[VersionState(version.state)] if version else ""
        until = version.ends_on.isoformat() if version and version.ends_on else "          "
        told = f"  ({state})" if everything else ""
        click.echo(f"{until}  {document.audience:<6}  {document.title}{told}")


@click.group()
def assist() -> None:
    """Answers from what is approved today."""


@assist.command()
@click.argument("words")
@AS
def find(words: str, email: str) -> None:
    """Passages that speak of WORDS, approved today and meant for you."""
    hits = find_passages(actor_by_email(email), words, today=localdate()).hits
    for hit in hits:
        page = f", page {hit.page}" if hit.page else ""
        click.echo(f"{hit.title}{page} (until {hit.ends_on})\n  {hit.text}\n")
    if not hits:
        click.echo("Nothing approved speaks of that.")


@assist.command()
@click.argument("question")
@click.option("--staff", is_flag=True, help="A colleague asks, not a family.")
@AS
def answer(question: str, staff: bool, email: str) -> None:
    """Take QUESTION in and draft a reply. It is accepted by name, in the browser or through the API."""
    actor = actor_by_email(email)
    taken = take_question(actor, question, Asker.STAFF if staff else Asker.FAMILY, now=utc_now())
    draft = draft_reply(actor, taken, now=utc_now())
    click.echo(f"{OUTCOME_NAMES[Outcome(draft.outcome)]}. Question {taken.pk}.")
    if draft.text:
        click.echo(f"\n{draft.text}\n")
    for each in checked_of(draft):
        click.echo(f"[{each.standing}] {each.text}")
