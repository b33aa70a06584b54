"""The facts of filter lists."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("publish.list_choices.made/1", says="{actor} said what filter lists do with AI that nobody approved.")
@dataclass(frozen=True)
class CoursesChosen:
    """What the next edition does with what nobody decided. ``choices`` are like "students.ai=block"."""

    chosen: SubjectRef
    choices: tuple[str, ...]
    reason: str = part("words")


@fact(
    "publish.filter_lists.prepared/1",
    says="{actor} prepared edition {number} of the filter lists. Tools that change for somebody: {changes}.",
)
@dataclass(frozen=True)
class ListsPrepared:
    """Lists were compiled; they have no effect yet. ``tools`` are those the policy names and that change."""

    lists: SubjectRef
    number: int
    revision: int
    changes: int
    widens: bool
    tools: tuple[SubjectRef, ...]
    reason: str = part("words")


@fact("publish.filter_lists.activated/1", says="{actor} put edition {number} of the filter lists in force.")
@dataclass(frozen=True)
class ListsActivated:
    """Filters that fetch their lists get these from now on. ``tools`` as when they were prepared."""

    lists: SubjectRef
    number: int
    previous_digest: str
    prepared_by: SubjectRef
    tools: tuple[SubjectRef, ...]


@fact("publish.list_columns.saved/1", says="{actor} said which columns “{name}” takes.")
@dataclass(frozen=True)
class LayoutSaved:
    """Files for a product are written with these columns."""

    layout: SubjectRef
    headers: tuple[str, ...]
    name: str = part("words")


@fact("publish.list_columns.withdrawn/1", says="{actor} withdrew the columns of “{name}”.")
@dataclass(frozen=True)
class LayoutWithdrawn:
    """No more files are written with these columns."""

    layout: SubjectRef
    name: str = part("words")


@fact("publish.feed.opened/1", says="{actor} opened a feed of filter lists for “{name}”.")
@dataclass(frozen=True)
class FeedOpened:
    """An appliance may fetch its lists; the secret was shown once."""

    feed: SubjectRef
    form: str
    expires_on: str
    name: str = part("words")


@fact("publish.feed.revoked/1", says="{actor} revoked the feed of filter lists for “{name}”.")
@dataclass(frozen=True)
class FeedRevoked:
    """The appliance gets nothing more."""

    feed: SubjectRef
    name: str = part("words")


@fact("publish.feed.fetched/1", says="“{name}” fetched its filter lists: edition {number}.")
@dataclass(frozen=True)
class FeedFetched:
    """An appliance was given lists it did not have before. What it does with them, the next logs show."""

    feed: SubjectRef
    number: int
    file: str
    digest: str
    name: str = part("words")
