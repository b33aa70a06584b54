"""Writes of routes: other rules are proposed, put before a committee, and in force by its decision."""

from chalkline.approve.routes.commands.setting import adopt_rules, propose_rules, put_rules_on_agenda

__all__ = ["adopt_rules", "propose_rules", "put_rules_on_agenda"]
