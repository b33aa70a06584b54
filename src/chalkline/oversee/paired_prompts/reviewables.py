"""Models on the calendar: each that an approved use names is checked with different names every half year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.timezone import localdate

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.paired_prompts.queries import last_check
from chalkline.oversee.review_calendar.api import Offered, reviewable
from chalkline.publish.bundle.api import policy_in_force

EVERY = timedelta(days=182)
FIRST = timedelta(days=30)  # after its use began, where nothing was checked before


def models_offered(on: date) -> Iterator[Offered]:
    """Models that the policy in force names."""
    since: dict[str, date] = {}
    for terms in policy_in_force().terms:
        if terms.expires_on >= on:
            for model in terms.models:
                since[model] = min(since.get(model, date.max), terms.starts_on)
    for model, started_on in sorted(since.items()):
        checked = last_check(model)
        due = localdate(checked.ended_at) + EVERY if checked and checked.ended_at else started_on + FIRST
        title = str(Sentence("{model}: do names change its answers?", model=model))
        yield Offered("model", model.replace("/", "~"), title, due, None, "")


reviewable(
    "model",
    Sentence("Model"),
    offer=models_offered,
    page="paired_prompts.model",
    if_missed=Sentence("If nobody looks at it by {day}, it goes on, and stands here as late until somebody does."),
)
