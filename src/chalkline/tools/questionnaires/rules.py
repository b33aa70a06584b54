"""Which versions of the questions there may be. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.questionnaires.words import MOST_OWN, OWN_GROUP, Applies, OwnQuestion, Question, Questions

LONGEST_TEXT = 500


def shipped(data: Mapping[str, Any]) -> Questions:
    """The questions of ``vendor_questions.yaml``, its groups in the file's order."""
    order = {group: at for at, group in enumerate(data["groups"])}
    rows = sorted(data["questions"], key=lambda row: order[row["group"]])  # stable: within a group as written
    return Questions(
        tuple(
            Question(
                id=row["id"],
                group=row["group"],
                applies=Applies(row["applies"]),
                is_gate=row["gate"],
                weight=row["weight"],
                text=row["question"],
                why=row["why"],
                evidence=tuple(row["evidence"]),
                red_flag=row["red_flag"],
                laws=tuple(row["maps"]["laws"]),
                frameworks=tuple(row["maps"]["frameworks"]),
            )
            for row in rows
        )
    )


def next_version(
    before: Questions, added: Sequence[OwnQuestion], dropped: Collection[str], ever: Collection[str]
) -> Questions:
    """The version after ``before``: without the own questions dropped, with those added at its end.

    ``ever``: every id an own question of this district ever had; a new one gets an id that none had.
    Raises Problem: questionnaires.not_ours, questionnaires.nothing_new, questionnaires.question_unclear.
    """
    own = {each.id for each in before.items if each.is_own}
    if set(dropped) - own:
        raise Problem(
            "questionnaires.not_ours",
            what=Sentence("Only questions that this district added can be left out."),
            why=Sentence("The others are asked in every district, so that an evaluation can be shared."),
            next_step=Sentence("Leave them in. A question that does not apply to a product is not put to its maker."),
        )
    if not added and not dropped:
        raise Problem(
            "questionnaires.nothing_new",
            what=Sentence("This would be the same questionnaire again."),
            why=Sentence("A new version is made when a question comes or goes."),
            next_step=Sentence("Write a question, or choose one to leave out."),
            fields={"text": Sentence("Write the question.")},
        )
    kept = [each for each in before.items if each.id not in set(dropped)]
    if sum(each.is_own for each in kept) + len(added) > MOST_OWN:
        raise _unclear("text", Sentence("A district adds at most {n} questions.", n=MOST_OWN))
    first = max((int(each[1:]) for each in ever if each[1:].isdigit()), default=0) + 1
    known = {_alike(each.text) for each in kept}
    for at, each in enumerate(added):
        question = _checked(each, f"D{first + at:02d}")
        if _alike(question.text) in known:
            raise _unclear("text", Sentence("This question is asked already."))
        known.add(_alike(question.text))
        kept.append(question)
    return Questions(tuple(kept))


def renewed(before: Questions, newest: Questions) -> Questions:
    """The newest shipped questions with the own ones of ``before``. Raises Problem("questionnaires.nothing_new")."""
    found = Questions((*newest.items, *(each for each in before.items if each.is_own)))
    if found.digest == before.digest:
        raise Problem(
            "questionnaires.nothing_new",
            what=Sentence("You have the newest questions already."),
            why=Sentence("Chalkline brings new ones with an update."),
            next_step=Sentence("There is nothing to do."),
            kind=Kind.CONFLICT,
        )
    return found


def _checked(asked: OwnQuestion, question_id: str) -> Question:
    text, why, flag = (" ".join(each.split()) for each in (asked.text, asked.why, asked.red_flag))
    if not 10 <= len(text) <= LONGEST_TEXT:
        raise _unclear("text", Sentence("A question has 10 to {n} letters.", n=LONGEST_TEXT))
    if not why or len(why) > LONGEST_TEXT:
        raise _unclear("why", Sentence("Say why you ask: the vendor reads it."))
    if not 1 <= asked.weight <= 5 or len(flag) > LONGEST_TEXT:
        raise _unclear("weight", Sentence("A weight is a whole number from 1 to 5."))
    return Question(question_id, OWN_GROUP, asked.applies, asked.is_gate, asked.weight, text, why, (), flag)


def _alike(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _unclear(field: str, why: Sentence) -> Problem:
    return Problem(
        "questionnaires.question_unclear",
        what=Sentence("This question cannot be added as it stands."),
        why=why,
        next_step=Sentence("Change it and keep it again."),
        fields={field: why},
    )
