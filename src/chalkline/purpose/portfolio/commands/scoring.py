"""Scoring a use case, answering at its gates, describing the work behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.govern.committees.api import seats_of_person
from chalkline.kernel.canonical import as_plain
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.purpose.portfolio import rules
from chalkline.purpose.portfolio.events import GateAnswered, UseCaseScored, UseCaseScoredAnew, WorkDescribed
from chalkline.purpose.portfolio.models import AnsweredGate, DescribedWork, ScoreSheet
from chalkline.purpose.portfolio.steps import must_be_steps
from chalkline.purpose.portfolio.words import GATE_NAMES, GateAnswer, Score, WorkSteps
from chalkline.purpose.use_cases.models import UseCase


@command(records=(UseCaseScored, UseCaseScoredAnew), may_change_nothing=True)
def score_use_case(
    actor: Actor, use_case: UseCase, scores: Sequence[Score], *, because: str = "", now: datetime
) -> ScoreSheet:
    """Score a use case on all criteria. Changing one's scores later takes a reason, and stays visible as a change."""
    current = _locked(use_case)
    actor.must("portfolio.score", seat=has_seat(actor, now))
    rules.must_not_be_own(str(current.proposed_by_id) == actor.id)
    rules.must_be_whole(scores)
    ordered = sorted(scores, key=lambda each: each.criterion)
    rows = as_plain([each.as_json() for each in ordered])
    sheet = ScoreSheet.objects.filter(use_case=current, person_id=actor.id).first()
    if sheet is None:
        sheet = ScoreSheet.objects.create(
            use_case=current, person_id=actor.id, scores=rows, use_case_digest=current.digest, scored_at=now
        )
        told = UseCaseScored(use_case_ref(current), current.title, _points(ordered), _reasons(ordered))
        record(told, actor_id=actor.id, now=now)
        return sheet
    if sheet.scores == rows and sheet.use_case_digest == current.digest:
        return sheet
    why = rules.must_say_why(because)
    former = tuple(f"{row['criterion']} {row['points']}" for row in sheet.scores)
    sheet.scores, sheet.use_case_digest = rows, current.digest
    sheet.changed_at, sheet.changed_because = now, why
    sheet.save()
    anew = UseCaseScoredAnew(
        use_case_ref(current), current.title, _points(ordered), former, because=_reasons(ordered), why=why
    )
    record(anew, actor_id=actor.id, now=now)
    return sheet


@command(records=(GateAnswered,))
def answer_gate(actor: Actor, use_case: UseCase, answer: GateAnswer, *, now: datetime) -> AnsweredGate:
    """Say whether a gate is open for a use case, and why. No number of points makes up for a shut one."""
    current = _locked(use_case)
    actor.must("portfolio.answer_gate")
    rules.must_not_be_own(str(current.proposed_by_id) == actor.id)
    rules.must_be_answered(answer)
    row = AnsweredGate.objects.filter(use_case=current, gate=answer.gate.value).first()
    row = row or AnsweredGate(use_case=current, gate=answer.gate.value)
    row.is_open, row.reason, row.link = answer.is_open, answer.reason.strip(), answer.link
    row.answered_by_id, row.answered_at = actor.id, now
    row.save()
    told = GateAnswered(
        use_case=use_case_ref(current),
        title=current.title,
        gate=answer.gate.value,
        gate_said=str(GATE_NAMES[answer.gate]),
        answer_said="yes" if answer.is_open else "no",
        is_open=answer.is_open,
        reason=answer.reason.strip(),
    )
    record(told, actor_id=actor.id, now=now)
    return row


@command(records=(WorkDescribed,), may_change_nothing=True)
def describe_work(actor: Actor, use_case: UseCase, steps: WorkSteps, *, now: datetime) -> DescribedWork:
    """Describe the work as it is done today and as it would be done. Saying the same again changes nothing."""
    current = _locked(use_case)
    mine = actor.id in {str(current.proposed_by_id), str(current.problem.owner_id)}
    actor.must("portfolio.describe_work", owner_id=actor.id if mine else "")
    must_be_steps(steps)
    row = DescribedWork.objects.filter(use_case=current).first()
    said = as_plain(steps.as_json())
    if row and row.steps == said:
        return row
    row = row or DescribedWork(use_case=current)
    row.steps, row.described_by_id, row.described_at = said, actor.id, now
    row.save()
    told = WorkDescribed(
        use_case=use_case_ref(current),
        title=current.title,
        today=steps.minutes_today,
        then=steps.minutes_then,
        steps=tuple(f"{each.who}: {each.what}" for each in (*steps.today, *steps.then)),
    )
    record(told, actor_id=actor.id, now=now)
    return row


def use_case_ref(use_case: UseCase) -> SubjectRef:
    """How facts name the version of a use case."""
    return SubjectRef("use_case", str(use_case.pk), use_case.digest)


def has_seat(actor: Actor, now: datetime) -> bool:
    """Whether somebody sits on a committee today."""
    today = localdate(now)
    return any(
        seat.ended_at is None and seat.starts_on <= today <= seat.ends_on for seat in seats_of_person(actor, actor.id)
    )


def _locked(use_case: UseCase) -> UseCase:
    found = UseCase.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("problem").get(pk=use_case.pk)


def _points(scores: Sequence[Score]) -> tuple[str, ...]:
    return tuple(f"{each.criterion.value} {each.points}" for each in scores)


def _reasons(scores: Sequence[Score]) -> tuple[str, ...]:
    return tuple(each.because for each in scores)
