"""The fixed cast: the same people in every test, each here for a reason.

Dana runs technology. Priya answers for privacy. Carl answers for curriculum, Sam for security. Tess
and Theo teach at different schools. Paula leads Tess's school. Ada coordinates AI. Sue is the
superintendent. Bo sits on the board. Fay is a parent on the committee. Nora is an aide who must see
little; Otto once worked here and may do nothing; Kim is a pupil and never an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from chalkline.people.api import Actor, Role, actor_of_person
from chalkline.people.models import Account, Grant, Person, School

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Member:
    """A person of the cast with the account (None for pupils)."""

    person: Person
    account: Account | None

    @property
    def actor(self) -> Actor:
        """The actor, with the roles held right now."""
        return actor_of_person(Person.objects.get(pk=self.person.pk))


@dataclass(frozen=True)
class Cast:
    """Everybody, and their two schools."""

    alder: School
    juniper: School
    dana: Member
    priya: Member
    carl: Member
    sam: Member
    ada: Member
    sue: Member
    tess: Member
    theo: Member
    paula: Member
    bo: Member
    fay: Member
    nora: Member
    otto: Member
    kim: Member


def make_cast() -> Cast:
    """Write the cast straight into the tables, in few queries: this is the state nearly every test starts from."""
    alder = School(sourced_id="S1", name="Alder Creek Elementary")
    juniper = School(sourced_id="S4", name="Juniper Middle School")
    office = School(sourced_id="D1", name="Cedar Hollow Unified School District", kind="district")
    School.objects.bulk_create([alder, juniper, office])
    people: list[Person] = []
    grants: list[Grant] = []
    accounts: list[Account] = []

    def member(
        given: str,
        family: str,
        roster_role: str,
        school: School | None,
        *roles: Role,
        at: School | None = None,
        grade: str = "",
        active: bool = True,
    ) -> Member:
        email = f"{given}.{family}@cedarhollow.example".lower()
        person = Person(
            sourced_id=f"cast-{given}".lower(),
            given_name=given,
            family_name=family,
            email=email,
            username=f"{given}.{family}".lower(),
            roster_role=roster_role,
            school=school,
            grade=grade,
            is_active=active,
        )
        people.append(person)
        granted = {"person": person, "school": at, "granted_by": "system:cast", "granted_at": NOW}
        grants.extend(Grant(role=role, **granted) for role in roles)
        if roster_role == "student":
            return Member(person, None)
        accounts.append(Account(email=email, person=person))
        return Member(person, accounts[-1])

    cast = Cast(
        alder=alder,
        juniper=juniper,
        dana=member("Dana", "Whitfield", "administrator", office, Role.TECHNOLOGY_DIRECTOR),
        priya=member("Priya", "Raman", "administrator", office, Role.PRIVACY_OFFICER),
        carl=member("Carl", "Osei", "administrator", office, Role.ACADEMIC_OFFICER),
        sam=member("Sam", "Ortiz", "administrator", office, Role.SECURITY_LEAD),
        ada=member("Ada", "Lind", "administrator", office, Role.AI_COORDINATOR),
        sue=member("Sue", "Park", "administrator", office, Role.SUPERINTENDENT),
        tess=member("Tess", "Moreno", "teacher", alder),
        theo=member("Theo", "Banks", "teacher", juniper),
        paula=member("Paula", "Voss", "administrator", alder, Role.PRINCIPAL, at=alder),
        bo=member("Bo", "Tran", "outside", None, Role.BOARD),
        fay=member("Fay", "Idris", "outside", None, Role.FAMILY_REPRESENTATIVE),
        nora=member("Nora", "Bell", "aide", alder),
        otto=member("Otto", "Gray", "teacher", alder, active=False),
        kim=member("Kim", "Sato", "student", alder, grade="04"),
    )
    Person.objects.bulk_create(people)
    Grant.objects.bulk_create(grants)
    Account.objects.bulk_create(accounts)
    return cast
