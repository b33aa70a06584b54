"""/api/v1/ask: the question everybody has, answered by the policy in force."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.bundle.api import ask, policy_in_force
from chalkline.rest.shapes import REFUSALS, Id, Place, ProblemDocument, Sent, Short, all_said, like, said
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, Answer, as_teacher, put_question, vocabulary

router = Place(tags=["ask"])


class Asked(Sent):
    """A question. What is left out is not known, and the answer says what then depends on it."""

    model_config = like(tool="chatgpt", purpose="uc_lesson", role="teacher", grade="4", data=[])

    tool: Id = Field(description="The tool's id, like chatgpt or magicschool.")
    purpose: Id = Field("", description="A purpose of the list (see /vocabulary).")
    role: Id = Field("", description="Who would use it: teacher, student, aide ...")
    grade: Id = Field("", description="A grade like 4, a band like g35, or none for work without a class.")
    school: Short = Field("", description="A school's id, number or name.")
    data: list[Id] | None = Field(None, max_length=100, description="Data elements or kinds; [] for none about people.")
    on: date | None = Field(None, description="The day; today when left out.")


class ReasonGiven(Schema):
    """One term and whether it holds: null where that cannot be told."""

    rule_id: str
    holds: bool | None
    sentence: str


class ConditionSet(Schema):
    """Something to keep to, in the decision's words."""

    kind: str
    text: str
    kept_by: str


class Answered(Schema):
    """The answer: in a word, in sentences, and in terms that programs can act on."""

    model_config = like(
        answer="not_yet",
        headline="Not yet: chatgpt is not approved.",
        verdict="refuse",
        standing="unapproved",
        reasons=[
            {"rule_id": "unapproved", "holds": False, "sentence": "Nobody has decided on this tool for this purpose."}
        ],
        conditions=[],
        limits=[],
        what_would_change_it=["Ask the committee to approve it."],
        next_step="request",
        next_words="Ask for it: a request takes about three minutes, and you can follow it.",
        use_id="",
        decision_number="",
        expires_on=None,
        policy=7,
    )

    answer: str = Field(description="yes, yes_if, not_yet or no.")
    headline: str
    verdict: str = Field(description="allow, redact, ground, hold, refuse or cannot_tell.")
    standing: str
    reasons: list[ReasonGiven]
    conditions: list[ConditionSet]
    limits: list[str]
    what_would_change_it: list[str]
    next_step: str
    next_words: str
    use_id: str
    decision_number: str
    expires_on: date | None
    policy: int = Field(description="The number of the policy that was asked.")


@router.post("/ask", response={200: Answered, REFUSALS: ProblemDocument})
def ask_question(request: HttpRequest, question: Asked) -> Answered:
    """Can I use this? Answered by the policy in force, with reasons and a next step."""
    policy = policy_in_force()
    put = put_question(
        policy,
        question.tool,
        question.on or localdate(utc_now()),
        purpose=question.purpose,
        role=question.role,
        grade=question.grade,
        school=question.school,
        data=question.data,
    )
    return _answered(ask(put), policy.revision)


class Entry(Schema):
    """A word of a controlled list."""

    id: str
    name: str


class Words(Schema):
    """The lists that questions and requests are put in."""

    model_config = like(
        purposes=[{"id": "uc_lesson", "name": "Plan lessons"}],
        kinds_of_data=[{"id": "none", "name": "Nothing about people"}],
        data_elements=[{"id": "student_work", "name": "Student work"}],
        roles=["teacher", "student"],
        grade_bands=["k2", "g35", "g68", "g912", "none"],
    )

    purposes: list[Entry]
    kinds_of_data: list[Entry]
    data_elements: list[Entry]
    roles: list[str]
    grade_bands: list[str]


@router.get("/vocabulary", response={200: Words, REFUSALS: ProblemDocument})
def read_words(request: HttpRequest) -> Words:
    """Purposes, kinds of data, roles and grade bands by their ids."""
    words = vocabulary()
    return Words(
        purposes=[Entry(id=each.id, name=each.name) for each in words.purpose_list],
        kinds_of_data=[Entry(id=each.id, name=each.label) for each in words.data_kinds],
        data_elements=[Entry(id=each.id, name=each.label) for each in words.element_list],
        roles=list(ROSTER_ROLES),
        grade_bands=[*BANDS, NO_CLASS],
    )


def _answered(answer: Answer, revision: int) -> Answered:
    read = as_teacher(answer)
    return Answered(
        answer=read.word.value,
        headline=said(read.headline),
        verdict=answer.verdict.value,
        standing=answer.standing.value,
        reasons=[
            ReasonGiven(rule_id=each.rule_id, holds=each.holds, sentence=said(each.sentence)) for each in answer.reasons
        ],
        conditions=[
            ConditionSet(kind=each.kind.value, text=each.text, kept_by=each.kept_by.value) for each in read.conditions
        ],
        limits=all_said(read.limits),
        what_would_change_it=all_said(read.changes),
        next_step=read.next_step.value,
        next_words=said(read.next_words),
        use_id=answer.use_id,
        decision_number=answer.decision_number,
        expires_on=answer.expires_on,
        policy=revision,
    )
