"""The public door of the district's rules."""

from chalkline.publish.district_rules.commands import (
    adopt_rules,
    follow_rules_decision,
    narrow_at_once,
    propose_rules,
    put_rules_on_agenda,
    switch_law,
    title_of_set,
)
from chalkline.publish.district_rules.law import laws_behind
from chalkline.publish.district_rules.models import LawSwitch, RuleSet
from chalkline.publish.district_rules.queries import (
    decided_rows,
    laws_on,
    packs_here,
    rows_of,
    rule_set_by_id,
    rule_sets,
    rules_by_law,
    rules_now,
    rules_to_publish,
    set_in_force,
    set_ref,
)
from chalkline.publish.district_rules.rules import name_of, what_changes, widens
from chalkline.publish.district_rules.words import SET_STATE_NAMES, LawPack, Rows, SetState

__all__ = [
    "SET_STATE_NAMES",
    "LawPack",
    "LawSwitch",
    "Rows",
    "RuleSet",
    "SetState",
    "adopt_rules",
    "decided_rows",
    "follow_rules_decision",
    "laws_behind",
    "laws_on",
    "name_of",
    "narrow_at_once",
    "packs_here",
    "propose_rules",
    "put_rules_on_agenda",
    "rows_of",
    "rule_set_by_id",
    "rule_sets",
    "rules_by_law",
    "rules_now",
    "rules_to_publish",
    "set_in_force",
    "set_ref",
    "switch_law",
    "title_of_set",
    "what_changes",
    "widens",
]
