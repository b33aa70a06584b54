"""Reads of requests: lists, one, what is similar, who asked, drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from chalkline.approve.requests import rules
from chalkline.approve.requests.models import Asking, Draft, Move, Request
from chalkline.approve.requests.words import OPEN, RequestState, RequestTerms
from chalkline.govern.committees.api import Light
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor, Person
from chalkline.rulebook.api import vocabulary
from chalkline.tools.register.api import only_tools_like

Row = TypeVar("Row", bound=Model)


def requests(actor: Actor, *, search: str = "", state: str = "", asked_by: str = "") -> QuerySet[Request]:
    """Requests, newest first; ``search``: of tools that are called so."""
    actor.must("requests.see")
    found = Request.objects.select_related("tool", "asked_by", "use_case__problem")
    if search.strip():
        found = only_called_like(found, search)
    if state:
        found = found.filter(state=state)
    return only_asked_by(found, asked_by) if asked_by else found


def only_called_like(rows: QuerySet[Row], words: str, *, to_count: bool = False) -> QuerySet[Row]:
    """Of these requests (or uses), those whose tool or purpose is called so."""
    called = only_tools_like(rows, words, tool="tool", to_count=to_count)
    wanted = words.strip().casefold()
    purposes = [each.id for each in vocabulary().purpose_list if wanted in each.name.casefold()]
    return called | rows.filter(purpose__in=purposes) if wanted and purposes else called


def only_asked_by(rows: QuerySet[Request], person_id: str) -> QuerySet[Request]:
    """Of these requests, those that somebody asks for now."""
    mine = Asking.objects.order_by().filter(person_id=id_from(person_id), left_at=None)  # few, so they are found first
    return rows.filter(pk__in=mine.values("request"))


def open_requests(actor: Actor) -> QuerySet[Request]:
    """Requests that are on their way."""
    return requests(actor).filter(state__in=[state.value for state in OPEN])


def requests_on_their_way() -> QuerySet[Request]:
    """The same as a condition on other rows. Takes no actor: nothing of them is shown."""
    return Request.objects.order_by().filter(state__in=[state.value for state in OPEN])


def request_by_id(actor: Actor, request_id: str) -> Request:
    """One request. Raises Problem("not_found")."""
    found = requests(actor).filter(pk=id_from(request_id)).first()
    if found is None:
        raise not_found(Sentence("request"))
    return found


def terms_of(request: Request) -> RequestTerms:
    """What is asked for, as a value: its ``digest`` names this version."""
    return RequestTerms(
        tool=request.tool.slug,
        purpose=request.purpose,
        roles=frozenset(request.roles),
        grade_bands=frozenset(request.grade_bands),
        school_ids=frozenset(request.school_ids),
        elements=frozenset(request.elements),
        why=request.why,
        costs=request.costs,
    )


def title_of(request: Request) -> str:
    """How a request is called: the tool, and what for."""
    return f"{request.tool.name}: {purpose_name(request.purpose)}"


def kept_title(title: str) -> Sentence | str:
    """A title kept as text ("MagicSchool: Lesson and unit ideas"), so that it can be said in a reader's language."""
    tool, colon, purpose = title.partition(": ")
    if colon and any(each.name == purpose for each in vocabulary().purposes.values()):
        return Sentence("{tool}: {purpose}", tool=tool, purpose=Sentence(purpose))
    return title


def purpose_name(purpose: str) -> str:
    """The name of a purpose of the list."""
    known = vocabulary().purposes.get(purpose)
    return known.name if known else purpose


def light_of_request(request: Request) -> Light:
    """How much care it needs."""
    judges = bool(request.use_case and request.use_case.flags_people)
    return rules.light_of(terms_of(request), vocabulary(), judges_people=judges)


def request_ref(request: Request, digest: str = "") -> SubjectRef:
    """How facts name a request."""
    return SubjectRef("request", str(request.pk), digest or request.digest)


def asked_count(request: Request) -> int:
    """How many people ask for it now."""
    return Asking.objects.filter(request=request, left_at=None).count()


def has_asked(person_id: str, request: Request) -> bool:
    """Whether somebody asks for this, or ever did: they neither review it nor decide it."""
    return Asking.objects.filter(request=request, person_id=id_from(person_id)).exists()


def asks_now(person_id: str, request: Request) -> bool:
    """Whether somebody asks for this at present."""
    return Asking.objects.filter(request=request, person_id=id_from(person_id), left_at=None).exists()


def who_asks(request: Request) -> Person | None:
    """Whose request it is, if they still work here; else the first of those who ask for the same; None: nobody does."""
    if request.asked_by.is_active:
        return request.asked_by
    others = Asking.objects.filter(request=request, left_at=None, person__is_active=True).select_related("person")
    first = others.first()
    return first.person if first else None


def requests_of_nobody(actor: Actor) -> QuerySet[Request]:
    """Open requests that nobody who works here asks for any more."""
    here = Asking.objects.filter(request=OuterRef("pk"), left_at=None, person__is_active=True)
    return open_requests(actor).filter(~Exists(here), asked_by__is_active=False)


def acts_for(actor: Actor, request: Request) -> str:
    """Whose right to change or withdraw a request this person uses: their own where they ask for it, or where everybody
    who asked has left and they run the agenda; else that of its owner, which they do not have.
    """
    alone = actor.may("requests.put_on_agenda") and who_asks(request) is None
    return actor.id if alone or asks_now(actor.id, request) else str(request.asked_by_id)


def revised_by(actor: Actor, request: Request) -> str:
    """Who may change what is asked for: whose request it is now; where everybody has left, who runs the agenda."""
    asker = who_asks(request)
    return str(asker.pk) if asker else acts_for(actor, request)


def everyone_who_asked(request: Request) -> frozenset[str]:
    """The ids of all who ask or ever asked."""
    return frozenset(str(pk) for pk in Asking.objects.filter(request=request).values_list("person_id", flat=True))


def moves_of(request: Request) -> list[Move]:
    """The way it went, oldest first."""
    return list(Move.objects.filter(request=request))


def entered_at(request: Request, state: RequestState) -> datetime | None:
    """When it came into a state last."""
    moves = [move.at for move in moves_of(request) if move.state == state]
    return moves[-1] if moves else None


@dataclass(frozen=True)
class Similar:
    """A request on its way that is close to what somebody is about to ask."""

    request: Request
    same_purpose: bool
    asked_count: int
    is_mine: bool


def similar_requests(actor: Actor, terms: RequestTerms, *, limit: int = 5) -> list[Similar]:
    """Requests on their way for the same tool: same purpose first, then by overlap, then by how many ask."""
    found = [
        Similar(
            request=request,
            same_purpose=request.purpose == terms.purpose,
            asked_count=request.asked_count,
            is_mine=asks_now(actor.id, request),
        )
        for request in open_requests(actor).filter(tool__slug=terms.tool)
    ]
    return sorted(found, key=lambda each: _distance(each, terms))[:limit]


def _distance(similar: Similar, terms: RequestTerms) -> tuple[bool, int, int]:
    shared = len(terms.grade_bands & set(similar.request.grade_bands)) + len(terms.roles & set(similar.request.roles))
    return (not similar.same_purpose, -shared, -similar.asked_count)


def draft_of(actor: Actor, form: str) -> dict[str, Any]:
    """What this person has begun to write in a form; empty when nothing is kept. Only one's own."""
    draft = Draft.objects.filter(person_id=id_from(actor.id), form=form).first()
    return dict(draft.data) if draft else {}
