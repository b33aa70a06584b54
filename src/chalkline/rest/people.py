"""/api/v1/me: who am I here, and what may I do?"""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from chalkline.people.api import PERMISSIONS
from chalkline.rest.main import REFUSALS, ProblemDocument, who

router = Router(tags=["people"])


class Me(Schema):
    """The person asking, the roles held now, and the actions that some relation would allow."""

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
