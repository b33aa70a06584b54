"""``chalkline surveys``: asking by a link, and what closed surveys came to."""

from __future__ import annotations

from datetime import datetime, timedelta

import click
from django.conf import settings
from django.utils.timezone import localdate

from chalkline.discover.surveys.api import (
    SURVEY_STATE_NAMES,
    OptionShown,
    Survey,
    SurveyPlan,
    SurveyState,
    answered_so_far,
    ask_about_tool,
    close_survey,
    needs_heard,
    open_survey,
    results,
    survey_by_id,
    survey_state,
)
from chalkline.discover.surveys.api import surveys as every_survey
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor, Audience, actor_by_email
from chalkline.protect.disclosure import Shown

AS = click.option("--as", "email", required=True, help="Your account's e-mail address.")
A_FORTNIGHT = timedelta(days=14)


@click.group()
def surveys() -> None:
    """Which AI do people say they use, and what do they need?"""


@surveys.command("list")
@AS
def list_(email: str) -> None:
    """Every survey with its id, whom it asks and where it stands."""
    for each in every_survey(actor_by_email(email)):
        about = each.tool.name if each.tool else "AI in general"
        state = SURVEY_STATE_NAMES[survey_state(each, localdate())]
        click.echo(f"{each.pk}  {each.audience:<9} {about}: {state}, until {each.closes_on}")


@surveys.command("open")
@AS
@click.option("--ask", type=click.Choice([each.value for each in Audience]), default="staff", help="Whom to ask.")
@click.option("--tool", default="", help="Ask about this tool only (its id in the catalogue).")
@click.option("--offer", multiple=True, help="A tool offered by name (its id); repeat for more.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; two weeks from now otherwise.")
@click.option("--allowed-by", default="", help="For students: which rule or person allows to ask them.")
def open_(email: str, ask: str, tool: str, offer: tuple[str, ...], until: datetime | None, allowed_by: str) -> None:
    """Open a survey, and print the address to hand out."""
    actor, audience = actor_by_email(email), Audience(ask)
    last = until.date() if until else localdate() + A_FORTNIGHT
    made = (
        ask_about_tool(actor, tool, audience=audience, closes_on=last, allowed_by=allowed_by, now=utc_now())
        if tool
        else open_survey(actor, SurveyPlan(audience, last, "", offer, allowed_by), now=utc_now())
    )
    click.echo(f"{made.pk}\n{settings.CHALKLINE.public_url.rstrip('/')}/survey/{made.code.lower()}/")


@surveys.command()
@click.argument("survey_id")
@AS
def show(survey_id: str, email: str) -> None:
    """What a closed survey came to; groups under ten are not shown. While it is open, about how many answered."""
    actor = actor_by_email(email)
    found = survey_by_id(actor, survey_id)
    if survey_state(found, localdate()) is SurveyState.OPEN:
        click.echo(f"Open until {found.closes_on}. {answered_so_far(found)} or a few more have answered.")
        return
    _tell(actor, found)


@surveys.command()
@click.argument("survey_id")
@AS
def close(survey_id: str, email: str) -> None:
    """Take no more answers, and print what they came to."""
    actor = actor_by_email(email)
    _tell(actor, close_survey(actor, survey_by_id(actor, survey_id), now=utc_now()))


def _tell(actor: Actor, found: Survey) -> None:
    came = results(actor, found, localdate())
    click.echo(f"{_figure(came.people)} people answered.")
    for each in came.questions:
        click.echo(f"\n{each.question.en.replace('{tool}', found.tool.name if found.tool else '')}")
        for option in each.options:
            click.echo(f"  {_line(option)}")
    for heard in needs_heard(actor, found):
        click.echo(f"\nMany need: {heard.choice.en} ({heard.people} people, {heard.percent} %)")


def _line(option: OptionShown) -> str:
    return f"{_figure(option.people):>10}  {option.en}"


def _figure(cell: object) -> str:
    return f"{cell.count:,}" if isinstance(cell, Shown) else "not shown"
