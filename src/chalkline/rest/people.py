"""/api/v1/me: who am I here, and what may I do?"""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Schema

from chalkline.people.api import PERMISSIONS
from chalkline.rest.shapes import REFUSALS, Place, ProblemDocument, like, who

router = Place(tags=["people"])


class Me(Schema):
    """The person asking, the roles held now, and the actions that some relation would allow."""

    model_config = like(
        id="6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11",
        name="Dana Whitfield",
        roles=["cto", "staff"],
        could=["bundles.prepare", "keys.issue"],
    )

    id: str
    name: str
    roles: list[str]
    could: list[str]


@router.get("/me", response={200: Me, REFUSALS: ProblemDocument})
def me(request: HttpRequest) -> Me:
    """Who is asking."""
    actor = who(request)
    could = sorted(action for action in PERMISSIONS if actor.could(action))
    return Me(id=actor.id, name=actor.name, roles=sorted(actor.roles), could=could)
