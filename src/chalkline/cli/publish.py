"""``chalkline ask``, ``chalkline publish``, ``chalkline keys``: the policy, from the terminal."""

from __future__ import annotations

import click
from django.utils.timezone import localdate

from chalkline.kernel.clock import utc_now
from chalkline.people.api import actor_by_email, people_by_email, schools
from chalkline.publish.bundle.api import (
    Bundle,
    activate_bundle,
    ask,
    bundle_by_id,
    look_at,
    policy_in_force,
    prepare_bundle,
    waiting,
)
from chalkline.publish.standing_pack.api import Holder, HolderKind, issue_key, key_by_id, revoke_key
from chalkline.rulebook.api import TeacherAnswer, as_teacher, band_named, put_question

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
ONE_OF = {kind.value: kind for kind in HolderKind}


@click.command("ask")
@click.option("--tool", required=True, help="The tool's id: chatgpt, magicschool ...")
@click.option("--purpose", default="", help="A purpose of the list: uc_lesson ...")
@click.option("--role", default="", help="Who would use it: teacher, student, aide ...")
@click.option("--grade", default="", help="A grade (4, KG), a band (g35), or none for work without a class.")
@click.option("--school", default="", help="A school's number or name.")
@click.option("--data", multiple=True, help="A kind of data or data element; none for none. May be given often.")
def ask_question(tool: str, purpose: str, role: str, grade: str, school: str, data: tuple[str, ...]) -> None:
    """May this tool be used for this? What is left out is not known, and the answer says what depends on it."""
    question = put_question(
        policy_in_force(), tool, localdate(), purpose=purpose, role=role, grade=grade, school=school, data=data or None
    )
    _say(as_teacher(ask(question)))


@click.group()
def publish() -> None:
    """The policy: prepared by one person, activated by another."""


@publish.command()
@AS
def prepare(email: str) -> None:
    """Compile the records of today, check every rule, and say what would change."""
    actor = actor_by_email(email)
    bundle = prepare_bundle(actor, now=utc_now())
    look = look_at(actor, bundle)
    click.echo(f"Policy {bundle.revision} is prepared ({bundle.digest[:12]}…). It has no effect yet.")
    for change in look.changes:
        click.echo(f"  {change.turn.value}: {change.sentence}")
    cells = max((each.cells for each in look.checked), default=0)
    click.echo(f"{len(look.checked)} rules kept in {cells} cases.")
    click.echo(f"Another person activates it: chalkline publish activate {bundle.pk} --as THEIR-EMAIL")


@publish.command()
@click.argument("bundle_id", required=False)
@AS
def activate(bundle_id: str | None, email: str) -> None:
    """Sign a prepared policy and put it in force: the newest that waits, or the one named."""
    actor = actor_by_email(email)
    found: Bundle | None = bundle_by_id(actor, bundle_id) if bundle_id else waiting(actor)
    if found is None:
        raise click.UsageError("No policy waits. Prepare one first: chalkline publish prepare --as YOUR-EMAIL")
    done = activate_bundle(actor, found, now=utc_now())
    click.echo(f"Policy {done.revision} is in force. Gateways obey it within seconds.")


@click.group()
def keys() -> None:
    """Keys: what a caller shows the gateway, for one approved use."""


@keys.command()
@click.option("--use", "use_id", required=True, help="The id of the approved use.")
@click.option("--kind", type=click.Choice(sorted(ONE_OF)), required=True, help="Who or what will use it.")
@click.option("--label", required=True, help="What it shall be called.")
@click.option("--role", required=True, help="Who is at the keyboard: teacher, student ...")
@click.option("--grade", multiple=True, help="A grade or band; an app may leave it out and say it at each call.")
@click.option("--school", default="", help="The school's number or name; as for the grade.")
@click.option("--person", default="", help="E-mail address of who answers for it.")
@click.option("--people-sign-in", is_flag=True, help="An app behind which each call names a person, with proof.")
@AS
def issue(
    use_id: str,
    kind: str,
    label: str,
    role: str,
    grade: tuple[str, ...],
    school: str,
    person: str,
    people_sign_in: bool,
    email: str,
) -> None:
    """Issue a key. It is printed once, alone on standard output; nobody can show it again."""
    actor = actor_by_email(email)
    answers = people_by_email([person]).get(person) if person else None
    if person and answers is None:
        raise click.BadParameter(f"Nobody has the address {person}.", param_hint="--person")
    holder = Holder(
        kind=ONE_OF[kind],
        label=label,
        role=role,
        grade_bands=frozenset(band_named(each) or each for each in grade),
        school_id=_school(school),
        person_id=str(answers.pk) if answers else "",
        people_sign_in=people_sign_in,
    )
    key, secret = issue_key(actor, use_id, holder, now=utc_now())
    click.echo(f"Key {key.pk} for “{key.label}”. Copy it now; it is not shown again:", err=True)
    click.echo(secret)


@keys.command()
@click.argument("key_id")
@AS
def revoke(key_id: str, email: str) -> None:
    """End a key for good. Gateways refuse it within seconds."""
    actor = actor_by_email(email)
    key = revoke_key(actor, key_by_id(actor, key_id), now=utc_now())
    click.echo(f"The key “{key.label}” (…{key.hint}) is revoked.")


def _school(text: str) -> str:
    if not text:
        return ""
    meant = policy_in_force().school_meant(text)
    if meant is None:
        names = ", ".join(str(each) for each in schools())
        raise click.BadParameter(f"No school is called {text}. There are: {names}", param_hint="--school")
    return meant


def _say(answer: TeacherAnswer) -> None:
    click.echo(str(answer.headline))
    for title, lines in (
        ("Because", [str(each) for each in answer.reasons]),
        ("Keep to", [each.text for each in answer.conditions] + [str(each) for each in answer.limits]),
        ("What would change it", [str(each) for each in answer.changes]),
    ):
        if lines:
            click.echo(f"\n{title}:")
            for line in lines:
                click.echo(f"  - {line}")
    click.echo(f"\nNext: {answer.next_words}")
