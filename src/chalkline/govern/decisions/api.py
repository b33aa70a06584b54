"""The public door of decisions."""

from chalkline.govern.decisions.commands import answer_recommendation, close_item
from chalkline.govern.decisions.minutes import ItemNoted, Minutes, VoteNoted, minutes_of
from chalkline.govern.decisions.models import Decision
from chalkline.govern.decisions.queries import (
    conditions_of,
    decision_by_id,
    decisions,
    decisions_on,
    is_intact,
    recommendations_waiting,
    subject_decided,
)
from chalkline.govern.decisions.words import RECOMMENDATION_NAMES, DecisionStanding

__all__ = [
    "RECOMMENDATION_NAMES",
    "Decision",
    "DecisionStanding",
    "ItemNoted",
    "Minutes",
    "VoteNoted",
    "answer_recommendation",
    "close_item",
    "conditions_of",
    "decision_by_id",
    "decisions",
    "decisions_on",
    "is_intact",
    "minutes_of",
    "recommendations_waiting",
    "subject_decided",
]
