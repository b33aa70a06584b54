"""Writes of people: accounts and roles; the roster."""

from chalkline.people.commands.accounts import add_person, end_role, grant_role, open_account
from chalkline.people.commands.beginning import begin_district
from chalkline.people.commands.roster import RosterReceipt, import_roster

__all__ = ["RosterReceipt", "add_person", "begin_district", "end_role", "grant_role", "import_roster", "open_account"]
