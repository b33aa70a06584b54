"""/api/v1/pilots: planned, locked by a second person, drawn, measured, judged once by the registered rule."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.pilot.measures.api import must_be_measuring, read_outcomes, take_in_outcomes
from chalkline.pilot.plans.api import (
    PILOT_STATE_NAMES,
    Pilot,
    PilotState,
    begin_plan,
    draw_holds,
    faults_of,
    folder,
    is_as_locked,
    keep_plan,
    list_units,
    lock_plan,
    make_draw,
    pilot_by_id,
    pilots,
    plan_of,
    registered_rule,
    units_of,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["pilots"])
MOST_CSV = 2_000_000
Csv = Annotated[str, Field(max_length=MOST_CSV)]


class PilotBegun(Sent):
    """What a pilot is of ("use:ID" or "request:ID"), and what it is called."""

    model_config = like(about="use:0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", title="Evenings back")

    about: Id
    title: Short


class Answers(Sent):
    """Answers by the questions of a plan; those left out stay as they were."""

    model_config = like(answers={"measure": "Two-week diary", "smallest": "30"})

    answers: dict[Id, Text]


class PilotFileSent(Sent):
    """A CSV file as text, and what it is called."""

    model_config = like(name="outcomes.csv", csv="teacher,before,after\n1204,310,250\n")

    name: Short = "outcomes.csv"
    csv: Csv


class PilotTold(Schema):
    """A pilot. ``missing``: what the plan still has to say; ``rule``: what follows from the numbers."""

    id: str
    title: str
    tool: str
    problem: Named
    state: str
    state_said: str
    plan: dict[str, str | int | list[str]]
    missing: dict[str, str]
    rule: list[str]
    units: int
    digest: str
    is_as_locked: bool
    draw_holds: bool | None
    starts_on: date | None
    ends_on: date | None


class PilotPage(Page[PilotTold]):
    """Pilots, newest first."""


class TakenInTold(Schema):
    """What came of an outcome file."""

    rows: int
    measured: int
    rejected: int
    said: str


@router.get("/pilots", response={200: PilotPage, REFUSALS: ProblemDocument})
def list_pilots(request: HttpRequest, span: Query[Span], search: Short = "", state: Id = "") -> object:
    """Pilots, newest first."""
    return paged(pilots(who(request), search=search, state=state), span, _told)


@router.post("/pilots", response={201: PilotTold, REFUSALS: ProblemDocument})
def begin_a_pilot(request: HttpRequest, pilot: PilotBegun) -> object:
    """Begin to plan a pilot of an approved use or a request."""
    return created(_told(begin_plan(who(request), pilot.about, {"title": pilot.title}, now=utc_now())))


@router.get("/pilots/{pilot_id}", response={200: PilotTold, REFUSALS: ProblemDocument})
def read_pilot(request: HttpRequest, pilot_id: UUID) -> object:
    """One pilot with its plan and rule."""
    return _told(pilot_by_id(who(request), str(pilot_id)))


@router.put("/pilots/{pilot_id}/plan", response={200: PilotTold, REFUSALS: ProblemDocument})
def write_a_plan(request: HttpRequest, pilot_id: UUID, plan: Answers) -> object:
    """Keep answers of the plan while it is a draft."""
    actor = who(request)
    return _told(keep_plan(actor, pilot_by_id(actor, str(pilot_id)), plan.answers, now=utc_now()))


@router.post("/pilots/{pilot_id}/units", response={200: PilotTold, REFUSALS: ProblemDocument})
def hand_in_a_list(request: HttpRequest, pilot_id: UUID, file: PilotFileSent) -> object:
    """Hand in who or what is assigned; an earlier list is replaced."""
    actor, pilot = who(request), pilot_by_id(who(request), str(pilot_id))
    path = _kept(file)
    try:
        list_units(actor, pilot, path, now=utc_now())
    finally:
        path.unlink(missing_ok=True)
    return _told(pilot_by_id(actor, str(pilot_id)))


@router.post("/pilots/{pilot_id}/lock", response={200: PilotTold, REFUSALS: ProblemDocument})
def lock_a_plan(request: HttpRequest, pilot_id: UUID) -> object:
    """Register the plan, as the second person."""
    actor = who(request)
    return _told(lock_plan(actor, pilot_by_id(actor, str(pilot_id)), now=utc_now()))


@router.post("/pilots/{pilot_id}/draw", response={200: PilotTold, REFUSALS: ProblemDocument})
def draw_sides(request: HttpRequest, pilot_id: UUID) -> object:
    """Draw who starts with the tool, once."""
    actor = who(request)
    return _told(make_draw(actor, pilot_by_id(actor, str(pilot_id)), now=utc_now()))


@router.post("/pilots/{pilot_id}/outcomes", response={201: TakenInTold, REFUSALS: ProblemDocument})
def hand_in_outcome_file(request: HttpRequest, pilot_id: UUID, file: PilotFileSent) -> object:
    """Hand in outcomes on the registered days; an earlier file no longer counts. Larger files: on the page."""
    actor, now = who(request), utc_now()
    pilot = pilot_by_id(actor, str(pilot_id))
    actor.must("pilots.hand_in", owner_id=str(pilot.planned_by_id))
    must_be_measuring(pilot, now=now)
    path = _kept(file)
    try:
        came = take_in_outcomes(actor, pilot, read_outcomes(pilot, path), file.name, now=now)
    finally:
        path.unlink(missing_ok=True)
    told = TakenInTold(rows=came.rows, measured=came.measured, rejected=came.rejected, said=said(came.sentence))
    return created(told)


def _kept(file: PilotFileSent) -> Path:
    """The text as a file that the reader in its own process can open."""
    with tempfile.NamedTemporaryFile("w", dir=folder("work"), delete=False, encoding="utf-8", newline="") as target:
        target.write(file.csv)
    return Path(target.name)


def _told(pilot: Pilot) -> PilotTold:
    plan = plan_of(pilot)
    faults = faults_of(plan) if pilot.state == PilotState.DRAFT else {}
    days = {name: day if day.year > 1 else None for name, day in (("a", plan.starts_on), ("b", plan.ends_on))}
    return PilotTold(
        id=str(pilot.pk),
        title=pilot.title,
        tool=pilot.tool.slug,
        problem=Named(id=str(pilot.problem_id), name=pilot.problem.title),
        state=pilot.state,
        state_said=said(PILOT_STATE_NAMES[PilotState(pilot.state)]),
        plan={name: list(value) if isinstance(value, tuple) else value if isinstance(value, int) else str(value)
              for name, value in plan.as_json().items()},
        missing={name: said(words) for name, words in faults.items()},
        rule=[said(each) for each in registered_rule(pilot)] if not faults else [],
        units=len(units_of(pilot)),
        digest=pilot.digest,
        is_as_locked=is_as_locked(pilot) if pilot.digest else True,
        draw_holds=draw_holds(pilot) if pilot.draw_root else None,
        starts_on=days["a"],
        ends_on=days["b"],
    )  # fmt: skip
