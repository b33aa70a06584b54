"""The binding acts on an approved use: stopping it, letting it go on, ending it. Each is shown before it happens."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chalkline.approve.uses.api import (
    ApprovedUse,
    ask_to_lift,
    end_use,
    lift_suspension,
    open_suspension,
    suspend_use,
    use_by_id,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.routes import Request


def _use(request: Request, use_id: UUID) -> ApprovedUse:
    return use_by_id(request.actor, str(use_id))


def _page_of(use: ApprovedUse) -> str:
    return reverse("uses.show", args=[use.pk])


ON_USE = ActsOn("decide/uses/<uuid:use_id>/", "uses", _use, lambda use: use.title, _page_of)


@ON_USE.act("stop", permission="uses.suspend")
def stop(request: Request, use: ApprovedUse) -> Act:
    """Stop it at once."""
    return Act(
        title=_("Stop this use"),
        button=_("Stop it now"),
        done=_("It is stopped."),
        will=(
            Sentence("{title} is stopped for everybody, at once.", title=use.title),
            Sentence("The gateway refuses its calls within seconds; the question page says that it is paused."),
            Sentence("To let it go on, two people must agree: one asks, another one agrees."),
        ),
        asks=(Ask("reason", _("Why?")),),
        do=lambda given: suspend_use(request.actor, use, reason=given["reason"], now=utc_now()),
        tone="stop",
    )


@ON_USE.act("end", permission="uses.end")
def end(request: Request, use: ApprovedUse) -> Act:
    """End it for good."""
    return Act(
        title=_("End this use"),
        button=_("End it"),
        done=_("It has ended."),
        will=(
            Sentence("{title} ends today, for everybody.", title=use.title),
            Sentence("Its keys stop working at the gateway."),
            Sentence("Only a new request and a new decision bring it back."),
        ),
        asks=(Ask("reason", _("Why?")),),
        do=lambda given: end_use(request.actor, use, reason=given["reason"], now=utc_now()),
        tone="stop",
    )


@ON_USE.act("go-on", permission="uses.lift_suspension", name="lift")
def lift(request: Request, use: ApprovedUse) -> Act:
    """Ask that it may go on, or agree to it."""
    held = open_suspension(use)
    if held is None or not held.lift_asked_by_id:
        return _asking(request, use)
    return Act(
        title=_("Let it go on"),
        button=_("I agree"),
        done=_("It may be used again."),
        will=(
            Sentence("{name} asked, and says: {reason}", name=str(held.lift_asked_by), reason=held.lift_reason),
            Sentence("{title} may be used again by everybody it was approved for, at once.", title=use.title),
        ),
        do=lambda _given: lift_suspension(request.actor, use, now=utc_now()),
    )


def _asking(request: Request, use: ApprovedUse) -> Act:
    return Act(
        title=_("Ask that it may go on"),
        button=pgettext("a second person", "Ask"),
        done=_("A second person has to agree now."),
        will=(
            Sentence("Your name and your reason are shown to the second person."),
            Sentence("Nothing changes until somebody else agrees."),
        ),
        asks=(Ask("reason", _("What was done about the reason for the stop?")),),
        do=lambda given: ask_to_lift(request.actor, use, reason=given["reason"], now=utc_now()),
    )
