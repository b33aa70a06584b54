"""What people who ask do: file, change, join, put a problem behind it, withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from chalkline.approve.requests import rules
from chalkline.approve.requests.commands.moving import locked, set_state
from chalkline.approve.requests.events import (
    RequestFiled,
    RequestJoined,
    RequestLeft,
    RequestRevised,
    RequestWithdrawn,
    UseCaseAttached,
)
from chalkline.approve.requests.models import Asking, Move, Request
from chalkline.approve.requests.queries import acts_for, asks_now, purpose_name, request_ref, revised_by
from chalkline.approve.requests.words import ASKED_FOR, CHANGEABLE, OPEN, RequestState, RequestTerms
from chalkline.govern.committees.api import Barred, bar_person, take_item_off, waiting_item
from chalkline.govern.committees.events import ItemTakenOff, PersonBarred
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, schools, system_actor
from chalkline.purpose.use_cases.api import UseCase
from chalkline.rulebook.api import vocabulary
from chalkline.tools.register.api import tool_by_slug, tool_ref

REASON_LIMIT = 2000
ASKED_TOO = str(Sentence("You asked for this too, so others decide it."))


@command(records=(RequestFiled,))
def file_request(
    actor: Actor, terms: RequestTerms, *, use_case: UseCase | None = None, insists: str = "", now: datetime
) -> Request:
    """Ask to use a tool. A problem behind it may follow, but without one it cannot be decided.

    ``insists``: why it is asked anew though something close to it is on its way or approved (see uses.ask_for).
    """
    actor.must("requests.file")
    tool = tool_by_slug(terms.tool)
    if tool is None:
        raise rules.no_tool()
    rules.must_be_complete(terms, vocabulary(), _school_ids())
    if use_case:
        rules.must_fit(terms.purpose, use_case.purpose)
    asked = Asking.objects.filter(person_id=actor.id, left_at=None, request__state__in=[each.value for each in OPEN])
    if asked.filter(request__tool=tool, request__purpose=terms.purpose).exists():
        raise rules.already_asked()
    filed = Request.objects.create(
        tool=tool,
        **_columns(terms),
        use_case=use_case,
        asked_by_id=actor.id,
        filed_at=now,
        state=RequestState.FILED.value,
        state_at=now,
        digest=terms.digest,
        insists_because=insists.strip()[:REASON_LIMIT],
    )
    Asking.objects.create(request=filed, person_id=actor.id, asked_at=now)
    Move.objects.create(request=filed, state=RequestState.FILED.value, at=now)
    record(RequestFiled(asked_by=SubjectRef("person", actor.id), **_said(filed, terms)), actor_id=actor.id, now=now)
    return filed


@command(records=(RequestRevised,), may_change_nothing=True)
def revise_request(actor: Actor, request: Request, terms: RequestTerms, *, now: datetime) -> Request:
    """Change what is asked for, as long as it is not before a meeting. Tool and purpose stay: they are the question."""
    current = locked(request)
    actor.must("requests.revise", owner_id=revised_by(actor, current))
    if RequestState(current.state) not in CHANGEABLE:
        raise rules.not_now(RequestState(current.state))
    if terms.tool != current.tool.slug or terms.purpose != current.purpose:
        raise rules.other_question()
    rules.must_be_complete(terms, vocabulary(), _school_ids())
    if terms.digest == current.digest:
        return current
    former = current.digest
    for name, value in _columns(terms).items():
        setattr(current, name, value)
    current.digest = terms.digest
    current.save()
    record(RequestRevised(**_said(current, terms), former_digest=former), actor_id=actor.id, now=now)
    return current


@command(records=(RequestJoined, PersonBarred), may_change_nothing=True)
def join_request(actor: Actor, request: Request, *, now: datetime) -> Request:
    """Ask for the same instead of filing anew. Whoever joins neither reviews nor decides it."""
    actor.must("requests.join")
    current = locked(request)
    if RequestState(current.state) not in ASKED_FOR:
        raise rules.not_now(RequestState(current.state))
    if asks_now(actor.id, current):
        return current
    item = waiting_item("request", str(current.pk))
    if item and actor.id in item.scored_by:
        raise rules.reviewed_it()
    Asking.objects.update_or_create(
        request=current, person_id=actor.id, defaults={"left_at": None}, create_defaults={"asked_at": now}
    )
    _count_anew(current)
    told = RequestJoined(
        request_ref(current), SubjectRef("person", actor.id), current.tool.name, purpose_name(current.purpose)
    )
    record(told, actor_id=actor.id, now=now)
    if item:
        bar_person(system_actor("requests"), request_ref(current), Barred(actor.id, ASKED_TOO), now=now)
    return current


@command(records=(UseCaseAttached,), may_change_nothing=True)
def attach_use_case(actor: Actor, request: Request, use_case: UseCase, *, now: datetime) -> Request:
    """Put a use case, and so a problem, behind a request."""
    current = locked(request)
    owner = actor.id if asks_now(actor.id, current) else str(current.asked_by_id)
    actor.must("requests.attach_use_case", owner_id=owner)
    if RequestState(current.state) not in CHANGEABLE:
        raise rules.not_now(RequestState(current.state))
    rules.must_fit(current.purpose, use_case.purpose)
    if current.use_case_id == use_case.pk:
        return current
    current.use_case = use_case
    current.save(update_fields=["use_case"])
    told = UseCaseAttached(
        request=request_ref(current),
        use_case=SubjectRef("use_case", str(use_case.pk), use_case.digest),
        problem=SubjectRef("problem", str(use_case.problem_id), use_case.problem.digest),
        use_case_title=use_case.title,
        problem_title=use_case.problem.title,
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(RequestWithdrawn, RequestLeft, ItemTakenOff))
def withdraw_request(actor: Actor, request: Request, *, reason: str = "", now: datetime) -> Request:
    """Stop asking. While others ask for the same, the request goes on and belongs to the next of them."""
    current = locked(request)
    actor.must("requests.withdraw", owner_id=acts_for(actor, current))
    if RequestState(current.state) not in ASKED_FOR:
        raise rules.not_now(RequestState(current.state))
    gone = Q(person_id=actor.id) | Q(person__is_active=False)
    Asking.objects.filter(gone, request=current, left_at=None).update(left_at=now)
    _count_anew(current)
    said = {"tool_name": current.tool.name, "purpose_name": purpose_name(current.purpose)}
    others = Asking.objects.filter(request=current, left_at=None).first()
    if others:
        if str(current.asked_by_id) == actor.id or not current.asked_by.is_active:
            current.asked_by_id = others.person_id
            current.save(update_fields=["asked_by"])
        me, owner_ref = SubjectRef("person", actor.id), SubjectRef("person", str(current.asked_by_id))
        record(
            RequestLeft(request_ref(current), me, owner_ref, **said, reason=reason[:REASON_LIMIT]),
            actor_id=actor.id,
            now=now,
        )
        return current
    item = waiting_item("request", str(current.pk))
    if item:
        why = str(Sentence("The person who asked withdrew the request."))
        take_item_off(system_actor("requests"), item, reason=why, now=now)
    set_state(current, RequestState.WITHDRAWN, now=now)
    record(RequestWithdrawn(request_ref(current), **said, reason=reason[:REASON_LIMIT]), actor_id=actor.id, now=now)
    return current


def _count_anew(request: Request) -> None:
    request.asked_count = Asking.objects.filter(request=request, left_at=None).count()
    request.save(update_fields=["asked_count"])


def _school_ids() -> frozenset[str]:
    return frozenset(str(pk) for pk in schools().values_list("pk", flat=True))


def _columns(terms: RequestTerms) -> dict[str, Any]:
    plain = terms.as_json()
    del plain["tool"]
    return plain


def _said(request: Request, terms: RequestTerms) -> dict[str, Any]:
    return {
        "request": request_ref(request),
        "tool": tool_ref(request.tool),
        "tool_name": request.tool.name,
        "purpose": terms.purpose,
        "purpose_name": purpose_name(terms.purpose),
        "roles": tuple(sorted(terms.roles)),
        "grade_bands": tuple(sorted(terms.grade_bands)),
        "schools": tuple(sorted(terms.school_ids)),
        "elements": tuple(sorted(terms.elements)),
        "why": terms.why,
    }
