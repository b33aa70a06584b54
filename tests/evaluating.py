"""Evaluations for tests: begun, answered by a link, assessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cast import NOW, Cast
from chalkline.people.api import system_actor
from chalkline.tools.evaluations.api import (
    AnswerGiven,
    Assessed,
    Evaluation,
    Judgment,
    Respondent,
    Says,
    assess_answers,
    finish_evaluation,
    make_vendor_link,
    name_respondent,
    record_of,
    save_answers,
    start_evaluation,
    submit_answers,
)
from chalkline.tools.register.api import Tool, register_tool

VISITOR = system_actor("vendor_link")
WHO = Respondent("Lena Vogt", "lena@pinereader.example", "Privacy lead")
PDF = b"%PDF-1.7 a report"


def begun(cast: Cast, name: str = "Pine Reader", *facets: str, now: datetime = NOW) -> Evaluation:
    """Begun by the privacy officer, who looks after it."""
    tool: Tool = register_tool(cast.tess.actor, name, now=now)
    return start_evaluation(
        cast.priya.actor, tool, facets=facets, owner=cast.priya.person, due_on=now.date() + timedelta(30), now=now
    )


def linked(cast: Cast, evaluation: Evaluation, *, now: datetime = NOW) -> str:
    """The secret of a link."""
    return make_vendor_link(cast.priya.actor, evaluation, sent_to="lena@pinereader.example", now=now)[1]


def everything(evaluation: Evaluation, says: Says = Says.YES) -> dict[str, AnswerGiven]:
    """The same answer to each question."""
    return {each.id: AnswerGiven(says, "As our terms say.") for each in record_of(evaluation).questions}


def handed_in(cast: Cast, evaluation: Evaluation, *, now: datetime = NOW) -> Evaluation:
    """Answered by the vendor through a link, and handed in."""
    secret = linked(cast, evaluation, now=now)
    name_respondent(VISITOR, secret, WHO, now=now)
    save_answers(VISITOR, secret, everything(evaluation), now=now)
    submit_answers(VISITOR, secret, now=now)
    evaluation.refresh_from_db()
    return evaluation


def found(evaluation: Evaluation, **others: Assessed) -> dict[str, Assessed]:
    """Everything met by its word, but for ``others``."""
    met = {each.id: Assessed(Judgment.STATEMENT) for each in record_of(evaluation).questions}
    return {**met, **others}


def finished(cast: Cast, evaluation: Evaluation, *, now: datetime = NOW, **others: Assessed) -> Evaluation:
    """Assessed by the privacy officer, and finished."""
    assess_answers(cast.priya.actor, evaluation, found(evaluation, **others), now=now)
    return finish_evaluation(cast.priya.actor, evaluation, now=now)


def evaluated(cast: Cast, name: str = "Pine Reader", *, now: datetime = NOW, **others: Assessed) -> Evaluation:
    """From the first day to the last."""
    return finished(cast, handed_in(cast, begun(cast, name, now=now), now=now), now=now, **others)


TODAY: date = NOW.date()
