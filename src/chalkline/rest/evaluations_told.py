"""The shapes of evaluations in the API."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import Id, Page, Sent, Short, Text, like, said
from chalkline.tools.evaluations.api import (
    AnswerGiven,
    DistrictKey,
    Evaluation,
    EvaluationStanding,
    Judgment,
    Says,
    Shared,
    fingerprint,
    record_of,
)


class QuestionGroupTold(Schema):
    """The arithmetic of one group of questions."""

    group: str
    points: int
    most: int
    asked: int
    open: int


class BlockTold(Schema):
    """A failed or open gate, or a red flag. ``accepted_until``: until that day somebody accepted the risk."""

    kind: str
    question: str
    text: str
    accepted_by: str = ""
    accepted_until: date | None = None


class EvaluationTold(Schema):
    """An evaluation and how the tool stands by it today."""

    id: str
    tool: str
    questionnaire: int
    facets: list[str]
    owner: str
    due_on: date
    finished_on: date | None
    with_whom: str
    points: int
    most: int
    percent: int
    groups: list[QuestionGroupTold]
    blocks: list[BlockTold]
    blocking: int


class EvaluationPage(Page[EvaluationTold]):
    """Evaluations, newest first."""


class EvaluationBegun(Sent):
    """A tool to be evaluated. ``facets``: what is true of it; ``owner``: the id of the person who looks after it."""

    model_config = like(tool="magicschool", facets=["student_facing"], owner="…", due_on="2027-01-15")

    tool: Id
    facets: list[Id] = Field(default_factory=list, max_length=10)
    owner: Id
    due_on: date


class LinkAsked(Sent):
    """To whom the link goes, and for how many days it works."""

    model_config = like(sent_to="privacy@vendor.example", days=30)

    sent_to: Short
    days: int = 30


class LinkMade(Schema):
    """The secret of a vendor link. It is told this once."""

    secret: str
    expires_at: datetime


class AnswerSent(Sent):
    """An answer to a question."""

    says: Says
    words: Text = ""


class AnswersSent(Sent):
    """Answers by the id of their question."""

    model_config = like(answers={"P01": {"says": "yes", "words": "We sign the NDPA."}})

    answers: dict[Id, AnswerSent] = Field(default_factory=dict, max_length=200)

    def given(self) -> dict[str, AnswerGiven]:
        """As the commands take them."""
        return {key: AnswerGiven(each.says, each.words) for key, each in self.answers.items()}


class FoundSent(Sent):
    """What is found of an answer."""

    how: Judgment
    note: Text = ""
    red_flag: bool = False


class AllFound(Sent):
    """What is found, by the id of the question."""

    model_config = like(found={"A01": {"how": "does_not", "note": "They train on prompts.", "red_flag": True}})

    found: dict[Id, FoundSent] = Field(default_factory=dict, max_length=200)


class AskedBack(Sent):
    """A question back to the vendor."""

    model_config = like(question="P01", words="Which state's terms did you sign?")

    question: Id
    words: Text


class RiskSent(Sent):
    """A risk accepted in writing, until a day."""

    model_config = like(question="S04", reason="The pilot has no student data.", until="2027-06-30")

    question: Id
    reason: Text
    until: date


class RiskEnded(Sent):
    """The question whose accepted risk ends."""

    model_config = like(question="S04")

    question: Id


class Summary(Sent):
    """What the committee should know."""

    model_config = like(summary="Ready but for the penetration test.")

    summary: Text = ""


class EvaluationFileSent(Sent):
    """A signed file, in base64, and the slug of our tool ("" the one it names)."""

    model_config = like(file="eyJraW5kIjoi4oCmIn0=", tool="diffit")

    file: str = Field(max_length=90_000_000)
    tool: Id = ""


class EvaluationFileTold(Schema):
    """A signed file, in base64."""

    name: str
    file: str


class SharedTold(Schema):
    """Another district's evaluation. It counts for nothing until somebody here takes it over."""

    id: str
    tool: str
    district: str
    finished_on: date
    is_key_compared: bool
    key: str = ""


class DistrictKeyTold(Schema):
    """The key of another district: whose it says it is, and whether somebody here has compared it."""

    id: str
    district: str
    fingerprint: str
    is_compared: bool
    is_refused: bool


class DistrictKeysTold(Schema):
    """The fingerprint of our own key, to be told to others by another way, and the keys of others."""

    own: str
    keys: list[DistrictKeyTold]


class SharedPage(Page[SharedTold]):
    """Evaluations of other districts, the latest first."""


class FingerprintSent(Sent):
    """What the other district told by another way: its fingerprint, or the last eight signs of it."""

    model_config = like(fingerprint="9f2c 41aa")

    fingerprint: Short


class TakenAsked(Sent):
    """Into which evaluation, and which questions; none named: all that can be."""

    model_config = like(evaluation="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", questions=["P01"])

    evaluation: Id
    questions: list[Id] | None = None


class AnswersChanged(Schema):
    """The questions that changed."""

    questions: list[str]


def told(evaluation: Evaluation) -> EvaluationTold:
    """An evaluation as the API shows it."""
    kept = record_of(evaluation)
    standing: EvaluationStanding = kept.standing(localdate())
    return EvaluationTold(
        id=str(evaluation.pk),
        tool=evaluation.tool.slug,
        questionnaire=evaluation.questionnaire.number,
        facets=list(evaluation.facets),
        owner=str(evaluation.owner),
        due_on=evaluation.due_on,
        finished_on=evaluation.finished_on,
        with_whom=kept.with_whom(utc_now()).value,
        points=standing.points,
        most=standing.most,
        percent=standing.percent,
        groups=[
            QuestionGroupTold(group=g.group, points=g.points, most=g.most, asked=g.asked, open=g.open)
            for g in standing.groups
        ],
        blocks=[
            BlockTold(
                kind=each.kind.value,
                question=each.question,
                text=said(each.said),
                accepted_by=each.accepted.by if each.accepted else "",
                accepted_until=each.accepted.until if each.accepted else None,
            )
            for each in standing.blocks
        ],
        blocking=len(standing.blocking),
    )


def shared_told(made: Shared) -> SharedTold:
    """Another district's evaluation."""
    return SharedTold(
        id=str(made.pk),
        tool=made.tool.slug,
        district=made.key.district,
        finished_on=made.finished_on,
        is_key_compared=made.key.confirmed_at is not None,
        key=str(made.key.pk),
    )


def key_told(key: DistrictKey) -> DistrictKeyTold:
    """The key of another district."""
    return DistrictKeyTold(
        id=str(key.pk),
        district=key.district,
        fingerprint=fingerprint(key.public),
        is_compared=key.confirmed_at is not None,
        is_refused=key.refused_at is not None,
    )
