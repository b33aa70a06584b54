"""How pages speak of people: the tabs, roles with their reach, whether somebody can sign in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import ROLE_NAMES, ROSTER_ROLE_NAMES, Account, Grant, Person, Role
from chalkline.web.deciding import Part
from chalkline.web.routes import Request, routes
from chalkline.web.tables import Status

PARTS = (
    ("people.home", _("Staff")),
    ("people.schools", _("Schools")),
    ("people.students", _("Students and families")),
    ("people.roster", _("Roster import")),
)

# Kinds of people.particulars.KINDS: how many people have them is told, never what they say.
PARTICULARS_NAMES = {
    "middle": _("middle name"),
    "preferred_given": _("preferred first name"),
    "preferred_family": _("preferred last name"),
    "identifiers": _("further numbers"),
    "phones": _("phone numbers"),
    "addresses": _("home address"),
    "birth_on": _("date of birth"),
    "children": _("whose family someone is"),
}


def parts_of_people(request: Request, here: str) -> list[Part]:
    """The tabs this person may open."""
    declared = routes()
    return [
        Part(label, reverse(name), name == here)
        for name, label in PARTS
        if name in declared and request.actor.could(declared[name].permission)
    ]


def roster_role_said(person: Person) -> Any:
    """What the roster says somebody is."""
    return ROSTER_ROLE_NAMES.get(person.roster_role, person.roster_role)


def grant_said(grant: Grant) -> Sentence:
    """A role with the school it is for, if it is for one."""
    name = ROLE_NAMES[Role(grant.role)]
    return Sentence("{role}, {school}", role=name, school=grant.school.name) if grant.school else name


def sign_in_said(account: Account | None) -> Status:
    """Whether somebody can sign in, in a word."""
    if account is None:
        return Status(_("No account"), "quiet")
    if not account.is_active:
        return Status(_("Ended"), "quiet")
    if not account.has_usable_password() and not account.last_seen_at:
        return Status(_("No password yet"), "attend")
    return Status(_("Can sign in"), "ok")
