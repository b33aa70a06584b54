"""The `chalkline` command line."""

from __future__ import annotations

import sys
from typing import Any

import click

from chalkline.cli import approve, front_ends, govern, limits, people, publish
from chalkline.cli.assist import assist, library
from chalkline.cli.audits import audit
from chalkline.cli.discover import discover
from chalkline.cli.evaluations import evaluations
from chalkline.cli.filter_lists import lists
from chalkline.cli.ledger import ledger
from chalkline.cli.oversee import oversee
from chalkline.cli.pilot import pilot
from chalkline.cli.readiness import readiness
from chalkline.cli.rollout import rollout
from chalkline.cli.stops import stop
from chalkline.cli.surveys import surveys
from chalkline.cli.watching import alerts, records
from chalkline.kernel.problem import Problem


class ProblemGroup(click.Group):
    """Shows a Problem as four plain lines on standard error and exits with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a Problem is told, anything else is a fault and shows its trace."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            fields = "".join(f"  {name}: {words}\n" for name, words in problem.fields.items())
            click.echo(f"{problem.what}\n{fields}{problem.why}\n{problem.next_step}\n({problem.code})", err=True)
            sys.exit(1)


@click.group(cls=ProblemGroup)
def chalkline() -> None:
    """The open system in which a school district runs its AI."""


chalkline.add_command(people.begin)
chalkline.add_command(people.new_link)
chalkline.add_command(people.roster)
discover.add_command(audit)
chalkline.add_command(discover)
chalkline.add_command(ledger)
chalkline.add_command(evaluations)
chalkline.add_command(pilot)
chalkline.add_command(rollout)
chalkline.add_command(readiness)
chalkline.add_command(surveys)
chalkline.add_command(publish.ask_question)
publish.publish.add_command(lists)
chalkline.add_command(publish.publish)
chalkline.add_command(publish.keys)
chalkline.add_command(limits.limits)
chalkline.add_command(front_ends.front_ends)
chalkline.add_command(front_ends.issuers)
chalkline.add_command(approve.use)
chalkline.add_command(stop)
chalkline.add_command(govern.list_decisions)
chalkline.add_command(library)
chalkline.add_command(assist)
chalkline.add_command(oversee)
chalkline.add_command(alerts)
chalkline.add_command(records)
