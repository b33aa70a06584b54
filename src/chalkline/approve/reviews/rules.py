"""Which reviews a request needs, by when, and whether an answer holds together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from chalkline.approve.reviews.kinds import ReviewKind, Trigger
from chalkline.approve.reviews.words import Recommendation, ReviewAnswer, Severity
from chalkline.govern.committees.api import Light
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence

TEXT_LIMIT, SUMMARY_LIMIT, NOTE_LIMIT, CONDITION_LIMIT = 1000, 2000, 1000, 500
MOST_FINDINGS, MOST_CONDITIONS = 20, 12
WORKING_DAYS = {Light.GREEN: 5, Light.YELLOW: 10, Light.RED: 15}
TEACHING_AREAS = frozenset({"instruction", "sustainability"})
PERSONAL_CLASSES = frozenset({"directory", "confidential", "restricted"})
SATURDAY = 5


def triggers(
    *,
    light: Light,
    classes: frozenset[str],
    has_students: bool,
    area: str,
    judges_people: bool,
    costs: bool = False,
    principal_first: bool = False,
) -> frozenset[Trigger]:
    """What is true of a request that may call for a review."""
    holds = {
        Trigger.ALWAYS: True,
        Trigger.PERSONAL_DATA: bool(classes & PERSONAL_CLASSES),
        Trigger.STUDENTS: has_students,
        Trigger.TEACHING: area in TEACHING_AREAS,
        Trigger.CAREFUL: light is not Light.GREEN,
        Trigger.JUDGES_PEOPLE: judges_people,
        Trigger.HIGH_RISK: light is Light.RED,
        Trigger.COSTS: costs,
        Trigger.PRINCIPAL_FIRST: principal_first,
    }
    return frozenset(trigger for trigger, true in holds.items() if true)


def kinds_needed(found: frozenset[Trigger], kinds: Iterable[ReviewKind]) -> tuple[ReviewKind, ...]:
    """The kinds of review that a request with these triggers needs."""
    return tuple(kind for kind in kinds if kind.when & found)


def due_on(start: date, light: Light) -> date:
    """The day a review is due: working days (Monday to Friday) after it was opened."""
    day, left = start, WORKING_DAYS[light]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def must_hold_together(answer: ReviewAnswer, kind: ReviewKind, *, has_students: bool) -> None:
    """Raise Problem("reviews.incomplete") with every field that needs another look."""
    wrong: dict[str, Words] = {
        **_wrong_with_texts(answer),
        **_wrong_with_replies(answer, kind, has_students=has_students),
        **_wrong_with_recommendation(answer),
    }
    if not wrong:
        return
    raise Problem(
        "reviews.incomplete",
        what=Sentence("The review cannot be sent yet."),
        why=Sentence("The committee rests on it, and it cannot be edited afterwards."),
        next_step=Sentence("Look at the marked fields; everything you wrote is kept."),
        fields=wrong,
    )


def _wrong_with_texts(answer: ReviewAnswer) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if not answer.summary.strip():
        wrong["summary"] = Sentence("Say in a few sentences what the committee should know.")
    elif len(answer.summary) > SUMMARY_LIMIT:
        wrong["summary"] = _too_long(SUMMARY_LIMIT)
    if len(answer.findings) > MOST_FINDINGS:
        wrong["findings"] = Sentence("Keep to the {n} findings that matter most.", n=MOST_FINDINGS)
    if any(not each.text.strip() or len(each.text) > TEXT_LIMIT for each in answer.findings):
        wrong["findings"] = Sentence("Each finding is a text of at most {n} characters.", n=TEXT_LIMIT)
    if len(answer.conditions) > MOST_CONDITIONS:
        wrong["conditions"] = Sentence("Keep to {n} conditions.", n=MOST_CONDITIONS)
    if any(not each.text.strip() or len(each.text) > CONDITION_LIMIT for each in answer.conditions):
        wrong["conditions"] = Sentence("Each condition is a sentence of at most {n} characters.", n=CONDITION_LIMIT)
    return wrong


def _wrong_with_replies(answer: ReviewAnswer, kind: ReviewKind, *, has_students: bool) -> dict[str, Words]:
    asked = {each.id for each in kind.questions if has_students or not each.asked_of_students}
    replied = [each.question for each in answer.replies]
    if not set(replied) <= {each.id for each in kind.questions} or len(replied) != len(set(replied)):
        return {"replies": Sentence("Answer the questions of the list, each once.")}
    if any(len(each.note) > NOTE_LIMIT for each in answer.replies):
        return {"replies": _too_long(NOTE_LIMIT)}
    return {f"reply_{question}": Sentence("Answer this question.") for question in sorted(asked - set(replied))}


def _wrong_with_recommendation(answer: ReviewAnswer) -> dict[str, Words]:
    severities = {each.severity for each in answer.findings}
    if answer.recommendation is Recommendation.OBJECT:
        if not severities & {Severity.CONCERN, Severity.RED_FLAG}:
            return {"findings": Sentence("An objection rests on at least one concern or red flag. Add it.")}
        return {}
    if Severity.RED_FLAG in severities:
        return {"recommendation": Sentence("A red flag stands in the way. Object, or make it a concern.")}
    if answer.recommendation is Recommendation.SUPPORT and answer.conditions:
        return {"recommendation": Sentence("You added conditions. Choose “supports with conditions”.")}
    if answer.recommendation is Recommendation.SUPPORT_WITH_CONDITIONS and not answer.conditions:
        return {"conditions": Sentence("Add at least one condition, or choose “supports”.")}
    return {}


def own_request() -> Problem:
    return Problem(
        "reviews.own_request",
        what=Sentence("You cannot review this request."),
        why=Sentence("You asked for the same thing yourself."),
        next_step=Sentence("Somebody else with this role reviews it. If there is nobody, tell the superintendent."),
        kind=Kind.NOT_ALLOWED,
    )


def not_for_them(name: str) -> Problem:
    return Problem(
        "reviews.not_for_them",
        what=Sentence("{name} cannot do this review.", name=name),
        why=Sentence("They asked for the same, do not work here, or it is already in their name."),
        next_step=Sentence("Choose somebody else."),
        kind=Kind.CONFLICT,
        fields={"person": Sentence("Choose somebody else.")},
    )


def already_answered() -> Problem:
    return Problem(
        "reviews.already_answered",
        what=Sentence("This review has been sent."),
        why=Sentence("A sent review is not edited, so that everyone has read the same one."),
        next_step=Sentence("Open it, and choose “Review again” if something has changed."),
        kind=Kind.CONFLICT,
    )


def not_open() -> Problem:
    return Problem(
        "reviews.not_open",
        what=Sentence("This review cannot be changed now."),
        why=Sentence("The request is before the committee, or has been decided or withdrawn."),
        next_step=Sentence("Open the request to see where it is. At the meeting, tell the chair what is new."),
        kind=Kind.CONFLICT,
    )


def question_needed() -> Problem:
    return Problem(
        "reviews.question_needed",
        what=Sentence("Please write something."),
        why=Sentence("The other person needs to know what you mean."),
        next_step=Sentence("Write one or two sentences, at most 2,000 characters."),
        fields={"text": Sentence("Write one or two sentences.")},
    )


def _too_long(limit: int) -> Sentence:
    return Sentence("Keep this under {n} characters.", n=limit)
