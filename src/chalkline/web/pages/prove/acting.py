"""The binding acts on a pilot: lock, draw, amend, end, reach the verdict. Each is shown before it happens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.evaluation.api import reach_verdict
from chalkline.pilot.measures.api import upload_that_counts
from chalkline.pilot.plans.api import (
    Pilot,
    amend_plan,
    end_pilot,
    lock_plan,
    make_draw,
    pilot_by_id,
    rule_of,
    units_of,
)
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.routes import Request
from chalkline.web.sending import day_from


def _pilot(request: Request, pilot_id: UUID) -> Pilot:
    return pilot_by_id(request.actor, str(pilot_id))


def _page_of(pilot: Pilot) -> str:
    return reverse("prove.pilot", args=[pilot.pk])


ON_PILOT = ActsOn("prove/<uuid:pilot_id>/", "prove", _pilot, lambda pilot: pilot.title, _page_of)


@ON_PILOT.act("lock", permission="pilots.lock")
def lock(request: Request, pilot: Pilot) -> Act:
    """Register the plan, as the second person."""
    return Act(
        title=_("Lock the plan"),
        button=_("Lock it"),
        done=_("The plan is locked. From here on it does not change."),
        will=(
            Sentence(
                "Plan, rule and the list of {n} get one digest, and it stands in the ledger.", n=len(units_of(pilot))
            ),
            *rule_of(pilot),
            Sentence("Nothing of this changes any more; what differs is said in a dated amendment."),
        ),
        do=lambda given: lock_plan(request.actor, pilot, now=utc_now()),
    )


@ON_PILOT.act("draw", permission="pilots.draw")
def draw(request: Request, pilot: Pilot) -> Act:
    """Draw who starts with the tool."""
    return Act(
        title=_("Make the draw"),
        button=_("Draw"),
        done=_("The draw is made. Anybody can make it again and get the same."),
        will=(
            Sentence("Half of the {n} on the list start with the tool, the others without it.", n=len(units_of(pilot))),
            Sentence("It follows from the locked plan and the ledger's first signature after it: nobody chose it."),
            Sentence("It is made once. There is no second draw."),
        ),
        do=lambda given: make_draw(request.actor, pilot, now=utc_now()),
    )


@ON_PILOT.act("amend", permission="pilots.revise")
def amend(request: Request, pilot: Pilot) -> Act:
    """Say what differs from the locked plan."""

    def do(given: dict[str, str]) -> Any:
        until = day_from(given["measured_until"]) if given["measured_until"].strip() else None
        return amend_plan(
            request.actor, pilot, what=given["what"], why=given["why"], measured_until=until, now=utc_now()
        )

    return Act(
        title=_("Record an amendment"),
        button=_("Record it"),
        done=_("The amendment is recorded with today's date."),
        will=(Sentence("It stands beside the locked plan, with your name, the day and the reason."),),
        do=do,
        asks=(
            Ask("what", _("What is different?")),
            Ask("why", _("Why?")),
            Ask("measured_until", _("Another last day for outcomes, if that is it"), "day", optional=True),
        ),
    )


@ON_PILOT.act("end", permission="pilots.end")
def end(request: Request, pilot: Pilot) -> Act:
    """End it without a verdict."""
    return Act(
        title=_("End this pilot"),
        button=_("End it"),
        done=_("The pilot has ended."),
        will=(
            Sentence("{title} ends without a verdict. Outcomes are no longer taken in.", title=pilot.title),
            Sentence("The approved use goes on until somebody stops it: that is a step of its own."),
        ),
        do=lambda given: end_pilot(request.actor, pilot, why=given["why"], now=utc_now()),
        asks=(Ask("why", _("Why?")),),
        tone="stop",
    )


@ON_PILOT.act("verdict", permission="pilots.judge", then=lambda pilot: reverse("prove.result", args=[pilot.pk]))
def verdict(request: Request, pilot: Pilot) -> Act:
    """Reckon once."""
    upload = upload_that_counts(pilot)
    return Act(
        title=_("Reach the verdict"),
        button=_("Reckon now"),
        done=_("The verdict is reached and recorded."),
        will=(
            Sentence("The outcomes of {n} people are reckoned as the plan says.", n=upload.measured if upload else 0),
            Sentence("The registered rule gives the verdict. There is no second look, and no more outcomes."),
            Sentence("Everybody in the district can read the result. Groups of fewer than ten are not shown."),
        ),
        do=lambda given: reach_verdict(request.actor, pilot, now=utc_now()),
    )
