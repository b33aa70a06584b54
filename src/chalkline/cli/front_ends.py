"""``chalkline front-ends``, ``chalkline issuers``: who is behind a call, from the terminal."""

from __future__ import annotations

import click

from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email, people_by_email
from chalkline.publish.front_ends.api import (
    FrontEndWanted,
    IssuerWanted,
    Program,
    front_end_by_id,
    issuer_by_id,
    name_issuer,
    register_front_end,
    replace_secret,
    withdraw_front_end,
    withdraw_issuer,
)
from chalkline.rulebook.api import Algorithm, IssuerKind

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")


@click.group("front-ends")
def front_ends() -> None:
    """Front ends: programs that may say who is behind a call."""


@front_ends.command("register")
@click.option("--name", required=True, help="What it is called here.")
@click.option("--program", type=click.Choice([each.value for each in Program]), required=True, help="What it runs.")
@click.option("--owner", required=True, help="E-mail address of who answers for it.")
@click.option("--use", "uses", multiple=True, required=True, help="The id of an approved use. May be given often.")
@click.option("--public-key", default="", help="64 hex digits, where it signs with an Ed25519 key of its own.")
@AS
def register(name: str, program: str, owner: str, uses: tuple[str, ...], public_key: str, email: str) -> None:
    """Register a front end. Its secret is printed once, alone on standard output; nobody can show it again."""
    actor = actor_by_email(email)
    person = people_by_email([owner]).get(owner)
    if person is None:
        raise click.BadParameter(f"Nobody has the address {owner}.", param_hint="--owner")
    algorithm = Algorithm.ED25519 if public_key else Algorithm.HMAC
    wanted = FrontEndWanted(name, Program(program), str(person.pk), frozenset(uses), algorithm, public_key)
    made, secret = register_front_end(actor, wanted, now=utc_now())
    click.echo(f"Front end {made.pk} “{made.name}” is registered.", err=True)
    if secret:
        click.echo(secret)


@front_ends.command("replace-secret")
@click.argument("front_end_id")
@AS
def new_secret(front_end_id: str, email: str) -> None:
    """Make a new secret, printed once. The one before stops counting within seconds."""
    actor = actor_by_email(email)
    made, secret = replace_secret(actor, front_end_by_id(actor, front_end_id), now=utc_now())
    click.echo(f"The secret of “{made.name}” is replaced.", err=True)
    click.echo(secret)


@front_ends.command("withdraw")
@click.argument("front_end_id")
@AS
def withdraw(front_end_id: str, email: str) -> None:
    """Believe a front end no more."""
    actor = actor_by_email(email)
    made = withdraw_front_end(actor, front_end_by_id(actor, front_end_id), now=utc_now())
    click.echo(f"“{made.name}” is withdrawn.")


@click.group("issuers")
def issuers() -> None:
    """Issuers: whose sign-ins gateways believe about who is behind a call."""


@issuers.command("name")
@click.option("--kind", type=click.Choice([each.value for each in IssuerKind]), required=True, help="Which provider.")
@click.option("--tenant", default="", help="The district's own domain or number there.")
@click.option("--audience", "audiences", multiple=True, required=True, help="A client ID. May be given often.")
@click.option("--issuer", default="", help="Its address, where the provider is another.")
@AS
def name(kind: str, tenant: str, audiences: tuple[str, ...], issuer: str, email: str) -> None:
    """Name an issuer."""
    wanted = IssuerWanted(IssuerKind(kind), frozenset(audiences), tenant, issuer)
    made = name_issuer(actor_by_email(email), wanted, now=utc_now())
    click.echo(f"Issuer {made.pk}: sign-ins of {made.issuer} are believed.")


@issuers.command("withdraw")
@click.argument("issuer_id")
@AS
def withdraw_named(issuer_id: str, email: str) -> None:
    """Believe an issuer no more."""
    actor = actor_by_email(email)
    made = withdraw_issuer(actor, issuer_by_id(actor, issuer_id), now=utc_now())
    click.echo(f"Sign-ins of {made.issuer} are believed no more.")
