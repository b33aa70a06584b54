"""The public door of people."""

from chalkline.people.actor import SYSTEM, VISITOR, Actor, system_actor
from chalkline.people.commanding import COMMANDS, command
from chalkline.people.commands import (
    RosterReceipt,
    add_person,
    begin_district,
    end_role,
    end_token,
    grant_role,
    import_roster,
    make_token,
    open_account,
)
from chalkline.people.permissions import EMPLOYED, PERMISSIONS, SAFEKEEPERS, SIGNED_IN, reach_of
from chalkline.people.queries import (
    accounts,
    actor_by_email,
    actor_by_token,
    actor_of_account,
    actor_of_person,
    holders_of,
    names_of,
    open_grants,
    people_by_email,
    person_by_id,
    schools,
)
from chalkline.people.roster_reading import Rejected
from chalkline.people.words import ROLE_NAMES, Holding, Reach, Role, roles_to_show

__all__ = [
    "COMMANDS",
    "EMPLOYED",
    "PERMISSIONS",
    "ROLE_NAMES",
    "SAFEKEEPERS",
    "SIGNED_IN",
    "SYSTEM",
    "VISITOR",
    "Actor",
    "Holding",
    "Reach",
    "Rejected",
    "Role",
    "RosterReceipt",
    "accounts",
    "actor_by_email",
    "actor_by_token",
    "actor_of_account",
    "actor_of_person",
    "add_person",
    "begin_district",
    "command",
    "end_role",
    "end_token",
    "grant_role",
    "holders_of",
    "import_roster",
    "make_token",
    "names_of",
    "open_account",
    "open_grants",
    "people_by_email",
    "person_by_id",
    "reach_of",
    "roles_to_show",
    "schools",
    "system_actor",
]
