"""Writes of the portfolio, by who does them: scoring, choosing, and the rules that a committee sets."""

from chalkline.purpose.portfolio.commands.choosing_first import choose_first_workflow
from chalkline.purpose.portfolio.commands.placing import free_place, take_place
from chalkline.purpose.portfolio.commands.scoring import answer_gate, describe_work, score_use_case
from chalkline.purpose.portfolio.commands.setting import adopt_rule, propose_rule, put_rule_on_agenda

__all__ = [
    "adopt_rule",
    "answer_gate",
    "choose_first_workflow",
    "describe_work",
    "free_place",
    "propose_rule",
    "put_rule_on_agenda",
    "score_use_case",
    "take_place",
]
