"""Models in use on the calendar: each is checked again every term, and soon after another one answers in its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chalkline.approve.model_checks.api import lapse_checks
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.paired_prompts.queries import checks_due
from chalkline.oversee.review_calendar.api import Offered, reviewable
from chalkline.people.api import Actor


def models_offered(on: date) -> Iterator[Offered]:
    """Every model that the policy in force names. A new check moves its day; so does a reason to go on without."""
    for each in checks_due(on):
        title = str(Sentence("{model}: check for bias", model=each.model))
        name = each.model.replace("/", "~")[:64]
        yield Offered("model", name, title, each.on, owner_id=each.asked_by, asked_anew_on=each.anew_on)


def let_checks_lapse(actor: Actor, name: str, _reason: str, now: datetime) -> object:
    """By the command of the step that relies on them."""
    return lapse_checks(actor, name.replace("~", "/"), now=now)


reviewable(
    "model",
    Sentence("Model in use"),
    offer=models_offered,
    needs="paired_prompts.run",
    missed=let_checks_lapse,
    if_missed=Sentence(
        "Check the model, or say here why it goes on without. If neither happens by {day}, its last check counts no "
        "more: nothing new goes to the committee on the strength of it."
    ),
    because=Sentence("Its check was due on {day} and nobody made it, so its last check counts no more."),
    page="paired_prompts.model",
)
