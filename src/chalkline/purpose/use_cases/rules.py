"""When a use case says enough: a purpose of the list, people it is for, and who decides about people."""

from __future__ import annotations

from collections.abc import Collection

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.use_cases.words import UseCaseOutline
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, Vocabulary

TITLE_LIMIT, TEXT_LIMIT, SHORT_LIMIT = 120, 4000, 200


def must_be_complete(outline: UseCaseOutline, vocabulary: Vocabulary) -> None:
    """Raise Problem("use_cases.incomplete") with every field that needs another look."""
    fields = {**_wrong_with_words(outline), **_wrong_with_scope(outline, vocabulary), **_wrong_with_people(outline)}
    if not fields.get("inputs") and not outline.inputs <= vocabulary.elements.keys():
        fields["inputs"] = Sentence("Choose the kinds of data from the list.")
    if not fields:
        return
    raise Problem(
        "use_cases.incomplete",
        what=Sentence("This use case does not say enough yet."),
        why=Sentence("The committee decides on what AI would do, for whom, and who stays in charge."),
        next_step=Sentence("Look at the marked fields; everything you wrote is kept."),
        fields=fields,
    )


def _wrong_with_words(outline: UseCaseOutline) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if not outline.title.strip():
        wrong["title"] = Sentence("Give the use case a short name.")
    elif len(outline.title) > TITLE_LIMIT:
        wrong["title"] = _too_long(TITLE_LIMIT)
    if not outline.how_it_helps.strip():
        wrong["how_it_helps"] = Sentence("Say how this would help with the problem.")
    elif len(outline.how_it_helps) > TEXT_LIMIT:
        wrong["how_it_helps"] = _too_long(TEXT_LIMIT)
    return wrong


def _wrong_with_scope(outline: UseCaseOutline, vocabulary: Vocabulary) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if outline.purpose not in vocabulary.purposes:
        wrong["purpose"] = Sentence("Choose what it is for from the list.")
    if not outline.roles or not outline.roles <= ROSTER_ROLES.keys():
        wrong["roles"] = Sentence("Choose who would use it.")
    if not outline.grade_bands or not outline.grade_bands <= {*BANDS, NO_CLASS}:
        wrong["grade_bands"] = Sentence("Choose for which grades, or that no class is meant.")
    elif "student" in outline.roles and outline.grade_bands == {NO_CLASS}:
        wrong["grade_bands"] = Sentence("Choose the grades of the students who would use it.")
    return wrong


def _wrong_with_people(outline: UseCaseOutline) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if outline.judges_people:
        if not outline.inputs:
            wrong["inputs"] = Sentence("List what it reads about people to flag or score them.")
        if not outline.human_decision.strip():
            wrong["human_decision"] = Sentence("Say what a person decides, before anything happens to anybody.")
        if not outline.decided_by.strip():
            wrong["decided_by"] = Sentence("Name who decides.")
    for name, text in (("human_decision", outline.human_decision), ("errors_by_group", outline.errors_by_group)):
        if len(text) > TEXT_LIMIT:
            wrong[name] = _too_long(TEXT_LIMIT)
    if len(outline.decided_by) > SHORT_LIMIT:
        wrong["decided_by"] = _too_long(SHORT_LIMIT)
    return wrong


def must_be_decidable(outline: UseCaseOutline, asked: Collection[str], vocabulary: Vocabulary) -> None:
    """Raise Problem("use_cases.judges_people") while what flags or scores people is not ready to be decided.

    Ready: what it reads is listed, and nothing else about students is asked for; a person who decides is named; and
    it is said how its errors are compared between groups. ``asked``: the data elements a request asks for.
    """
    if not outline.judges_people:
        return
    about = {each for each in asked if each in vocabulary.elements and vocabulary.elements[each].about_students}
    unlisted = tuple(vocabulary.elements[each].label for each in sorted(about - outline.inputs))
    missing: list[Sentence] = []
    if not outline.inputs:
        missing.append(Sentence("what it reads about people"))
    if unlisted:
        missing.append(Sentence("why it needs more than is listed ({names})", names=unlisted))
    if not (outline.human_decision.strip() and outline.decided_by.strip()):
        missing.append(Sentence("who decides, and what"))
    if not outline.errors_by_group.strip():
        missing.append(Sentence("how its errors are compared between groups of students"))
    if not missing:
        return
    raise Problem(
        "use_cases.judges_people",
        what=Sentence("This flags or scores people, and its use case does not say: {missing}.", missing=tuple(missing)),
        why=Sentence("A wrong flag falls on a child, and more often on some groups than on others."),
        next_step=Sentence("Outline the use case anew and add what is missing."),
        kind=Kind.CONFLICT,
    )


def _too_long(limit: int) -> Sentence:
    return Sentence("Keep this under {n} characters.", n=limit)
