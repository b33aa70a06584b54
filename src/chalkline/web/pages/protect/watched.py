"""What watching the gateway puts on Today: calls to settle, and those that are overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.utils.timezone import localtime, now

from chalkline.approve.model_checks.api import unchecked_models
from chalkline.approve.requests.api import RequestState, kept_title, requests, title_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.held_calls.api import HoldState, held_calls, held_calls_to_settle
from chalkline.oversee.output_review.api import samples_late, samples_to_review
from chalkline.oversee.paired_prompts.api import models_to_check
from chalkline.people.api import Actor
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, at_risk, waits_for_me

MOST = 5
LOOKED_AT = 20  # ready requests


@waits_for_me
def calls_to_settle(actor: Actor, today: date) -> Iterator[Waiting]:
    """Held calls this person is responsible for."""
    if not actor.could("held_calls.settle"):
        return
    for held in held_calls_to_settle(actor)[:MOST]:
        yield Waiting(
            Sentence("A call waits for your release: {use}", use=kept_title(held.use.title)),
            address_of("held_calls.show", held.pk),
            Sentence("Read and settle it"),
            Sentence("The caller was told that a person looks at it first."),
            due_on=localtime(held.due_at).date(),
        )


@at_risk
def overdue_calls(actor: Actor, today: date) -> Iterator[Waiting]:
    """Held calls that somebody else should have settled by now."""
    if not actor.may("held_calls.see"):
        return
    late = (
        held_calls(actor)
        .filter(state=HoldState.WAITING.value, due_at__lt=now())
        .exclude(responsible_id=id_from(actor.id))
    )
    for held in late[:MOST]:
        yield Waiting(
            Sentence("A held call is overdue: {use}", use=kept_title(held.use.title)),
            address_of("held_calls.show", held.pk),
            Sentence("See the call"),
            Sentence("{name} was to settle it. You may do so too.", name=str(held.responsible)),
            due_on=localtime(held.due_at).date(),
        )


@waits_for_me
def answers_to_review(actor: Actor, today: date) -> Iterator[Waiting]:
    """Drawn answers that wait for this monitor."""
    if not actor.could("outputs.review"):
        return
    waiting = samples_to_review(actor)
    first, count = waiting.first(), waiting.count()
    if first:
        yield Waiting(
            Sentence("One answer of a model waits for your review")
            if count == 1
            else Sentence("{count} answers of a model wait for your review", count=count),
            address_of("outputs.home"),
            Sentence("Review the next one"),
            Sentence("Each takes about a minute."),
            due_on=first.due_on,
        )


@at_risk
def answers_late(actor: Actor, today: date) -> Iterator[Waiting]:
    """Answers that somebody else should have reviewed by now."""
    if not actor.may("outputs.see"):
        return
    late = samples_late(actor, today).exclude(reviewer_id=id_from(actor.id))
    first, count = late.first(), late.count()
    if first:
        yield Waiting(
            Sentence("One answer was not reviewed in time")
            if count == 1
            else Sentence("{count} answers were not reviewed in time", count=count),
            address_of("outputs.home"),
            Sentence("See who reviews"),
            Sentence("When its text is removed, it can be reviewed no more."),
            due_on=first.due_on,
        )


@waits_for_me
def requests_without_check(actor: Actor, today: date) -> Iterator[Waiting]:
    """Requests that would be ready for the committee, were their models checked."""
    if not actor.may("paired_prompts.run"):
        return
    ready = requests(actor, state=RequestState.READY.value).exclude(use_case=None)
    waiting = ((request, models) for request in ready[:LOOKED_AT] if (models := unchecked_models(request, today)))
    for request, models in islice(waiting, MOST):
        yield Waiting(
            Sentence("{title} waits for a check of {models}", title=title_of(request), models=models),
            address_of("requests.show", request.pk),
            Sentence("See what is missing"),
            Sentence("Members decide on it once somebody saw whether names change its answers."),
        )


@waits_for_me
def models_not_checked(actor: Actor, today: date) -> Iterator[Waiting]:
    """Models in use that nobody has checked with different names for half a year."""
    if not actor.may("paired_prompts.run"):
        return
    models = models_to_check(today)
    if models:
        yield Waiting(
            Sentence("Check whether names change what {model} answers", model=models[0])
            if len(models) == 1
            else Sentence("{count} models in use were not checked for bias this half year", count=len(models)),
            address_of("paired_prompts.home"),
            Sentence("Check a model"),
            Sentence("The same request under different names should get the same answer."),
        )
