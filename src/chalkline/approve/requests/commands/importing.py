"""Taking over a list of requests in the names of those who asked, found by e-mail: all of it or nothing.

Whoever hands the list in is put down as one who asked and left: so they neither review nor decide any of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from chalkline.approve.requests import rules
from chalkline.approve.requests.commands.asking import _columns, _said, _school_ids
from chalkline.approve.requests.events import RequestFiled, RequestRevised, RequestsTakenOver
from chalkline.approve.requests.models import Asking, Move, Request
from chalkline.approve.requests.words import CHANGEABLE, OPEN, RequestState, RequestTerms
from chalkline.govern.custom_fields.api import (
    About,
    FieldFilledIn,
    as_typed,
    entries_of,
    fields_about,
    fill_in,
    reads_as,
)
from chalkline.kernel.subjects import SubjectRef
from chalkline.kernel.taking_over import Beside, OnConflict, TakenOver, must_not_conflict
from chalkline.ledger.api import record
from chalkline.people.api import Actor, actor_of_person, command, person_by_id
from chalkline.rulebook.api import vocabulary
from chalkline.tools.register.api import tool_by_slug


@dataclass(frozen=True)
class RequestRow:
    """One row: who asks, for what, and entries of custom fields as typed, by key ("" is not said)."""

    owner_id: str
    terms: RequestTerms
    own: Mapping[str, str] = field(default_factory=dict)


def compare_requests(actor: Actor, rows: Sequence[RequestRow]) -> list[Beside]:
    """How each row stands beside what the same person asks for now: the same tool for the same purpose."""
    actor.must("requests.import")
    return [_beside(row, _standing(row)) for row in rows]


@command(records=(RequestsTakenOver, RequestFiled, RequestRevised, FieldFilledIn), may_change_nothing=True)
def take_over_requests(actor: Actor, rows: Sequence[RequestRow], how: OnConflict, *, now: datetime) -> TakenOver:
    """File the rows in the names of those who asked; each goes its way from there like any other.

    Raises Problem: imports.conflict, requests.incomplete, requests.no_tool, requests.cannot_ask, requests.not_now
    (before a meeting); then nothing is taken over.
    """
    actor.must("requests.import")
    held = [_standing(row) for row in rows]
    beside = [_beside(row, found) for row, found in zip(rows, held, strict=True)]
    must_not_conflict(beside, how)
    new = changed = 0
    for row, stands, found in zip(rows, beside, held, strict=True):
        if stands is Beside.SAME or (stands is Beside.DIFFERS and how is OnConflict.SKIP):
            continue
        request = _revise(actor, found, row.terms, now) if found else _file(actor, row, now)
        for each in fields_about(About.REQUEST):
            if row.own.get(each.key):
                fill_in(actor, each, request.pk, row.own[each.key], now=now)
        new, changed = new + (stands is Beside.NEW), changed + (stands is Beside.DIFFERS)
    taken = TakenOver(new, changed, sum(each is Beside.DIFFERS for each in beside) - changed)
    if taken.rows:
        record(RequestsTakenOver(len(rows), taken.new, taken.changed, taken.skipped), actor_id=actor.id, now=now)
    return taken


def _standing(row: RequestRow) -> Request | None:
    on_its_way = Request.objects.filter(state__in=[each.value for each in OPEN], purpose=row.terms.purpose)
    mine = on_its_way.filter(tool__slug=row.terms.tool, asked_by_id=UUID(row.owner_id))
    return mine.select_related("tool").first()


def _beside(row: RequestRow, found: Request | None) -> Beside:
    if found is None:
        return Beside.NEW
    asked = fields_about(About.REQUEST)
    entries = entries_of([found.pk], asked).get(found.pk, {})
    differs = found.digest != row.terms.digest or any(
        row.own.get(each.key) and reads_as(each, row.own[each.key]) != as_typed(each, entries.get(each.key))
        for each in asked
    )
    return Beside.DIFFERS if differs else Beside.SAME


def _file(actor: Actor, row: RequestRow, now: datetime) -> Request:
    tool = tool_by_slug(row.terms.tool)
    if tool is None:
        raise rules.no_tool()
    rules.must_be_complete(row.terms, vocabulary(), _school_ids())
    owner = person_by_id(row.owner_id)
    if owner is None or not actor_of_person(owner).may("requests.file"):
        raise rules.cannot_ask()
    filed = Request.objects.create(
        tool=tool, **_columns(row.terms), asked_by_id=row.owner_id, filed_at=now, state=RequestState.FILED.value,
        state_at=now, digest=row.terms.digest,
    )  # fmt: skip
    Asking.objects.create(request=filed, person_id=row.owner_id, asked_at=now)
    if row.owner_id != actor.id:
        _bar(actor, filed, now)
    Move.objects.create(request=filed, state=RequestState.FILED.value, at=now)
    told = RequestFiled(asked_by=SubjectRef("person", row.owner_id), **_said(filed, row.terms))
    record(told, actor_id=actor.id, now=now)
    return filed


def _revise(actor: Actor, request: Request, terms: RequestTerms, now: datetime) -> Request:
    current = Request.objects.select_for_update(of=("self",), no_key=True).select_related("tool").get(pk=request.pk)
    if current.digest == terms.digest:
        return current
    if RequestState(current.state) not in CHANGEABLE:
        raise rules.not_now(RequestState(current.state))
    rules.must_be_complete(terms, vocabulary(), _school_ids())
    former = current.digest
    for name, value in _columns(terms).items():
        setattr(current, name, value)
    current.digest = terms.digest
    current.save()
    _bar(actor, current, now)
    record(RequestRevised(**_said(current, terms), former_digest=former), actor_id=actor.id, now=now)
    return current


def _bar(actor: Actor, request: Request, now: datetime) -> None:
    """Put down who handed it in as one who asked and left."""
    Asking.objects.get_or_create(request=request, person_id=actor.id, defaults={"asked_at": now, "left_at": now})
