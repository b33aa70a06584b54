"""The public door of decisions."""

from chalkline.govern.decisions.commands import (
    answer_recommendation,
    close_consent,
    close_item,
    decide_alone,
    settle_written_vote,
)
from chalkline.govern.decisions.jobs import keep_written_votes
from chalkline.govern.decisions.minutes import Attended, ItemNoted, Minutes, VoteNoted, minutes_of
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.queries import (
    conditions_of,
    decided_by,
    decision_by_id,
    decisions,
    decisions_on,
    decisions_on_any,
    is_intact,
    keepers_of,
    recommendations_waiting,
    subject_decided,
    votes_counted,
)
from chalkline.govern.decisions.words import (
    RECOMMENDATION_NAMES,
    Alone,
    Basis,
    DecisionStanding,
    VotesCounted,
    number_read,
)

__all__ = [
    "RECOMMENDATION_NAMES",
    "Alone",
    "Attended",
    "Basis",
    "Decision",
    "DecisionStanding",
    "ItemNoted",
    "Minutes",
    "VoteNoted",
    "VotesCounted",
    "answer_recommendation",
    "close_consent",
    "close_item",
    "conditions_of",
    "decide_alone",
    "decided_by",
    "decision_by_id",
    "decisions",
    "decisions_on",
    "decisions_on_any",
    "is_intact",
    "keep_written_votes",
    "keepers_of",
    "minutes_of",
    "number_read",
    "recommendations_waiting",
    "settle_written_vote",
    "subject_decided",
    "votes_counted",
]
