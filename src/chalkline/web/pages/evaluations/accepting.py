"""A risk that somebody accepts in writing, until a day."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.tools.evaluations.api import (
    accept_risk,
    end_accepted_risk,
    evaluation_by_id,
    record_of,
)
from chalkline.web.acting import Act, Ask, shown_first
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import day_from


@page("evaluations/<uuid:evaluation_id>/accept/<str:question>/", name="evaluations.accept",
      permission="evaluations.accept_risk", methods=("GET", "POST"))  # fmt: skip
def accept(request: Request, evaluation_id: UUID, question: str) -> HttpResponse:
    """Accept a risk in writing."""
    actor = request.actor
    actor.must("evaluations.accept_risk")
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    asked = record_of(evaluation).questions_by_id.get(question)
    if asked is None:
        raise Http404
    until = timezone.localdate() + timedelta(days=180)
    act = Act(
        _("Accept this risk in writing"),
        _("Accept it, in my name"),
        _("It is accepted in your name."),
        (
            Sentence("{id}: {text}", id=question, text=asked.asked),
            Sentence("It no longer blocks an approval, until the day you choose. Then it blocks again."),
            Sentence("Your name and reason stand in every packet about {tool}.", tool=evaluation.tool.name),
        ),
        lambda given: accept_risk(
            actor, evaluation, question, reason=given["reason"], until=day_from(given["until"]), now=utc_now()
        ),
        asks=(
            Ask("reason", _("Why may it be so, and what is done about it?")),
            Ask("until", _("Until which day?"), "day", value=until.isoformat()),
        ),
        tone="stop",
    )
    return shown_first(request, act, of=evaluation.tool.name, back=address_of("evaluations.show", evaluation.pk))


@page("evaluations/<uuid:evaluation_id>/end-acceptance/<str:question>/", name="evaluations.end_acceptance",
      permission="evaluations.accept_risk", methods=("GET", "POST"))  # fmt: skip
def end_acceptance(request: Request, evaluation_id: UUID, question: str) -> HttpResponse:
    """Take an acceptance back."""
    actor = request.actor
    actor.must("evaluations.accept_risk")
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    act = Act(
        _("Take the acceptance back"),
        _("Take it back"),
        _("It blocks again."),
        (Sentence("From now on {id} stands in the way of an approval again.", id=question),),
        lambda given: end_accepted_risk(actor, evaluation, question, now=utc_now()),
        tone="stop",
    )
    return shown_first(request, act, of=evaluation.tool.name, back=address_of("evaluations.show", evaluation.pk))
