"""Writes of people: accounts and roles; the roster."""

from chalkline.people.commands.above import is_above, may_end_role, roles_to_give
from chalkline.people.commands.accounts import add_person, end_role, grant_role, note_visit, open_account
from chalkline.people.commands.beginning import begin_district
from chalkline.people.commands.invitations import accept_invitation, end_account, invite, take_off_second_step
from chalkline.people.commands.roster import (
    READING,
    TAKING,
    RosterReceipt,
    confirm_roster,
    hand_in_roster,
    import_roster,
)
from chalkline.people.commands.tokens import end_token, make_token

__all__ = [
    "READING",
    "TAKING",
    "RosterReceipt",
    "accept_invitation",
    "add_person",
    "begin_district",
    "confirm_roster",
    "end_account",
    "end_role",
    "end_token",
    "grant_role",
    "hand_in_roster",
    "import_roster",
    "invite",
    "is_above",
    "make_token",
    "may_end_role",
    "note_visit",
    "open_account",
    "roles_to_give",
    "take_off_second_step",
]
