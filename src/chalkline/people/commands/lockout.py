"""That a district never locks itself out: somebody can always give roles."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.models import Grant
from chalkline.people.permissions import reach_of
from chalkline.people.queries import open_grants
from chalkline.people.words import Role

GIVERS = frozenset(role for role in Role if reach_of("people.grant_role", role))


def must_leave_somebody(*, without: Collection[UUID], only: Grant | None = None) -> None:
    """Refuse what would leave nobody who can sign in and give roles.

    ``without`` are the people who would lose the right; with ``only``, no more than this one grant.
    """
    givers = open_grants().filter(role__in=GIVERS, person__is_active=True, person__account__is_active=True)
    left = givers.exclude(pk=only.pk) if only else givers.exclude(person_id__in=without)
    if not left.exists() and givers.exists():
        raise Problem(
            "people.last_giver",
            what=Sentence("Nobody would be left who can give roles."),
            why=Sentence("Without such a person nobody could be let in any more."),
            next_step=Sentence("Make somebody else superintendent or technology director first, with an account."),
            kind=Kind.CONFLICT,
        )
