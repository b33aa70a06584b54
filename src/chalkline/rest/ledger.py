"""/api/v1/ledger: what happened, in sentences, and the signed heads that anyone may keep."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import told_openly
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import Told, fact_by_id, facts_after, history_of, latest_checkpoint, not_told
from chalkline.people.api import names_of
from chalkline.rest.shapes import LARGEST_PAGE, REFUSALS, Id, Place, ProblemDocument, Query, like, said, who

router = Place(tags=["ledger"])

FACT = {
    "id": "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10",
    "place": 412,
    "kind": "publish.bundle.activated/1",
    "at": "2026-11-20T15:20:00Z",
    "actor_id": "6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11",
    "actor_name": "Ada Lind",
    "sentence": "Ada Lind activated policy 7. Gateways obey it within seconds.",
}


class FactTold(Schema):
    """One thing that happened. ``place`` counts from 1; 0 while it waits for its place."""

    model_config = like(**FACT)

    id: str
    place: int
    kind: str
    at: datetime
    actor_id: str
    actor_name: str
    sentence: str


class FactRun(Schema):
    """Facts in the order of the log. Go on with ``after`` = ``next_after`` until it does not grow."""

    model_config = like(facts=[FACT], next_after=412)

    facts: list[FactTold]
    next_after: int


class CheckpointTold(Schema):
    """A signed head of a log, as C2SP tlog-checkpoint text."""

    model_config = like(
        log="governance", size=412, at="2026-11-20T15:21:00Z",
        note="cedarhollow.example/governance\n412\nq1f…=\n\n— cedarhollow.example/governance …\n",
    )  # fmt: skip

    log: str
    size: int
    at: datetime
    note: str


class Along(Schema):
    """From where to read on, and how much."""

    after: int = Field(0, ge=0, le=2**53)
    limit: int = Field(25, ge=1, le=LARGEST_PAGE)


class Newest(Schema):
    """How many of the newest."""

    limit: int = Field(25, ge=1, le=LARGEST_PAGE)


@router.get("/ledger/facts", response={200: FactRun, REFUSALS: ProblemDocument})
def read_facts(request: HttpRequest, along: Query[Along]) -> object:
    """Facts of the governance log after a place, oldest first; those that would count families are left out."""
    who(request).must("ledger.see")
    found = facts_after(along.after, limit=along.limit)
    hidden = set(not_told())
    facts = _told([each for each in found if each.kind not in hidden])
    return FactRun(facts=facts, next_after=found[-1].place if found else along.after)


@router.get("/ledger/facts/{fact_id}", response={200: FactTold, REFUSALS: ProblemDocument})
def read_fact(request: HttpRequest, fact_id: Id) -> object:
    """One fact."""
    who(request).must("ledger.see")
    fact = fact_by_id(fact_id)
    if fact is None:
        raise not_found(Sentence("fact"))
    return _told([fact])[0]


@router.get("/ledger/history/{kind}/{subject_id}", response={200: list[FactTold], REFUSALS: ProblemDocument})
def read_history(request: HttpRequest, kind: Id, subject_id: Id, newest: Query[Newest]) -> object:
    """What happened to one thing (a tool, a request, a decision, a key ...), newest first."""
    who(request).must("ledger.see")
    return _told(told_openly(history_of(kind, subject_id, limit=newest.limit), kind, subject_id))


@router.get("/ledger/checkpoint", response={200: CheckpointTold, REFUSALS: ProblemDocument})
def read_checkpoint(request: HttpRequest, log: Id = "governance") -> object:
    """The newest signed head of a log: keep it somewhere else, and nobody can rewrite what came before."""
    who(request).must("ledger.see")
    checkpoint = latest_checkpoint(log)
    if checkpoint is None:
        raise not_found(Sentence("checkpoint"))
    return CheckpointTold(log=checkpoint.log, size=checkpoint.size, at=checkpoint.at, note=checkpoint.note)


def _told(facts: list[Told]) -> list[FactTold]:
    names = names_of([fact.actor_id for fact in facts])
    return [
        FactTold(
            id=fact.id,
            place=fact.place,
            kind=fact.kind,
            at=fact.at,
            actor_id=fact.actor_id,
            actor_name=names[fact.actor_id],
            sentence=said(fact.sentence(names[fact.actor_id])),
        )
        for fact in facts
    ]
