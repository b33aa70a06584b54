"""The people one can be in the demo, and what each can try. Only ever on loopback."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import ROLE_NAMES, Role, accounts, actor_of_account, roles_to_show

# A proxy in front would make every caller look like loopback: its traces close the door.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")

TRY_THIS: dict[Role, Sentence] = {
    Role.TECHNOLOGY_DIRECTOR: Sentence(
        "Drop in the log files and see which AI tools are in use; publish what the committee decided."
    ),
    Role.TEACHER: Sentence("Ask whether a tool may be used with a class, and file a request if it may not yet."),
    Role.PRIVACY_OFFICER: Sentence("Answer a privacy review; see which student data goes to which tool."),
    Role.ACADEMIC_OFFICER: Sentence("Answer a curriculum review; see which problems a tool is meant to help with."),
    Role.SECURITY_LEAD: Sentence("Answer a security review; see what the gateway stopped."),
    Role.AI_COORDINATOR: Sentence("Run the year: requests, the agenda, publishing."),
    Role.SUPERINTENDENT: Sentence("See the whole loop as numbers one can open; seat the committee."),
    Role.PRINCIPAL: Sentence("See what is in use at one school, and what was decided for it."),
    Role.COMMUNICATIONS: Sentence("Read the public register as families do."),
    Role.BOARD: Sentence("Oversee: what was decided, by whom, until when; check the ledger."),
    Role.FAMILY_REPRESENTATIVE: Sentence("Sit on the committee: read the packet, declare a conflict, vote."),
    Role.STUDENT_REPRESENTATIVE: Sentence("Sit on the committee for students."),
    Role.COUNSELOR: Sentence("Ask whether a tool may be used; see what is decided."),
    Role.AUDITOR: Sentence("Check the ledger with a program that is not ours."),
    Role.COUNSEL: Sentence("Say that a law holds here; answer a legal review."),
    Role.STAFF: Sentence("Ask whether a tool may be used in the office."),
}
LOOK_AROUND = Sentence("See what this role may see.")
LEADERS = [
    Role.SUPERINTENDENT,
    Role.TECHNOLOGY_DIRECTOR,
    Role.PRIVACY_OFFICER,
    Role.ACADEMIC_OFFICER,
    Role.SECURITY_LEAD,
    Role.AI_COORDINATOR,
    Role.COMMUNICATIONS,
    Role.COUNSEL,
]
SCHOOLS = [Role.TEACHER, Role.PRINCIPAL, Role.COUNSELOR, Role.STAFF]
GROUPS = [
    (Sentence("In the schools"), SCHOOLS),
    (Sentence("In the district office"), LEADERS),
    (Sentence("Board, families, auditors"), [role for role in Role if role not in {*SCHOOLS, *LEADERS}]),
]


@dataclass(frozen=True)
class Persona:
    """Somebody one can be."""

    account_id: str
    name: str
    school: str
    main: Role
    roles: tuple[Sentence, ...]
    try_this: Sentence


@dataclass(frozen=True)
class Group:
    """People shown together."""

    title: Sentence
    people: tuple[Persona, ...]


def may_choose(request: HttpRequest) -> bool:
    """Only in the demo, and only for a caller on this very machine."""
    if not settings.CHALKLINE.demo or any(request.META.get(header) for header in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def groups() -> list[Group]:
    """Everybody with an account and a role, by what they come for."""
    people = [persona for persona in map(_persona, accounts()) if persona]
    made = []
    for title, roles in GROUPS:
        inside = sorted(
            (each for each in people if each.main in roles), key=lambda each: (roles.index(each.main), each.name)
        )
        if inside:
            made.append(Group(title, tuple(inside)))
    return made


def _persona(account: object) -> Persona | None:
    actor = actor_of_account(account)  # type: ignore[arg-type]
    roles = roles_to_show(actor.holdings)
    if not roles:
        return None
    person = account.person  # type: ignore[attr-defined]
    school = person.school.name if person.school and person.school.kind == "school" else ""
    return Persona(
        str(account.pk),  # type: ignore[attr-defined]
        actor.name,
        school,
        roles[0],
        tuple(ROLE_NAMES[role] for role in roles[:2]),
        TRY_THIS.get(roles[0], LOOK_AROUND),
    )
