"""The public door of the review calendar."""

from chalkline.oversee.review_calendar.asking_anew import asked_anew
from chalkline.oversee.review_calendar.commands import (
    ask_for_reviews,
    ask_where_changed,
    end_feed,
    follow_change,
    follow_feature,
    give_notices,
    make_feed,
)
from chalkline.oversee.review_calendar.ending import review_again
from chalkline.oversee.review_calendar.ics import Event, ics_of
from chalkline.oversee.review_calendar.jobs import keep_calendar
from chalkline.oversee.review_calendar.models import CalendarFeed, PeriodicReview
from chalkline.oversee.review_calendar.queries import (
    calendar,
    entry_of,
    feed_owner,
    if_missed,
    kind_of,
    may_review,
    open_feed,
    reviews_held,
    reviews_near,
)
from chalkline.oversee.review_calendar.registering import kinds, reviewable
from chalkline.oversee.review_calendar.words import NOTICE_DAYS, OUTCOME_NAMES, Entry, Offered, ReviewOutcome

__all__ = [
    "NOTICE_DAYS",
    "OUTCOME_NAMES",
    "CalendarFeed",
    "Entry",
    "Event",
    "Offered",
    "PeriodicReview",
    "ReviewOutcome",
    "ask_for_reviews",
    "ask_where_changed",
    "asked_anew",
    "calendar",
    "end_feed",
    "entry_of",
    "feed_owner",
    "follow_change",
    "follow_feature",
    "give_notices",
    "ics_of",
    "if_missed",
    "keep_calendar",
    "kind_of",
    "kinds",
    "make_feed",
    "may_review",
    "open_feed",
    "review_again",
    "reviewable",
    "reviews_held",
    "reviews_near",
]
