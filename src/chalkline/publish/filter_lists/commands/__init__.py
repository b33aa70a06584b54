"""Writes of filter lists: editions and choices; feeds and the columns of products."""

from chalkline.publish.filter_lists.commands.editions import (
    activate_lists,
    choose_courses,
    prepare_lists,
    publish_lists,
)
from chalkline.publish.filter_lists.commands.feeds import (
    FeedWanted,
    note_fetch,
    open_feed,
    revoke_feed,
    save_layout,
    withdraw_layout,
)

__all__ = [
    "FeedWanted",
    "activate_lists",
    "choose_courses",
    "note_fetch",
    "open_feed",
    "prepare_lists",
    "publish_lists",
    "revoke_feed",
    "save_layout",
    "withdraw_layout",
]
