"""The first person: somebody has to be able to grant the first role."""

from __future__ import annotations

from datetime import datetime

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.actor import Actor
from chalkline.people.commanding import command
from chalkline.people.events import DistrictBegun
from chalkline.people.models import Account, Grant, Person
from chalkline.people.words import Role


@command(records=(DistrictBegun,))
def begin_district(
    actor: Actor, *, given_name: str, family_name: str, email: str, password: str = "", now: datetime
) -> Account:
    """Open the first account, with the role of technology director, on a system that has none.

    Run by the operator of the server, who holds it anyway (``chalkline begin``). Works once.
    """
    actor.must("people.begin_district")
    if Account.objects.exists():
        raise Problem(
            "people.already_begun",
            what=Sentence("This district has people already."),
            why=Sentence("The first account is opened once; after that, roles are granted by people."),
            next_step=Sentence("Ask the technology director or the superintendent to open an account."),
            kind=Kind.CONFLICT,
        )
    person = Person.objects.create(
        given_name=given_name.strip(), family_name=family_name.strip(), email=email.strip(), roster_role="outside"
    )
    account = Account(email=email.strip(), person=person)
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    Grant.objects.create(person=person, role=Role.TECHNOLOGY_DIRECTOR, granted_by=actor.id, granted_at=now)
    record(DistrictBegun(SubjectRef("person", str(person.id)), str(person)), actor_id=actor.id, now=now)
    return account
