"""Front ends: programs that are believed about who is behind a call, and sign it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from telling.deed import Moment, Someone, deed
from telling.gateway import PATH

BEHIND = 9  # teachers of a school who take turns


@dataclass(frozen=True)
class FrontEndHeld:
    """A front end as whoever runs it has it: its secret is shown once."""

    front_end_id: str
    secret: str


@deed("registers a front end")
def registers_a_front_end(
    moment: Moment, *, called: str, program: str, owner: Someone, purposes: list[str]
) -> FrontEndHeld:
    """For the uses in force for these purposes."""
    from chalkline.approve.uses.api import uses_in_force
    from chalkline.publish.front_ends.api import FrontEndWanted, Program, register_front_end

    found = uses_in_force(moment.actor, moment.year.day_of(moment.now)).filter(purpose__in=purposes)
    wanted = FrontEndWanted(called, Program(program), str(owner.pk), frozenset(str(each.pk) for each in found))
    made, secret = register_front_end(moment.actor, wanted, now=moment.now)
    return FrontEndHeld(str(made.pk), secret)


def signed_by(held: FrontEndHeld, person: str, number: int, body: bytes, at: datetime) -> tuple[str, str]:
    """The header in which a front end says who is behind a call (gateway/identity/signatures.py)."""
    said = {
        "front": held.front_end_id,
        "person": quote(person),
        "at": str(int(at.timestamp())),
        "nonce": hashlib.sha256(f"{person} {number} {at}".encode()).hexdigest()[:32],
        "body": hashlib.sha256(body).hexdigest(),
    }
    signed = ["chalkline-person/1", said["front"], "POST", PATH, *list(said.values())[1:]]
    proof = hmac.new(bytes.fromhex(held.secret), "\n".join(signed).encode(), "sha256").hexdigest()
    return "x-chalkline-person", "; ".join(f"{name}={value}" for name, value in {**said, "signature": proof}.items())


def people_at(schools: list[str]) -> list[str]:
    """Addresses of some teachers of these schools, by turns of school: always the same ones."""
    from chalkline.people.models import Person

    found = [
        list(
            Person.objects.filter(school__name=school, roster_role="teacher", is_active=True)
            .exclude(email="")
            .order_by("sourced_id")
            .values_list("email", flat=True)[:BEHIND]
        )
        for school in schools
    ]
    return [address for turn in zip(*found, strict=True) for address in turn]
