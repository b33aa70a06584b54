"""Watching what goes through the gateway: calls that a person releases, answers that are reviewed, models checked."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed
from telling.gateway import model_address
from telling.models import stand_in


@deed("names who releases calls")
def names_who_releases_calls(moment: Moment, *, purpose: str, person: Someone, deputy: Someone) -> Any:
    """Of the use for this purpose."""
    from chalkline.oversee.held_calls.api import name_releaser

    return name_releaser(moment.actor, _use(moment, purpose), person, deputy, now=moment.now)


@deed("reads a held call")
def reads_a_held_call(moment: Moment, *, reason: str) -> Any:
    """The one that is due first, of those that wait for this person."""
    from chalkline.oversee.held_calls.api import held_calls_to_settle, read_held_call

    held = held_calls_to_settle(moment.actor).order_by("due_at")[0]
    read_held_call(moment.actor, held, reason=reason, now=moment.now)
    return held


@deed("releases a held call")
def releases_a_held_call(moment: Moment, *, words: str = "") -> Any:
    """The one that is due first: it was read before."""
    from chalkline.oversee.held_calls.api import held_calls_to_settle, release_held_call

    held = held_calls_to_settle(moment.actor).order_by("due_at")[0]
    return release_held_call(moment.actor, held, words=words, now=moment.now)


@deed("refuses a held call")
def refuses_a_held_call(moment: Moment, *, words: str) -> Any:
    """The one that is due first, which was read before; its caller is told why."""
    from chalkline.oversee.held_calls.api import held_calls_to_settle, refuse_held_call

    held = held_calls_to_settle(moment.actor).order_by("due_at")[0]
    return refuse_held_call(moment.actor, held, words=words, now=moment.now)


@deed("names who reviews answers")
def names_who_reviews_answers(moment: Moment, *, purpose: str, person: Someone, second: Someone, percent: int) -> Any:
    """Of the use for this purpose: so many of a hundred kept answers."""
    from chalkline.oversee.output_review.api import name_monitor

    return name_monitor(moment.actor, _use(moment, purpose), person, second, percent=percent, now=moment.now)


@deed("reviews an answer")
def reviews_an_answer(
    moment: Moment, *, finds: str = "fine", how_bad: str = "low", note: str = "", times: int = 1
) -> Any:
    """The one that is due first, of those that wait for this person; or so many of them, which are all alike."""
    from chalkline.oversee.output_review.api import Finding, Judged, Sample, Severity, review_output

    waiting = Sample.objects.filter(reviewer_id=moment.actor.id, state__in=["waiting", "second"])
    judged = Judged(Finding(finds), Severity(how_bad), note)
    due = list(waiting.order_by("due_on", "made_at")[:times])
    return [review_output(moment.actor, each, judged, now=moment.now) for each in due]


@deed("checks whether names change answers")
def checks_whether_names_change_answers(moment: Moment, *, model: str, requests: str, repeats: int) -> Any:
    """Begins a check and lets it run to its end, against the stand-in for a model."""
    from chalkline.oversee.paired_prompts.api import begin_paired_check, run_check

    check = begin_paired_check(moment.actor, model, requests, repeats=repeats, has_key=True, now=moment.now)
    return run_check(check, ask=_ask, a_minute=0, clock=lambda: moment.now)


@deed("says why models go on unchecked")
def says_why_models_go_on_unchecked(moment: Moment, *, models: list[str], reason: str, until: Day) -> Any:
    """On the review calendar: they are asked for again on that day."""
    from chalkline.oversee.review_calendar.api import ReviewOutcome, review_again

    goes_on = ReviewOutcome.GOES_ON
    said = {"summary": reason, "next_on": until, "now": moment.now}
    return [review_again(moment.actor, "model", each, goes_on, **said) for each in models]


@deed("says why a model goes unchecked")
def says_why_a_model_goes_unchecked(moment: Moment, *, request: Named, reason: str) -> Any:
    """Of the models that a request would call and nobody has checked for bias."""
    from chalkline.approve.model_checks.api import go_without_check

    return go_without_check(moment.actor, request, reason=reason, now=moment.now)


def _ask(model: str, text: str) -> Any:
    from chalkline.oversee.paired_prompts.api import Came

    body = json.dumps({"model": stand_in(model), "messages": [{"role": "user", "content": text}]}).encode()
    asked = urllib.request.Request(  # noqa: S310  (the stand-in on loopback)
        f"{model_address().rstrip('/')}/chat/completions", body, {"content-type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310  (as above)
        return Came(str(json.load(answer)["choices"][0]["message"]["content"]))


def _use(moment: Moment, purpose: str) -> Any:
    from chalkline.approve.uses.api import uses_in_force

    return uses_in_force(moment.actor, moment.year.day_of(moment.now)).filter(purpose=purpose).latest("starts_on")
