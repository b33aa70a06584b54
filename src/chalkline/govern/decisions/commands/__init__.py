"""Writes of decisions: closing an item, answering a recommendation, deciding as one who was given the right to."""

from chalkline.govern.decisions.commands.alone import decide_alone
from chalkline.govern.decisions.commands.closing import answer_recommendation, close_item
from chalkline.govern.decisions.commands.together import close_consent, settle_written_vote

__all__ = ["answer_recommendation", "close_consent", "close_item", "decide_alone", "settle_written_vote"]
