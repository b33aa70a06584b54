"""The facts of people."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("people.role.granted/1", says="{actor} gave {name} the role “{role_name}”.")
@dataclass(frozen=True)
class RoleGranted:
    """A role was granted to somebody else. ``ends_on`` is its last day, "" where it has none."""

    person: SubjectRef
    role: str
    role_name: str
    school_id: str
    ends_on: str
    name: str = part("name")


@fact("people.role.ended/1", says="{actor} ended the role “{role_name}” of {name}.")
@dataclass(frozen=True)
class RoleEnded:
    """A role was ended; it stops counting at the next request."""

    person: SubjectRef
    role: str
    role_name: str
    school_id: str
    name: str = part("name")


@fact("people.account.opened/1", says="{actor} opened an account for {name}.")
@dataclass(frozen=True)
class AccountOpened:
    """Somebody can sign in from now on."""

    person: SubjectRef
    name: str = part("name")


@fact("people.account.ended/1", says="{actor} ended the account of {name}.")
@dataclass(frozen=True)
class AccountEnded:
    """Somebody cannot sign in any more; what they did stays theirs."""

    person: SubjectRef
    name: str = part("name")


@fact("people.invitation.made/1", says="{actor} made a link with which {name} can set a password.")
@dataclass(frozen=True)
class InvitationMade:
    """The link works once, until a day; an earlier one stopped working."""

    person: SubjectRef
    expires_at: str
    name: str = part("name")


@fact(
    "people.second_step.taken_off/1", says="The operator of the server took the second step off the sign-in of {name}."
)
@dataclass(frozen=True)
class SecondStepTakenOff:
    """Somebody lost it and the recovery codes; it is set up anew at the next sign-in."""

    person: SubjectRef
    name: str = part("name")


@fact("people.invitation.accepted/1", says="{name} set a password by the link that was made for it.")
@dataclass(frozen=True)
class InvitationAccepted:
    """A link was used, and works no more."""

    person: SubjectRef
    name: str = part("name")


@fact("people.person.added/1", says="{actor} added {name}, who is not on the roster.")
@dataclass(frozen=True)
class PersonAdded:
    """A parent, board member or auditor was entered by hand."""

    person: SubjectRef
    name: str = part("name")


@fact(
    "people.roster.imported/1",
    says="{actor} loaded the roster: {added} added, {changed} changed, {left} left, {rejected} rows set aside.",
)
@dataclass(frozen=True)
class RosterImported:
    """A roster export was taken over; counts only, no names."""

    roster: SubjectRef
    digest: str
    rows: int
    added: int
    changed: int
    left: int
    rejected: int


@fact("people.roster.handed_in/1", says="{actor} handed in a roster to be read ({name}).")
@dataclass(frozen=True)
class RosterHandedIn:
    """An export waits to be read and looked at; nothing has changed."""

    work: SubjectRef
    name: str = part("words")


@fact("people.roster.confirmed/1", says="{actor} saw what a roster changes, and confirmed it.")
@dataclass(frozen=True)
class RosterConfirmed:
    """A roster that was read is taken over; what was said of those who leave with it."""

    work: SubjectRef
    even_if_many_leave: bool
    even_if_roles_end: bool


@fact("people.district.begun/1", says="Chalkline was set up, with {name} as technology director.")
@dataclass(frozen=True)
class DistrictBegun:
    """The first account was opened by the operator of the server."""

    person: SubjectRef
    name: str = part("name")


@fact("people.token.made/1", says="{actor} made an API token ({label}).")
@dataclass(frozen=True)
class TokenMade:
    """A program can act as this person until the token ends."""

    person: SubjectRef
    token_id: str
    label: str = part("words")


@fact("people.token.ended/1", says="{actor} ended an API token.")
@dataclass(frozen=True)
class TokenEnded:
    """The token opens nothing from now on."""

    person: SubjectRef
    token_id: str
