"""``chalkline publish lists``: what filters let through, from the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email
from chalkline.publish.filter_lists.api import (
    COURSE_NAMES,
    FORMS,
    GROUPS,
    Course,
    FeedWanted,
    Lists,
    Matter,
    Span,
    activate_lists,
    audience_by_key,
    audience_said,
    audiences,
    cells_said,
    choices_in_force,
    choose_courses,
    draft,
    edition_by_id,
    edition_in_force,
    edition_waiting,
    feed_by_id,
    feeds,
    files_of,
    is_over,
    lists_now,
    open_feed,
    publish_lists,
    revoke_feed,
    sheet_for,
    unpublished,
    written,
)
from chalkline.report.keeping.api import holdings, use_of

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
FORM = click.option("--form", type=click.Choice(sorted(FORMS)), default="domains", show_default=True)
CHOICES = {f"{group.value}.{matter.value}": (group, matter) for group in GROUPS for matter in Matter}


@click.group()
def lists() -> None:
    """Filter lists: what the web filter, DNS, sign-in and browsers let through, for whom."""


@lists.command()
@AS
def show(email: str) -> None:
    """The edition in force and the lists of each audience."""
    actor, edition = actor_by_email(email), edition_in_force()
    now = _lists()
    found = f"Edition {edition.number} is in force." if edition else "No edition is in force; these would be the lists."
    click.echo(found)
    for each in audiences(actor, now):
        courses = [outcome.course for outcome in sheet_for(now, each.cells).outcomes.values()]
        counts = ", ".join(f"{courses.count(course)} {course.value}" for course in Course)
        click.echo(f"{each.key}  {audience_said(each.spans)}: {counts}")


@lists.command()
@AS
def preview(email: str) -> None:
    """Who would lose or gain what if the lists were published today."""
    actor = actor_by_email(email)
    look = unpublished(actor)
    count = use_of(actor, look.lists)
    quiet = 0
    for change in look.changes:
        use = count(change)
        if not use.seen and change.now.why.value == "unapproved":
            quiet += 1
            continue
        click.echo(
            f"{change.name}: {COURSE_NAMES[change.was.course]} -> {COURSE_NAMES[change.now.course]}  "
            f"({cells_said(change.cells, look.lists)}; {use.sentence})"
        )
    if quiet:
        click.echo(f"and {quiet} more that nobody here was seen using.")
    people = "a second person puts them in force" if look.widens else "they only restrict: one person is enough"
    click.echo(f"Publish: chalkline publish lists out --reason WHY --as YOUR-EMAIL ({people})")


@lists.command()
@click.option("--reason", required=True, help="Why now; it stays in the record.")
@AS
def out(reason: str, email: str) -> None:
    """Publish the lists of today, or prepare them for a second person where they let more through."""
    edition = publish_lists(actor_by_email(email), reason=reason, now=utc_now())
    if edition.activated_at:
        click.echo(f"Edition {edition.number} is in force.")
    else:
        click.echo(f"Edition {edition.number} is prepared. Another person puts it in force:")
        click.echo(f"  chalkline publish lists activate {edition.pk} --as THEIR-EMAIL")


@lists.command()
@click.argument("edition_id", required=False)
@AS
def activate(edition_id: str | None, email: str) -> None:
    """Put a prepared edition in force: the newest that waits, or the one named."""
    actor = actor_by_email(email)
    found = edition_by_id(actor, edition_id) if edition_id else edition_waiting(actor)
    if found is None:
        raise click.UsageError(
            "No edition waits. Prepare one: chalkline publish lists out --reason WHY --as YOUR-EMAIL"
        )
    click.echo(f"Edition {activate_lists(actor, found, now=utc_now()).number} is in force.")


@lists.command()
@click.argument("choices", nargs=-1)
@click.option("--reason", required=True, help="Why; it stays in the record.")
@AS
def choose(choices: tuple[str, ...], reason: str, email: str) -> None:
    """Say what happens with what nobody decided, like students.ai=block staff.ai=warn. What is not named stays."""
    wanted = dict(choices_in_force())
    for each in choices:
        key, _equals, course = each.partition("=")
        if key not in CHOICES or course not in set(Course):
            raise click.BadParameter(f"{each}: one of {', '.join(CHOICES)} = leave, warn or block")
        wanted[CHOICES[key]] = Course(course)
    choose_courses(actor_by_email(email), wanted, reason=reason, now=utc_now())
    for (group, matter), course in wanted.items():
        click.echo(f"{group.value}.{matter.value}={course.value}")


@lists.command("files")
@click.argument("audience")
@FORM
@click.option("--place", default="", help="The organizational unit or group, for products that have one.")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder.")
@AS
def files(audience: str, form: str, place: str, folder: Path, email: str) -> None:
    """Write the files of AUDIENCE (its key, from "show") in the form of a product."""
    actor = actor_by_email(email)
    found = written(actor, audience_by_key(actor, _lists(), audience).spans, form, place=place)
    folder.mkdir(parents=True, exist_ok=True)
    for each in found:
        (folder / each.name).write_bytes(each.text.encode())
        click.echo(str(folder / each.name))


@lists.command()
@AS
def hold(email: str) -> None:
    """Do they hold? What was let through or blocked otherwise, by the logs since."""
    found = holdings(actor_by_email(email))
    for each in found:
        click.echo(f"{'holds  ' if each.holds else 'BROKEN '} {each.name}: {each.sentence}")
    if not found:
        click.echo("No log reaches beyond the day the lists took effect.")


@lists.command("feeds")
@AS
def list_feeds(email: str) -> None:
    """Every feed."""
    now = utc_now()
    for each in feeds(actor_by_email(email)):
        state = "over" if is_over(each, now) else f"edition {each.edition}" if each.asked_at else "not fetched yet"
        click.echo(f"{each.pk}  {each.name}  {each.form}  {state}")


@lists.command("open-feed")
@click.option("--name", required=True, help="Which appliance it is for.")
@FORM
@click.option("--role", "roles", multiple=True, default=("student",), show_default=True, help="May be given often.")
@click.option("--band", "bands", multiple=True, help="A grade band: k2, g35, g68, g912. None: all.")
@click.option("--school", "schools", multiple=True, help="A school's id. None: all.")
@click.option("--place", default="", help="The organizational unit or group, for products that have one.")
@click.option("--days", default=365, show_default=True)
@AS
def open_one(
    name: str, form: str, roles: tuple[str, ...], bands: tuple[str, ...], schools: tuple[str, ...], place: str,
    days: int, email: str,
) -> None:  # fmt: skip
    """Open a feed. Its secret is printed once, alone on standard output."""
    span = Span(roles, schools or None, bands or None)
    wanted = FeedWanted(name, form, (span,), days, place=place)
    made, secret = open_feed(actor_by_email(email), wanted, now=utc_now())
    paths = ", ".join(f"/feeds/lists/SECRET/{each}" for each in files_of(made.form))
    click.echo(f"Feed {made.pk}: {paths}. Copy the secret now; it is not shown again:", err=True)
    click.echo(secret)


@lists.command("revoke-feed")
@click.argument("feed_id")
@AS
def revoke_one(feed_id: str, email: str) -> None:
    """End a feed for good."""
    actor = actor_by_email(email)
    click.echo(f"“{revoke_feed(actor, feed_by_id(actor, feed_id), now=utc_now()).name}” gets nothing more.")


def _lists() -> Lists:
    return lists_now() if edition_in_force() else draft()
