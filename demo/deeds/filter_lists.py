"""What filters let through: lists of each group of people, and the appliance that fetches its own."""

from __future__ import annotations

from typing import Any

from telling.deed import Moment, Named, deed


@deed("prepares the filter lists")
def prepares_the_filter_lists(moment: Moment, *, because: str) -> Any:
    """From the policy in force; a second person puts them in force where they let more through."""
    from chalkline.publish.filter_lists.api import prepare_lists

    return prepare_lists(moment.actor, reason=because, now=moment.now)


@deed("puts the filter lists in force")
def puts_the_filter_lists_in_force(moment: Moment, *, lists: Named) -> Any:
    """As the second person."""
    from chalkline.publish.filter_lists.api import activate_lists

    return activate_lists(moment.actor, lists, now=moment.now)


@deed("opens a feed of filter lists")
def opens_a_feed(moment: Moment, *, called: str, form: str, bands: list[str]) -> Any:
    """For the students of these grade bands, at every school."""
    from chalkline.publish.filter_lists.api import FeedWanted, Span, open_feed

    wanted = FeedWanted(called, form, (Span(("student",), None, tuple(bands)),), 365)
    return open_feed(moment.actor, wanted, now=moment.now)[0]


@deed("fetches its filter lists")
def fetches_its_lists(moment: Moment, *, feed: Named, file: str) -> Any:
    """As an appliance does, every hour or so; told once."""
    from chalkline.publish.filter_lists.api import answer_for, note_fetch

    answer = answer_for(feed, file, moment.now)
    return note_fetch(moment.actor, feed, file, answer.digest, answer.number, now=moment.now)
