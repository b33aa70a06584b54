"""Who is asking: the person behind a request, with the roles held at this moment.

Commands and queries take an Actor, never a web request. Rights are read anew for each request, so a
role that was ended bites at the next one.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.permissions import PERMISSIONS, reach_of
from chalkline.people.words import Holding, Reach, Role

SYSTEM = "system:"

_checked: ContextVar[set[str] | None] = ContextVar("permissions_checked", default=None)


@dataclass(frozen=True)
class Actor:
    """``Actor(id, name, holdings)``. ``id`` is the person's random id, or "system:…" for a job."""

    id: str
    name: str
    holdings: tuple[Holding, ...] = ()
    school_id: str = ""
    on_behalf_of: str = field(default="", compare=False)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, wherever."""
        return frozenset(holding.role for holding in self.holdings)

    @property
    def is_system(self) -> bool:
        """Whether this is Chalkline itself acting on a recorded fact."""
        return self.id.startswith(SYSTEM)

    @property
    def is_visitor(self) -> bool:
        """Whether nobody is signed in."""
        return not self.id

    def may(
        self,
        action: str,
        *,
        school_id: str | None = None,
        owner_id: str = "",
        seat: bool = False,
        assigned: bool = False,
    ) -> bool:
        """Whether the table lets this actor do ``action`` to a thing with these relations."""
        if self.is_system:
            return action in PERMISSIONS
        for holding in self.holdings:
            reach = reach_of(action, holding.role)
            if reach is Reach.EVERYWHERE:
                return True
            if reach is Reach.OWN_SCHOOL and school_id and school_id in {holding.school_id, self.school_id}:
                return True
            if reach is Reach.OWN and owner_id and owner_id == self.id:
                return True
            if (reach is Reach.SEAT and seat) or (reach is Reach.ASSIGNED and assigned):
                return True
        return False

    def could(self, action: str) -> bool:
        """Whether any relation would let this actor do ``action``: for showing a way in, no more."""
        return self.is_system or any(reach_of(action, holding.role) for holding in self.holdings)

    def must(
        self,
        action: str,
        *,
        school_id: str | None = None,
        owner_id: str = "",
        seat: bool = False,
        assigned: bool = False,
        hidden: bool = False,
    ) -> None:
        """Refuse unless ``may``. ``hidden``: answer as if the thing did not exist."""
        checked = _checked.get()
        if checked is not None:
            checked.add(action)
        if self.may(action, school_id=school_id, owner_id=owner_id, seat=seat, assigned=assigned):
            return
        if self.is_visitor:
            raise Problem(
                "sign_in_needed",
                what=Sentence("Please sign in first."),
                why=Sentence("This part of Chalkline is for people of the district."),
                next_step=Sentence("Sign in with your district account, then try again."),
                kind=Kind.SIGN_IN,
            )
        if hidden:
            raise not_found()
        raise Problem(
            "not_allowed",
            what=Sentence("Your role does not include this step."),
            why=Sentence("It belongs to people who answer for it (action {action}).", action=action),
            next_step=Sentence(
                "Ask one of them to do it, or ask the technology director whether you should hold the role."
            ),
            kind=Kind.NOT_ALLOWED,
        )


VISITOR = Actor(id="", name="")


def system_actor(part: str) -> Actor:
    """Chalkline acting on a recorded fact: ``system_actor("reactions")``."""
    return Actor(id=f"{SYSTEM}{part}", name="Chalkline")
