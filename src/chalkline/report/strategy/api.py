"""The public door of the strategy."""

from chalkline.report.strategy.commands import follow_strategy_decision, propose_strategy, settle_strategy
from chalkline.report.strategy.models import StrategyVersion
from chalkline.report.strategy.queries import (
    adopted,
    changed_since_adopted,
    is_as_proposed,
    strategy,
    version_by_id,
    version_document,
    versions,
    waiting_version,
)
from chalkline.report.strategy.rules import draft_said, standing_said
from chalkline.report.strategy.words import STRATEGY_STATE_NAMES, StrategyState

__all__ = [
    "STRATEGY_STATE_NAMES",
    "StrategyState",
    "StrategyVersion",
    "adopted",
    "changed_since_adopted",
    "draft_said",
    "follow_strategy_decision",
    "is_as_proposed",
    "propose_strategy",
    "settle_strategy",
    "standing_said",
    "strategy",
    "version_by_id",
    "version_document",
    "versions",
    "waiting_version",
]
