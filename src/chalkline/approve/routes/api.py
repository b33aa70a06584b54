"""The public door of routes."""

from chalkline.approve.routes.commands import adopt_rules, propose_rules, put_rules_on_agenda
from chalkline.approve.routes.commands.setting import title_of_rules, what_changes
from chalkline.approve.routes.following import follow_route_rules
from chalkline.approve.routes.models import RuleSet
from chalkline.approve.routes.queries import (
    assess_terms,
    concerns_of,
    known_of,
    level_from_records,
    level_of,
    matter_of,
    route_of,
    rule_set_by_id,
    rule_sets,
    rules_in_force,
    who_decided_alone,
)
from chalkline.approve.routes.words import (
    LANE_MEANS,
    LANE_NAMES,
    TESTS,
    Assessed,
    Lane,
    Route,
    Rules,
    RuleSetState,
    Spoke,
    Test,
    rules_from_json,
)

__all__ = [
    "LANE_MEANS",
    "LANE_NAMES",
    "TESTS",
    "Assessed",
    "Lane",
    "Route",
    "RuleSet",
    "RuleSetState",
    "Rules",
    "Spoke",
    "Test",
    "adopt_rules",
    "assess_terms",
    "concerns_of",
    "follow_route_rules",
    "known_of",
    "level_from_records",
    "level_of",
    "matter_of",
    "propose_rules",
    "put_rules_on_agenda",
    "route_of",
    "rule_set_by_id",
    "rule_sets",
    "rules_from_json",
    "rules_in_force",
    "title_of_rules",
    "what_changes",
    "who_decided_alone",
]
