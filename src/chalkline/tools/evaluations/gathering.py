"""Everything kept of one evaluation, read at once: the newest answers and assessments, proof, accepted risks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from chalkline.kernel.canonical import digest_of
from chalkline.tools.evaluations import rules, standing
from chalkline.tools.evaluations.models import (
    AcceptedRisk,
    Answer,
    Assessment,
    Evaluation,
    Evidence,
    FollowUp,
    Submission,
    SubprocessorList,
    VendorLink,
)
from chalkline.tools.evaluations.standing import Accepted, EvaluationStanding, Found
from chalkline.tools.evaluations.words import Judgment, Subprocessor, WithWhom
from chalkline.tools.questionnaires.api import Question, questions_of

Row = TypeVar("Row", Answer, Assessment)


@dataclass(frozen=True)
class Record:
    """One evaluation with all that hangs on it. Answers and assessments: the newest of each question."""

    evaluation: Evaluation
    questions: tuple[Question, ...]
    answers: Mapping[str, Answer]
    assessments: Mapping[str, Assessment]
    evidence: tuple[Evidence, ...]
    follow_ups: tuple[FollowUp, ...]
    submissions: tuple[Submission, ...]
    links: tuple[VendorLink, ...]
    risks: tuple[AcceptedRisk, ...]
    subprocessor_lists: tuple[SubprocessorList, ...]

    @cached_property
    def questions_by_id(self) -> dict[str, Question]:
        """Those put to this product."""
        return {each.id: each for each in self.questions}

    @property
    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """Questions back that the vendor has not settled."""
        return tuple(each for each in self.follow_ups if each.settled_at is None)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions with no answer."""
        return tuple(each for each in self.questions if each.id not in self.answers)

    @property
    def unassessed(self) -> tuple[Question, ...]:
        """Questions that nobody has assessed since their newest answer."""
        return tuple(each for each in self.questions if not self.is_assessed(each.id))

    def is_assessed(self, question: str) -> bool:
        """Whether the newest answer was assessed."""
        found, answer = self.assessments.get(question), self.answers.get(question)
        return found is not None and found.answer_id == (answer.pk if answer else None)

    def proof_of(self, question: str) -> tuple[Evidence, ...]:
        """What is on file for a question."""
        return tuple(each for each in self.evidence if question in each.questions)

    def proof_until(self, question: str) -> date | None:
        """The last day of the proof that lasts longest; None where there is none."""
        return max((each.good_until for each in self.proof_of(question)), default=None)

    @property
    def subprocessors(self) -> tuple[Subprocessor, ...]:
        """Who else gets data, by the newest list."""
        return read_subprocessors(self.subprocessor_lists[0]) if self.subprocessor_lists else ()

    def open_link(self, now: datetime) -> VendorLink | None:
        """The link that works now."""
        return next((each for each in self.links if rules.is_open(each.ended_at, each.expires_at, now)), None)

    def with_whom(self, now: datetime) -> WithWhom:
        """Who has it now."""
        return rules.with_whom(
            finished=self.evaluation.finished_at is not None,
            set_aside=self.evaluation.set_aside_at is not None,
            link_open=self.open_link(now) is not None,
            had_link=bool(self.links),
            submitted=bool(self.submissions),
            answered=len(self.answers),
            open=len(self.unassessed),
        )

    @property
    def found(self) -> dict[str, Found]:
        """What was found of each question that is assessed."""
        return {
            question: Found(Judgment(each.how), each.red_flag, each.note, self.proof_until(question))
            for question, each in self.assessments.items()
            if self.is_assessed(question)
        }

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """Risks that somebody accepted and nobody ended."""
        return tuple(
            Accepted(each.question, each.reason, str(each.by), each.until)
            for each in self.risks
            if each.ended_at is None
        )

    def digest(self) -> str:
        """Over what was answered, found and accepted, whatever the day."""
        return digest_of(
            {
                "questions": self.evaluation.questionnaire.digest,
                "facets": sorted(self.evaluation.facets),
                "answers": {key: [each.says, each.words] for key, each in self.answers.items()},
                "found": {
                    key: [each.how, each.red_flag, each.note, str(each.by_id), self.is_assessed(key)]
                    for key, each in self.assessments.items()
                },
                "evidence": sorted([each.kind, each.title, each.digest, each.good_until] for each in self.evidence),
                "risks": sorted([each.question, each.reason, each.until] for each in self.accepted),
                "subprocessors": [[e.name, e.country, e.purpose, sorted(e.elements)] for e in self.subprocessors],
            }
        )

    def standing(self, on: date) -> EvaluationStanding:
        """How the tool stands by it on a day."""
        evaluation, found = self.evaluation, self.found
        return EvaluationStanding(
            tool=evaluation.tool.slug,
            evaluation_id=str(evaluation.pk),
            on=on,
            is_finished=evaluation.finished_at is not None,
            finished_on=evaluation.finished_on,
            questionnaire=evaluation.questionnaire.number,
            questions_digest=evaluation.questionnaire.digest,
            submission=self.submissions[0].digest if self.submissions else "",
            record=self.digest(),
            groups=standing.score(self.questions, found, on),
            blocks=standing.blocks(self.questions, found, self.accepted, on),
            lapsed=standing.lapsed(self.questions, found, on),
        )


def record_of(evaluation: Evaluation) -> Record:
    """Read all of it. ``evaluation`` comes with its tool and its version of the questions."""
    return Record(
        evaluation=evaluation,
        questions=questions_of(evaluation.questionnaire).put_to(evaluation.facets),
        answers=_newest(evaluation.answers.select_related("link", "shared__key")),
        assessments=_newest(evaluation.assessments.select_related("by", "shared__key")),
        evidence=tuple(evaluation.evidence.filter(withdrawn_at=None).select_related("link", "shared__key")),
        follow_ups=tuple(evaluation.follow_ups.all()),
        submissions=tuple(evaluation.submissions.select_related("link")),
        links=tuple(evaluation.links.all()),
        risks=tuple(evaluation.accepted_risks.select_related("by")),
        subprocessor_lists=tuple(evaluation.subprocessor_lists.all()),
    )


def read_subprocessors(given: SubprocessorList) -> tuple[Subprocessor, ...]:
    """The companies of a list."""
    return tuple(
        Subprocessor(
            row["name"], row["country"], row["purpose"], tuple(row.get("elements", ())), tuple(row.get("unclear", ()))
        )
        for row in given.rows
    )


def _newest(rows: Iterable[Row]) -> dict[str, Row]:
    """The last of each question; rows come in the order of time."""
    return {each.question: each for each in rows}
