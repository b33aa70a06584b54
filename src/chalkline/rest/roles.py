"""/api/v1/people and /roles: who works or sits here, and which roles they hold, by whom."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Field, Schema, Status

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import (
    ROLE_NAMES,
    Grant,
    Person,
    Role,
    end_role,
    grant_by_id,
    grant_role,
    grants_of,
    is_held,
    person_shown,
    schools_shown,
    staff_named,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    created,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["people"])


class PersonTold(Schema):
    """Somebody who works here, or is seated here from outside. Students and families are never listed."""

    model_config = like(
        id="6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11",
        name="Tess Moreno",
        school="Alder Creek Elementary",
        roles=["teacher"],
    )

    id: str
    name: str
    school: str
    roles: list[str] = Field(description="Roles that were given to them and are held now.")


class PeoplePage(Page[PersonTold]):
    """People, by name."""


class RoleTold(Schema):
    """A role somebody was given."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", person_id="6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11", role="dpo",
        role_name="Privacy officer", school_id="", granted_at="2026-08-03T15:00:00Z", ends_on=None, is_held=True,
    )  # fmt: skip

    id: str
    person_id: str
    role: str
    role_name: str
    school_id: str = Field(description="Empty for the whole district.")
    granted_at: datetime
    ends_on: date | None
    is_held: bool


class RoleGiven(Sent):
    """Which role, where, up to when."""

    model_config = like(role="dpo", school_id="", ends_on="2027-06-30")

    role: Role
    school_id: Id = ""
    ends_on: date | None = None


@router.get("/people", response={200: PeoplePage, REFUSALS: ProblemDocument})
def list_people(request: HttpRequest, span: Query[Span], q: Short = "") -> object:
    """Staff and those seated from outside; ``q`` looks in names and addresses."""
    return paged(staff_named(who(request), q), span, _person)


@router.get("/people/{person_id}/roles", response={200: list[RoleTold], REFUSALS: ProblemDocument})
def list_roles(request: HttpRequest, person_id: Id) -> object:
    """Every role somebody was given, those held now first."""
    actor = who(request)
    return [_role(each) for each in grants_of(actor, person_shown(actor, person_id))]


@router.post("/people/{person_id}/roles", response={201: RoleTold, REFUSALS: ProblemDocument})
def give_role(request: HttpRequest, person_id: Id, given: RoleGiven) -> Status[RoleTold]:
    """Give somebody else a role. Giving it twice changes nothing, or the last day."""
    actor = who(request)
    actor.must("people.grant_role")
    person = person_shown(actor, person_id)
    school = next((each for each in schools_shown(actor) if str(each.pk) == given.school_id), None)
    if given.school_id and school is None:
        raise not_found(Sentence("school"))
    return created(_role(grant_role(actor, person, given.role, school=school, ends_on=given.ends_on, now=utc_now())))


@router.post("/roles/{role_id}/end", response={200: RoleTold, REFUSALS: ProblemDocument})
def end_given_role(request: HttpRequest, role_id: Id) -> object:
    """End a role: it stops counting at the person's next request."""
    actor = who(request)
    return _role(end_role(actor, grant_by_id(actor, role_id), now=utc_now()))


def _person(person: Person) -> PersonTold:
    held = sorted({grant.role for grant in person.held})  # type: ignore[attr-defined]  # prefetched by the query
    return PersonTold(
        id=str(person.pk), name=str(person), school=person.school.name if person.school else "", roles=held
    )


def _role(grant: Grant) -> RoleTold:
    return RoleTold(
        id=str(grant.pk),
        person_id=str(grant.person_id),
        role=grant.role,
        role_name=said(ROLE_NAMES[Role(grant.role)]),
        school_id=str(grant.school_id or ""),
        granted_at=grant.granted_at,
        ends_on=grant.ends_on,
        is_held=is_held(grant),
    )
