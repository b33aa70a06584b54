"""What people think of a use case: its gates, its scores, the steps of the work, the four tests; what waits for me."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.portfolio.api import (
    ANSWERED_GATES,
    CRITERION_NAMES,
    GATE_NAMES,
    TEST_NAMES,
    Candidate,
    GateStanding,
    GateState,
    active_ids,
    anchor,
    candidates,
    first_workflow,
    gate_answers,
    has_seat,
    scores_of,
    sheets_of,
    steps_of,
    work_of,
)
from chalkline.purpose.use_cases.api import UseCase
from chalkline.web.routes import address_of, routes
from chalkline.web.today import Waiting, waits_for_me

TONES = {GateState.OPEN: "ok", GateState.SHUT: "stop", GateState.UNANSWERED: "attend"}
WORDS = {
    GateState.OPEN: Sentence("open"),
    GateState.SHUT: Sentence("shut"),
    GateState.UNANSWERED: Sentence("not answered"),
}
TEST_TONES = {True: "ok", False: "stop", None: "quiet"}
TEST_WORDS = {True: Sentence("passed"), False: Sentence("not passed"), None: Sentence("not scored")}


@dataclass(frozen=True)
class GateTold:
    """One gate as it is drawn; ``yes`` and ``no`` lead to answering it, "" where one may not.

    ``rests_on``: (name, address) of the records it was read from; ``records_say``: what they say against the answer.
    """

    name: Sentence
    tone: str
    word: Sentence
    reason: Any
    to_open: Any
    answered: Sentence | None
    yes: str
    no: str
    rests_on: tuple[tuple[Sentence, str], ...] = ()
    records_say: Any = ""


@dataclass(frozen=True)
class TestTold:
    """One of the four tests as it is drawn."""

    name: Sentence
    tone: str
    word: Sentence
    decided_by: Sentence | None


def judged(actor: Actor, use_case: UseCase) -> dict[str, Any]:
    """All that the page of a use case shows of how it was judged."""
    today = localdate()
    candidate = next(each for each in candidates(actor, on=today) if each.use_case.pk == use_case.pk)
    is_own = str(use_case.proposed_by_id) == actor.id
    sheets = list(sheets_of(actor, use_case))
    mine = any(str(sheet.person_id) == actor.id for sheet in sheets)
    may_score = may_score_now(actor) and not is_own
    chosen = first_workflow(actor)
    work = work_of(actor, use_case)
    steps = steps_of(work) if work else None
    return {
        "gates": _gates_told(actor, use_case, candidate, is_own=is_own),
        "sheets": [] if may_score and not mine else [_sheet_told(sheet, use_case) for sheet in sheets],
        "count": len(sheets),
        "hidden": may_score and not mine and bool(sheets),
        "may_score": may_score,
        "mine": mine,
        "verdict": candidate.verdict.sentence,
        "tests": tests_told(candidate),
        "is_first": bool(chosen and chosen.use_case_id == use_case.pk),
        "is_active": str(use_case.pk) in active_ids(on=today),
        "is_high_impact": candidate.is_high_impact,
        "work": work,
        "steps": steps,
        "may_describe": actor.may(
            "portfolio.describe_work", owner_id=actor.id if is_own or _owns(actor, use_case) else ""
        ),
    }


def tests_told(candidate: Candidate) -> list[TestTold]:
    """The four tests, in order."""
    return [
        TestTold(TEST_NAMES[each.test], TEST_TONES[each.passed], TEST_WORDS[each.passed], each.decided_by)
        for each in candidate.verdict.tests
    ]


def may_score_now(actor: Actor) -> bool:
    """Whether this person may score use cases today: by office, or by a seat on a committee."""
    return actor.may("portfolio.score", seat=has_seat(actor, utc_now()))


def to_score(actor: Actor, today: date) -> Iterator[tuple[Candidate, Sentence]]:
    """Use cases that somebody scored and that need this person's view to be ranked."""
    if not may_score_now(actor):
        return
    for each in candidates(actor, on=today):
        if len(each.entry.sheets) != 1 or each.entry.shut or str(each.use_case.proposed_by_id) == actor.id:
            continue
        if not any(str(sheet.person_id) == actor.id for sheet in sheets_of(actor, each.use_case)):
            name = each.entry.sheets[0].name
            yield each, Sentence("{name} has scored it. With a second view it has its place in the order.", name=name)


@waits_for_me
def scores_to_give(actor: Actor, today: date) -> Iterator[Waiting]:
    """Use cases that wait for a second view."""
    if not actor.could("portfolio.score"):
        return
    waiting = list(to_score(actor, today))
    if len(waiting) == 1:
        candidate, why = waiting[0]
        yield Waiting(
            Sentence("A use case waits for your scores: {title}", title=candidate.use_case.title),
            reverse("purpose.score", args=[candidate.use_case.pk]),
            Sentence("Score it"),
            why,
        )
    elif waiting:
        yield Waiting(
            Sentence("{n} use cases wait for your scores", n=len(waiting)),
            reverse("purpose.portfolio"),
            Sentence("See them"),
            Sentence("With a second view they have their place in the order."),
        )


def _gates_told(actor: Actor, use_case: UseCase, candidate: Candidate, *, is_own: bool) -> list[GateTold]:
    answers = gate_answers(actor, use_case)
    may = actor.may("portfolio.answer_gate") and not is_own
    told = []
    for each in candidate.entry.gates:
        answer = answers.get(each.gate.value)
        yes, no = (
            (reverse("purpose.gate", args=[use_case.pk, each.gate.value, said]) for said in ("yes", "no"))
            if may and each.gate in ANSWERED_GATES
            else ("", "")
        )
        by = None
        if answer and each.reason == answer.reason:  # what the records say needs nobody's name
            by = Sentence("{name}, {day}", name=str(answer.answered_by), day=localdate(answer.answered_at))
        told.append(
            GateTold(
                GATE_NAMES[each.gate],
                TONES[each.state],
                WORDS[each.state],
                each.reason,
                each.to_open,
                by,
                yes,
                no,
                rests_on=_rests_on(actor, each),
                records_say=each.records_say,
            )
        )
    return told


def _rests_on(actor: Actor, gate: GateStanding) -> tuple[tuple[Sentence, str], ...]:
    """The records a gate was read from, as links that this person may open."""
    page = routes()["tools.show"]
    if not actor.may(page.permission):
        return ()
    return tuple(
        (Sentence("The tool and its agreements"), address_of("tools.show", each.id))
        for each in gate.evidence
        if each.kind == "tool"
    )


def _sheet_told(sheet: Any, use_case: UseCase) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "is_old": sheet.use_case_digest != use_case.digest,
        "scores": [
            (CRITERION_NAMES[each.criterion], anchor(each.criterion, each.points), each) for each in scores_of(sheet)
        ],
    }


def _owns(actor: Actor, use_case: UseCase) -> bool:
    return str(use_case.problem.owner_id) == actor.id
