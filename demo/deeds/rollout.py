"""Training."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed


@deed("offers a training")
def offers_a_training(moment: Moment, *, title: str, where: str, months: int) -> Any:
    """``months``: how long it stays current."""
    from chalkline.rollout.training.api import offer_course

    return offer_course(moment.actor, title=title, where=where, months=months, now=moment.now)


@deed("notes who completed a training")
def notes_who_completed(moment: Moment, *, training: Named, people: list[Someone], on: Day) -> Any:
    """By name."""
    from chalkline.rollout.training.api import record_completions

    addresses = [each.email for each in people]
    return record_completions(moment.actor, training, addresses, completed_on=on, now=moment.now)
