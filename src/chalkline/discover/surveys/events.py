"""The facts of surveys. None tells of an answer: a fact has a moment and a place in the order of all facts, and from
both one could tell who had just answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("discover.survey.opened/1", says="{actor} asked {audience} which AI they use and need, until {closes_on}.")
@dataclass(frozen=True)
class SurveyOpened:
    """A survey is open. ``allowed_by``: for students, what allows to ask them."""

    survey: SubjectRef
    audience: str
    closes_on: date
    allowed_by: str


@fact("discover.survey.opened_about_tool/1", says="{actor} asked {audience} who use {name} how, until {closes_on}.")
@dataclass(frozen=True)
class ToolSurveyOpened:
    """A survey about one tool is open."""

    survey: SubjectRef
    tool: SubjectRef
    name: str
    audience: str
    closes_on: date
    allowed_by: str


@fact("discover.survey.closed/1", says="A survey of {audience} closed. {at_least} or more had answered.")
@dataclass(frozen=True)
class SurveyClosed:
    """No more answers are taken. ``at_least`` is in whole tens."""

    survey: SubjectRef
    audience: str
    at_least: int


@fact("discover.survey.text_looked_at/1", says="{actor} looked at a text of a survey that might name a student.")
@dataclass(frozen=True)
class SurveyTextLookedAt:
    """Somebody said whether a word names a child. If it does, it is gone for good."""

    survey: SubjectRef
    names_a_child: bool


@fact("discover.survey.need_named/1", says="{actor} made a problem of what many said would help: {need}.")
@dataclass(frozen=True)
class NeedNamedAsProblem:
    """A need of a survey became a problem of the district."""

    survey: SubjectRef
    problem: SubjectRef
    need: str


@fact("discover.survey.texts_forgotten/1", says="What people wrote in {surveys} closed surveys is gone; counts stay.")
@dataclass(frozen=True)
class SurveyTextsForgotten:
    """A year after a survey has closed nobody needs what each person wrote."""

    texts: SubjectRef
    surveys: int
